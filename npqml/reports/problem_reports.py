"""The problems that candidates reported, listed by task for whoever mends the course.

A file of reports is a candidate's: every text from it is made harmless for a terminal and a spreadsheet before it is
given on, and a file that cannot be read is named and stops nothing.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

import attrs
from attrs import frozen

from npqml.course.cohort import Cohort, load_cohort
from npqml.course.england import in_england
from npqml.course.modules import find_module
from npqml.grading.assignment import assignment_or_empty
from npqml.grading.cleaning.line import harmless_line
from npqml.grading.result import TaskResult, read_result, result_path
from npqml.place import Place
from npqml.refusal import Refusal
from npqml_widgets.handin.files import ASSESSMENT
from npqml_widgets.keeping.files import Closed, Newer
from npqml_widgets.tasks import problemreport
from npqml_widgets.tasks.problemreport import FILE, LARGEST, LONGEST, Report

SHORT = 300  # characters of an answer, of what the page said of it, and of a value


@frozen
class Reported:
    """One report as it is listed, its time the provider's; mark, state and mistake are blank while it is not graded.

    `variant` holds the numbers from which the page is built again: as the page had them, its seed from the module as
    it was built where the page has none. `differs` names those that are not what the cohort's file says now.
    """

    task: str
    candidate: str
    module: str
    when: datetime
    words: str
    answer: str
    said: str
    mark: float | None
    max_mark: float | None
    state: str
    mistake: str
    variant: dict[str, str | int | float]
    differs: tuple[str, ...]


@frozen
class Listing:
    """All reports of a cohort by task, and in words which files could not be read."""

    cohort: str
    seed: int
    tasks: dict[str, tuple[Reported, ...]]
    unread: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Give the listing as plain data."""
        tasks = [
            {"task": task, "count": len(found), "reports": [attrs.asdict(one) for one in found]}
            for task, found in self.tasks.items()
        ]
        return {"cohort": self.cohort, "seed": self.seed, "tasks": tasks, "unread": list(self.unread)}


@frozen
class Waiting:
    """How many reports of a problem lie in what a cohort handed in, on how many tasks; `unread` files have others."""

    reports: int
    tasks: int
    unread: int

    def sentence(self, cohort: str) -> str:
        """Return in words what waits and the command that lists it; an empty text where nothing does."""
        parts = [f"{_counted(self.reports, 'report')} of a problem on {_counted(self.tasks, 'task')}"] * bool(
            self.reports
        )
        parts += [f"{_counted(self.unread, 'file')} of reports that could not be read"] * bool(self.unread)
        return f"{' and '.join(parts)}: see them with npqml problems {cohort}" if parts else ""


def waiting(place: Place, cohort: str) -> Waiting:
    """Return how many reports of a problem wait for whoever mends the course; what a candidate sent never raises."""
    tasks: list[str] = []
    unread = 0
    for folder in sorted(place.submitted(cohort).glob("*/*")):
        try:
            tasks += _read(folder / "work" / FILE, folder.name)
        except Exception:  # a stranger's bytes, links and folders; `problems` names each
            unread += 1
    return Waiting(len(tasks), len(set(tasks)), unread)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def problems(place: Place, cohort_name: str, *, modules: Iterable[str] = ()) -> Listing:
    """List what the candidates of a cohort reported, the newest first, grouped by task.

    Raises Refusal where there is no such cohort or module; what a candidate sent never raises.
    """
    cohort = load_cohort(place.course, cohort_name)
    wanted = {find_module(place.course, one).id for one in modules}
    found: list[Reported] = []
    unread: list[str] = []
    seed_of = cache(partial(_seed, place, cohort))
    for folder in sorted(place.submitted(cohort.name).glob("*/*")):
        if folder.is_dir() and (not wanted or folder.name in wanted):
            found += _in_folder(place, cohort, folder, unread, seed_of)
    found.sort(key=lambda one: one.when, reverse=True)
    tasks: dict[str, list[Reported]] = {}
    for one in found:
        tasks.setdefault(one.task, []).append(one)
    return Listing(cohort.name, cohort.seed, {task: tuple(each) for task, each in tasks.items()}, tuple(unread))


def who_reported(place: Place, cohort: str) -> set[tuple[str, str]]:
    """Return whose hand-ins hold a report of a problem, readable or not, by candidate and module."""
    found = set()
    for folder in place.submitted(cohort).glob("*/*"):
        try:
            reported = bool(_read(folder / "work" / FILE, folder.name))
        except Exception:  # a stranger's bytes: `npqml problems` says what is wrong with them
            reported = True
        if reported:
            found.add((folder.parent.name, folder.name))
    return found


