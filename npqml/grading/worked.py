"""The worked solutions of a built module, kept beside the instructor's notebook and never released.

They are words with the numbers of one edition, made when that edition was built: feedback runs nothing to show them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attrs import field, frozen
from cattrs import transform_error
from cattrs.preconf.json import make_converter

from npqml.disk import put_text
from npqml.place import WORKED
from npqml.refusal import Refusal

_converter = make_converter(omit_if_default=True)


@frozen
class RowMark:
    """What a row of the rubric gives the example, and why."""

    row: str
    mark: float
    why: str


@frozen
class Example:
    """An answer as it could be where a person marks, with its marks row by row."""

    text: str
    marks: tuple[RowMark, ...]


@frozen
class Solved:
    """A document as it could be: its kind, and itself as plain data."""

    kind: str
    document: dict[str, Any]


@frozen
class Worked:
    """What is shown of each task once it is marked, by its id: the lines of its solution, or a marked example.

    `documents` are those among its right answers, by their labels.
    """

    solutions: dict[str, tuple[str, ...]] = field(factory=dict)
    examples: dict[str, Example] = field(factory=dict)
    documents: dict[str, dict[str, Solved]] = field(factory=dict)


def read_worked(source: Path) -> Worked:
    """Return the worked solutions in an instructor's folder; none where an earlier version of the program built it."""
    path = source / WORKED
    if not path.is_file():
        return Worked()
    try:
        return _converter.loads(path.read_text(encoding="utf-8"), Worked)
    except Exception as error:
        found = "; ".join(transform_error(error)) if isinstance(error, ExceptionGroup) else str(error)
        raise Refusal(
            path, "", found=found, expected="the worked solutions of a module", do="Build the module again."
        ) from error


def write_worked(source: Path, worked: Worked) -> None:
    """Write the worked solutions of a module to its instructor's folder."""
    put_text(source / WORKED, _converter.dumps(worked, indent=2, ensure_ascii=False) + "\n")
