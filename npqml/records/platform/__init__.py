"""Feedback and marks as the files that a learning platform takes in."""
