"""A second round after a first one: what to know before it is sent out, and what keeps it from being published.

The rules of privacy.py guard two rounds together. They cost least where the same people are asked again.
"""

from __future__ import annotations

import hashlib
import json

from npqml_widgets.documents.feedback360.collate import Collation
from npqml_widgets.documents.feedback360.model import GROUPS, Round
from npqml_widgets.documents.feedback360.privacy import SMALLEST_GROUP, Footprint, Unit
from npqml_widgets.documents.feedback360.questionnaire import Questionnaire
from npqml_widgets.keeping.plain import to_plain


def advice(asked: Round, earlier: Footprint) -> tuple[str, ...]:
    """Say, before the forms go out, what the choice of raters will do to the figures of the second round."""
    asked_now = {rater.id: rater.group for rater in asked.raters}
    ever = {person for one in earlier.counted for person in one.people}
    lines = []
    for unit in earlier.units:
        before = {person for one in earlier.counted if one.unit == unit for person in one.people}
        now = {person for person, group in asked_now.items() if group in unit}
        if gone := len(before - now):
            lines.append(
                f"{_names(unit)}: {gone} of {len(before)} counted in the first round {_are(gone)} not asked now. "
                "Figures will be much wider, or missing. Ask the same people if you still can."
            )
        new = len(now - ever)
        if new and len(before & now) >= SMALLEST_GROUP:
            lines.append(
                f"{_names(unit)}: {new} {_are(new)} new. Their ratings are not counted beside those of people who "
                "answered both times. Tell them, or leave them out."
            )
    return tuple(lines) or ("The same people are asked again: figures will be as in the first round.",)


def mismatches(collation: Collation, earlier: Footprint | None) -> list[str]:
    """Say why a round cannot be published, or not after this earlier one; empty where it can."""
    asked, faults = collation.round, []
    if collation.published:
        faults.append("The report of this round is out. A second one with other answers would show the difference.")
    if earlier is None:
        return faults
    if earlier.leader != asked.leader:
        faults.append(f"The first round is of {earlier.leader}, this one of {asked.leader}: give the right one.")
    if earlier.number > 1:
        faults.append("The rules guard two rounds. Begin a third one with other raters, as a new first round.")
    if earlier.manager_named != asked.manager_named:
        faults.append("Both rounds must treat the line manager alike: named in both, or in neither.")
    if earlier.asked != fingerprint(asked.questionnaire):
        faults.append("The second round must ask the same as the first: else the two can be neither compared nor kept.")
    return faults


def fingerprint(asked: Questionnaire) -> str:
    """Return 16 characters that change whenever a question does."""
    return hashlib.sha256(json.dumps(to_plain(asked), sort_keys=True).encode()).hexdigest()[:16]


def _names(unit: Unit) -> str:
    return " and ".join(words for group, words in GROUPS.items() if group in unit)


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
