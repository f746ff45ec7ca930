"""Earlier years: with this year's share they rise, fall or do neither, each in about a third of all schools."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest

from npqml.madeup.pupils.years import FOR_A_TREND, YEARS, counted, earlier_years


def steps(with_result: int, reached: int, seed: int) -> list[float]:
    years = earlier_years(np.random.default_rng(seed), 2026, with_result, reached)
    shares = [one.reached / one.with_result for one in years] + [reached / with_result]
    return list(np.diff(shares))


def claim(found: list[float]) -> str:
    up, down = sum(step > 0 for step in found), sum(step < 0 for step in found)
    return "up" if up >= FOR_A_TREND else "down" if down >= FOR_A_TREND else "none"


@pytest.mark.parametrize(("with_result", "reached"), [(54, 39), (160, 82), (40, 12), (22, 17)])
def test_each_claim_is_right_in_no_more_than_half_of_the_seeds(with_result, reached):
    found = Counter(claim(steps(with_result, reached, seed)) for seed in range(60))
    assert set(found) == {"up", "down", "none"}
    assert max(found.values()) <= 30


@pytest.mark.parametrize(("with_result", "reached"), [(22, 22), (22, 2), (300, 299)])
def test_no_step_is_a_tie_even_where_nearly_all_or_nobody_reached_it(with_result, reached):
    for seed in range(5):
        assert min(map(abs, steps(with_result, reached, seed))) > 0


def test_years_without_tests_are_left_out():
    found = earlier_years(np.random.default_rng(1), 2024, 160, 80)
    assert [one.year for one in found] == [2017, 2018, 2019, 2022, 2023]
    assert len(found) == YEARS


def test_who_has_no_result_or_no_goal_is_not_counted():
    clean = pd.DataFrame({"End": [5, 7, None, 9], "Target": [4, 8, 1, None]})
    assert counted(clean, "End", "Target") == (2, 1)
    assert counted(clean, "End", 7) == (3, 2)
