"""A field of the evidence, or a setting, read from a cell or as typed; or, in words, why it cannot be."""

from __future__ import annotations

import re
from typing import Any

from npqml_widgets.documents.criteria import criteria
from npqml_widgets.documents.shared.cells import Unreadable, date_of, text_of

TEXTS = ("id", "what", "partner", "barrier", "place", "figure", "source", "notes")
"""The fields of a piece of evidence that take any text."""
_BETWEEN = re.compile(r"[,;\s]+")


def read_field(field: str, value: object) -> Any:
    """Return what a value means as this field of a piece of evidence; raises Unreadable, saying what was expected."""
    if field == "day":
        return date_of(value)
    return criterion_of(value) if field == "criterion" else text_of(value)


def read_setting(field: str, value: object) -> Any:
    """Return what a value means as this setting; raises Unreadable, saying what was expected."""
    if field in ("starts", "ends"):
        return date_of(value)
    if field == "candidate":
        return text_of(value).strip()
    return criteria_of(value) if field == "criteria" else text_of(value)


def criterion_of(value: object) -> str:
    """Read the id of a criterion, such as 4.1.1; empty where blank."""
    said = text_of(value).strip()
    known = [criterion.id for criterion in criteria()]
    if said and said not in known:
        raise Unreadable(f"a criterion of the framework, {known[0]} to {known[-1]}")
    return said


def criteria_of(value: object) -> tuple[str, ...]:
    """Read the ids of criteria with commas between them, each once and in the framework's order."""
    said = {criterion_of(part) for part in _BETWEEN.split(text_of(value)) if part}
    return tuple(criterion.id for criterion in criteria() if criterion.id in said)
