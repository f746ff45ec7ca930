"""The gates that every module passes before it reaches a candidate."""
