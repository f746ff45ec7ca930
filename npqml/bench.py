"""Our grading beside stock nbgrader's on the same submissions, in one run: time, processor, memory, marks."""

from __future__ import annotations

import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil
from attrs import asdict, define, frozen

from npqml.authoring.build import build
from npqml.grading.assignment import built_modules
from npqml.nbgrader_settings import put_own_programs_first
from npqml.place import Place
from npqml.simulation.candidates import simulate

SEED = 1
FEW = 2  # what stock nbgrader grades first, so that its start-up can be taken off
CONFIG = "from npqml.bench import nbgrader_config\nnbgrader_config(get_config())\n"
MARKS = """select submitted_assignment.student_id, base_cell.name, grade.auto_score, grade.manual_score,
    grade.needs_manual_grade from grade join submitted_notebook on grade.notebook_id = submitted_notebook.id
    join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
    join base_cell on base_cell.id = grade.cell_id left join base_cell written on written.name = base_cell.name
    and written.notebook_id = base_cell.notebook_id and written.type = 'SolutionCell'
    where (written.id is null) = :checked order by 1, 2"""


@define
class Run:
    """One run over some submissions: seconds by the clock in all and a submission, start-up out; processor; memory."""

    n: int
    seconds: float
    s_per_submission: float
    cpu_s_per_submission: float
    peak_mib: float
    pictures_s_per_submission: float = 0.0


@frozen
class Compared:
    """What the benchmark found. A ratio is nbgrader's time a submission by ours, start-up out of both.

    Compared are the marks of checks. `unseen_noughts` are written answers, given in a form, to which nbgrader gives 0
    because the cell is unchanged; ours wait for a person.
    """

    cohort: str
    workers: int
    nbgrader: Run
    ours: Run
    marks_compared: int
    marks_equal: bool
    unseen_noughts: int
    growth: tuple[Run, ...]

    @property
    def ratio(self) -> float:
        """How many times faster: marks, gradebook rows and notebooks, without pictures."""
        return self.nbgrader.s_per_submission / self.ours.s_per_submission

    @property
    def ratio_with_pictures(self) -> float:
        """How many times faster with every picture drawn."""
        return self.nbgrader.s_per_submission / (self.ours.s_per_submission + self.ours.pictures_s_per_submission)

    @property
    def ratio_with_startup(self) -> float:
        """How many times faster with the start-up of both counted in."""
        return (self.nbgrader.seconds / self.nbgrader.n) / (self.ours.seconds / self.ours.n)

    def as_data(self) -> dict[str, Any]:
        """Give everything as one object for programs."""
        return {
            "ratio": self.ratio, "ratio_with_pictures": self.ratio_with_pictures,
            "ratio_with_startup": self.ratio_with_startup, "ours_s_per_submission": self.ours.s_per_submission,
            "nbgrader_s_per_submission": self.nbgrader.s_per_submission, "marks_equal": self.marks_equal,
            "marks_compared": self.marks_compared, "unseen_noughts": self.unseen_noughts,
            "workers": self.workers, "cohort": self.cohort,
            "ours": asdict(self.ours), "nbgrader": asdict(self.nbgrader),
            "growth": [asdict(one) for one in self.growth],
        }  # fmt: skip


def compare(
    course: Place, cohort: str, *, candidates: int, sizes: tuple[int, ...], workers: int,
    tell: Callable[[str], None] = lambda words: None,
) -> Compared:  # fmt: skip
    """Build a cohort in a temporary folder, have made-up candidates answer it, and grade it both ways."""
    with tempfile.TemporaryDirectory() as folder:
        made = Place(Path(folder) / "made")
        shutil.copytree(course.course, made.course)
        tell("building and simulating")
        build(made, cohort)
        simulate(made, cohort, candidates, SEED, broken=False)
        tell(f"nbgrader autograde, {FEW} and {candidates} submissions")
        few = _nbgrader(_copy(made, Path(folder) / "few", cohort, FEW), cohort)
        stock = _copy(made, Path(folder) / "stock", cohort, candidates)
        nbgrader = _nbgrader(stock, cohort)
        nbgrader.s_per_submission = (nbgrader.seconds - few.seconds) / (nbgrader.n - few.n)
        tell(f"npqml grade, {candidates} submissions")
        own = _copy(made, Path(folder) / "own", cohort, candidates)
        our_run = _ours(own, cohort, workers)
        before, after = _marks(stock, cohort, checked=True), _marks(own, cohort, checked=True)
        written = zip(_marks(stock, cohort, checked=False), _marks(own, cohort, checked=False), strict=True)
        noughts = sum(theirs[2] == 0 and ours[2] is None for theirs, ours in written)
        growth = []
        for n in sizes:
            tell(f"npqml grade, {n} submissions")
            growth.append(_ours(_copy(made, Path(folder) / f"of-{n}", cohort, n), cohort, workers, pictures=False))
            shutil.rmtree(Path(folder) / f"of-{n}")
        return Compared(cohort, workers, nbgrader, our_run, len(before), before == after, noughts, tuple(growth))


