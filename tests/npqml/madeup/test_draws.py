from __future__ import annotations

import pytest

from npqml.madeup.draws import MOST_DRAWS, draw_until, stream
from npqml.refusal import Refusal


def test_the_same_name_seed_and_draw_give_the_same_numbers_and_any_other_gives_others():
    def first(*of: object) -> float:
        return float(stream(*of).random())

    assert first("survey", 7, 0) == first("survey", 7, 0)
    assert len({first("survey", 7, 0), first("log", 7, 0), first("survey", 8, 0), first("survey", 7, 1)}) == 4


def test_data_are_drawn_until_everything_holds_that_must():
    drawn = draw_until("dice", 7, lambda rng: int(rng.integers(1, 7)), lambda number: {"it is a six": number == 6})
    assert drawn.made == 6
    assert 1 < drawn.draws < 100
    assert drawn == draw_until("dice", 7, lambda rng: int(rng.integers(1, 7)), lambda number: {"a six": number == 6})


def test_data_that_can_never_show_it_are_refused_with_what_failed_most():
    with pytest.raises(Refusal) as refused:
        draw_until(
            "dice", 7, lambda rng: int(rng.integers(1, 7)), lambda number: {"fair": True, "a seven": number == 7}
        )
    assert f"dice: seed 7: found no draw of {MOST_DRAWS:,}" in str(refused.value)
    assert f"a seven (it failed {MOST_DRAWS:,} times)" in str(refused.value)
