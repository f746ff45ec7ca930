"""Whatever size a sheet says it has, only the cells that hold something are read, and none of those is lost."""

from __future__ import annotations

import io
import string
import tracemalloc
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill

from npqml_widgets.documents.shared.workbook import filled_rows, open_book
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.spreadsheets.filledcells import only_filled_cells
from tests.npqml_widgets.spreadsheets.sheets import (
    ROWS,
    book_of,
    column_to_the_bottom,
    formatted,
    saved,
    strict,
    with_sheet,
)

FILLED = {number: dict(enumerate(row, 1)) for number, row in enumerate(ROWS, 1)}


def merged(*areas: str) -> bytes:
    refs = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return with_sheet(
        saved(book_of()),
        lambda part: part.replace(b"</sheetData>", f"</sheetData><mergeCells>{refs}</mergeCells>".encode()),
    )


def with_columns() -> bytes:
    columns = "".join(f'<col min="{place}" max="{place}" width="9"/>' for place in range(1, 16_385))
    return with_sheet(
        saved(book_of()), lambda part: part.replace(b"<sheetData>", f"<cols>{columns}</cols><sheetData>".encode())
    )


HUGE = {
    "last row": lambda: formatted("A1048576"),
    "last cell": lambda: formatted("XFD1", "XFD1048576"),
    "a column to the bottom": lambda: column_to_the_bottom(formatted("F1")),
    "16,000 empty columns": with_columns,
    "a row of formatted cells": lambda: formatted(
        *(f"{first}{second}1" for first in string.ascii_uppercase for second in string.ascii_uppercase)
    ),
    "merged to the bottom": lambda: merged("A3:A1048576", "E1:XFD1048576"),
    "in Strict Open XML": lambda: strict(formatted("XFD1048576")),
    "with a prefix": lambda: with_sheet(
        formatted("XFD1048576"),
        lambda part: part.replace(b"</", b"</x:").replace(b"<", b"<x:").replace(b"<x:/x:", b"</x:")
        .replace(b"xmlns=", b"xmlns:x="),
    ),
}  # fmt: skip


@pytest.mark.parametrize("make", HUGE.values(), ids=HUGE)
def test_a_sheet_that_says_it_is_huge_is_read_by_what_it_holds(make: Any) -> None:
    content = make()
    sheet = open_book(content, "a table").worksheets[0]
    assert filled_rows(sheet) == FILLED
    assert len(sheet._cells) < 100


def test_a_column_formatted_to_the_bottom_is_read_piece_by_piece() -> None:
    content = column_to_the_bottom(formatted("F1"), 400_000)
    open_book(saved(book_of()), "a table")  # what is imported once is no part of it
    tracemalloc.start()
    open_book(content, "a table")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 12_000_000


def test_a_merged_area_stays_merged_as_far_as_something_stands() -> None:
    sheet = open_book(merged("A2:A9", "B3:B3", "Z1:XFD1", "A9:B9"), "a table").worksheets[0]
    assert sorted(str(area) for area in sheet.merged_cells.ranges) == ["A2:A3", "Z1:AA1"]


def test_cells_without_a_place_of_their_own_keep_it() -> None:
    content = with_sheet(
        saved(book_of()),
        lambda part: (
            part[: part.index(b"<sheetData>")]
            + b'<sheetData><row><c s="0"/><c><v>7</v></c></row><row/><row><c><v>8</v></c></row></sheetData></worksheet>'
        ),
    )
    assert filled_rows(open_book(content, "a table").worksheets[0]) == {1: {2: 7}, 3: {1: 8}}


values = (
    st.none()
    | st.integers(-9, 9999)
    | st.booleans()
    | st.dates(date(1990, 1, 1))
    | st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=9)
)


@pytest.mark.slow
@given(st.dictionaries(st.tuples(st.integers(1, 40), st.integers(1, 30)), values, max_size=30), st.booleans())
@settings(deadline=None, max_examples=60)
def test_no_value_of_any_sheet_is_lost_or_moved(cells: dict[tuple[int, int], Any], in_strict: bool) -> None:
    book = Workbook()
    for (row, column), value in cells.items():
        cell = book.active.cell(row, column)
        cell.value = value
        cell.fill = PatternFill("solid", fgColor="FFFF00")
        if isinstance(value, str):
            cell.data_type = "s"
    content = saved(book)
    before = {place: cell.value for place, cell in load_workbook(io.BytesIO(content)).active._cells.items()}
    reduced = load_workbook(io.BytesIO(only_filled_cells(strict(content) if in_strict else content))).active
    after = {(row, column): value for row, found in filled_rows(reduced).items() for column, value in found.items()}
    assert after == {place: value for place, value in before.items() if value is not None}


def test_what_is_spread_too_far_is_refused_and_dates_in_strict_are_dates() -> None:
    book = book_of((datetime(2026, 3, 31), "=1+1"))
    assert filled_rows(open_book(strict(saved(book)), "a table").worksheets[0])[1][1] == datetime(2026, 3, 31)
    far = Workbook()
    for place in range(1, 1600):
        far.active.cell(place, place, 1)
    with pytest.raises(Refused, match="spread over 1,599 rows and 1,599 columns"):
        filled_rows(open_book(saved(far), "a table").worksheets[0])
