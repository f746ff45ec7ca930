"""Made-up people and data: nobody in them exists."""
