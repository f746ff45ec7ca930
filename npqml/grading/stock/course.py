"""Grading a stock nbgrader course as it stands: nbgrader's own marks, each notebook run in the sandbox, in one stage.

An assignment that declares no answers is graded by nbgrader's `Autograde` with its settings, plugins and gradebook;
only the kernel is replaced. The checks share a process with the candidate's code, as they do in nbgrader: who is
determined can forge a mark, and each graded notebook says so. Nobody else's work, no source and no gradebook can be
reached. One broken submission stops nothing: it gets a state and a reason, and leaves no marks.

Where marks differ from those of nbgrader 0.9.6, on purpose (each case is listed in `differences`):

- A warning costs nothing. nbgrader gives a check no marks for anything on stderr; here it counts as print, unless the
  check's own text uses `stderr` or `unittest` and so means it.
- A duplicated cell, changed marking data or an unknown `schema_version` is put right; nbgrader stops the whole run.
- Links in what was handed in are left out, and a time of handing in that cannot be read counts as in time.
- A check with the tag `skip-execution` is run; nbgrader gives full marks for it.

Where a notebook may fail although it is right, so that a person is asked to look (also in `differences`):

- There is no internet, no file outside of the assignment's folder, no pyarrow, and as root no thread and no program.
- 4 GB of memory; no more room than the course's own files need and 64 MB; 10 minutes for a whole notebook.

Not kept: files that a notebook writes (a later notebook of the same assignment does not see them), ipywidgets' state,
text that a program writes past Python. IPython's start-up files and `Execute.extra_arguments` do not count.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection
from itertools import groupby
from pathlib import Path

from attrs import frozen

from npqml.grading.stock.folder import Course, HandedIn, open_course
from npqml.grading.stock.grader import Grader, Row
from npqml.grading.stock.harmless import ONE_STAGE, UNPROTECTED
from npqml.refusal import Refusal

__all__ = ["CourseGraded", "Row", "grade_course"]


@frozen
class CourseGraded:
    """What came of a course: a row for each submission, and how many of them were graded anew."""

    rows: tuple[Row, ...]
    new: int
    label: str = ONE_STAGE


def grade_course(
    folder: Path,
    *,
    assignments: Collection[str] = (),
    candidates: Collection[str] = (),
    confined: bool = True,
    progress: Callable[[str], None] = lambda name: None,
) -> CourseGraded:
    """Grade what was handed in for a stock nbgrader course, or for these assignments and by these candidates only.

    A submission that was graded before, and would be graded the same way, is left as it is. Raises Refusal for what is
    the provider's to put right: no course, no gradebook, nothing handed in, no sandbox.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbgrader's own, on SQLAlchemy 2: nothing that anybody here can act on
        with open_course(folder) as course:
            wanted = _wanted(course, assignments, candidates)
            rows, new = [], 0
            for assignment, group in groupby(wanted, lambda one: one.assignment):
                with Grader(course, assignment, confined=confined) as grader:
                    for one in group:
                        rows.append(grader.grade(one))
                        progress(f"{one.candidate} {one.assignment}")
                new += grader.new
    return CourseGraded(tuple(rows), new, ONE_STAGE if confined else UNPROTECTED)


def _wanted(course: Course, assignments: Collection[str], candidates: Collection[str]) -> list[HandedIn]:
    found = course.handed_in()
    for kind, names in (("assignment", assignments), ("candidate", candidates)):
        for name in set(names) - {getattr(one, kind) for one in found}:
            raise Refusal(
                course.path("submitted", "*", "*"), name, found=f"nothing handed in for this {kind}",
                expected=f"a folder of this {kind}",
            )  # fmt: skip
    if not found:
        raise Refusal(
            course.path("submitted", "*", "*"), "", found="nothing handed in", expected="a folder a submission"
        )
    return [
        one
        for one in found
        if (not assignments or one.assignment in assignments) and (not candidates or one.candidate in candidates)
    ]
