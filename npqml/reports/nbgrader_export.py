"""nbgrader's own export without noughts that nobody gave: what `nbgrader export` uses in a course of ours."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nbgrader.api import MissingEntry
from nbgrader.plugins import ExportPlugin

from npqml.grading.cleaning.line import harmless_cell


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
