"""What is to be graded: every submission that has no result yet, or whose result was made from something else."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from attrs import field, frozen

from npqml.course.candidates import refuse_nobody
from npqml.grading.assignment import refuse_unbuilt
from npqml.grading.editions.choice import Choice, Editions
from npqml.grading.editions.origin import Origin, origin_of_folder
from npqml.grading.fingerprint import grader_digest
from npqml.grading.gradebook.book import Made
from npqml.grading.job import Job
from npqml.grading.result import FILE, NOT_GRADED, Result, read_result, result_path
from npqml.grading.submission.read import sha256_of
from npqml.place import Place
from npqml.refusal import Refusal
from npqml_widgets.handin.files import ASSESSMENT


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
    pictures: bool = False


@frozen
class Planned:
    """A job, the digests of what it is made from, and what there is so far: a result, and marks in the gradebook."""

    job: Job
    made: Made
    before: Result | None = None
    marked: bool = False
    origin: Origin = field(factory=Origin)

    @property
    def same_submission(self) -> bool:
        """Whether this very submission has a result already."""
        return self.before is not None and self.before.source_sha256 == self.made.submission


@frozen
class Plan:
    """What is to be graded, by module and candidate, and the results that stay as they are."""

    todo: tuple[Planned, ...]
    kept: tuple[Result, ...]


def make_plan(
    place: Place,
    cohort: str,
    wish: Wish,
    made: Mapping[tuple[str, str], Made],
    editions: Editions,
    *,
    begin: Callable[[], object],
) -> Plan:
    """Compare what was sent in with what was graded; `made` is the gradebook's own list of that.

    `begin` is called once, as soon as it is known that there is anything to do. Refuses where nothing is built, or
    nothing was sent in that the wish asks for.
    """
    graders: dict[tuple[str, Choice], str] = {}
    todo: list[Planned] = []
    kept: list[Result] = []
    for folder in submissions(place, cohort, wish):
        candidate, module = _readable(folder.parent.name), _readable(folder.name)
        sha256, before = sha256_of(folder), result_before(place, cohort, candidate, module)
        origin = _origin(place, cohort, folder, before if before and before.source_sha256 == sha256 else None)
        choice = editions.choose(module, origin)
        if (module, choice) not in graders:
            graders[module, choice] = choice.refused or grader_digest(place, cohort, module, choice.build)
        now = Made(sha256, graders[module, choice])
        if before is not None and (
            _is_current(place, now, before, made.get((candidate, module)), wish)
            or (wish.only_failed and before.state != NOT_GRADED)
        ):
            kept.append(before)
            continue
        if not todo:
            begin()
        draw = wish.pictures and not wish.dry_run
        job = Job(cohort, candidate, module, folder, draw, choice.build, choice.notes, choice.refused)
        todo.append(Planned(job, now, before, (candidate, module) in made, origin))
    return Plan(tuple(sorted(todo, key=_in_turn)), tuple(kept))


def _in_turn(planned: Planned) -> tuple[str, str, str]:
    return planned.job.module, planned.job.edition, planned.job.candidate


def _origin(place: Place, cohort: str, folder: Path, same: Result | None) -> Origin:
    """Return what a submission was made from; `same` is the result of this very submission, which knows it."""
    if same is not None and same.origin is not None:
        return same.origin
    found = sorted((place.release(cohort) / folder.name).glob("*.ipynb"))
    return origin_of_folder(folder, found[0].name if found else "")


def submissions(place: Place, cohort: str, wish: Wish) -> list[Path]:
    """List the folders that were sent in to be graded, a candidate's and a module's name each; refuses if none was.

    Candidates' own documents and cases are left alone.
    """
    refuse_unbuilt(place, cohort)
    refuse_nobody(place, cohort, sorted(wish.candidates))
    folders = [
        path
        for path in sorted(place.submitted(cohort).glob("*/*"))
        if path.is_dir()
        and path.name != ASSESSMENT
        and (not wish.modules or path.name in wish.modules)
        and (not wish.candidates or path.parent.name in wish.candidates)
    ]
    if not folders:
        gone = [gone_in_words(cohort, *entry) for entry in without_hand_in(place, cohort, wish)]
        raise Refusal(
            place.submitted(cohort),
            "",
            found=f"nothing sent in{f' by {who}' if (who := ', '.join(sorted(wish.candidates))) else ''}",
            expected="a folder a candidate, with a folder a module in it",
            do="; ".join(gone) or "Collect the notebooks first, or look at the names that you gave.",
        )
    return folders


def without_hand_in(place: Place, cohort: str, wish: Wish) -> Iterator[tuple[str, str]]:
    """Go through results whose hand-in lies there no more, by candidate and module, as far as they are asked for."""
    for path in sorted(place.autograded(cohort).glob(f"*/*/{FILE}")):
        candidate, module = path.parent.parent.name, path.parent.name
        asked = (not wish.candidates or candidate in wish.candidates) and (not wish.modules or module in wish.modules)
        if asked and not candidate.startswith(".") and not (place.submitted(cohort) / candidate / module).is_dir():
            yield candidate, module


def gone_in_words(cohort: str, candidate: str, module: str) -> str:
    """Say that there is a result without its hand-in, and how its marks are taken out."""
    return (
        f"{candidate}  {module}  There is a result, and its hand-in is gone. To take its marks out: "
        f"npqml collect {cohort} --take-back {candidate} {module}"
    )


def _readable(name: str) -> str:
    """Return a folder's name as text that can be written down: bytes that are none stand as \\xff."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def result_before(place: Place, cohort: str, candidate: str, module: str) -> Result | None:
    """Return the result that there is; one that cannot be read is made again."""
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
