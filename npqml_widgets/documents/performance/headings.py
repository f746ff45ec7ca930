"""The columns of a table of project and comparison pupils: which field each may be, and which are proposed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from npqml_widgets.documents.performance.model import POINTS
from npqml_widgets.documents.rawdata import headings as exports
from npqml_widgets.documents.shared.table_import import NO_FIELD, plain_heading

LABELS = {
    "id": exports.LABELS["id"],
    "forename": exports.LABELS["forename"],
    "surname": exports.LABELS["surname"],
    "name": exports.LABELS["name"],
    "dob": exports.LABELS["dob"],
    "group": "Project or comparison: how pupils were put in groups",
    "start": "Mark at the start",
    "middle": "Mark in the middle",
    "end": "Mark at the end",
    "pp": exports.LABELS["pp"],
}
"""The fields that a column can be, with the words to choose from."""
_GROUP = re.compile(
    r".*\b(group|route|arm|allocation|allocated|condition|treatment|intervention|catch up|catchup|project|programme"
    r"|control|comparison|cohort)\b.*"
)
_NAMED = {
    "start": re.compile(r".*\b(start|baseline|pre|pretest|before|first|t1|entry|beginning)\b.*"),
    "middle": re.compile(r".*\b(middle|mid|midpoint|interim|halfway|second|t2)\b.*"),
    "end": re.compile(r".*\b(end|post|posttest|after|final|last|third|t3|exit)\b.*"),
}
_MARK = re.compile(
    r".*\b(checks?|tests?|scores?|marks?|assessments?|results?|points?|steps?|quiz|paper|autumn|spring|summer|aut|spr"
    r"|sum|sep\w*|oct\w*|nov\w*|dec\w*|jan\w*|feb\w*|mar|march|apr\w*|may|jun\w*|jul\w*|term \d|half term \d)\b.*"
)


def fields_for(heading: str) -> tuple[str, ...]:
    """Return the fields that a plain heading may stand for, likeliest first; a mark whose time is not told is any."""
    known = exports.fields_for(heading)[:1]
    if known and known[0] in (*exports.PERSONAL, "pp"):
        return known
    for name, pattern in _NAMED.items():
        if pattern.fullmatch(heading):
            return (name,)
    if known and known[0] not in ("result", "target", "start"):
        return ()
    if _GROUP.fullmatch(heading):
        return ("group",)
    return POINTS if _MARK.fullmatch(heading) or known else ()


def proposed(headings: Sequence[str], numeric: Sequence[bool]) -> tuple[str, ...]:
    """Return the field that is proposed for each column, NO_FIELD for what would be dropped; each field once.

    `numeric` tells of each column whether it holds numbers: only such a column is a mark. Of marks whose time no
    heading tells, the first, the last and the one half-way are proposed, as tables go from left to right.
    """
    found = [fields_for(plain_heading(heading)) for heading in headings]
    fields = [NO_FIELD] * len(headings)
    for name in LABELS:
        places = [place for place, may_be in enumerate(found) if may_be == (name,)]
        places = [place for place in places if name not in POINTS or numeric[place]]
        if places:
            fields[places[-1] if name == "end" else places[0]] = name
    open_ = [place for place, may_be in enumerate(found) if may_be == POINTS and numeric[place]]
    wanted = [name for name in POINTS if name not in fields]
    for name in wanted:
        if open_:
            where = {"start": 0, "middle": (len(open_) - 1) // 2, "end": -1}[name]
            fields[open_.pop(where)] = name
    return tuple(fields)
