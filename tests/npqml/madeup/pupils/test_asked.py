"""Every task can be asked of the schools that are drawn: groups are large enough, and slips stand apart."""

from __future__ import annotations

import pandas as pd
import pytest

from npqml.madeup.pupils import asked, limits, school
from npqml.madeup.pupils.measures import measure
from tests.npqml.madeup.pupils.conftest import SmallCohort

PHASES = ("primary", "secondary", "special")


@pytest.mark.slow
@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("group", [6, 10])
def test_the_smallest_school_can_be_asked_every_task(phase, group):
    order = school.Order(phase, 7, limits.fewest(phase, group), SmallCohort(phase).results_year, group)
    pupils = school.on_roll(school._made(order).pupils)
    assert asked.missing(phase, pupils, group) == []
    known = pupils.dropna(subset=[measure(phase).outcome])
    assert known["PP"].value_counts().min() >= group


@pytest.mark.parametrize("phase", PHASES)
def test_what_is_missing_is_said(phase):
    pupils = school.on_roll(school.make(SmallCohort(phase)).pupils)
    assert asked.missing(phase, pupils.assign(PP="N"), 6)
    assert "pupil premium" in asked.missing(phase, pupils, 200)[0]
    few = pd.concat([pupils[pupils["PP"] == "N"], pupils[pupils["PP"] == "Y"].head(2)])
    assert asked.missing(phase, few, 3)


def test_larger_groups_take_more_pupils():
    for phase in PHASES:
        least = [limits.fewest(phase, group) for group in range(4, limits.largest_group(phase) + 1)]
        assert least == sorted(least)
        assert least[-1] < limits.most(phase)
    assert limits.fewest("primary", 6) == 30  # one class of a one-form-entry school
