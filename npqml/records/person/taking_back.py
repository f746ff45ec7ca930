"""Taking back a hand-in that was credited to the wrong person: the work is kept, what came of it goes."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve, frozen

from npqml.collect.placing import aside_for, earlier_hand_ins
from npqml.course.arrivals import Arrival, forget_arrival, keep_arrival, read_arrival
from npqml.grading.gradebook.book import Records
from npqml.grading.submission.read import sha256_of
from npqml.place import Place
from npqml.records.person.all_or_nothing import all_or_nothing
from npqml.refusal import Refusal


@frozen
class TakenBack:
    """Where a hand-in is kept that was taken back, and which earlier one stands in its place now, if there is one."""

    kept: Path
    instead: Path | None = None


def take_back(place: Place, cohort: str, candidate: str, module: str) -> TakenBack:
    """Take a hand-in out of its place with its result, marks and feedback; an earlier one of theirs comes back.

    All of it or nothing. Refuses where nothing stands there, nor a result of it.
    """
    target = place.submitted(cohort) / candidate / module
    made = [home(cohort) / candidate / module for home in (place.autograded, place.feedback)]
    there = target.is_dir() and not target.is_symlink()
    if not there and not any(path.is_dir() for path in made):
        raise Refusal(
            target, "", found="nothing handed in, and no result", expected="a hand-in that was collected",
            do="Mend the id or the module: --take-back c007 1a. Capitals count.",
        )  # fmt: skip
    came = read_arrival(place, cohort, candidate, module)
    back = _earlier(place, cohort, target, sha256_of(target) if there else "")
    kept = aside_for(place, cohort, target) if there else target
    with all_or_nothing(place) as course:
        for path in (path for path in made if path.is_dir()):
            course.take(path)
        for path in place.reports(cohort).glob("for-*"):  # what goes to a platform holds their feedback and mark
            course.take(path)
        if there:
            course.move(target, kept)
        if back is not None:
            course.move(back, target)
        if place.gradebook(cohort).is_file():
            with Records(place, cohort) as book:
                book.forget_module(candidate, module)
    if there:
        arrival = came if came is not None else Arrival(sha256_of(kept))
        gone = evolve(arrival, doubt="", chosen_over=(), by_hand=False, taken_back=True)
        keep_arrival(place, cohort, candidate, module, gone, counts=False)
    forget_arrival(place, cohort, candidate, module)
    if back is not None and (known := read_arrival(place, cohort, candidate, module, sha256_of(target))):
        keep_arrival(place, cohort, candidate, module, known)
    return TakenBack(kept, target if back is not None else None)


def _earlier(place: Place, cohort: str, target: Path, now: str) -> Path | None:
    """Return the last earlier hand-in of a candidate that nobody has taken back; None where there is none."""
    candidate, module = target.parent.name, target.name
    for folder in reversed(earlier_hand_ins(place, cohort, target)):
        sha256 = sha256_of(folder)
        known = read_arrival(place, cohort, candidate, module, sha256)
        if sha256 != now and not (known is not None and known.taken_back):
            return folder
    return None
