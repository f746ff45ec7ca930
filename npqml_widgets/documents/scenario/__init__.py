"""Cases with consequences."""
