"""A school's cohort shows what the modules teach, for every seed."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from attrs import evolve

from npqml.madeup.pupils import school
from npqml.madeup.pupils.estimates import estimates
from npqml.madeup.pupils.measures import measure
from npqml.madeup.pupils.movement import school_days
from npqml.madeup.pupils.teaching import GAP_DIFFERENCE
from npqml.refusal import Refusal
from tests.npqml.madeup.pupils.conftest import SmallCohort

pytestmark = pytest.mark.slow  # together they take many seconds

PHASES = ("primary", "secondary", "special")
SEEDS = (1, 2, 20261)
FIVE_SEEDS = range(40, 45)


@pytest.fixture(params=[(phase, seed) for phase in PHASES for seed in SEEDS], ids=str)
def cohort(request) -> SmallCohort:
    return SmallCohort(*request.param)


@pytest.fixture
def clean(cohort) -> pd.DataFrame:
    """The pupils on roll, with the baseline, the outcome and the band as plain numbers."""
    names = measure(cohort.phase)
    pupils = school.on_roll(school.make(cohort).pupils)
    start = pupils[names.baseline].astype(float)
    edges = [*estimates(cohort.phase)["Baseline from"], np.inf]
    band = pd.cut(start, edges, right=False, labels=False)
    estimate = band.map(estimates(cohort.phase)["Estimate"])
    return pupils.assign(outcome=pupils[names.outcome].astype(float), band=band, estimate=estimate)


def test_the_mean_of_class_percentages_is_a_point_or_more_off(cohort, clean):
    names = measure(cohort.phase)
    known = clean.dropna(subset=["outcome"])
    standard = known[names.standard].astype(float) if isinstance(names.standard, str) else names.standard
    reached = 100 * (known["outcome"] >= standard)
    assert abs(reached.groupby(known["Class"]).mean().mean() - reached.mean()) >= 1


def test_the_pupil_premium_gap_is_clearly_smaller_like_for_like(cohort, clean):
    known = clean.dropna(subset=["outcome", "band"])
    overall = known.groupby("PP")["outcome"].mean()
    by_band = known.pivot_table(index="band", columns="PP", values="outcome", aggfunc=["mean", "size"]).dropna()
    difference = by_band["mean"]["Y"] - by_band["mean"]["N"]
    for weight in (by_band["size"]["Y"], by_band["size"].sum(axis=1)):
        like_for_like = np.average(difference, weights=weight)
        assert overall["Y"] - overall["N"] + GAP_DIFFERENCE[cohort.phase] <= like_for_like < 0


def test_the_three_lowest_are_not_the_three_furthest_below_their_estimate(clean):
    lowest = clean["outcome"].nsmallest(3, keep="all")
    below = (clean["outcome"] - clean["estimate"]).nsmallest(3, keep="all")
    assert len(lowest) == len(below) == 3
    assert len(set(lowest.index) & set(below.index)) <= 1


def test_some_group_of_sen_by_premium_is_too_small_to_show(cohort, clean):
    sizes = pd.crosstab(clean["SEN"], clean["PP"]).to_numpy()
    assert ((sizes > 0) & (sizes < cohort.minimum_group)).any()


def test_catch_up_seems_to_harm_and_helps_like_for_like(clean):
    means = clean.groupby("Catch-up")["outcome"].mean()
    assert means["Y"] < means["N"]
    by_band = clean.pivot_table(index="band", columns="Catch-up", values="outcome", aggfunc=["mean", "size"]).dropna()
    difference = by_band["mean"]["Y"] - by_band["mean"]["N"]
    assert np.average(difference, weights=by_band["size"]["Y"]) > 0


@pytest.mark.slow
@pytest.mark.parametrize("phase", PHASES)
def test_five_neighbouring_seeds_differ_in_every_number_that_is_asked_for(phase):
    rows = []
    for seed in FIVE_SEEDS:
        pupils = school.make(SmallCohort(phase, seed)).pupils
        roll = school.on_roll(pupils)
        outcome = roll[measure(phase).outcome].astype(float)
        rows.append(
            {
                "roll": len(roll),
                "leavers": pupils["Left"].notna().sum(),
                "joiners": pupils["Joined"].notna().sum(),
                "without a result": outcome.isna().sum(),
                "mean": outcome.mean(),
                "gap": outcome.groupby(roll["PP"]).mean().diff().iloc[-1],
            }
        )
    table = pd.DataFrame(rows)
    assert (table.nunique() == len(FIVE_SEEDS)).all()
    assert table[["leavers", "joiners"]].min().min() >= 2


def test_the_same_cohort_is_drawn_the_same_again():
    school._made.cache_clear()
    first = school.make(SmallCohort("primary", 7)).pupils
    school._made.cache_clear()
    pd.testing.assert_frame_equal(first, school.make(SmallCohort("primary", 7)).pupils)


def test_joiners_and_leavers_have_fewer_sessions_and_no_results_from_when_they_were_away():
    pupils = school.make(SmallCohort("secondary")).pupils
    joined, left = pupils["Joined"].notna(), pupils["Left"].notna()
    assert (pupils["Sessions possible"][joined | left] < 316).all()
    assert (pupils["Sessions possible"][~joined & ~left] == 316).all()
    assert pupils.loc[left, ["GCSE English", "GCSE Maths"]].isna().all().all()
    before_march = left & (pupils["Left"] < "2024-03-01")
    assert pupils.loc[before_march, ["Drop 3"]].isna().all().all()
    late = joined & (pupils["Joined"] > "2024-01-20")
    assert pupils.loc[late, ["Drop 1", "Drop 2"]].isna().all().all()


def test_nobody_joins_or_leaves_on_a_day_without_school():
    days = pd.Series(school_days(2026))
    assert len(days) == 158
    assert days.dt.day_of_week.max() == 4
    assert not days.dt.strftime("%m-%d").isin(["12-25", "01-01", "10-28", "02-17", "04-06"]).any()


def test_classes_are_unequal():
    for phase, classes in (("primary", 2), ("secondary", 7), ("special", 7)):
        sizes = school.make(SmallCohort(phase)).pupils["Class"].value_counts()
        assert len(sizes) == classes
        assert sizes.max() > 1.2 * sizes.min()


def test_top_sets_have_higher_prior_attainment():
    pupils = school.make(SmallCohort("secondary")).pupils
    means = pupils.groupby("Class")["KS2 Average"].mean()
    assert means["11Ma1"] > means["11Ma3"] > means["11Ma5"] > means["11Ma7"]


def test_a_cohort_that_cannot_show_it_is_refused_with_the_reason_and_what_to_do(monkeypatch):
    monkeypatch.setattr(school, "ATTEMPTS", 3)
    with pytest.raises(Refusal) as refused:
        school.make(evolve(SmallCohort("secondary"), minimum_group=1))
    words = str(refused.value)
    assert "secondary cohort: pupils: found 176 pupils with seed 20261" in words
    assert "expected a draw in which" in words
    assert "Set another number of pupils, another seed, or a larger minimum_group." in words
