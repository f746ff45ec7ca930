"""The gradebook, in nbgrader's own format: what it holds of a module, and taking out what is no mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from attrs import frozen

from npqml.nbgrader_settings import put_own_programs_first
from npqml.place import Place
from npqml.refusal import Refusal


@frozen
class Mark:
    """What the gradebook holds for one graded cell."""

    auto: float | None
    manual: float | None
    extra: float
    maximum: float
    waiting: bool
    comment: str = ""

    @property
    def mark(self) -> float | None:
        """The mark that counts, a person's before the check's, extra credit added; None if there is none."""
        score = self.auto if self.manual is None else self.manual
        return None if score is None else score + self.extra


@contextmanager
def gradebook(place: Place, cohort: str) -> Iterator[Any]:
    """Open a cohort's gradebook; refuses where there is none."""
    path = place.gradebook(cohort)
    if not path.is_file():
        raise Refusal(
            path,
            "",
            found="no gradebook",
            expected="the one that building makes",
            do=f"Run: npqml build {cohort}",
        )
    from nbgrader.api import Gradebook  # its package brings nbgrader's web pages along

    put_own_programs_first()
    with Gradebook(f"sqlite:///{path}", cohort) as book:
        yield book


def knows_submission(book: Any, module: str, candidate: str) -> bool:
    """Tell whether a gradebook has an entry for a candidate's module."""
    from nbgrader.api import MissingEntry

    try:
        book.find_submission(module, candidate)
    except MissingEntry:
        return False
    return True


def forget_candidates(book: Any, candidates: Iterable[str]) -> None:
    """Take candidates and all their marks out of a gradebook; those that it does not know are passed over."""
    from nbgrader.api import MissingEntry

    for candidate in candidates:
        with suppress(MissingEntry):
            book.remove_student(candidate)


def marks(book: Any, module: str, candidate: str) -> dict[str, Mark]:
    """Read the marks of a candidate's module by grade id; none where the gradebook has no entry."""
    from nbgrader.api import MissingEntry

    try:
        submission = book.find_submission(module, candidate)
    except MissingEntry:
        return {}
    found: dict[str, Mark] = {}
    for notebook in submission.notebooks:
        comments = {one.name: one.comment or "" for one in notebook.comments}
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
