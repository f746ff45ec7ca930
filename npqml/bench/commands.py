"""Measuring whole commands, start-up included: ours and nbgrader's on the same submissions, in one run."""

from __future__ import annotations

import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from attrs import asdict, frozen

from npqml.bench.courses import Courses, make
from npqml.bench.marks import SameMarks, same_marks
from npqml.bench.rows import AUTOGRADE, ROWS, Row, further
from npqml.bench.watching import Spent, nbgrader, npqml, watched
from npqml.place import Place

FEW = 30  # above this nbgrader takes minutes, and is run once


@frozen
class Measured:
    """One row as measured: our runs, and nbgrader's where it has such a command."""

    row: Row
    ours: tuple[Spent, ...]
    stock: tuple[Spent, ...] = ()

    @property
    def least(self) -> float:
        """The seconds of our quickest run."""
        return min(spent.seconds for spent in self.ours)

    @property
    def median(self) -> float:
        """The seconds of our middle run."""
        return statistics.median(spent.seconds for spent in self.ours)

    @property
    def stock_median(self) -> float | None:
        """The seconds of nbgrader's middle run."""
        return statistics.median(spent.seconds for spent in self.stock) if self.stock else None

    @property
    def ratio(self) -> float | None:
        """How many times faster than nbgrader the whole command is."""
        return self.stock_median / self.median if self.stock_median else None


@frozen
class Further:
    """What each further submission takes once all is running, from commands of two sizes: the steady state."""

    title: str
    sizes: tuple[int, int]
    seconds: float


@frozen
class Bench:
    """What the benchmark found."""

    cohort: str
    measured: tuple[Measured, ...]
    marks: SameMarks | None = None

    @property
    def further(self) -> tuple[Further, ...]:
        """The steady state: ours without charts, ours with them, and nbgrader's."""
        kinds = (
            ("npqml, no charts", lambda one: one.median if "--no-pictures" in one.row.command else None),
            ("npqml, charts drawn", lambda one: None if "--no-pictures" in one.row.command else one.median),
            ("nbgrader autograde", lambda one: one.stock_median),
        )
        return tuple(found for title, seconds in kinds if (found := self._further(title, seconds)))

    def _further(self, title: str, seconds: Callable[[Measured], float | None]) -> Further | None:
        grading = [one for one in self.measured if one.row.command.startswith("grade") and not one.row.graded]
        sizes = {one.row.submissions: took for one in grading if (took := seconds(one)) is not None}
        if len(sizes) < 2:
            return None
        few, many = min(sizes), max(sizes)
        return Further(title, (few, many), (sizes[many] - sizes[few]) / (many - few))

    def as_data(self) -> dict[str, Any]:
        """Everything as one object for programs."""
        rows = [
            {
                "title": one.row.title, "submissions": one.row.submissions, "seconds_min": one.least,
                "seconds_median": one.median, "nbgrader_seconds": one.stock_median, "times_faster": one.ratio,
                "runs": [asdict(spent) for spent in one.ours], "nbgrader_runs": [asdict(spent) for spent in one.stock],
            }
            for one in self.measured
        ]  # fmt: skip
        steady = [asdict(one) for one in self.further]
        return {"cohort": self.cohort, "commands": rows, "further_submission": steady,
                "marks": asdict(self.marks) if self.marks else None}  # fmt: skip


def bench(
    course: Place,
    cohort: str,
    *,
    runs: int = 3,
    sizes: Iterable[int] = (),
    quick: bool = False,
    tell: Callable[[str], None] = lambda words: None,
) -> Bench:
    """Measure every row on a fresh build in a temporary folder; the provider's own folders are not touched.

    With `quick` only what takes a minute or two, each once.
    """
    rows = [row for row in ROWS if row.quick or not quick] + [further(size) for size in sizes]
    with tempfile.TemporaryDirectory() as name:
        tell("building and simulating")
        courses = make(course, cohort, max(row.submissions for row in rows), Path(name))
        bencher = _Bencher(courses, 1 if quick else runs, tell)
        measured = tuple(bencher.measure(row) for row in rows)
        return Bench(cohort, measured, bencher.marks)


class _Bencher:
    """Runs the rows, and keeps what marks the largest common run gave."""

    def __init__(self, courses: Courses, runs: int, tell: Callable[[str], None]) -> None:
        self.courses, self.runs, self.tell = courses, runs, tell
        self.marks: SameMarks | None = None
        self._graded: dict[int, Place] = {}

    def measure(self, row: Row) -> Measured:
        """Run a row's command, and nbgrader's beside it on the same submissions."""
        ours, stock = [], []
        for run in range(self.runs):
            self.tell(f"{row.title}: run {run + 1} of {self.runs}")
            own = self._course(row)
            ours.append(watched(npqml(self._filled(row.command)), own.root))
            if row.stock and (run == 0 or row.submissions < FEW):
                self.tell(f"{row.title}: nbgrader {row.stock.split()[0]}")
                theirs = own if row.graded else self._course(row)
                names = {"NPQML_COHORT": self.courses.cohort}
                stock.append(watched(nbgrader(self._filled(row.stock)), theirs.root, names))
                if row.stock == AUTOGRADE:
                    self.marks = same_marks(theirs, own, self.courses.cohort)
                    shutil.rmtree(theirs.root)
            if not row.graded:
                shutil.rmtree(own.root)
        return Measured(row, tuple(ours), tuple(stock))

    def _course(self, row: Row) -> Place:
        if not row.graded:
            return self.courses.with_submissions(row.submissions)
        if row.submissions not in self._graded:
            self._graded[row.submissions] = self.courses.graded(row.submissions)
        return self._graded[row.submissions]

    def _filled(self, command: str) -> str:
        return command.format(cohort=self.courses.cohort, module=self.courses.module)
