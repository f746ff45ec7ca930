"""Keeping what was not taken until it is settled: by what was taken afterwards, or by a person who dismisses it."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from npqml.collect.ownership import Known, names_only
from npqml.collect.placing import staging
from npqml.collect.refusing import Refused
from npqml.collect.report import REFUSED, SETTLED, UNGRADABLE, Item
from npqml.course.not_taken import (
    How,
    NotTaken,
    all_not_taken,
    ever_not_taken,
    keep_not_taken,
    settle,
    with_key,
)
from npqml.place import Place

MADE_UP_FOR = "Another hand-in of theirs that was taken makes up for it."


def keep_refused(known: Known, items: Sequence[Item], *, by_hand: bool = False) -> list[Item]:
    """Keep what a run has not taken and settle what is settled by it; return its items, settled ones as settled.

    `by_hand`: a person has said whose these are. That brings back what was dismissed.
    """
    place, cohort = known.place, known.cohort
    for item in items:
        for answers in item.joined:
            if item.state == REFUSED:
                keep_not_taken(place, cohort, answers.left, answers.files)
            else:
                settle(place, cohort, answers.left, How.TAKEN)
    waiting = all_not_taken(place, cohort)
    for left in waiting:
        if found := _settled_by(left, items, by_hand, waiting, known):
            settle(place, cohort, left, *found)
    kept = ever_not_taken(place, cohort)
    told: list[Item] = []
    for item in items:
        if item.refused is None or item.state != REFUSED:
            told.append(item)
        elif not by_hand and any(_makes_up_for(other, item.refused.left) for other in items):
            # In one run as in two: a damaged file and a sound one of the same person, of which the sound one was taken.
            left = settle(place, cohort, item.refused.left, How.SUPERSEDED)
            told.append(evolve(item, state=SETTLED, reasons=(*item.reasons, MADE_UP_FOR)))
            kept.append(left)
        else:
            told.append(_kept(place, cohort, item, item.refused, kept, by_hand))
    return told


def _kept(
    place: Place, cohort: str, item: Item, refused: Refused, known: Sequence[NotTaken], by_hand: bool
) -> Item:  # fmt: skip
    """Keep one thing that was not taken, and return it as settled where it was settled before."""
    left = refused.left
    before = next((record.settlement for record in known if record.is_again(left) and record.settlement), None)
    if before is not None and not by_hand:
        return evolve(item, state=SETTLED, reasons=(*item.reasons, before.words()))
    keep_not_taken(place, cohort, left, refused.files)
    return evolve(item, do=left.what_to_do(cohort))


def dismiss(place: Place, cohort: str, keys: Sequence[str]) -> list[NotTaken]:
    """Take things off the list that hold nothing to take, and return their records; refuses before any is settled."""
    with staging(place):
        found = list(dict.fromkeys(with_key(place, cohort, key) for key in keys))
        return [settle(place, cohort, left, How.DISMISSED) for left in found]


def _settled_by(
    left: NotTaken, items: Sequence[Item], by_hand: bool, waiting: Sequence[NotTaken], known: Known
) -> tuple[How, str] | None:
    """Return how a run settles something on the list, and whose it was all the time; None where it does not."""
    theirs = [item for item in items if item.candidate and item.content == left.content]
    if left.candidate:
        if any(item.fine or item.taken for item in theirs if item.candidate == left.candidate):
            return How.TAKEN, left.candidate
    elif said := [item for item in theirs if _may_be_the_same(item, left, by_hand, known)]:
        # Two accounts may have sent the same, such as a blank page: then nothing says which of them this is.
        alike = [other for other in waiting if not other.candidate and other.content == left.content]
        if sum(any(_may_be_the_same(item, other, by_hand, known) for item in said) for other in alike) == 1:
            return (How.TAKEN, said[0].candidate) if said[0].state != REFUSED else (How.SUPERSEDED, "")
    if any(_makes_up_for(item, left) for item in items):
        return How.SUPERSEDED, left.candidate
    return None


def _makes_up_for(item: Item, left: NotTaken) -> bool:
    """Tell whether a hand-in that was taken makes up for something: it can be graded, and leaves no answers behind."""
    able = item.taken and item.said != UNGRADABLE and (item.whole or not left.answers_alone)
    return able and left.is_settled_by(item.candidate, item.module)


def _may_be_the_same(item: Item, left: NotTaken, by_hand: bool, known: Known) -> bool:
    """Tell whether something of nobody's may be this very thing, of the same content, that came again.

    A person takes one file out of its folder, so that it may have lost names. Where it bears another name than before,
    it is the same only if whose it is said to be was one of the names on it.
    """
    if not by_hand:
        return not left.sender and (item.fine or item.taken)
    named = set(item.signs) <= set(left.arrival.signs)
    named = named or any(names_only(sign, item.candidate, known) for sign in left.arrival.signs)
    return named and item.packed_at == left.arrival.packed_at
