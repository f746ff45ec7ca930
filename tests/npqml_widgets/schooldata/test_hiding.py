"""What may be published of small groups: no count of a few pupils can be read or worked out, of cells or of several."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import combinations

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.schooldata.hiding import (
    TOTAL,
    cells,
    each_quoted,
    needlessly_hidden,
    small_cells,
    two_way,
    worked_out,
)

SEN = pd.DataFrame(
    {"PP": [12, 3, 1, 16], "Not PP": [32, 6, 2, 40], TOTAL: [44, 9, 3, 56]},
    index=["No SEN", "SEN support", "EHC plan", TOTAL],
)
LARGEST_TABLE = 9
"""So many pupils at most are in a table of which every other one with the same total is tried."""


def test_small_totals_are_small_cells_too_and_the_grand_total_is_none() -> None:
    assert small_cells(SEN, 6) == ["SEN support, PP", "EHC plan, PP", "EHC plan, Not PP", "EHC plan, Total"]
    assert "Total, Total" not in cells(SEN)


def test_a_single_hidden_cell_can_be_worked_out_from_its_row() -> None:
    assert worked_out(SEN, ["SEN support, PP"], 6) == ["SEN support, PP"]
    assert worked_out(SEN, ["No SEN, PP"], 6) == [], "what is large may be known"


def test_four_hidden_cells_at_the_corners_of_two_rows_are_safe() -> None:
    corners = [f"{row}, {column}" for row in ("No SEN", "SEN support") for column in ("PP", "Not PP")]
    assert worked_out(SEN, corners, 6) == []
    assert worked_out(SEN, corners[:3], 50) == corners[:3]


def test_hidden_cells_that_are_few_pupils_together_are_found_out() -> None:
    """As in the primary demonstration: 16 − 14 shows that two pupils with pupil premium need support or have a plan."""
    table = pd.DataFrame(
        {"PP": [14, 1, 1, 16], "Not PP": [29, 7, 2, 38], TOTAL: [43, 8, 3, 54]},
        index=["No SEN", "SEN support", "EHC plan", TOTAL],
    )
    support_and_plan = [name for name in cells(table) if name.startswith(("SEN", "EHC"))]
    assert worked_out(table, support_and_plan, 6) == ["SEN support, PP and EHC plan, PP"]


def test_what_is_left_of_all_pupils_is_found_out_over_several_lines() -> None:
    """As in the primary demonstration once: 53 − 41 − 8 = 4 are left for a cell and the total of another row."""
    table = pd.DataFrame(
        {"PP": [10, 8, 1, 19], "Not PP": [31, 2, 1, 34], TOTAL: [41, 10, 2, 53]},
        index=["No SEN", "SEN support", "EHC plan", TOTAL],
    )
    hidden = ["SEN support, Not PP", "EHC plan, Not PP", "EHC plan, PP", "SEN support, Total", "EHC plan, Total"]
    hidden += ["Total, PP", "No SEN, PP", "No SEN, Not PP", "Total, Not PP"]
    assert "SEN support, Not PP and EHC plan, Total" in worked_out(table, hidden, 6)


def test_no_count_is_below_nought_so_nought_together_is_nought_for_each() -> None:
    table = pd.DataFrame(
        {"PP": [0, 3, 12, 15], "Not PP": [4, 9, 30, 43], TOTAL: [4, 12, 42, 58]}, index=["A", "B", "C", TOTAL]
    )
    hidden = ["A, PP", "A, Not PP", "A, Total", "B, PP", "B, Not PP", "B, Total"]
    assert "B, PP and A, PP" not in worked_out(table, hidden, 3)
    assert worked_out(table, ["A, PP", "A, Not PP", "B, PP", "B, Not PP"], 4) == ["A, PP and B, PP"]
    none = pd.DataFrame(
        {"PP": [0, 0, 15, 15], "Not PP": [4, 9, 30, 43], TOTAL: [4, 9, 45, 58]}, index=["A", "B", "C", TOTAL]
    )
    corners = ["A, PP", "A, Not PP", "B, PP", "B, Not PP"]
    assert worked_out(none, corners, 6) == ["A, Not PP"], "15 − 15 = 0 with pupil premium, so all four are without"


def test_each_cell_of_several_that_are_known_together_stands_in_quotation_marks() -> None:
    assert each_quoted("EHC plan, PP") == "“EHC plan, PP”"
    assert each_quoted("A, PP and B, PP and C, PP") == "“A, PP”; “B, PP” and “C, PP”"


def test_what_could_be_shown_as_well_is_named() -> None:
    safe = [name for name in cells(SEN) if name not in ("Total, PP", "Total, Not PP")]
    assert worked_out(SEN, safe, 6) == []
    spare = needlessly_hidden(SEN, safe, 6)
    assert spare
    for name in safe:
        fewer = [other for other in safe if other != name]
        assert (name in spare) == (name not in small_cells(SEN, 6) and not worked_out(SEN, fewer, 6))


def _whole(inner: np.ndarray) -> np.ndarray:
    """Return tables with their totals, one a row: the cells line by line without the grand total."""
    across = np.concatenate([inner, inner.sum(axis=2, keepdims=True)], axis=2)
    return np.concatenate([across, across.sum(axis=1, keepdims=True)], axis=1).reshape(len(inner), -1)[:, :-1]


def _every_table(rows: int, total: int) -> np.ndarray:
    """Return every table of two columns with so many pupils, by its cells."""
    parts = combinations(range(total + 2 * rows - 1), 2 * rows - 1)
    cuts = np.array([(-1, *part, total + 2 * rows - 1) for part in parts])
    return _whole((np.diff(cuts, axis=1) - 1).reshape(-1, rows, 2))


def _pupils_in(table: pd.DataFrame, name: str) -> set[str]:
    """Return the inner cells that a cell counts: a total those of its line."""
    row, _, column = name.partition(", ")
    rows = [row] if row != TOTAL else list(table.index[:-1])
    columns = [column] if column != TOTAL else list(table.columns[:-1])
    return {f"{one}, {other}" for one in rows for other in columns}


def _of_different_pupils(table: pd.DataFrame, names: Iterable[str], hidden: Collection[str]) -> bool:
    """Tell whether nobody is counted twice; pupils of a shown cell may be, as a reader can take them off again."""
    every = [_pupils_in(table, name) & set(hidden) for name in names]
    return sum(map(len, every)) == len(set().union(*every))


@settings(deadline=None, max_examples=150)
@given(st.data(), st.integers(2, 4))
def test_a_count_is_safe_exactly_when_another_table_would_look_the_same(data: st.DataObject, rows: int) -> None:
    """Every other table with as many pupils is tried, and every sum of hidden cells of different pupils."""
    counts = data.draw(st.lists(st.integers(0, 3), min_size=2 * rows, max_size=2 * rows))
    while sum(counts) > LARGEST_TABLE:
        counts[counts.index(max(counts))] -= 1
    whole = _whole(np.reshape(counts, (1, rows, 2)))[0]
    grid = np.append(whole, sum(counts)).reshape(rows + 1, 3)
    table = pd.DataFrame(grid, index=[*"ABCD"[:rows], TOTAL], columns=["PP", "Not PP", TOTAL])
    names = list(cells(table))
    hidden = data.draw(st.sets(st.sampled_from(names)))
    shown = [place for place, name in enumerate(names) if name not in hidden]
    same = _every_table(rows, sum(counts))
    same = same[(same[:, shown] == whole[shown]).all(axis=1)]
    known = set[frozenset[str]]()
    for size in range(1, len(hidden) + 1):
        for several in combinations(sorted(hidden), size):
            sums = same[:, [names.index(name) for name in several]].sum(axis=1)
            if 0 < sums[0] < 4 and (sums == sums[0]).all() and _of_different_pupils(table, several, hidden):
                known.add(frozenset(several))
    told = {frozenset(found.split(" and ")) for found in worked_out(table, hidden, 4)}
    assert told <= known
    assert bool(told) == bool(known)


def test_the_first_grouping_that_shows_how_hiding_works_is_taken() -> None:
    premium = pd.Series(["PP"] * 20 + ["Not PP"] * 20)
    large = pd.Series(["Girls", "Boys"] * 20)
    mixed = pd.Series((["A"] * 3 + ["B"] * 17) + (["A"] * 12 + ["B"] * 8))
    table = two_way([large, mixed], premium, 6)
    assert table.index.tolist() == ["B", "A", TOTAL]
    assert small_cells(table, 6) == ["A, PP"]
    assert worked_out(table, ["A, PP"], 6) == ["A, PP"]
    assert two_way([mixed, large], premium, 3).index.tolist() == ["Boys", "Girls", TOTAL]
