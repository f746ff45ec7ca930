"""The rubrics of a module's tasks that a person marks: tables on the task's own page, read again for feedback.

The table is a Markdown cell of its own with `rubric: 1a-t12` in its metadata: a row for each thing that is looked for,
a column for each mark. What stands before it says how it is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from attrs import frozen

EMPHASIS = re.compile(r"\*\*|__|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")
RULE = re.compile(r"\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?")
MARK = re.compile(r"(\d+(?:\.\d+)?) marks?")


@frozen
class Row:
    """One thing that is looked for: its name, and what each number of marks means, from few to many."""

    name: str
    words: tuple[str, ...]


@frozen
class Rubric:
    """A rubric: what is said before its table, the marks that a row can get, and its rows."""

    before: str
    marks: tuple[float, ...]
    rows: tuple[Row, ...]

    @property
    def most(self) -> float:
        """The marks of all rows together."""
        return max(self.marks) * len(self.rows)


def read_rubrics(cells: Iterable[Any]) -> dict[str, Rubric]:
    """Return the rubric of each task that has one among the cells of a notebook, by the task's id."""
    asked = ((cell.metadata.get("npqml", {}).get("rubric"), cell.source) for cell in cells)
    read = ((str(task), rubric_in(text)) for task, text in asked if task)
    return {task: rubric for task, rubric in read if rubric is not None}


def rubric_in(text: str) -> Rubric | None:
    """Return the rubric in a Markdown text; None where its table cannot be read as one."""
    lines = [line.strip() for line in text.strip().splitlines()]
    start = next((place for place, line in enumerate(lines) if line.startswith("|")), len(lines))
    table = [line for line in lines[start:] if line]
    if len(table) < 3 or not RULE.fullmatch(table[1]):
        return None
    heading, *rows = (_cells(line) for line in (table[0], *table[2:]))
    marks = [MARK.fullmatch(words) for words in heading[1:]]
    if len(heading) < 3 or not all(marks) or any(len(row) != len(heading) or not all(row) for row in rows):
        return None
    return Rubric(
        _plain(" ".join(lines[:start])),
        tuple(float(found[1]) for found in marks if found),
        tuple(Row(name, tuple(words)) for name, *words in rows),
    )


def _cells(line: str) -> list[str]:
    return [_plain(cell) for cell in line.strip("|").split("|")] if line.startswith("|") else []


def _plain(text: str) -> str:
    return EMPHASIS.sub("", text).strip()
