"""Questions that come back: up to five at the start of a unit, spaced by fsrs, never marked, free to skip.

What is kept is only what was answered and when. When a question is due follows from that each time anew, so that the
same answers, clock and seed give the same list everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random

from attrs import evolve, frozen
from fsrs import Card, Rating, Scheduler

from npqml_widgets.documents.quiz import Question

MOST = 5
"""Questions a day at most."""
NEW_PLACES = 2
"""Of these, places kept for questions never asked, while there are any: one place left some unseen after 60 days."""
LONGEST_WAIT = timedelta(days=7)
"""From then on, a question that is due goes before everything else."""

# Whole days only: a unit is opened once a day at best, so steps of minutes would never be met. No fuzz: the library
# draws it from the global random numbers, and two people with the same answers would get other lists.
_scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


@frozen
class Answered:
    """One answer to a question: which option (its number in the file, from 0), whether right, and when (UTC)."""

    question: str
    option: int
    right: bool
    at: datetime


@frozen
class Reviews:
    """Everything answered so far, oldest first, and when the day's questions were skipped."""

    answers: tuple[Answered, ...] = ()
    skipped: tuple[datetime, ...] = ()


def due_now(bank: Iterable[Question], kept: Reviews, now: datetime, *, seed: int | str = 0) -> tuple[Question, ...]:
    """Give the questions to ask now, up to five a day less those answered today; none after they were skipped today.

    Own mistakes come first, then what is due longest, mixed over areas; little waits for much over a week. As long as
    there are questions never asked before, two places are theirs, and they fill what is left. `bank` holds the
    questions of the modules begun so far.
    """
    today = now.astimezone(UTC).date()
    answered_today = answered_on(kept, today)
    room = MOST - len(answered_today)
    if room <= 0 or skipped_on(kept, today):
        return ()
    questions = {one.id: one for one in bank}
    due = due_dates(kept)
    ripe = [one for key, one in questions.items() if key in due and due[key].date() <= today]
    ripe = [one for one in ripe if one.id not in answered_today]
    new = _mixed(_shuffled([one for key, one in sorted(questions.items()) if key not in due], f"{seed} {today}"))
    reserved = max(0, min(room, len(new), NEW_PLACES - len(_first_asked(kept, today))))
    chosen = _most_pressing(ripe, kept, due, now)[: room - reserved]
    missed = _missed(kept)
    return tuple(sorted(chosen, key=lambda one: one.id not in missed) + new[: room - len(chosen)])


def answer(kept: Reviews, question: Question, option: int, *, at: datetime) -> Reviews:
    """Give what is kept with one more answer; raises ValueError for an option that the question does not have."""
    if not 0 <= option < len(question.option):
        raise ValueError(f"Question {question.id} has no option number {option}.")
    now = Answered(question.id, option, option == question.right, at.astimezone(UTC))
    return evolve(kept, answers=(*kept.answers, now))


def skip(kept: Reviews, *, at: datetime) -> Reviews:
    """Give what is kept with today's questions skipped: they come again another day."""
    return evolve(kept, skipped=(*kept.skipped, at.astimezone(UTC)))


def due_dates(kept: Reviews) -> dict[str, datetime]:
    """Give for each question answered so far when it is due again."""
    cards: dict[str, Card] = {}
    for one in kept.answers:
        card = cards.get(one.question) or Card(card_id=len(cards) + 1, due=one.at)
        rating = Rating.Good if one.right else Rating.Again
        # fsrs takes datetime.timezone.utc itself and no other zone that means the same.
        cards[one.question], _ = _scheduler.review_card(card, rating, one.at.astimezone(UTC))
    return {question: card.due for question, card in cards.items()}


def answered_on(kept: Reviews, day: date) -> set[str]:
    """Name the questions answered on a day (UTC)."""
    return {one.question for one in kept.answers if _day(one.at) == day}


def skipped_on(kept: Reviews, day: date) -> bool:
    """Tell whether the questions of a day (UTC) were skipped."""
    return any(_day(one) == day for one in kept.skipped)


def _missed(kept: Reviews) -> set[str]:
    """Name the questions whose last answer was wrong."""
    last = {one.question: one.right for one in kept.answers}
    return {question for question, right in last.items() if not right}


def _most_pressing(ripe: list[Question], kept: Reviews, due: dict[str, datetime], now: datetime) -> list[Question]:
    """Sort what is due: what has waited over a week, then own mistakes, then the rest, areas taking turns.

    Without the first of these, somebody who makes many mistakes would never see the other questions again.
    """
    missed = _missed(kept)
    by_day = sorted(ripe, key=lambda one: (due[one.id], one.id))
    waiting = [one for one in by_day if now - due[one.id] > LONGEST_WAIT]
    mistakes = [one for one in by_day if one.id in missed and one not in waiting]
    rest = [one for one in by_day if one.id not in missed and one not in waiting]
    return _mixed(waiting) + _mixed(mistakes) + _mixed(rest)


def _day(when: datetime) -> date:
    return when.astimezone(UTC).date()


def _first_asked(kept: Reviews, today: date) -> set[str]:
    """Name the questions that were asked for the first time today."""
    first: dict[str, date] = {}
    for one in kept.answers:
        first.setdefault(one.question, _day(one.at))
    return {question for question, when in first.items() if when == today}


def _shuffled(questions: list[Question], seed: str) -> list[Question]:
    Random(seed).shuffle(questions)  # noqa: S311 - an order, not a secret
    return questions


def _mixed(questions: Sequence[Question]) -> list[Question]:
    """Take turns between the content areas, keeping the order within each."""
    lines: dict[str, list[Question]] = {}
    for one in questions:
        lines.setdefault(one.area, []).append(one)
    mixed: list[Question] = []
    while any(lines.values()):
        mixed += [line.pop(0) for line in lines.values() if line]
    return mixed
