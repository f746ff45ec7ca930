"""Releasing a module with nbgrader's own generate step, in this process."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager

from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory

from npqml.nbgrader_settings import cohort_settings, put_own_programs_first
from npqml.place import Place
from npqml.refusal import Refusal


class _Heard(logging.Handler):
    """Keeps the first error that nbgrader logged with a cause, since its exceptions say "see the above traceback"."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.last = ""

    def emit(self, record: logging.LogRecord) -> None:
        lines = record.getMessage().strip().splitlines()
        if not self.last and len(lines) > 1:  # a traceback ends with its cause; single lines only point at it
            self.last = lines[-1]


@contextmanager
def releaser(place: Place, cohort: str) -> Iterator[Callable[[str], None]]:
    """Give a function that makes release/ from source/ for one module at a time.

    The function raises `Refusal` with what nbgrader said when a module cannot be released.
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
            raise Refusal(
                place.source(cohort) / module, "", found=f"nbgrader: {heard.last or error}",
                expected="a notebook that nbgrader can release", do="Mend the notebook's source and build again.",
            ) from error  # fmt: skip

    try:
        yield generate
    finally:
        log.removeHandler(heard)
