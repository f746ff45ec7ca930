"""Marks as CSV that a spreadsheet opens without harm."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from npqml.course.candidates import read_candidates
from npqml.disk import put_text
from npqml.grading.cleaning.line import harmless_cell
from npqml.grading.gradebook.results_now import results_now
from npqml.grading.result import Result
from npqml.place import Place


def write_csv(path: Path, rows: pd.DataFrame) -> Path:
    """Write a table as CSV (UTF-8 with its mark, as Excel expects), blank where there is no value."""
    put_text(path, "\ufeff" + rows.map(harmless_cell).to_csv(index=False, lineterminator="\n"))
    return path


def write_marks(place: Place, cohort: str, path: Path) -> Path:
    """Write one row a candidate with the mark of each task, blank where there is none, and give the path."""
    results = results_now(place, cohort)
    names = read_candidates(place, cohort).names
    rows: dict[str, dict[str, Any]] = {}
    for one in results:
        row = rows.setdefault(one.candidate, {"Candidate": one.candidate, "Name": names.get(one.candidate, "")})
        row |= {f"{one.module} state": one.state} | {task.task: task.mark for task in one.tasks}
        row |= {f"{one.module} total": one.mark, f"{one.module} waiting": one.waiting if one.graded else None}
    return write_csv(path, pd.DataFrame(_in_order(rows.values(), results)))


def _in_order(rows: Iterable[dict[str, Any]], results: Iterable[Result]) -> list[dict[str, Any]]:
    """Return the rows with the columns of each module together, its tasks in the module's order."""
    tasks: dict[str, dict[str, None]] = {}
    for one in results:
        tasks.setdefault(one.module, {}).update(dict.fromkeys(task.task for task in one.tasks))
    columns = ["Candidate", "Name"]
    for module, names in sorted(tasks.items()):
        columns += [f"{module} state", *names, f"{module} total", f"{module} waiting"]
    return [{column: row.get(column) for column in columns} for row in rows]
