"""Who is expected to hand in what, and how each stands: with a result, not graded yet, or missing. Never a 0."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from attrs import frozen

from npqml.course.candidates import read_candidates
from npqml.course.not_taken import NotTaken, all_not_taken, unsettled
from npqml.grading.assignment import built_modules
from npqml.grading.result import Result
from npqml.place import Place

MISSING = "missing"
NOT_TAKEN = "came, could not be taken"
NOT_YET_GRADED = "not graded yet"
_MODULE = re.compile(r"[1-9][a-z]")


@frozen
class Expected:
    """One candidate's work on one module: its result if there is one, and whether it was handed in at all.

    `waits` says why what came could not be taken, if something waits for somebody. `gone`: there is a result, and what
    it is of lies there no more.
    """

    candidate: str
    module: str
    handed_in: bool
    result: Result | None = None
    waits: tuple[str, ...] = ()
    gone: bool = False

    @property
    def came(self) -> bool:
        """Whether something came that could not be taken, and nothing else did."""
        return bool(self.waits) and not self.handed_in

    @property
    def missing(self) -> bool:
        """Whether nothing came at all."""
        return not self.handed_in and not self.waits

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.result is not None:
            return self.result.state.words
        if self.handed_in:
            return NOT_YET_GRADED
        return MISSING if self.missing else NOT_TAKEN


def all_expected(place: Place, cohort: str, results: Iterable[Result]) -> list[Expected]:
    """Return an entry for each candidate and module of a cohort, by candidate and module.

    Candidates are those who are listed, and whoever has handed in all the same; modules those that have been built, and
    whatever else has results.
    """
    by_key = {(result.candidate, result.module): result for result in results}
    there = {key for key in handed_in(place, cohort) if _MODULE.fullmatch(key[1])}
    candidates = {*read_candidates(place, cohort).names, *(candidate for candidate, _ in (*by_key, *there))}
    built = (module for module in built_modules(place, cohort) if _MODULE.fullmatch(module))
    waiting = all_not_taken(place, cohort)
    modules = {*built, *(module for _, module in (*by_key, *there))}
    return [
        Expected(candidate, module, (candidate, module) in there or (candidate, module) in by_key,
                 by_key.get((candidate, module)), _why(waiting, candidate, module),
                 (candidate, module) in by_key and (candidate, module) not in there)
        for candidate in sorted(candidates)
        for module in sorted(modules)
    ]  # fmt: skip


def _why(waiting: Iterable[NotTaken], candidate: str, module: str) -> tuple[str, ...]:
    """Return why what came of somebody could not be taken, each reason once, with how many things it is true of."""
    found = Counter(
        " ".join(left.reasons) or left.arrival.shown for left in waiting if left.is_settled_by(candidate, module)
    )
    return tuple(f"{number} things: {why}" if number > 1 else why for why, number in found.items())


def to_settle(place: Place, cohort: str, expected: Iterable[Expected]) -> list[str]:
    """Return a line for each thing that waits for a person: from collecting, and results whose hand-in is gone."""
    gone = [
        f"{entry.candidate}, module {entry.module}: there is a result, and its hand-in is gone. To take its marks out: "
        f"npqml collect {cohort} --take-back {entry.candidate} {entry.module}"
        for entry in expected
        if entry.gone
    ]
    return [*unsettled(place, cohort), *gone]


def handed_in(place: Place, cohort: str) -> set[tuple[str, str]]:
    """Return the candidate and the module of whatever lies in a cohort's folder of hand-ins."""
    folders = (path for path in place.submitted(cohort).glob("*/*") if path.is_dir())
    return {(path.parent.name, path.name) for path in folders if not path.parent.name.startswith(".")}
