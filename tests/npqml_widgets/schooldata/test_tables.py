"""The tables behind the practice with a school's data."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import settings

from npqml_widgets.schooldata.hiding import TOTAL
from npqml_widgets.schooldata.tables import (
    APART,
    NO_START,
    gap_by_start,
    progress_by_start,
    start_bands,
    t_multiplier,
    with_estimates,
)
from tests.npqml_widgets.schooldata.conftest import ESTIMATES

modest = settings(deadline=None, max_examples=40)


@pytest.mark.parametrize(("start", "estimate"), [(85, 96), (94.5, 96), (95, 104), (120, 112), (80, 96)])
def test_an_estimate_is_that_of_the_band_which_holds_the_start(start: float, estimate: float) -> None:
    found = with_estimates(pd.DataFrame({"Start": [start]}), ESTIMATES, "Start")
    assert found["Estimate"].tolist() == [estimate]


def test_a_pupil_without_a_start_has_no_estimate(pupils: pd.DataFrame) -> None:
    assert pupils["Estimate"].isna().equals(pupils["Start"].isna())


def test_the_same_start_is_always_the_same_band_and_bands_hold_both_groups(pupils: pd.DataFrame) -> None:
    bands = start_bands(pupils, "Start", "End", 6)
    assert (bands.groupby(pupils["Start"]).nunique() == 1).all()
    assert set(bands[pupils["Start"].isna()]) == {NO_START}
    rows = gap_by_start(pupils, bands, "End").drop(TOTAL)
    assert rows["PP pupils"].min() >= 1
    assert rows["Other pupils"].min() >= 2


def test_it_makes_a_difference_what_bands_are_weighed_by_and_each_can_be_shown(pupils: pd.DataFrame) -> None:
    bands = start_bands(pupils, "Start", "End", 6)
    rows = gap_by_start(pupils, bands, "End").drop(TOTAL)
    gap, own = rows["PP average"] - rows["Others' average"], rows["PP pupils"]
    every = own + rows["Other pupils"]
    ways = (np.average(gap, weights=own), np.average(gap, weights=every), gap.mean())
    assert every.min() >= 6
    assert min(abs(one - other) for one, other in combinations(ways, 2)) >= APART
    progress = progress_by_start(pupils, bands, "End").drop(NO_START)
    alike = (progress["Average result"] - progress["Average estimate"]).mean()
    assert abs(alike - (pupils["End"] - pupils["Estimate"]).mean()) >= APART


def test_where_no_bands_serve_there_are_bands_all_the_same(pupils: pd.DataFrame) -> None:
    assert start_bands(pupils.assign(PP="N"), "Start", "End", 6).nunique() > 1


def test_progress_by_start_gives_back_the_average_progress_of_all(pupils: pd.DataFrame) -> None:
    rows = progress_by_start(pupils, start_bands(pupils, "Start", "End", 6), "End")
    assert rows.index[-1] == NO_START
    assert rows["Pupils"].sum() == 59
    known = rows.drop(NO_START)
    by_band = (known["Average result"] - known["Average estimate"]) * known["Pupils"]
    assert by_band.sum() / known["Pupils"].sum() == pytest.approx((pupils["End"] - pupils["Estimate"]).mean())


def test_the_overall_gap_is_that_of_pupils_with_a_start_and_a_result(pupils: pd.DataFrame) -> None:
    rows = gap_by_start(pupils, start_bands(pupils, "Start", "End", 6), "End")
    means = pupils.dropna(subset=["Start", "End"]).groupby("PP")["End"].mean()
    assert rows.loc[TOTAL, "PP average"] == pytest.approx(means["Y"])
    assert rows.loc[TOTAL, "Others' average"] == pytest.approx(means["N"])
    assert (
        rows.drop(TOTAL)[["PP pupils", "Other pupils"]].sum().tolist()
        == rows.loc[TOTAL, ["PP pupils", "Other pupils"]].astype(int).tolist()
    )


@pytest.mark.parametrize(("n", "t"), [(5, 2.776), (8, 2.365), (12, 2.201), (20, 2.093), (61, 2.000)])
def test_the_multiplier_agrees_with_the_printed_table_of_t(n: int, t: float) -> None:
    assert t_multiplier(n) == pytest.approx(t, abs=0.003)
