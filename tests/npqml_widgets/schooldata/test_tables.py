"""The tables behind the practice with a school's data, and what may be published of small groups."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.schooldata.tables import (
    APART,
    NO_START,
    TOTAL,
    cells,
    gap_by_start,
    needlessly_hidden,
    progress_by_start,
    small_cells,
    start_bands,
    t_multiplier,
    two_way,
    with_estimates,
    worked_out,
)
from tests.npqml_widgets.schooldata.conftest import ESTIMATES

modest = settings(deadline=None, max_examples=40)
SEN = pd.DataFrame(
    {"PP": [12, 3, 1, 16], "Not PP": [32, 6, 2, 40], TOTAL: [44, 9, 3, 56]},
    index=["No SEN", "SEN support", "EHC plan", TOTAL],
)


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
    assert t_multiplier(n) == pytest.approx(t, abs=0.01)


def test_small_totals_are_small_cells_too_and_the_grand_total_is_none() -> None:
    assert small_cells(SEN, 6) == ["SEN support, PP", "EHC plan, PP", "EHC plan, Not PP", "EHC plan, Total"]
    assert "Total, Total" not in cells(SEN)


def test_a_single_hidden_cell_can_be_worked_out_from_its_row() -> None:
    assert worked_out(SEN, ["SEN support, PP"]) == ["SEN support, PP"]


def test_four_hidden_cells_at_the_corners_of_two_rows_are_safe() -> None:
    corners = [f"{row}, {column}" for row in ("No SEN", "SEN support") for column in ("PP", "Not PP")]
    assert worked_out(SEN, corners) == []
    assert worked_out(SEN, corners[:3]) == corners[:3]


def test_what_could_be_shown_as_well_is_named() -> None:
    rows = [name for name in cells(SEN) if name.startswith(("SEN", "EHC"))]
    assert needlessly_hidden(SEN, rows, 6) == []
    assert "Total, PP" in needlessly_hidden(SEN, [*rows, "Total, PP", "Total, Not PP"], 6)


@modest
@given(st.sets(st.sampled_from(sorted(cells(SEN))), max_size=8))
def test_a_hidden_cell_is_safe_exactly_when_another_table_would_look_the_same(hidden: set[str]) -> None:
    safe = set[str]().union(*(moved for moved in CHANGES if moved <= hidden))
    assert set(worked_out(SEN, hidden)) == hidden - safe


def _changes() -> list[set[str]]:
    """List which cells move when the inner cells change by -1, 0 or 1 and the grand total does not."""
    found = []
    for steps in product((-1, 0, 1), repeat=6):
        inner = np.reshape(steps, (3, 2))
        rows = np.column_stack([inner, inner.sum(axis=1)])
        whole = np.vstack([rows, rows.sum(axis=0)])
        if whole[-1, -1] == 0:
            moved = pd.DataFrame(whole, index=SEN.index, columns=SEN.columns)
            found.append({name for name, by in cells(moved).items() if by})
    return found


CHANGES = _changes()


def test_the_first_grouping_that_shows_how_hiding_works_is_taken() -> None:
    premium = pd.Series(["PP"] * 20 + ["Not PP"] * 20)
    large = pd.Series(["Girls", "Boys"] * 20)
    mixed = pd.Series((["A"] * 3 + ["B"] * 17) + (["A"] * 12 + ["B"] * 8))
    table = two_way([large, mixed], premium, 6)
    assert table.index.tolist() == ["B", "A", TOTAL]
    assert small_cells(table, 6) == ["A, PP"]
    assert worked_out(table, ["A, PP"]) == ["A, PP"]
    assert two_way([mixed, large], premium, 3).index.tolist() == ["Boys", "Girls", TOTAL]
