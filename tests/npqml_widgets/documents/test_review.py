"""Questions that come back: five a day at most, mistakes first, none forgotten, the same list for the same answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.documents.quiz import Option, Question
from npqml_widgets.documents.review import Answered, Reviews, answer, due_dates, due_now, skip

START = datetime(2026, 11, 2, 7, 30, tzinfo=UTC)


def bank(size: int, areas: str = "123456") -> list[Question]:
    options = tuple(Option(str(n), "why", right=n == 0) for n in range(4))
    return [Question(f"{areas[n % len(areas)]}a-q{n:02}", "", "?", options) for n in range(size)]


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def days_of(learner: int, questions: list[Question]):
    """Sixty days of one learner, who comes on four of five, skips at times, and begins a module every twelve days.

    Gives for each day what was due before, what was offered and when; then, last, what is due at the end.
    """
    rng, kept = Random(learner), Reviews()
    for number in range(60):
        now = day(number + rng.random() / 3)
        begun = questions[: 12 * min(4, 1 + number // 12)]
        if rng.random() < 0.2:
            continue
        if rng.random() < 0.05:
            kept = skip(kept, at=now)
            assert due_now(begun, kept, now, seed=learner) == ()
            continue
        offered = due_now(begun, kept, now, seed=learner)
        assert offered == due_now(list(reversed(begun)), kept, now, seed=learner)
        yield due_dates(kept), offered, now
        for one in offered:
            kept = answer(kept, one, 0 if rng.random() < 0.7 else 1, at=now)
    yield due_dates(kept), (), day(60)


@pytest.mark.slow
def test_sixty_days_of_thirty_learners(capsys):
    """Never over five a day, what is due comes, and no question stays unseen, though three of ten answers are wrong."""
    questions = bank(48)
    sizes, waits, late, unseen = [], [], [], 0
    for learner in range(30):
        *days, (end, _, last) = days_of(learner, questions)
        for due, offered, now in days:
            assert len({one.id for one in offered}) == len(offered)
            sizes.append(len(offered))
            waits += [(now.date() - due[one.id].date()).days for one in offered if one.id in due]
        late += [(last - when).days for when in end.values() if when < last]
        unseen += len(questions) - len(end)
    with capsys.disabled():
        print(  # noqa: T201 - the figures are what the test is for
            f"\n30 learners, 60 days, 48 questions in 4 modules: {sum(sizes):,} asked, at most {max(sizes)} a day, "
            f"{unseen} unseen; what was due came after {sum(waits) / len(waits):.1f} days on average, {max(waits)} at "
            f"most; at the end {len(late) / 30:.1f} were waiting for each learner, the oldest for {max(late)} days"
        )
    assert max(sizes) == 5
    assert unseen == 0
    assert min(waits) >= 0
    assert sum(waits) / len(waits) <= 5
    assert max(*waits, *late) <= 21


def test_own_mistakes_come_first_and_areas_take_turns():
    questions = bank(12, areas="12")
    kept = Reviews()
    for one in questions:
        kept = answer(kept, one, 1 if one.id in ("1a-q04", "2a-q05", "1a-q08") else 0, at=day(0))
    listed = [one.id for one in due_now(questions, kept, day(40))]
    assert listed[:3] == ["1a-q04", "2a-q05", "1a-q08"]
    assert {one[0] for one in listed[3:]} == {"1", "2"}


def test_a_question_never_asked_keeps_a_place_among_many_that_are_due():
    questions = bank(12)
    kept = Reviews()
    for one in questions[:11]:
        kept = answer(kept, one, 1, at=day(0))
    assert questions[11] in due_now(questions, kept, day(1))


def test_a_mistake_comes_again_sooner_than_a_right_answer():
    one, other = bank(2)
    kept = answer(answer(Reviews(), one, 1, at=day(0)), other, 0, at=day(0))
    due = due_dates(kept)
    assert due[one.id] == day(1)
    assert due[other.id] > due[one.id]


def test_skipped_questions_come_again_another_day():
    kept = skip(Reviews(), at=day(0))
    assert due_now(bank(3), kept, day(0.3)) == ()
    assert len(due_now(bank(3), kept, day(1))) == 3


def test_only_what_is_left_of_five_is_asked_when_a_second_unit_is_opened_on_one_day():
    questions, kept = bank(20), Reviews()
    for one in due_now(questions, kept, day(0))[:3]:
        kept = answer(kept, one, 0, at=day(0))
    assert len(due_now(questions, kept, day(0.1))) == 2


def test_questions_of_modules_not_begun_are_not_asked():
    questions = bank(12)
    kept = answer(Reviews(), questions[7], 1, at=day(0))
    assert set(due_now(questions[:3], kept, day(5))) <= set(questions[:3])


def test_an_option_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="no option number 4"):
        answer(Reviews(), bank(1)[0], 4, at=day(0))


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3), st.integers(0, 59)), max_size=60), st.integers())
def test_the_same_answers_clock_and_seed_give_the_same_list(history, seed):
    questions, kept = bank(10), Reviews()
    for number, option, when in sorted(history, key=lambda one: one[2]):
        kept = answer(kept, questions[number], option, at=day(when))
    copied = Reviews(tuple(Answered(one.question, one.option, one.right, one.at) for one in kept.answers))
    local = day(60).astimezone(timezone(timedelta(hours=1)))
    assert due_now(questions, kept, day(60), seed=seed) == due_now(questions, copied, local, seed=seed)
