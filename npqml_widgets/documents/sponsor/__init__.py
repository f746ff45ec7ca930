"""Sponsor comments: evidence that the candidate prepares, and what only the sponsor may say of it."""
