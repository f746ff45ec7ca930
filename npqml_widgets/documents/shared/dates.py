"""A date in words, as people say it."""

from __future__ import annotations

from datetime import date


def as_said(day: date) -> str:
    """Return a date as people say it: 3 March 2026."""
    return f"{day.day} {day:%B %Y}"


def days_ago(day: date, today: date) -> str:
    """Return how long ago a day was, in words."""
    days = (today - day).days
    return "yesterday" if days == 1 else f"{days} days ago"
