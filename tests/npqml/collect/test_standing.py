"""Of two hand-ins the right one counts, and where signs disagree that is said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

from npqml.collect.standing import Standing, judge

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
FULL = {"1a-t1": "a", "1a-t2": "b", "1a-t3": "c"}
PACKED = Standing(answers=FULL, sealed=True, packed_at=NOON, when=NOON)
BARE = Standing(answers=FULL, when=NOON)


@pytest.mark.parametrize(
    ("better", "other", "doubt"),
    [
        (PACKED, evolve(BARE, answers={}, when=NOON + HOUR), False),  # "to be safe", after the packed file
        (PACKED, evolve(BARE, when=NOON + HOUR), False),  # the same answers once more
        (PACKED, evolve(BARE, answers=FULL | {"1a-t1": "x"}, stamped=NOON - HOUR), False),
        (PACKED, evolve(BARE, answers=FULL | {"1a-t1": "x"}, when=NOON - HOUR), True),  # a disk says nothing
        (PACKED, evolve(BARE, answers=FULL | {"1a-t1": "x"}, when=NOON + HOUR), True),
        (BARE, evolve(PACKED, answers={}), True),
        (evolve(PACKED, packed_at=NOON + HOUR), PACKED, False),
        (evolve(PACKED, packed_at=NOON + HOUR, answers={"1a-t1": "a"}), PACKED, True),  # much emptier
        (evolve(PACKED, packed_at=NOON + HOUR, stamped=NOON), evolve(PACKED, stamped=NOON + HOUR), True),
        (evolve(BARE, attempt=2), evolve(BARE, attempt=1, when=NOON + HOUR), False),
        (evolve(BARE, attempt=1), evolve(BARE, attempt=0), False),
        (evolve(BARE, when=NOON + HOUR), BARE, False),
        (evolve(BARE, when=NOON + HOUR, answers=FULL | {"1a-t1": "x"}), BARE, True),  # by a disk's word alone
        (evolve(BARE, stamped=NOON), evolve(BARE, answers={"1a-t1": "a"}, when=NOON + HOUR), False),  # the fuller one
        (evolve(BARE, stamped=NOON + HOUR), evolve(BARE, stamped=NOON, when=NOON + 2 * HOUR), False),
        (BARE, evolve(BARE, answers={"1a-t1": "a"}), False),  # equal times: the fuller one
        (BARE, evolve(BARE, answers={}, when=NOON + HOUR), True),
        (BARE, evolve(BARE, readable=False, answers={}, when=NOON + HOUR), False),
        (evolve(BARE, when=None), evolve(BARE, when=None, answers={}), False),
    ],
)
def test_the_better_one_counts_whichever_comes_first(better: Standing, other: Standing, doubt: bool):
    assert judge(better, other).new_counts
    assert not judge(other, better).new_counts
    assert [bool(judge(*both).doubt) for both in ((better, other), (other, better))] == [doubt, doubt]
    incomparable = better.attempt is not None or (better.told is None) != (other.told is None)
    assert better.order > other.order or doubt or incomparable


def test_what_stands_stays_where_nothing_decides_and_it_is_said_unless_the_answers_are_the_same():
    other = evolve(BARE, answers=FULL | {"1a-t1": "x"})
    assert (judge(other, BARE).new_counts, bool(judge(other, BARE).doubt)) == (False, True)
    assert (judge(BARE, BARE).new_counts, judge(BARE, BARE).doubt) == (False, "")
    within = evolve(BARE, when=NOON + timedelta(seconds=2))
    assert not judge(within, BARE).new_counts
