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

import hashlib
import logging
import os
import shutil
import warnings
from collections.abc import Callable, Collection
from contextlib import suppress
from importlib.metadata import version
from itertools import groupby
from pathlib import Path

import nbformat
import sqlalchemy
from attrs import frozen
from nbgrader.api import MissingEntry

from npqml.grading.engine import EARLIER
from npqml.grading.fingerprint import environment
from npqml.grading.graded_notebook import words
from npqml.grading.inside.limits import Limits
from npqml.grading.result import FINE, GRADED, NEEDS_PERSON, NOT_GRADED, WITH_WARNINGS
from npqml.grading.sandbox.bubblewrap import HELP
from npqml.grading.sandbox.run import Module, Sandbox, SandboxBroken
from npqml.grading.stock.autograde import InSandbox, Run, autograde
from npqml.grading.stock.course import BUSY, SETTINGS, Course, HandedIn, open_course
from npqml.grading.stock.gradebook import Before, Marking, Marks, marking_data, marks_now, put_back, remember
from npqml.grading.stock.graded_notebook import ONE_STAGE, UNPROTECTED
from npqml.grading.stock.submission import stage
from npqml.grading.submission.read import sha256_of
from npqml.grading.submission.ungradable import Ungradable
from npqml.refusal import Refusal

STAGING = ".npqml-grading"
TRIES = 2
MEMORY, ROOM, OUTPUT = 4_000_000_000, 64_000_000, 64_000_000
TOTAL_SECONDS = 600


@frozen
class Row:
    """What came of one submission; `mark` is None where it could not be graded."""

    candidate: str
    assignment: str
    state: str
    reason: str
    mark: float | None = None
    max_mark: float | None = None
    differences: tuple[str, ...] = ()


@frozen
class _Notes:
    """What is to be said beside the marks: repairs and differences, and what the sandbox did not let a notebook do."""

    differences: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


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
                with _Grader(course, assignment, confined=confined) as grader:
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


