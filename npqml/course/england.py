"""Times in England, whatever the zone of the machine: the course is for its schools, and deadlines are theirs."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

ENGLAND = ZoneInfo("Europe/London")


def in_england(moment: datetime) -> datetime:
    """Return a moment as a clock in England shows it; one that names no zone was read off such a clock.

    In the hour that a clock shows twice in October, the first is meant.
    """
    return moment.astimezone(ENGLAND) if moment.tzinfo else moment.replace(tzinfo=ENGLAND)


def latest_in_england(moment: datetime) -> datetime:
    """Return a moment as `in_england` does, but the last of those that are meant where a clock shows it twice."""
    first = in_england(moment)
    return max(first, first.replace(fold=1), key=lambda either: either.astimezone(UTC))
