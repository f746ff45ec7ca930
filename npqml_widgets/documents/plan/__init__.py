"""The project plan: steps with owners, dates worked out from what waits for what, and what a slip moves."""