def _in_folder(
    place: Place, cohort: Cohort, folder: Path, unread: list[str], seed_of: Callable[[str], int]
) -> Iterator[Reported]:
    """Give the reports in what one candidate sent for one module; add to `unread` what cannot be read there."""
    candidate, module, work = folder.parent.name, folder.name, folder / "work"
    who = f"{harmless_line(candidate, 60)}, {harmless_line(module, 20)}"
    try:
        if any(work.glob("problems.damaged-*")):
            unread.append(f"{who}: the candidate's page has put a damaged file aside; see work/problems.damaged-*.")
        reports = _read(work / FILE, module)
        seed = seed_of(module) if reports else cohort.seed
        listed = [_reported(cohort, seed, candidate, module, task, one) for task, one in reports.items()]
    except Exception as why:  # a stranger's bytes, links and folders: none may stop the listing
        unread.append(f"{who}: work/{FILE} was not read: {_why(why)}.")
        return
    try:
        results = _results(place, cohort.name, candidate, module) if listed else {}
    except Refusal:
        unread.append(f"{who}: the result of grading cannot be read, so its reports are listed without marks.")
        results = {}
    for one in listed:
        yield _with_result(one, results.get(one.task))


def _why(problem: Exception) -> str:
    if isinstance(problem, Newer):
        return "it was written by a newer version of the course"
    return str(problem) if isinstance(problem, Closed) else getattr(problem, "strerror", None) or "it is damaged"


def _read(path: Path, module: str) -> dict[str, Report]:
    """Return a candidate's reports by task, none where there is no file; raises Closed, Newer or Damaged."""
    if path.parent.is_symlink() or path.parent.parent.is_symlink():
        raise Closed("its folder is a link to another place")
    try:
        about = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    if not stat.S_ISREG(about.st_mode):
        raise Closed("it is a link, a folder or the like, and no file")
    if about.st_size > LARGEST:
        raise Closed(f"it is larger than the {LARGEST // 1000} kB that a page writes at most")
    reports = problemreport.parse(path.read_bytes())
    begins = "" if module == ASSESSMENT else f"{re.escape(module)}-"  # tasks of the documents' pages have own names
    for task in reports:
        if not re.fullmatch(begins + r"[A-Za-z0-9-]{1,20}", task):
            raise Closed(f"it reports on {harmless_line(task, 30)!r}, which is no task of this module")
    return reports


def _seed(place: Place, cohort: Cohort, module: str) -> int:
    """Give the seed that a module was built with, which `npqml build --seed` may have set."""
    about = assignment_or_empty(place, cohort.name, module).release.metadata.get("npqml", {})
    return int(about.get("seed", cohort.seed))


def _reported(cohort: Cohort, seed: int, candidate: str, module: str, task: str, report: Report) -> Reported:
    values = "; ".join(f"{name}: {value}" for name, value in report.values.items())
    page = problemreport.parameters(report.variant)
    built = {"seed": seed, **page}
    variant = {"cohort": cohort.name, **built}
    now: dict[str, Any] = cohort.parameters()
    return Reported(
        task=task,
        candidate=harmless_line(candidate, 60),
        module=harmless_line(module, 20),
        when=in_england(report.when),
        words=harmless_line(report.words, LONGEST),
        answer=harmless_line(report.read_as or values, SHORT),
        said=harmless_line(report.state, SHORT),
        mark=None,
        max_mark=None,
        state="",
        mistake="",
        variant={
            name: harmless_line(value, SHORT) if isinstance(value, str) else value for name, value in variant.items()
        },
        differs=tuple(sorted(name for name, value in built.items() if value != now[name])),
    )


def _results(place: Place, cohort: str, candidate: str, module: str) -> dict[str, TaskResult]:
    path = result_path(place, cohort, candidate, module)
    return {one.task: one for one in read_result(path).tasks} if path.is_file() else {}


def _with_result(one: Reported, result: TaskResult | None) -> Reported:
    if result is None:
        return one
    return attrs.evolve(
        one,
        mark=result.mark,
        max_mark=result.max_mark,
        state=harmless_line(result.state, SHORT),
        mistake=harmless_line(result.mistake, SHORT),
    )
