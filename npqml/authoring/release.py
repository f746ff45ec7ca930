"""Releasing a module with nbgrader's own generate step, in this process."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from typing import Any

from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory

from npqml.grading.gradebook import cells_in_use, gradebook
from npqml.nbgrader_settings import cohort_settings, put_own_programs_first
from npqml.place import Place
from npqml.problems import Problem


class _Heard(logging.Handler):
    """Keeps the first error that nbgrader logged with a cause, since its exceptions say "see the above traceback"."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.last = ""

    def emit(self, record: logging.LogRecord) -> None:
        lines = record.getMessage().strip().splitlines()
        if not self.last and len(lines) > 1:  # a traceback ends with its cause; single lines only point at it
            self.last = lines[-1]


def refuse_other_cells(place: Place, cohort: str, module: str, notebook: Any, name: str) -> None:
    """Refuse to build a module with other cells once work on it is in the gradebook, before anything is touched."""
    if not place.gradebook(cohort).is_file():
        return
    with gradebook(place, cohort) as book:
        before = cells_in_use(book, module, name)
    now = {cell.metadata["nbgrader"]["grade_id"] for cell in notebook.cells if "nbgrader" in cell.metadata}
    if before and before != now:
        changed = ", ".join(sorted(before ^ now)[:5])
        raise Problem(
            place.gradebook(cohort),
            f"module {module}",
            found=f"work that has been graded, and {len(before ^ now)} cells that are new or gone ({changed})",
            expected="the same cells once somebody's work has been graded",
            do="Keep this cohort as it is and build the new version for a cohort of another name.",
        )


@contextmanager
def releaser(place: Place, cohort: str) -> Iterator[Callable[[str], None]]:
    """Give a function that makes release/ from source/ for one module at a time.

    The function raises `Problem` with what nbgrader said when a module cannot be released.
    """
    put_own_programs_first()
    place.gradebook(cohort).parent.mkdir(parents=True, exist_ok=True)
    place.release(cohort).mkdir(parents=True, exist_ok=True)
    settings = cohort_settings(place, cohort)
    log = logging.getLogger("npqml.nbgrader")
    log.setLevel(logging.ERROR)
    log.propagate = False
    heard = _Heard()
    log.addHandler(heard)

    def generate(module: str) -> None:
        course = CourseDirectory(config=settings)
        course.assignment_id = module
        step = GenerateAssignment(coursedir=course, config=settings)
        step.log, step.force = log, True
        heard.last = ""
        try:
            with chdir(place.root):
                step.start()
        except (Exception, SystemExit) as error:
            raise Problem(
                place.source(cohort) / module, "", found=f"nbgrader: {heard.last or error}",
                expected="a notebook that nbgrader can release", do="Mend the notebook's source and build again.",
            ) from error  # fmt: skip

    try:
        yield generate
    finally:
        log.removeHandler(heard)
