"""360 feedback."""
