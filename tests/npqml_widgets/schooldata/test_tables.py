"""The tables behind the practice with a school's data."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import settings

from npqml_widgets.schooldata.hiding import TOTAL
from npqml_widgets.schooldata.tables import (
    NO_START,
    gap_by_start,
    progress_by_start,
    six_pupils,
    start_bands,
    t_multiplier,
    with_estimates,
)

modest = settings(deadline=None, max_examples=40)
ESTIMATES = pd.DataFrame({"Baseline from": [85, 95, 105], "Estimate": [96.0, 104.0, 112.0]})


@pytest.fixture
def pupils() -> pd.DataFrame:
    """Sixty pupils: PP pupils start low; every tenth has no start, one has no result."""
    place = np.arange(60)
    frame = pd.DataFrame(
        {
            "UPN": [f"U{number}" for number in place],
            "Forename": [f"F{number % 30}" for number in place],
            "Surname": [f"S{number // 30}" for number in place],
            "PP": np.where(place % 5 < np.where(place < 30, 3, 1), "Y", "N"),
            "Start": np.where(place % 10 == 9, np.nan, 85 + place // 2),
            "End": 93.0 + place // 2 + (place * 7) % 11,
        }
    )
    frame.loc[0, "End"] = np.nan
    return with_estimates(frame, ESTIMATES, "Start")


@pytest.mark.parametrize(("start", "estimate"), [(85, 96), (94.5, 96), (95, 104), (120, 112), (80, 96)])
def test_an_estimate_is_that_of_the_band_which_holds_the_start(start: float, estimate: float) -> None:
    found = with_estimates(pd.DataFrame({"Start": [start]}), ESTIMATES, "Start")
    assert found["Estimate"].tolist() == [estimate]


def test_a_pupil_without_a_start_has_no_estimate(pupils: pd.DataFrame) -> None:
    assert pupils["Estimate"].isna().equals(pupils["Start"].isna())


def test_the_same_start_is_always_the_same_band_and_bands_hold_both_groups(pupils: pd.DataFrame) -> None:
    bands = start_bands(pupils, "Start", "End")
    assert (bands.groupby(pupils["Start"]).nunique() == 1).all()
    assert set(bands[pupils["Start"].isna()]) == {NO_START}
    rows = gap_by_start(pupils, bands, "End").drop(TOTAL)
    assert rows["PP pupils"].min() >= 1
    assert rows["Other pupils"].min() >= 2


def test_progress_by_start_gives_back_the_average_progress_of_all(pupils: pd.DataFrame) -> None:
    rows = progress_by_start(pupils, start_bands(pupils, "Start", "End"), "End")
    assert rows.index[-1] == NO_START
    assert rows["Pupils"].sum() == 59
    known = rows.drop(NO_START)
    by_band = (known["Average result"] - known["Average estimate"]) * known["Pupils"]
    assert by_band.sum() / known["Pupils"].sum() == pytest.approx((pupils["End"] - pupils["Estimate"]).mean())


def test_the_overall_gap_is_that_of_pupils_with_a_start_and_a_result(pupils: pd.DataFrame) -> None:
    rows = gap_by_start(pupils, start_bands(pupils, "Start", "End"), "End")
    means = pupils.dropna(subset=["Start", "End"]).groupby("PP")["End"].mean()
    assert rows.loc[TOTAL, "PP average"] == pytest.approx(means["Y"])
    assert rows.loc[TOTAL, "Others' average"] == pytest.approx(means["N"])
    assert (
        rows.drop(TOTAL)[["PP pupils", "Other pupils"]].sum().tolist()
        == rows.loc[TOTAL, ["PP pupils", "Other pupils"]].astype(int).tolist()
    )


def test_the_six_pupils_are_not_in_the_same_order_by_result_and_by_progress(pupils: pd.DataFrame) -> None:
    six = six_pupils(pupils, "End")
    progress = six["End"] - six["Estimate"]
    assert six.index.tolist() == list("abcdef")
    assert six["Name"].is_unique
    assert six["Estimate"].isna().sum() == 1
    least = set(progress.nsmallest(3).index)
    assert least != set(six["End"].nsmallest(3).index)
    assert least != set(six["End"].nlargest(3).index)


@pytest.mark.parametrize(("n", "t"), [(5, 2.776), (8, 2.365), (12, 2.201), (20, 2.093), (61, 2.000)])
def test_the_multiplier_agrees_with_the_printed_table_of_t(n: int, t: float) -> None:
    assert t_multiplier(n) == pytest.approx(t, abs=0.003)
