"""Marks as CSV that a spreadsheet opens without harm, and nbgrader's export without noughts nobody gave."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd
from nbgrader.api import MissingEntry
from nbgrader.plugins import ExportPlugin

from npqml.course.candidates import read_candidates
from npqml.grading.cleaning.line import harmless_cell
from npqml.grading.gradebook.results_now import results_now
from npqml.grading.result import Result
from npqml.place import Place


def write_csv(path: Path, rows: pd.DataFrame) -> Path:
    """Write a table as CSV (UTF-8 with its mark, as Excel expects), blank where there is no value."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows.map(harmless_cell).to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")
    return path


class MarksOrBlanks(ExportPlugin):  # type: ignore[misc]
    """nbgrader's CSV export, but blank where a candidate has no marks: the original writes 0 there."""

    COLUMNS = (
        "assignment",
        "duedate",
        "timestamp",
        "student_id",
        "last_name",
        "first_name",
        "email",
        "raw_score",
        "late_submission_penalty",
        "score",
        "max_score",
    )

    def export(self, gradebook: Any) -> None:
        """Write the marks of a gradebook to the file named by --to, or to grades.csv."""
        rows = [
            _row(gradebook, assignment, student)
            for assignment in _wanted(gradebook.assignments, self.assignment, "name")
            for student in sorted(_wanted(gradebook.students, self.student, "id"), key=lambda one: one.id)
        ]
        with Path(self.to or "grades.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, self.COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def _wanted(things: Iterable[Any], only: Iterable[Any], key: str) -> list[Any]:
    names = {str(one) for one in only}
    return [one for one in things if not names or getattr(one, key) in names]


def _row(gradebook: Any, assignment: Any, student: Any) -> dict[str, Any]:
    row = {
        "assignment": assignment.name,
        "duedate": assignment.duedate,
        "student_id": student.id,
        "last_name": student.last_name,
        "first_name": student.first_name,
        "email": student.email,
        "max_score": assignment.max_score,
    }
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        return {key: harmless_cell(value) for key, value in row.items()}
    marked = [grade for notebook in submission.notebooks for grade in notebook.grades]
    if all(grade.auto_score is None and grade.manual_score is None for grade in marked):  # nobody has marked it yet
        return {key: harmless_cell(value) for key, value in (row | {"timestamp": submission.timestamp}).items()}
    penalty = submission.late_submission_penalty
    row |= {
        "timestamp": submission.timestamp,
        "raw_score": submission.score,
        "late_submission_penalty": penalty,
        "score": max(0.0, submission.score - (penalty or 0)),
    }
    return {key: harmless_cell(value) for key, value in row.items()}


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
