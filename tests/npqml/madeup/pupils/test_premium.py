"""The two lists that are taken for one another differ to both sides, in every school and seed."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from attrs import evolve

from npqml.madeup.pupils import school
from npqml.madeup.pupils.premium import APART, LARGE_ENOUGH, fewest_apart, plant_lists
from tests.npqml.madeup.pupils.conftest import SmallCohort


@pytest.mark.parametrize("phase", ["primary", "secondary", "special"])
@pytest.mark.parametrize("seed", [5, 20261])
def test_two_pupils_at_the_least_stand_on_each_list_alone(phase, seed):
    pupils = school.on_roll(school.make(evolve(SmallCohort(phase), seed=seed)).pupils)
    meals, premium = pupils["FSM"] == "Y", pupils["PP"] == "Y"
    assert min((meals & ~premium).sum(), (premium & ~meals).sum()) >= APART


@pytest.mark.parametrize("same", ["Y", "N"])
@pytest.mark.parametrize("number", [20, 60])
def test_lists_that_were_the_same_are_told_apart_as_far_as_there_are_pupils(same, number):
    pupils = pd.DataFrame({"PP": ["Y", "N"] * (number // 2)})
    pupils["FSM"] = pupils["PP"]
    before = pupils["PP"].copy()
    plant_lists(np.random.default_rng(1), pupils, np.arange(number))
    alone = (pupils["FSM"] == "Y") & (pupils["PP"] == "N"), (pupils["FSM"] == "N") & (pupils["PP"] == "Y")
    assert all(fewest_apart(number) <= one.sum() <= fewest_apart(number) + 1 for one in alone)
    assert pupils["PP"].equals(before)
    everybody = pd.DataFrame({"PP": [same] * number, "FSM": [same] * number})
    plant_lists(np.random.default_rng(1), everybody, np.arange(number))  # only one side can be had


def test_a_small_school_has_shorter_lists():
    assert fewest_apart(LARGE_ENOUGH - 1) == fewest_apart(LARGE_ENOUGH) / 2
