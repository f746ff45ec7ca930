"""Earlier years: all pupils' share rises, falls or does neither, each in a third of schools; that of PP up and down."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest

from npqml.madeup.pupils.years import (
    FOR_A_TREND,
    LEAST_STEP,
    YEARS,
    Reached,
    counted,
    earlier_years,
    step_in_pupils,
)


def years_before(now: Reached, seed: int) -> list[Reached]:
    return list(earlier_years(np.random.default_rng(seed), 2026, now).values())


def school(with_result: int, reached: int) -> Reached:
    premium = max(6, with_result // 4)
    return Reached(with_result, reached, premium, min(premium - 1, max(1, round(premium * reached / with_result) - 1)))


def steps(with_result: int, reached: int, seed: int) -> list[float]:
    now = school(with_result, reached)
    return list(np.diff([year.share for year in [*years_before(now, seed), now]]))


def claim(found: list[float]) -> str:
    up, down = sum(step > 0 for step in found), sum(step < 0 for step in found)
    return "up" if up >= FOR_A_TREND else "down" if down >= FOR_A_TREND else "none"


@pytest.mark.parametrize(("with_result", "reached"), [(54, 39), (160, 82), (40, 12), (22, 17)])
def test_each_claim_is_right_in_no_more_than_half_of_the_seeds(with_result, reached):
    found = Counter(claim(steps(with_result, reached, seed)) for seed in range(60))
    assert set(found) == {"up", "down", "none"}
    assert max(found.values()) <= 30


@pytest.mark.parametrize(("with_result", "reached"), [(32, 28), (32, 5), (160, 140)])
def test_no_step_is_a_tie_even_where_nearly_all_or_nobody_reached_it(with_result, reached):
    for seed in range(5):
        assert min(map(abs, steps(with_result, reached, seed))) > 0


def test_years_without_tests_are_left_out():
    found = earlier_years(np.random.default_rng(1), 2024, school(160, 80))
    assert list(found) == [2017, 2018, 2019, 2022, 2023]
    assert len(found) == YEARS


def test_who_has_no_result_or_no_goal_is_not_counted():
    clean = pd.DataFrame({"End": [5, 7, None, 9], "Target": [4, 8, 1, None], "PP": ["Y", "N", "Y", "Y"]})
    assert counted(clean, "End", "Target") == Reached(2, 1, 1, 1)
    assert counted(clean, "End", 7) == Reached(3, 2, 2, 1)


@pytest.mark.parametrize(("with_result", "reached"), [(54, 39), (160, 82), (40, 12), (22, 17)])
def test_pupil_premium_goes_up_and_down_by_more_than_a_pupil_and_is_part_of_all(with_result, reached):
    now = school(with_result, reached)
    for seed in range(20):
        years = years_before(now, seed)
        first, second = step_in_pupils(*years[-2:]), step_in_pupils(years[-1], now)
        assert first * second < 0
        assert min(abs(first), abs(second)) >= LEAST_STEP
        for year in years:
            assert 0 <= year.premium_reached <= year.premium <= year.with_result
            assert 0 <= year.reached - year.premium_reached <= year.with_result - year.premium
