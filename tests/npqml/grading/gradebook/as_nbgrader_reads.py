"""What nbgrader's own interface reads of a gradebook that grading wrote: the marks, apart from our SQL."""

from __future__ import annotations

from typing import Any

from nbgrader.api import MissingEntry

from npqml.grading.gradebook.book import Mark


def knows_submission(book: Any, module: str, candidate: str) -> bool:
    """Tell whether a gradebook has an entry for a candidate's module."""
    try:
        book.find_submission(module, candidate)
    except MissingEntry:
        return False
    return True


def marks(book: Any, module: str, candidate: str) -> dict[str, Mark]:
    """Return the marks of a candidate's module by grade id; none where the gradebook has no entry."""
    try:
        submission = book.find_submission(module, candidate)
    except MissingEntry:
        return {}
    found: dict[str, Mark] = {}
    for notebook in submission.notebooks:
        comments = {cell.name: cell.comment or "" for cell in notebook.comments}
        for grade in notebook.grades:
            found[grade.name] = Mark(
                grade.auto_score,
                grade.manual_score,
                grade.extra_credit or 0.0,
                grade.max_score,
                bool(grade.needs_manual_grade),
                comments.get(grade.name, ""),
            )
    return found
