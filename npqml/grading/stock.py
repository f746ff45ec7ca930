"""Running one submission through stock nbgrader: the inside of grading that a faster one can replace.

What goes in is a `Job`, what comes out is a `Ran` or the exception `Stopped`: plain data both ways.
"""

from __future__ import annotations

import glob
import logging
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

from attrs import frozen
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory

from npqml.grading.assignment import Assignment
from npqml.grading.gradebook import Mark, forget, gradebook, knows_submission, marks
from npqml.grading.notebook import Seen, read_seen
from npqml.grading.submission import Submission
from npqml.nbgrader_settings import cohort_settings, put_own_programs_first
from npqml.place import Place
from npqml.problems import Problem

CELL_SECONDS = 30


@frozen
class Job:
    """One candidate's module, ready to be graded."""

    candidate: str
    assignment: Assignment
    submission: Submission


@frozen
class Ran:
    """What running a job gave: what each graded cell showed, and its marks, by grade id."""

    seen: dict[str, Seen]
    marks: dict[str, Mark]


class Stopped(Exception):
    """Says, in a candidate's words, why a notebook that looked sound could not be run to its end."""


class _Heard(logging.Handler):
    """Keeps what nbgrader logs, since its exceptions say only "see the above traceback"."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def run(place: Place, job: Job) -> Ran:
    """Grade one submission: writes its notebook to autograded/ and its marks to the gradebook, or neither."""
    cohort, module = job.assignment.cohort, job.assignment.module
    with gradebook(place, cohort) as book:
        known = knows_submission(book, module, job.candidate)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "autograded" / job.candidate / module
        try:
            _autograde(place, job, Path(folder))
            seen = read_seen(made / job.assignment.file)
        except Exception:
            if not known:
                with gradebook(place, cohort) as book:
                    forget(book, module, job.candidate)
            raise
        _put(made, place.autograded(cohort) / job.candidate / module)
    with gradebook(place, cohort) as book:
        return Ran(seen, marks(book, module, job.candidate))


def _autograde(place: Place, job: Job, folder: Path) -> None:
    cohort, module = job.assignment.cohort, job.assignment.module
    job.submission.write(folder / "submitted" / job.candidate / module, job.assignment.file)
    settings = cohort_settings(place, cohort)
    settings.CourseDirectory.submitted_directory = str(folder / "submitted")
    settings.CourseDirectory.autograded_directory = str(folder / "autograded")
    settings.Execute.timeout = CELL_SECONDS
    settings.Execute.extra_arguments = ["--HistoryManager.hist_file=:memory:", "--log-level=ERROR"]
    course = CourseDirectory(config=settings)
    course.assignment_id, course.student_id = module, glob.escape(job.candidate)
    with _listening() as heard, _quiet_kernels(), chdir(place.root), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbgrader's own, on SQLAlchemy 2: nothing that anybody here can act on
        step = Autograde(coursedir=course, config=settings)
        step.log = logging.getLogger("npqml.nbgrader")
        try:
            step.start()
        except (NbGraderException, SystemExit) as error:
            raise _reason(place, cohort, "\n".join(heard.lines)) from error


def _reason(place: Place, cohort: str, said: str) -> Exception:
    """Say why nbgrader stopped; a fault of the gradebook is the provider's and stops the run."""
    if "nbgrader database" in said:
        return Problem(
            place.gradebook(cohort),
            "",
            found="a gradebook that cannot be written",
            expected="one that nothing else holds open",
            do="Close formgrader or other programs that use it, and grade again.",
        )
    if "unresponsive" in said:
        return Stopped(f"A line in the notebook ran for more than {CELL_SECONDS} seconds and could not be stopped.")
    if "DeadKernelError" in said or "Kernel died" in said:
        return Stopped("A line in the notebook ended the program that runs it, or used up its memory.")
    return Stopped("The notebook could not be run to its end.")


@contextmanager
def _listening() -> Iterator[_Heard]:
    log, heard = logging.getLogger("npqml.nbgrader"), _Heard()
    log.setLevel(logging.ERROR)
    log.propagate = False
    log.addHandler(heard)
    try:
        yield heard
    finally:
        log.removeHandler(heard)


@contextmanager
def _quiet_kernels() -> Iterator[None]:
    """Keep warnings out of a check's output: nbgrader gives no mark to a right answer that warns."""
    put_own_programs_first()
    before = os.environ.get("PYTHONWARNINGS")
    os.environ["PYTHONWARNINGS"] = "ignore"
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONWARNINGS"]
        else:
            os.environ["PYTHONWARNINGS"] = before


def _put(made: Path, target: Path) -> None:
    """Put a finished folder in the place of the one from an earlier run."""
    if target.exists():
        shutil.rmtree(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(made, target)
