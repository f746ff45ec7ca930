"""Times in England, whatever the zone of the machine: the course is for its schools, and deadlines are theirs."""

from __future__ import annotations

from datetime import UTC, datetime

from npqml_widgets.keeping.clock import in_england

__all__ = ["in_england", "latest_in_england"]


def latest_in_england(moment: datetime) -> datetime:
    """Return a moment as `in_england` does, but the last of those that are meant where a clock shows it twice."""
    first = in_england(moment)
    return max(first, first.replace(fold=1), key=lambda either: either.astimezone(UTC))