def nbgrader_config(settings: Any) -> None:
    """Fill in nbgrader's configuration for the folder that it is run in; the cohort is named in NPQML_COHORT."""
    from npqml.nbgrader_settings import cohort_settings

    settings.merge(cohort_settings(Place(Path.cwd()), os.environ["NPQML_COHORT"]))


def _copy(made: Place, root: Path, cohort: str, n: int) -> Place:
    """Give a course with n submissions: those that were made, over and over under other names."""
    place = Place(root)
    for name in ("course", "source", "release", "gradebook"):
        shutil.copytree(made.root / name, root / name)
    (root / "nbgrader_config.py").write_text(CONFIG)
    there = sorted(path for path in made.submitted(cohort).iterdir() if path.is_dir())
    for number in range(n):
        target = place.submitted(cohort) / f"c{number + 1:05}"
        shutil.copytree(there[number % len(there)], target, copy_function=os.link)
    return place


def _nbgrader(place: Place, cohort: str) -> Run:
    put_own_programs_first()
    modules = built_modules(place, cohort)
    n = sum(1 for _ in place.submitted(cohort).iterdir())
    start, cpu = time.monotonic(), _cpu()
    peak = 0.0
    for module in modules:
        command = [sys.executable, "-m", "nbgrader", "autograde", module]
        peak = max(peak, _watched(command, place.root, {"NPQML_COHORT": cohort})[1])
    seconds = time.monotonic() - start
    return Run(n, seconds, seconds / n, (_cpu() - cpu) / n, peak)


def _ours(place: Place, cohort: str, workers: int, *, pictures: bool = True) -> Run:
    cpu = _cpu()
    said, peak = _watched(
        [sys.executable, "-m", "npqml.bench", str(place.root), cohort, str(workers), str(int(pictures))], place.root, {}
    )
    told = json.loads(said)
    return Run(told["n"], told["seconds"], told["rate"], (_cpu() - cpu) / told["n"], peak, told["pictures"])


def _watched(command: list[str], folder: Path, environment: dict[str, str]) -> tuple[str, float]:
    """Run a command; give what it printed and the most memory (MiB, shared pages once) of it and what it started."""
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(  # noqa: S603 - our own command
            command, cwd=folder, env=os.environ | environment, stdout=said, stderr=subprocess.DEVNULL
        )
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, sum(_memory(process.pid)))
            time.sleep(0.5)
        if process.returncode:
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
        said.seek(0)
        return said.read(), peak / 2**20


def _memory(pid: int) -> Iterator[float]:
    try:
        whole = psutil.Process(pid)
        for one in [whole, *whole.children(recursive=True)]:
            try:
                yield one.memory_full_info().pss
            except psutil.Error:
                continue
    except psutil.Error:
        return


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _marks(place: Place, cohort: str, *, checked: bool) -> list[Any]:
    with closing(sqlite3.connect(place.gradebook(cohort))) as book:
        return book.execute(MARKS, {"checked": checked}).fetchall()


def _grade_once(root: str, cohort: str, workers: str, pictures: str) -> None:
    """Grade a cohort and print how long it took: in all, and a submission without the start-up."""
    from npqml.grading.engine import grade
    from npqml.grading.later_pictures import draw_pictures
    from npqml.grading.plan import Wish

    ticks: list[float] = []
    start = time.monotonic()
    place, wish = Place(Path(root)), Wish(workers=int(workers))
    grade(place, cohort, wish, progress=lambda name: ticks.append(time.monotonic()))
    seconds = time.monotonic() - start
    warm = min(2 * wish.workers, len(ticks) - 1)  # until every process is at work
    told = {"n": len(ticks), "seconds": seconds, "rate": (ticks[-1] - ticks[warm - 1]) / (len(ticks) - warm)}
    told["pictures"] = 0.0
    if int(pictures):
        drawn: list[float] = []
        draw_pictures(place, cohort, workers=wish.workers, progress=lambda name: drawn.append(time.monotonic()))
        told["pictures"] = (drawn[-1] - drawn[0]) / len(ticks) if len(drawn) > 1 else 0.0
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    _grade_once(*sys.argv[1:])
