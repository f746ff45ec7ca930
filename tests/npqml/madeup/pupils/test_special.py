"""A large draw of a special school: what is national, and what is made up but has to hold together."""

from __future__ import annotations

import pandas as pd
import pytest

from npqml.madeup.pupils import draw, national
from npqml.madeup.pupils.estimates import band_of
from tests.npqml.madeup.pupils.sampling import share_of, within_bands


def test_persistent_absence_is_that_of_special_schools(special_pupils):
    table = pd.read_csv(national.FOLDER / "absence-bands-2022-23.csv")
    rows = table[(table["school_type"] == "Special") & table["year_group"].between(3, 11)]
    bands = rows[list(national.MISSED)].sum()
    missed = special_pupils["Sessions absent"] / special_pupils["Sessions possible"]
    share_of(missed >= 0.1, bands.iloc[2:].sum() / bands.sum(), allowance=0.005)


def test_three_pupils_in_four_are_boys_as_in_special_schools(special_pupils):
    share_of(special_pupils["Sex"] == "M", 0.74, allowance=0.01)


def test_pupils_in_the_engagement_model_have_no_steps_and_no_target(special_pupils):
    engaged = special_pupils["Engagement"] == "Y"
    assert 0.1 < engaged.mean() < 0.25
    steps = special_pupils[["Start", "End", "Target"]]
    assert steps[engaged].isna().all().all()
    assert steps[~engaged].notna().all().all()
    assert steps.min().min() >= 0
    assert steps.max().max() <= 60


def test_only_year_6_has_a_key_stage_2_outcome_and_all_of_it_does(special_pupils):
    year_6 = special_pupils[special_pupils["Year"] == 6]
    assert (special_pupils["KS2 Maths"][special_pupils["Year"] != 6] == "").all()
    codes = {"EM", *(f"PK{number}" for number in range(1, 7))}
    assert (year_6["KS2 Maths"].isin(codes) | year_6["KS2 Maths"].str.fullmatch("8[0-9]|9[0-9]|10[0-9]|110")).all()
    assert (year_6["KS2 Maths"][year_6["Engagement"] == "Y"] == "EM").all()


def test_about_half_of_the_targets_are_reached(special_pupils):
    known = special_pupils.dropna(subset=["End"])
    assert 0.4 < (known["End"] >= known["Target"]).mean() < 0.6


def test_low_starts_gain_more_without_any_programme(special_pupils):
    known = special_pupils.dropna(subset=["Start", "End"])
    gain = (known["End"] - known["Start"]).astype(float)
    assert gain[known["Start"] < 15].mean() > gain.mean() + 0.2


def test_catch_up_adds_two_steps_and_a_naive_comparison_hides_it():
    pupils = draw("special", 60_000, seed=2).dropna(subset=["Start", "End"])
    part = pupils["Catch-up"] == "Y"
    band = pd.Series(band_of("special", pupils["Start"].to_numpy(float)), index=pupils.index)
    effect, error = within_bands(pupils["End"], part, band)
    assert effect == pytest.approx(2.0, abs=4 * error + 0.02)  # 60 is the highest step
    assert pupils["End"][part].mean() < pupils["End"][~part].mean() - 2
    assert (pupils["End"] - pupils["Start"])[part].mean() > 5
