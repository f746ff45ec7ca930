"""A large draw of Year 11 gives back what the Department published for 2023/24."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from npqml.madeup.pupils import draw, national
from npqml.madeup.pupils.estimates import band_of, estimates
from tests.npqml.madeup.pupils.sampling import correlation_of, gap_of, mean_of, share_of, within_bands

GRADES = list("U123456789")


@pytest.fixture(scope="module")
def published() -> pd.DataFrame:
    """Pupils by subject, group and band, with a column for each grade."""
    return pd.read_csv(national.FOLDER / "ks2-to-gcse-2023-24.csv")


@pytest.fixture(scope="module")
def band(year_11) -> pd.Series:
    """The key stage 2 band, 0 to 10; 11 without a score."""
    average = year_11["KS2 Average"]
    return pd.Series(np.where(average.isna(), 11, band_of("secondary", average.to_numpy())))


def mean_grades(published: pd.DataFrame, topic: str) -> pd.DataFrame:
    """Published mean grade in mathematics, a row for each band, a column for each group."""
    rows = published[(published["subject"] == "Mathematics") & (published["breakdown_topic"] == topic)]
    means = rows[GRADES].to_numpy() @ np.arange(10) / rows[GRADES].sum(axis=1)
    table = rows.assign(mean=means).pivot(index="ks2_band", columns="breakdown", values="mean")
    return table.loc[list(national.BANDS)]


def test_key_stage_2_has_the_national_mean_spread_and_long_left_tail(year_11):
    # The allowance is for the lowest band, of which only the number of pupils is published.
    average = year_11["KS2 Average"].dropna()
    mean_of(average, 104.1, allowance=0.1)
    assert average.std() == pytest.approx(8.2, abs=0.2)
    assert average.skew() < -0.8
    share_of(average < 90, (13238 + 21916) / 586507)


def test_each_key_stage_2_band_has_its_share_of_pupils(band):
    pupils = pd.read_csv(national.FOLDER / "ks2-bands-2023-24.csv")
    everyone = pupils[pupils["breakdown"] == "Total"].set_index("ks2_band")["pupils"]
    for place, name in enumerate(national.BANDS):
        share_of(band == place, everyone[name] / everyone.sum())


def test_results_go_with_key_stage_2_as_they_do_nationally(year_11):
    # Published for bands; a draw has half points inside them: 0.01 covers that and the rounding.
    correlation_of(year_11["KS2 Average"], year_11["GCSE Maths"], 0.71, allowance=0.01)
    correlation_of(year_11["KS2 Average"], year_11["GCSE English"], 0.63, allowance=0.01)


def test_inside_a_band_the_grade_still_rises_with_the_score(year_11, band):
    mine = year_11[band == 2]
    low, high = (mine["GCSE Maths"][flags].mean() for flags in (mine["KS2 Average"] < 93, mine["KS2 Average"] >= 93))
    assert 0.2 < high - low < 0.6  # published mean grades of all pupils: 2.08 at 91-92 and 2.41 at 93.5-94


@pytest.mark.parametrize("grade", [4, 5, 7])
def test_pass_rates_in_mathematics_are_the_published_ones(year_11, published, grade):
    total = published[(published["subject"] == "Mathematics") & (published["breakdown"] == "Total")][GRADES].sum()
    share_of(year_11["GCSE Maths"].dropna() >= grade, total[GRADES[grade:]].sum() / total.sum())


@pytest.mark.parametrize(
    ("topic", "column", "value", "overall"),
    [("Disadvantage", "PP", "Y", -1.36), ("SEN status", "SEN", "KE", -1.70), ("Sex", "Sex", "M", 0.12)],
)
def test_gaps_come_back_overall_and_within_each_band(year_11, published, band, topic, column, value, overall):
    group = year_11[column].isin(list(value))
    gap_of(year_11["GCSE Maths"], group, overall, allowance=0.01)
    means = mean_grades(published, topic)
    rest, members = national.GROUPS[topic]
    for place, wanted in enumerate(means[members] - means[rest]):
        mine = band == place
        if (group & mine).sum() >= 30:  # the top band has hardly a pupil with SEN
            gap_of(year_11["GCSE Maths"][mine], group[mine], wanted)


def test_like_for_like_the_disadvantage_gap_shrinks_to_about_half_a_grade(year_11, band):
    gap, error = within_bands(year_11["GCSE Maths"], year_11["PP"] == "Y", band.where(band < 11))
    assert -0.75 - 4 * error < gap < -0.35 + 4 * error


def test_like_for_like_the_gap_of_pupils_with_sen_shrinks_from_1_7_to_under_0_7(year_11, band):
    scored = band.where((band > 0) & (band < 11))
    gap, error = within_bands(year_11["GCSE Maths"], year_11["SEN"] != "N", scored)
    assert -0.7 - 4 * error < gap < -0.2 + 4 * error


def test_one_pupil_in_five_with_eal_and_one_in_thirty_of_the_others_has_no_key_stage_2_score(year_11):
    missing = year_11["KS2 Average"].isna()
    share_of(missing[year_11["EAL"] == "Y"], 24057 / 118426)
    share_of(missing[year_11["EAL"] == "N"], 17699 / 506261, allowance=0.001)  # language of some not known


def test_dropping_pupils_without_a_score_flatters_those_with_eal(year_11):
    eal = year_11[year_11["EAL"] == "Y"]
    mean_of(eal["GCSE Maths"], 4.95, allowance=0.01)
    mean_of(eal["GCSE Maths"][eal["KS2 Average"].notna()], 5.10, allowance=0.01)


@pytest.mark.parametrize("fsm", ["Y", "N"])
def test_persistent_absence_in_year_11_is_that_of_the_absence_tables(year_11, fsm):
    table = pd.read_csv(national.FOLDER / "absence-bands-2022-23.csv")
    group = {"Y": "Eligible", "N": "Not Eligible"}[fsm]
    rows = table[(table["school_type"] == "State-funded secondary") & (table["year_group"] == 11)]
    bands = rows[rows["fsm"] == group][list(national.MISSED)].sum()
    missed = year_11["Sessions absent"] / year_11["Sessions possible"]
    # Groups are those of the GCSE tables, not of the absence tables; and sessions are whole.
    share_of(missed[year_11["FSM"] == fsm] >= 0.1, bands.iloc[2:].sum() / bands.sum(), allowance=0.01)


def test_pupils_who_miss_more_get_less_than_others_with_the_same_start(year_11, band):
    missed = year_11["Sessions absent"] / year_11["Sessions possible"] >= 0.1
    gap, error = within_bands(year_11["GCSE Maths"], missed, band)
    assert gap < -0.3 - 4 * error


def test_below_grade_4_pupils_miss_about_twice_as_much_as_with_two_grade_5s(year_11):
    lower = year_11[["GCSE Maths", "GCSE English"]].min(axis=1)
    missed = year_11["Sessions absent"] / year_11["Sessions possible"]
    ratio = missed[lower < 4].mean() / missed[lower >= 5].mean()
    assert ratio == pytest.approx(8.8 / 3.7, abs=0.4)  # published for two years, so not the same figure


def test_pupils_good_at_mathematics_tend_to_be_good_at_english_beyond_key_stage_2(year_11, band):
    middle = year_11[band == 6]
    assert 0.4 < middle[["GCSE Maths", "GCSE English"]].astype(float).corr().iloc[0, 1] < 0.7


def test_the_premium_is_a_wider_list_than_free_school_meals(year_11):
    pp, fsm = (year_11[column] == "Y" for column in ("PP", "FSM"))
    share_of(pp, 166472 / 629207)
    assert (pp & ~fsm).mean() > 0.02
    assert 0 < (fsm & ~pp).mean() < 0.01


def test_key_stage_2_average_is_the_mean_of_the_two_tests(year_11):
    assert (year_11["KS2 Average"] == (year_11["KS2 Reading"] + year_11["KS2 Maths"]) / 2).dropna().all()
    assert year_11[["KS2 Reading", "KS2 Maths"]].min().min() >= 59
    assert year_11[["KS2 Reading", "KS2 Maths"]].max().max() <= 120


def test_data_drops_drift_towards_the_result(year_11):
    result = year_11["GCSE Maths"].astype(float)
    errors = [year_11[f"Drop {number}"].astype(float) - result for number in (1, 2, 3)]
    means = [error.mean() for error in errors]
    spreads = [error.std() for error in errors]
    assert means == sorted(means)
    assert means[0] < -0.7
    assert means[2] == pytest.approx(-0.1, abs=0.05)
    assert spreads == sorted(spreads, reverse=True)


def test_estimates_are_the_national_means_by_band(published):
    means = mean_grades(published, "Total")["Total"].to_numpy()[:-1]
    table = estimates("secondary")
    assert table["Estimate"].to_numpy() == pytest.approx(means, abs=0.0051)
    assert table["Pupils"].sum() == 606769 - 39513


def test_catch_up_adds_half_a_grade_and_a_naive_comparison_hides_it():
    pupils = draw("secondary", 60_000, seed=2)
    part = pupils["Catch-up"] == "Y"
    bands = pd.Series(band_of("secondary", pupils["KS2 Average"].fillna(0).to_numpy()))
    effect, error = within_bands(pupils["GCSE Maths"], part, bands)
    assert effect == pytest.approx(0.5, abs=4 * error)
    result = pupils["GCSE Maths"].astype(float)
    assert result[part].mean() < result[~part].mean() - 0.5
    assert (result - pupils["Drop 1"])[part].mean() > 0.75  # the gain since October is half as large again
