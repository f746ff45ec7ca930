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
from npqml.reports.expected import all_expected
from npqml.reports.words import moment


def write_csv(path: Path, rows: pd.DataFrame) -> Path:
    """Write a table as CSV (UTF-8 with its mark, as Excel expects), blank where there is no value."""
    put_text(path, "\ufeff" + rows.map(harmless_cell).to_csv(index=False, lineterminator="\n"))
    return path


def write_marks(place: Place, cohort: str, path: Path) -> Path:
    """Write one row a candidate with the mark of each task, and return the path.

    Marks are blank where there is none; the state says who has handed in nothing.
    """
    results = results_now(place, cohort)
    names = read_candidates(place, cohort).names
    rows: dict[str, dict[str, Any]] = {}
    for entry in all_expected(place, cohort, results):
        row = rows.setdefault(entry.candidate, {"Candidate": entry.candidate, "Name": names.get(entry.candidate, "")})
        row[f"{entry.module} state"] = entry.state
        if entry.result is not None:
            row |= _of(entry.result)
    return write_csv(path, pd.DataFrame(_in_order(rows.values(), results)))


def _of(result: Result) -> dict[str, Any]:
    """Return the cells of a result, all but its state."""
    return {
        **{task.task: task.mark for task in result.tasks},
        f"{result.module} total": result.mark,
        f"{result.module} waiting": result.waiting if result.graded else None,
        f"{result.module} handed in": moment(result.handed_in),
        f"{result.module} late": result.late or None,
        f"{result.module} counts": result.counted,
        f"{result.module} tries": sum(task.tries for task in result.tasks) or None,
    }


def _in_order(rows: Iterable[dict[str, Any]], results: Iterable[Result]) -> list[dict[str, Any]]:
    """Return the rows with the columns of each module together, its tasks in the module's order."""
    tasks: dict[str, dict[str, None]] = {}
    for result in results:
        tasks.setdefault(result.module, {}).update(dict.fromkeys(task.task for task in result.tasks))
    columns = ["Candidate", "Name"]
    further = ("total", "waiting", "handed in", "late", "counts", "tries")
    every = list(rows)
    states = {name.removesuffix(" state") for row in every for name in row if name.endswith(" state")}
    for module in sorted(states):
        columns += [f"{module} state", *tasks.get(module, ()), *(f"{module} {column}" for column in further)]
    return [{column: row.get(column) for column in columns} for row in every]
