"""A stock course's gradebook: what it says of an assignment's cells, and one submission's marks before and after."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from attrs import frozen
from nbgrader.api import MissingEntry

Marking = dict[str, dict[str, Any]]


@frozen
class Marks:
    """A submission's marks: what it has so far with the penalty taken off, and the cells that wait for a person."""

    mark: float
    max_mark: float
    waiting: tuple[str, ...]


@frozen
class Before:
    """What the gradebook held of a submission before it was graded; `rows` is None where it held nothing."""

    student: bool
    timestamp: Any = None
    rows: dict[tuple[str, str, str], tuple[Any, ...]] | None = None


def marking_data(book: Any, assignment: str) -> dict[str, Marking]:
    """Return nbgrader's metadata of each cell by notebook and grade id; raises MissingEntry for no such assignment."""
    return {one.name: _marking(one) for one in book.find_assignment(assignment).notebooks}


def _marking(notebook: Any) -> Marking:
    found: Marking = {}
    for cell in notebook.source_cells:
        found[cell.name] = {
            "schema_version": 3, "grade_id": cell.name, "cell_type": cell.cell_type, "checksum": cell.checksum,
            "locked": cell.locked, "grade": False, "solution": False, "task": False,
        }  # fmt: skip
    for kind, cells in (
        ("grade", notebook.grade_cells),
        ("solution", notebook.solution_cells),
        ("task", notebook.task_cells),
    ):
        for cell in cells:
            found.setdefault(cell.name, {})[kind] = True
            if kind != "solution":
                found[cell.name]["points"] = cell.max_score
    return found


def marks_now(book: Any, assignment: str, candidate: str) -> Marks:
    """Return the marks of a submission as they stand in the gradebook."""
    found = book.find_submission(assignment, candidate)
    waiting = tuple(
        f"{notebook.name}: {grade.name}"
        for notebook in found.notebooks
        for grade in notebook.grades
        if grade.needs_manual_grade
    )
    return Marks(max(0.0, found.score - (found.late_submission_penalty or 0)), found.max_score, waiting)


def remember(book: Any, assignment: str, candidate: str) -> Before:
    """Return what a gradebook holds of a submission, so that it can be put back."""
    try:
        book.find_student(candidate)
    except MissingEntry:
        return Before(student=False)
    try:
        found = book.find_submission(assignment, candidate)
    except MissingEntry:
        return Before(student=True)
    return Before(
        True, found.timestamp, {key: tuple(getattr(row, name) for name in names) for key, row, names in _rows(found)}
    )


def put_back(book: Any, before: Before, assignment: str, candidate: str) -> None:
    """Undo what nbgrader has written for a submission that then could not be graded."""
    with suppress(MissingEntry):
        if before.rows is None:
            book.remove_submission(assignment, candidate)
        else:
            found = book.find_submission(assignment, candidate)
            found.timestamp = before.timestamp
            for key, row, names in _rows(found):
                for name, value in zip(names, before.rows.get(key, ()), strict=False):
                    setattr(row, name, value)
            book.db.commit()
        if not before.student:
            book.remove_student(candidate)


def _rows(submission: Any) -> list[tuple[tuple[str, str, str], Any, tuple[str, ...]]]:
    """Return each row that grading writes to, with a name of its own and the fields that are written."""
    found: list[tuple[tuple[str, str, str], Any, tuple[str, ...]]] = []
    for notebook in submission.notebooks:
        found.append(((notebook.name, "notebook", ""), notebook, ("late_submission_penalty",)))
        for grade in notebook.grades:
            found.append(((notebook.name, "grade", grade.name), grade, ("auto_score", "needs_manual_grade")))
        for comment in notebook.comments:
            found.append(((notebook.name, "comment", comment.name), comment, ("auto_comment",)))
    return found
