"""Which column of somebody's table is which field of a risk: a guess from the words of its heading."""

from __future__ import annotations

from collections.abc import Sequence

from npqml_widgets.documents.risk.model import LABELS
from npqml_widgets.documents.shared.table_import import plain_heading

TO_NOTES = ""
"""Stands for a column that is no field: what it holds is kept in the notes of each risk."""

_BEFORE = {"inherent", "gross", "initial", "raw", "unmitigated", "before"}
_AFTER = {"residual", "net", "mitigated", "current", "after"}
_NO_RATING = {"action", "actions", "reduce", "target", "why", "reason"}
_WORDS: dict[str, tuple[str, ...]] = {
    "id": ("id", "ref", "reference", "risk id", "risk no", "risk number", "risk ref", "no", "number"),
    "cause": ("cause", "causes", "risk cause", "because of", "source", "trigger"),
    "event": ("event", "risk", "risk event", "description", "risk description", "risk title", "description of risk"),
    "effect": ("effect", "effects", "consequence", "consequences", "risk effect", "potential impact", "outcome"),
    "category": ("category", "risk category", "area", "risk area", "type", "risk type", "theme"),
    "response": ("response", "risk response", "treatment", "strategy", "risk strategy", "approach"),
    "controls": ("controls", "existing controls", "current controls", "controls in place", "control", "mitigation"),
    "risk_owner": ("risk owner", "owner", "owned by", "lead", "risk lead", "responsible", "responsibility"),
    "action": (
        "action",
        "actions",
        "further action",
        "further actions",
        "action required",
        "actions required",
        "action plan",
    ),
    "action_owner": ("action owner", "action by", "by whom", "action lead", "assigned to"),
    "due": ("action due", "due", "due date", "deadline", "target date", "by when", "action date", "completion date"),
    "review": ("next review", "review", "review date", "next review date", "date of next review"),
    "status": ("status", "risk status", "open or closed", "open closed", "state"),
    "notes": ("notes", "note", "comments", "comment", "progress", "update"),
    "added": ("added",),
}
_LIKELIHOOD, _IMPACT = {"likelihood", "probability", "l"}, {"impact", "severity", "i"}


def guess_mapping(headings: Sequence[str]) -> tuple[str, ...]:
    """Give the field that each column seems to be, TO_NOTES where it is none; each field is used once.

    A single pair of likelihood and impact is read as inherent, of two pairs the first.
    """
    taken: set[str] = set()
    fields = []
    for heading in headings:
        field = next((one for one in _fitting(plain_heading(heading)) if one not in taken), TO_NOTES)
        taken |= {field} - {TO_NOTES}
        fields.append(field)
    return tuple(fields)


def known_headings(headings: Sequence[str]) -> int:
    """Tell how many columns' headings are understood."""
    return sum(field != TO_NOTES for field in guess_mapping(headings))


def _fitting(heading: str) -> tuple[str, ...]:
    """Give the fields that a heading may stand for, likeliest first."""
    for field, words in _WORDS.items():
        if heading == plain_heading(LABELS[field]) or heading in words:
            return (field,)
    parts = set(heading.split())
    ends = [end for end, words in (("likelihood", _LIKELIHOOD), ("impact", _IMPACT)) if parts & words]
    # Both in one heading is a score, which is worked out anew; "action to reduce likelihood" is a text.
    if len(ends) != 1 or len(parts) > 6 or parts & _NO_RATING:
        return ()
    before, after = f"inherent_{ends[0]}", f"residual_{ends[0]}"
    if parts & _AFTER:
        return (after,)
    return (before,) if parts & _BEFORE else (before, after)
