"""The numbers of session 3b: what a facilitator says of chance follows from its handout. It mirrors no module."""

from __future__ import annotations

from math import comb
from pathlib import Path

from npqml.course.modules import find_module

PLAN = find_module(Path(__file__).parents[2] / "course", "3b").session.read_text(encoding="utf-8")
EACH, BEFORE, SINCE = 8, 3, 6
"""Meetings in each period; how many ended on time in the first and in the second."""


def test_what_the_plan_says_of_chance_is_what_dealing_out_the_meetings_comes_to():
    assert f"| Meetings | {EACH} | {EACH} |" in PLAN
    assert f"| Ended on time | {BEFORE} | {SINCE} |" in PLAN
    on_time = BEFORE + SINCE
    ways = {
        number: comb(on_time, number) * comb(2 * EACH - on_time, EACH - number)
        for number in range(on_time - EACH, EACH + 1)
    }
    as_wide = sum(count for number, count in ways.items() if number >= SINCE or number <= BEFORE)
    everything = comb(2 * EACH, EACH)
    assert sum(ways.values()) == everything
    assert PLAN.count(f"{as_wide:,} of {everything:,} ways") == 2
    assert f"{round(100 * as_wide / everything)} in 100" in PLAN
