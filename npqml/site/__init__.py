"""The course in the browser: a static folder that runs with nothing installed."""
