"""Whom a page asks about, so that nobody knows the answer without the numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from npqml_widgets.schooldata.asked import FEWEST, PUPIL_APART, can_be_asked, group_asked, pupil_asked

BANDS = pd.Series("85 to 115", index=range(60))
ESTIMATES = pd.DataFrame({"Baseline from": [85, 95, 105], "Estimate": [96.0, 104.0, 112.0]})


def school(number: int, premium: float = 0.0, catch_up: float = 0.0) -> pd.DataFrame:
    """So many pupils, of whom those with premium and those in Catch-up lie so far from their estimates."""
    place = np.arange(number)
    has, took = place % 5 == 0, (place % 5 == 1) | (place % 5 == 2)
    scatter = np.random.default_rng(1).normal(0, 4, number) - np.where(has | took, 0, 0.5)
    return pd.DataFrame(
        {
            "UPN": [f"U{one:02}" for one in place], "PP": np.where(has, "Y", "N"), "Catch-up": np.where(took, "Y", "N"),
            "Sex": np.where(place % 2, "M", "F"), "EAL": np.where(place % 3, "N", "Y"), "SEN": "N", "Year": 6,
            "Attendance": 96.0, "Start": 90.0 + place % 25, "Estimate": 100.0,
            "End": 100 + scatter + premium * has + catch_up * took,
        }
    )  # fmt: skip


@pytest.mark.parametrize("number", range(54, 60))
def test_which_claim_a_group_supports_hangs_on_the_number_of_pupils(number):
    pupils = school(number, premium=-7, catch_up=9)
    assert can_be_asked(pupils, BANDS[:number], "End", 6)
    progress = (pupils["End"] - pupils["Estimate"])[group_asked(pupils, BANDS[:number], "End", 6)[1]]
    half = 1.96 * progress.std() / len(progress) ** 0.5
    claim = "more" if progress.mean() > half else "less" if progress.mean() < -half else "unclear"
    assert claim == {0: "unclear", 1: "more", 2: "unclear", 3: "less"}[number % 4]


def test_where_it_is_the_turn_of_a_clear_claim_and_none_is_clear_the_school_cannot_be_asked():
    pupils = school(57)
    assert not can_be_asked(pupils, BANDS[:57], "End", 6)
    assert group_asked(pupils, BANDS[:57], "End", 6)[0] == "Pupils with PP"


def test_a_group_under_the_limit_is_never_asked_about():
    pupils = school(57, premium=-7, catch_up=9)
    for minimum in (FEWEST, 10):
        assert group_asked(pupils, BANDS[:57], "End", minimum)[1].sum() >= minimum
    assert not can_be_asked(pupils, BANDS[:57], "End", 40)


def test_one_pupil_is_asked_about_whose_progress_cannot_be_had_by_mistake():
    pupils = school(40).assign(Estimate=104.0, End=104.0)
    pupils.loc[7, ["Start", "End"]] = 94.0, 101.0
    child = pupil_asked(pupils, ESTIMATES, "Start", "End")
    assert child["UPN"] == "U07"
    right, result = child["End"] - child["Estimate"], child["End"]
    slips = [result - 96, result - 112, result - child["Start"], -right]
    assert all(abs(slip - right) > PUPIL_APART for slip in slips)


def test_where_every_pupil_can_be_mistaken_it_is_the_middle_one():
    assert pupil_asked(school(41).assign(Estimate=104.0, End=104.0), ESTIMATES, "Start", "End")["UPN"] == "U20"
