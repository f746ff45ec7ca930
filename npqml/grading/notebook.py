"""What a graded notebook shows: the verdict of each check, and where a candidate's own line stopped."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
from attrs import frozen

from npqml.grading.assignment import grade_id
from npqml_widgets.verdicts import VERDICT_TYPE

LONGEST = 2_000  # characters of any words that come out of a candidate's run
# Where a folder lies on the provider's computer is nobody's business.
PATH = re.compile(r"(?<![\w/.])(?:/[^\s/()'\",:;]+){2,}/?|\b[A-Za-z]:\\[^\s()'\",;]+")
KNOWN_STATES = ("not tried", "cannot read", "not yet", "right")


@frozen
class Seen:
    """What one graded cell showed: its verdict (state "" if it gave none) and the error that stopped it."""

    state: str = ""
    read_as: str = ""
    message: str = ""
    mistake: str = ""
    error: str = ""


def read_seen(path: Path) -> dict[str, Seen]:
    """Read what each cell of a graded notebook showed, by grade id; nothing in an output is trusted."""
    notebook = nbformat.read(path, as_version=4)
    return {grade_id(cell): _seen(cell) for cell in notebook.cells if cell.cell_type == "code" and grade_id(cell)}


def _seen(cell: Any) -> Seen:
    verdict: dict[str, Any] = {}
    error = ""
    for output in cell.get("outputs", []):
        found = output.get("data", {}).get(VERDICT_TYPE)
        if isinstance(found, dict) and found.get("state") in KNOWN_STATES:
            verdict = found
        if output.output_type == "error":
            error = _words(f"{output.ename}: {output.evalue}" if output.evalue else output.ename)
    said = {key: _words(verdict.get(key)) for key in ("state", "read_as", "message", "mistake")}
    return Seen(**said, error=error)


def _words(value: Any) -> str:
    text = value if isinstance(value, str) else ""
    return PATH.sub("…", " ".join(text.split())[:LONGEST])
