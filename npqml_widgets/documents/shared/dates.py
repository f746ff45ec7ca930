"""A date or a moment in words, as people say it."""

from __future__ import annotations

from datetime import date, datetime

from npqml_widgets.keeping.clock import in_england


def as_said(day: date) -> str:
    """Return a date as people say it: 3 March 2026."""
    return f"{day.day} {day:%B %Y}"


def moment_as_said(when: datetime) -> str:
    """Return a moment as people here say it, by a clock in England: 3 March 2026 at 14:05."""
    here = in_england(when)
    return f"{as_said(here.date())} at {here:%H:%M}"


def days_ago(day: date, today: date) -> str:
    """Return how long ago a day was, in words."""
    days = (today - day).days
    return "yesterday" if days == 1 else f"{days} days ago"
