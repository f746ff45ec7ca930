"""Of two hand-ins of one candidate and module, which one counts, and whether a person should look at both."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from attrs import evolve, field, frozen

from npqml.course.arrivals import Arrival
from npqml.course.deadlines import in_words
from npqml.grading.assignment import Assignment, grade_id
from npqml.grading.submission.read import ANSWERED, READY, Submission
from npqml_widgets.handin.receipt import APART

AS_EXACT = timedelta(seconds=2)  # a zip keeps times in steps of two seconds
LATER_AND_OTHER = "the one without a sound receipt may be the later, and its answers differ"
BLANK_ALL_THE_SAME = "the blank one is the later, or the only one with a sound receipt"
UNDECIDED = "nothing tells which is the later, and their answers differ"
ONLY_ONE_IN_TIME = (
    "the one that would count otherwise is late, the one that counts now is not, and their answers differ"
)
MAY_BE_ANOTHERS = "it holds the same content as what {} handed in, so it may be theirs"
LONG_TEXT = 20  # characters; from so many on, two people do not write the same by accident


@frozen
class Standing:
    """What decides whether a hand-in counts before another one.

    `answers` are the answered tasks with a digest of each answer. `sealed`: it is exactly as its receipt says.
    `packed_at` is its receipt's time, `stamped` the platform's, `when` whatever is known, a disk's time at the worst.
    """

    readable: bool = True
    answers: Mapping[str, str] = field(factory=dict)
    sealed: bool = False
    packed_at: datetime | None = None
    attempt: int | None = None
    stamped: datetime | None = None
    when: datetime | None = None

    @property
    def told(self) -> datetime | None:
        """When it came by the platform's word, else by its receipt's; None where only a disk says anything."""
        return self.stamped or self.packed_at

    @property
    def order(self) -> tuple[bool, bool, bool, float, int, int]:
        """A key by which the one that probably counts comes last."""
        moment = self.packed_at or self.stamped or self.when
        time = moment.timestamp() if moment else 0.0
        return self.readable, bool(self.answers), self.sealed, time, self.attempt or 0, len(self.answers)


@frozen
class Judged:
    """Whether the new one counts, why in words about the one that does, and what is in doubt, if anything is.

    `by_time`: the one that counts is the later one, and nothing else speaks for it.
    """

    new_counts: bool
    why: str
    doubt: str = ""
    by_time: bool = False


def standing(came: Arrival, answers: Mapping[str, str], *, readable: bool = True) -> Standing:
    """Return what decides for a hand-in, from how it came and what it answers."""
    stamped = came.when if came.from_platform else None
    return Standing(
        readable, answers, came.sealed, came.packed_at, came.attempt, stamped, came.when or came.saved_at
    )  # fmt: skip


def judge(new: Standing, there: Standing) -> Judged:
    """Return which of two hand-ins counts: readable, answered at all, sound receipt, own time or attempt, fuller."""
    later, by = _later(new, there)
    if new.readable != there.readable:
        return Judged(new.readable, "only it can be read")
    if bool(new.answers) != bool(there.answers):
        full, blank = (new, there) if new.answers else (there, new)
        blank_is_later = later == (1 if blank is new else -1)
        # A blank notebook sent "to be safe" after the packed file is no reason to ask anybody.
        doubt = blank.sealed > full.sealed or (blank_is_later and blank.sealed == full.sealed)
        return Judged(full is new, "only it holds answers", BLANK_ALL_THE_SAME if doubt else "")
    if new.sealed != there.sealed:
        other = there if new.sealed else new
        held = (new if new.sealed else there).answers
        more = any(held.get(task) != digest for task, digest in other.answers.items())
        # Somebody may pack, go on working, and then send the whole folder with the packed file in it.
        doubt = more and later != (-1 if other is new else 1)
        return Judged(new.sealed, "only it is as its receipt says", LATER_AND_OTHER if doubt else "")
    if later:
        newer, older = (new, there) if later > 0 else (there, new)
        return Judged(newer is new, f"it is the later one ({by})", _doubt(newer, older), by_time=True)
    ours, theirs = len(new.answers), len(there.answers)
    if ours != theirs:
        return Judged(ours > theirs, f"it answers {max(ours, theirs)} tasks, the other one {min(ours, theirs)}")
    undecided = "" if new.answers == there.answers else UNDECIDED
    if (new.told is None) != (there.told is None):
        return Judged(new.told is not None, "only of it a platform or a receipt says when it came", undecided)
    return Judged(False, "nothing tells which is the later", undecided)


def in_time_first(judged: Judged, new: Standing, there: Standing, *, new_late: bool, there_late: bool) -> Judged:
    """Return what was judged, but that late work takes the place of work in time only where a person says so."""
    counts_late, other_late = (new_late, there_late) if judged.new_counts else (there_late, new_late)
    able = all(each.readable and each.answers for each in (new, there))
    if not able or not counts_late or other_late:
        return judged
    doubt = "" if new.answers == there.answers else ONLY_ONE_IN_TIME
    return Judged(not judged.new_counts, "it came in time, the other one is late", doubt)


def not_clear_whose(judged: Judged, there: Standing, whose: str) -> Judged:
    """Return what was judged of a new one that somebody else has handed in as well: no work gives way to it unasked."""
    doubt = MAY_BE_ANOTHERS.format(whose)
    if judged.new_counts and there.readable and there.answers:
        return Judged(False, "whose the other one is, is not clear", doubt)
    return evolve(judged, doubt=doubt)


def _doubt(newer: Standing, older: Standing) -> str:
    """Say what speaks for the older one; an empty text where nothing does."""
    if len(newer.answers) < len(older.answers):
        return f"the later one answers {len(newer.answers)} tasks, the earlier one {len(older.answers)}"
    if newer.told is None and _same_attempt(newer, older) and newer.answers != older.answers:
        return "only the times that a disk keeps say which is the later, and their answers differ"
    if (
        newer.packed_at
        and older.packed_at
        and newer.stamped
        and older.stamped
        and older.stamped > newer.stamped + AS_EXACT
    ):
        return "by their receipts one is the later, by the platform the other"
    return ""


def _same_attempt(new: Standing, there: Standing) -> bool:
    return new.attempt is None or there.attempt is None or new.attempt == there.attempt


def _later(new: Standing, there: Standing) -> tuple[int, str]:
    """Return 1 where the new one is the later, -1 where the other is, 0 where nothing tells; and by what."""
    if new.packed_at and there.packed_at and new.packed_at != there.packed_at:
        latest = max(new.packed_at, there.packed_at)
        return (1 if new.packed_at == latest else -1), f"by its receipt, {in_words(latest)}"
    if not _same_attempt(new, there):
        return (
            1 if (new.attempt or 0) > (there.attempt or 0) else -1
        ), "by the number that the platform gave the attempt"
    ours, theirs = new.told or new.when, there.told or there.when
    # What a disk keeps is when a file was saved there: beside a platform's word or a receipt's it says nothing.
    alike = (new.told is None) == (there.told is None)
    if alike and ours and theirs and abs(ours - theirs) > AS_EXACT:
        return (1 if ours > theirs else -1), in_words(max(ours, theirs))
    return 0, ""


def answers_in(submission: Submission, assignment: Assignment) -> dict[str, str]:
    """Return the tasks that are answered, in the form or by a typed line, with a digest of each answer."""
    if submission.state != READY:
        return {}
    sent = {grade_id(cell): _plain(cell.source.replace(ANSWERED, "")) for cell in submission.notebook.cells}
    found: dict[str, str] = {}
    for task in assignment.tasks:
        typed = sent.get(task.cell, "")
        if typed == _plain(assignment.originals[task.cell].source):
            typed = ""
        values = submission.saved(task.id).values if submission.holds_answer(task.id) else {}
        if typed or values:
            found[task.id] = _digest(typed or values)  # a typed line takes the form's place
    return found


def alike(
    submission: Submission, assignment: Assignment, answers: Mapping[str, str], files: Mapping[str, bytes]
) -> tuple[str, ...]:
    """Return numbers that a copy of a hand-in has as well, whatever its files are called; none where it is blank.

    The same bytes are one such number, the same answers saved at the same moments another. The same answers are one
    only where a longer text is among them: two people may well choose the same group.
    """
    if not answers:
        return ()
    found = [
        _digest(sorted(hashlib.sha256(content).hexdigest() for name, content in files.items() if name not in APART))
    ]
    saved = {task.id: submission.saved(task.id) for task in assignment.tasks}
    moments = {task: str(answer.saved) for task, answer in saved.items() if answer.saved is not None}
    if moments:
        found.append(_digest([assignment.module, answers, moments]))
    texts = (value for task in answers for value in saved[task].values.values() if isinstance(value, str))
    if any(len(text.strip()) >= LONG_TEXT for text in texts):
        found.append(_digest([assignment.module, answers]))
    return tuple(found)


def _plain(source: str) -> str:
    """Return a cell's text by its lines, however they end."""
    return "\n".join(line.rstrip() for line in source.strip().splitlines())


def _digest(content: object) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]
