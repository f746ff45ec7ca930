"""The columns of a school's files, and what has become of them where somebody saved one again."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PUPILS = (
    "UPN", "Forename", "Surname", "DOB", "Sex", "Year", "Class", "SEN", "FSM", "PP", "EAL", "Joined", "Left",
    "Sessions possible", "Sessions absent", "Attendance",
)  # fmt: skip
_PRIMARY = ("KS1 Reading", "KS1 Writing", "KS1 Maths", "KS1 Maths TA", "KS2 Reading", "KS2 Maths", "KS2 Writing")
_SECONDARY = (
    "KS2 Reading", "KS2 Maths", "KS2 Average", "Target", "Drop 1", "Drop 2", "Drop 3", "GCSE English", "GCSE Maths",
)  # fmt: skip
_SPECIAL = ("Start", "End", "Target", "KS2 Maths", "Engagement")
_EXPORTS = tuple((*_PUPILS, *results, "Catch-up") for results in (_PRIMARY, _SECONDARY, _SPECIAL))
COLUMNS = {
    "pupils": _EXPORTS,
    "pupils-clean": _EXPORTS,
    "estimates": (("Baseline from", "Baseline to", "Pupils", "Estimate"),),
    "years": (("Year", "With a result", "Reached it", "PP with a result", "PP reached it"),),
    "questions": (("Question", "Unit", "Marks", "Our mean", "Elsewhere mean"),),
}
"""What a file of this name holds, in a school of one phase or another."""


def what_has_changed(name: str, found: Sequence[str]) -> str:
    """Say which columns of a file are gone, renamed or doubled; "" where none is, or it is not one of a school's files.

    `name` is the file's without its ending, `found` its columns as pandas names them.
    """
    if twice := next((base for column in found if (base := _doubled(column)) in found), ""):
        return f"it has the column {twice} twice"
    wanted = max(COLUMNS.get(name, ((),)), key=lambda columns: len(set(columns) & set(found)))
    lost = [column for column in wanted if column not in found]
    if not lost or 2 * len(lost) > len(wanted):  # another file under this name
        return ""
    gone = f"it has no column {_listed(lost)} any more"
    more = [_shown(column) for column in found if column not in wanted]
    return f"{gone}, but {_listed(more)}, which it had not" if more else gone


def _doubled(column: str) -> str:
    """The name that pandas has made Sex.1 of, for a second column Sex."""
    found = re.fullmatch(r"(.+)\.\d+", column)
    return found[1] if found else ""


def _shown(column: str) -> str:
    return "a column without a name" if column.startswith("Unnamed:") else column[:40]


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
