"""What is to be graded: every submission that has no result yet, or whose result was made from something else."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from attrs import field, frozen

from npqml.grading.assignment import refuse_unbuilt
from npqml.grading.fingerprint import grader_digest
from npqml.grading.gradebook.book import Made
from npqml.grading.result import NOT_GRADED, Result, read_result, result_path
from npqml.grading.submission.read import sha256_of
from npqml.grading.worker import Job
from npqml.place import Place
from npqml.refusal import Refusal


@frozen
class Wish:
    """What a run of grading is to do; `reason` is why the marks of unchanged submissions may change."""

    modules: frozenset[str] = frozenset()
    candidates: frozenset[str] = frozenset()
    only_failed: bool = False
    dry_run: bool = False
    reason: str = ""
    allow_lower: bool = False
    confined: bool = True
    workers: int = field(factory=lambda: os.cpu_count() or 1)


@frozen
class Planned:
    """A job, the digests of what it is made from, and whether this very submission has a result already."""

    job: Job
    made: Made
    same_submission: bool = False


@frozen
class Plan:
    """What is to be graded, and whose results stay as they are: candidate and module."""

    todo: tuple[Planned, ...]
    kept: tuple[tuple[str, str], ...]


def make_plan(place: Place, cohort: str, wish: Wish, made: Mapping[tuple[str, str], Made]) -> Plan:
    """Compare what was sent in with what was graded; `made` is the gradebook's own list of that.

    Refuses where nothing is built, or nothing was sent in that the wish asks for.
    """
    graders: dict[str, str] = {}
    todo, kept = [], []
    for folder in submissions(place, cohort, wish):
        candidate, module = _readable(folder.parent.name), _readable(folder.name)
        if module not in graders:
            graders[module] = grader_digest(place, cohort, module)
        now, before = Made(sha256_of(folder), graders[module]), result_before(place, cohort, candidate, module)
        if before is not None and (
            _is_current(place, now, before, made.get((candidate, module)), wish)
            or (wish.only_failed and before.state != NOT_GRADED)
        ):
            kept.append((candidate, module))
            continue
        same = before is not None and before.source_sha256 == now.submission
        todo.append(Planned(Job(cohort, candidate, module, folder), now, same))
    return Plan(tuple(todo), tuple(kept))


def submissions(place: Place, cohort: str, wish: Wish) -> list[Path]:
    """List the folders that were sent in, a candidate's and a module's name each; refuses where there is none."""
    refuse_unbuilt(place, cohort)
    folders = [
        path
        for path in sorted(place.submitted(cohort).glob("*/*"))
        if path.is_dir()
        and (not wish.modules or path.name in wish.modules)
        and (not wish.candidates or path.parent.name in wish.candidates)
    ]
    if not folders:
        raise Refusal(
            place.submitted(cohort),
            "",
            found="nothing sent in",
            expected="a folder a candidate, with a folder a module in it",
            do="Collect the notebooks first, or look at the names that you gave.",
        )
    return folders


def _readable(name: str) -> str:
    """Give a folder's name as text that can be written down: bytes that are none stand as \\xff."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def result_before(place: Place, cohort: str, candidate: str, module: str) -> Result | None:
    """Give the result that there is; one that cannot be read is made again."""
    path = result_path(place, cohort, candidate, module)
    try:
        return read_result(path) if path.is_file() else None
    except Refusal:
        return None


def _is_current(place: Place, now: Made, before: Result, made: Made | None, wish: Wish) -> bool:
    """Tell whether grading again could give nothing else: gradebook, result and notebook are all from the same run."""
    if before.by_hand and before.source_sha256 == now.submission:
        return True
    if (before.source_sha256, before.grader) != (now.submission, now.grader):
        return False
    if before.unprotected == wish.confined:
        return False
    folder = result_path(place, before.cohort, before.candidate, before.module).parent
    return not before.graded or (made == now and any(folder.glob("*.ipynb")))
