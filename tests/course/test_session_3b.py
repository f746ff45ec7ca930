"""The numbers of session 3b: what a facilitator says of chance follows from its handout. It mirrors no module."""

from __future__ import annotations

from math import comb
from pathlib import Path

from npqml.course.modules import find_module

PLAN = find_module(Path(__file__).parents[2] / "course", "3b").session.read_text(encoding="utf-8")
EACH, BEFORE, SINCE = 8, 3, 6
"""Promises that fell due in each period; how many were kept in the first and in the second."""


def test_what_the_plan_says_of_chance_is_what_dealing_out_the_promises_comes_to():
    assert f"| Promises that fell due | {EACH} | {EACH} |" in PLAN
    assert f"| Kept on time | {BEFORE} | {SINCE} |" in PLAN
    kept = BEFORE + SINCE
    ways = {
        number: comb(kept, number) * comb(2 * EACH - kept, EACH - number) for number in range(kept - EACH, EACH + 1)
    }
    as_wide = sum(count for number, count in ways.items() if number >= SINCE or number <= BEFORE)
    everything = comb(2 * EACH, EACH)
    assert sum(ways.values()) == everything
    assert PLAN.count(f"{as_wide:,} of {everything:,} ways") == 2
    assert f"{round(100 * as_wide / everything)} in 100" in PLAN