class _Grader:
    """Grades one assignment's submissions, one after the other; use it in a `with` block."""

    def __init__(self, course: Course, assignment: str, *, confined: bool) -> None:
        """Read what the gradebook and the source folder say of the assignment."""
        self.course, self.assignment, self.confined, self.new = course, assignment, confined, 0
        self.notebooks: dict[str, Marking] = {}
        with course.gradebook() as book, suppress(MissingEntry):
            self.notebooks = marking_data(book, assignment)
        self._originals = {name: course.original(assignment, name) for name in self.notebooks}
        self._digest = _digest(course, assignment, self.notebooks, confined)
        self._sandbox: Sandbox | None = None

    def __enter__(self) -> _Grader:
        """Return the grader itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the sandbox and clear up."""
        self._close()

    def _close(self) -> None:
        if self._sandbox is not None:
            self._sandbox.close()
        self._sandbox = None
        shutil.rmtree(self.course.root / STAGING, ignore_errors=True)

    def grade(self, one: HandedIn) -> Row:
        """Grade one submission, or leave it as it is; whatever is in it, this gives a row."""
        if not self.notebooks:
            reason = f"nbgrader knows no assignment “{one.assignment}”: run nbgrader generate_assignment for it."
            return Row(one.candidate, one.assignment, NOT_GRADED, reason)
        digest = hashlib.sha256(f"{self._digest} {sha256_of(one.folder)}".encode()).hexdigest()
        notes = self._graded_before(one, digest)
        if notes is None:
            self.new += 1
            with self.course.gradebook() as book:
                before = remember(book, one.assignment, one.candidate)
            try:
                notes = self._tried(one, digest)
            except (Refusal, KeyboardInterrupt):
                self._undo(one, before)
                raise
            except Exception as error:
                self._undo(one, before)
                earlier = f" {EARLIER}" if before.rows is not None else ""
                return Row(one.candidate, one.assignment, NOT_GRADED, _reason(error) + earlier)
        with self.course.gradebook() as book:
            return _row(one, marks_now(book, one.assignment, one.candidate), notes)

    def _graded_before(self, one: HandedIn, digest: str) -> _Notes | None:
        """Return the notes of a submission that was graded the same way before, else None."""
        folder = self.course.path("autograded", one.candidate, one.assignment)
        try:
            labels = [nbformat.read(path, as_version=4).metadata["npqml"] for path in sorted(folder.glob("*.ipynb"))]
            if labels and all(label["digest"] == digest for label in labels):
                with self.course.gradebook() as book:
                    marks_now(book, one.assignment, one.candidate)
                return _Notes(tuple(labels[-1]["differences"]), tuple(labels[-1]["refused"]))
        except (Exception, Refusal):  # noqa: S110 - whatever lies there was not written here
            pass
        return None

    def _tried(self, one: HandedIn, digest: str) -> _Notes:
        """Grade a submission; a sandbox that breaks is started anew once."""
        for attempt in range(TRIES):
            try:
                return self._graded(one, digest)
            except SandboxBroken:
                self._close()
                if attempt == TRIES - 1:
                    raise
        raise AssertionError

    def _graded(self, one: HandedIn, digest: str) -> _Notes:
        staging = self.course.root / STAGING
        shutil.rmtree(staging, ignore_errors=True)
        submitted = _below(staging, self.course.directory.submitted_directory, one)
        ignore = list(self.course.directory.ignore)
        said = stage(one.folder, submitted, self.notebooks, self._originals, ignore)
        label = {"words": ONE_STAGE if self.confined else UNPROTECTED, "digest": digest}
        run = Run(self._start(), staging, self._originals, label, differences=said)
        try:
            autograde(self.course.app, run, one.assignment, one.candidate)
        except sqlalchemy.exc.OperationalError as error:
            url = self.course.directory.db_url
            raise Refusal(url, "", found=f"“{error.orig}”", expected="a gradebook that can be used", do=BUSY) from error
        made = _below(staging, self.course.directory.autograded_directory, one)
        _swap(made, self.course.path("autograded", one.candidate, one.assignment), staging / "old")
        return _Notes(tuple(run.differences), tuple(run.refused))

    def _start(self) -> Sandbox:
        """Return the sandbox, started when the first submission needs it."""
        if self._sandbox is None:
            source = self.course.path("source", ".", self.assignment)
            seconds = InSandbox(parent=self.course.app).timeout or 0
            size = sum(path.stat().st_size for path in source.rglob("*") if path.is_file())
            limits = Limits(
                cell_seconds=seconds if seconds > 0 else TOTAL_SECONDS, total_seconds=max(TOTAL_SECONDS, 4 * seconds),
                memory_bytes=MEMORY, disk_bytes=ROOM + 2 * size, output_bytes=OUTPUT,
            )  # fmt: skip
            try:
                self._sandbox = Sandbox(
                    self.course.root, Module(), limits, confined=self.confined, processes=os.geteuid() != 0
                )
            except SandboxBroken as why:
                raise Refusal(
                    self.course.root,
                    "",
                    found=f"a sandbox that does not start ({why})",
                    expected="one that does",
                    do=HELP,
                ) from why
        return self._sandbox

    def _undo(self, one: HandedIn, before: Before) -> None:
        with self.course.gradebook() as book:
            put_back(book, before, one.assignment, one.candidate)


def _below(staging: Path, step: str, one: HandedIn) -> Path:
    return staging / Path(step).name / one.candidate / one.assignment


def _swap(made: Path, target: Path, old: Path) -> None:
    """Put a finished folder in the place of the one from an earlier run."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        target.rename(old)
    made.rename(target)


def _row(one: HandedIn, found: Marks, notes: _Notes) -> Row:
    waiting = (
        f"{len(found.waiting)} answers wait for a person ({', '.join(found.waiting[:5])})." if found.waiting else ""
    )
    differences = (*notes.differences, *notes.refused)
    state = NEEDS_PERSON if found.waiting or notes.refused else WITH_WARNINGS if differences else GRADED
    reason = " ".join([waiting, *differences]).strip() or FINE
    return Row(one.candidate, one.assignment, state, reason, found.mark, found.max_mark, differences)


def _reason(error: Exception) -> str:
    """Say why a submission could not be graded."""
    if isinstance(error, Ungradable):
        return str(error)
    if isinstance(error, SandboxBroken):
        return f"The sandbox broke at this notebook: {words(str(error))[-300:]}"
    logging.getLogger(__name__).debug("grading a stock course", exc_info=error)
    return f"nbgrader stopped at this notebook: {type(error).__name__}: {words(str(error))[:300]}"


def _digest(course: Course, assignment: str, notebooks: dict[str, Marking], confined: bool) -> str:
    """Return a digest of all that a submission's marks depend on beside itself."""
    settings = course.root / SETTINGS
    parts = (
        environment(), version("nbgrader"), sha256_of(course.path("source", ".", assignment)), repr(notebooks),
        str(confined),
        settings.read_text(encoding="utf-8", errors="replace") if settings.is_file() else "",
    )  # fmt: skip
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
