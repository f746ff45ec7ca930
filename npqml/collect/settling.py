"""Keeping what was not taken until it is settled, and settling it by what was taken afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from npqml.collect.report import REFUSED, SETTLED, Item
from npqml.course.not_taken import all_not_taken, keep_not_taken, known_not_taken, settle
from npqml.place import Place


def keep_refused(place: Place, cohort: str, items: Sequence[Item]) -> list[Item]:
    """Keep what a run has not taken and settle what is settled by it; return its items, settled ones as settled."""
    for left in all_not_taken(place, cohort):
        same = any(item.sha256 == left.arrival.sha256 and item.fine for item in items)
        if same or any(item.taken and left.is_settled_by(item.candidate, item.module) for item in items):
            settle(place, cohort, left)
    found = []
    for item in items:
        if item.refused is None or item.state != REFUSED:
            found.append(item)
            continue
        before = known_not_taken(place, cohort, item.refused.left)
        if before is not None and before.settled:
            found.append(evolve(item, state=SETTLED))
            continue
        keep_not_taken(place, cohort, item.refused.left, item.refused.files)
        found.append(item)
    return found
