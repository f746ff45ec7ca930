"""Taking back a hand-in that was credited to the wrong person: the work is kept, what came of it goes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from attrs import evolve, frozen

from npqml.collect.placing import aside_for, earlier_hand_ins
from npqml.course.arrivals import Arrival, forget_arrival, keep_arrival, read_arrival
from npqml.course.candidates import refuse_nobody
from npqml.grading.gradebook.book import Records
from npqml.grading.plan import result_before
from npqml.grading.submission.read import sha256_of
from npqml.place import Place
from npqml.records.person.all_or_nothing import Course, all_or_nothing
from npqml.refusal import Refusal


@frozen
class TakenBack:
    """Where a hand-in is kept that was taken back, and which earlier one stands in its place now, if there is one.

    `instead_shown` is where that one lay when it came. `stays` is the hand-in that counts, where what was taken back
    had not counted any more. `marks_gone`: what had been made of it went: result, marks and feedback.
    """

    kept: Path
    instead: Path | None = None
    instead_shown: str = ""
    stays: Path | None = None
    marks_gone: bool = True


def take_back(place: Place, cohort: str, candidate: str, module: str, which: Path | None = None) -> TakenBack:
    """Take a hand-in out of its place with its result, marks and feedback; an earlier one of theirs comes back.

    `which` is the folder of one that does not count any more: that stays where it is kept, is no longer theirs, and the
    one that counts stays. All of it or nothing. Refuses where nothing stands there, nor a result of it.
    """
    target = place.submitted(cohort) / candidate / module
    if which is not None and which.resolve() != target.resolve():
        return _take_back_earlier(place, cohort, target, which)
    made = _made(place, cohort, target)
    there = target.is_dir() and not target.is_symlink()
    if not there and not made:
        refuse_nobody(place, cohort, [candidate])
        raise Refusal(
            target, "", found="nothing handed in, and no result", expected="a hand-in that was collected",
            do="Mend the id or the module: --take-back c007 1a. Capitals count.",
        )  # fmt: skip
    came = read_arrival(place, cohort, candidate, module)
    back = _earlier(place, cohort, target, sha256_of(target) if there else "")
    kept = aside_for(place, cohort, target) if there else target
    with all_or_nothing(place) as course:
        _take_out(place, cohort, made, course)
        if there:
            course.move(target, kept)
        if back is not None:
            course.move(back, target)
        _forget_marks(place, cohort, target)
    if there:
        arrival = came if came is not None else Arrival(sha256_of(kept))
        _keep_as_taken_back(place, cohort, target, arrival)
    forget_arrival(place, cohort, candidate, module)
    if back is None:
        return TakenBack(kept)
    known = read_arrival(place, cohort, candidate, module, sha256_of(target))
    if known is not None:
        keep_arrival(place, cohort, candidate, module, known)
    return TakenBack(kept, target, known.shown if known is not None else "")


def _take_back_earlier(place: Place, cohort: str, target: Path, which: Path) -> TakenBack:
    """Note of a hand-in that counts no more that it was not theirs, and take out what was made of it, if it still is.

    What stands in its place stays, and is no longer in doubt with it.
    """
    candidate, module = target.parent.name, target.name
    earlier = earlier_hand_ins(place, cohort, target)
    folder = next((path for path in earlier if path.resolve() == which.resolve()), None)
    if folder is None:
        every = [path.relative_to(place.root).as_posix() for path in earlier]
        raise Refusal(
            which, "", found=f"no earlier hand-in of {candidate} in module {module}",
            expected=f"the folder of one: {'; '.join(every) or 'there is none'}",
            do="Give one of these folders, or none to take back the one that counts: --take-back c007 1a.",
        )  # fmt: skip
    sha256 = sha256_of(folder)
    marked = sha256 in _graded_from(place, cohort, target)
    with all_or_nothing(place) as course:
        if marked:
            _take_out(place, cohort, _made(place, cohort, target), course)
            _forget_marks(place, cohort, target)
    _keep_as_taken_back(
        place, cohort, target, read_arrival(place, cohort, candidate, module, sha256) or Arrival(sha256)
    )
    counts = read_arrival(place, cohort, candidate, module)
    if counts is not None and counts.other == folder.relative_to(place.root).as_posix():
        keep_arrival(place, cohort, candidate, module, evolve(counts, doubt="", other="", other_shown=""))
    return TakenBack(folder, stays=target if target.is_dir() else None, marks_gone=marked)


def _made(place: Place, cohort: str, target: Path) -> list[Path]:
    """Return the folders of what was made of a candidate's module."""
    homes = (place.autograded(cohort), place.feedback(cohort))
    return [path for home in homes if (path := home / target.parent.name / target.name).is_dir()]


def _graded_from(place: Place, cohort: str, target: Path) -> set[str]:
    """Return the contents that a candidate's result and marks were made from."""
    candidate, module = target.parent.name, target.name
    before = result_before(place, cohort, candidate, module)
    found = {before.source_sha256} if before is not None else set()
    if place.gradebook(cohort).is_file():
        with Records(place, cohort) as book:
            made = book.made().get((candidate, module))
        found |= {made.submission} if made is not None else set()
    return found


def _take_out(place: Place, cohort: str, made: Iterable[Path], course: Course) -> None:
    for path in made:
        course.take(path)
    for path in place.reports(cohort).glob("for-*"):  # what goes to a platform holds their feedback and mark
        course.take(path)


def _forget_marks(place: Place, cohort: str, target: Path) -> None:
    if place.gradebook(cohort).is_file():
        with Records(place, cohort) as book:
            book.forget_module(target.parent.name, target.name)


def _keep_as_taken_back(place: Place, cohort: str, target: Path, arrival: Arrival) -> None:
    gone = evolve(arrival, doubt="", other="", other_shown="", chosen_over=(), by_hand=False, taken_back=True)
    keep_arrival(place, cohort, target.parent.name, target.name, gone, counts=False)


def _earlier(place: Place, cohort: str, target: Path, now: str) -> Path | None:
    """Return the last earlier hand-in of a candidate that nobody has taken back; None where there is none."""
    candidate, module = target.parent.name, target.name
    for folder in reversed(earlier_hand_ins(place, cohort, target)):
        sha256 = sha256_of(folder)
        known = read_arrival(place, cohort, candidate, module, sha256)
        if sha256 != now and not (known is not None and known.taken_back):
            return folder
    return None
