"""Any document's workbook: texts stay texts, formulas compute, what does not fit is refused by its place, in words."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from npqml_widgets.documents.shared.workbook import (
    NEVER_WORKED_OUT,
    Column,
    Formula,
    add_row,
    add_table,
    embolden,
    mark_where,
    new_book,
    offer,
    open_book,
    print_across,
    read_sheet,
    saved,
    set_widths,
)
from npqml_widgets.keeping.authored import Refused

COLUMNS = (Column("Line", 30), Column("Kind", choices=("Staff", "Travel")), Column("Days"), Column("Cost"))


def written(*rows: Any) -> bytes:
    book = new_book()
    add_table(book, "Lines", COLUMNS, rows)
    return saved(book)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.text(min_size=1, max_size=30), st.sampled_from(["Staff", "Travel"]), st.integers(0, 99))))
def test_rows_come_back_as_they_were_each_with_its_number(rows: list[tuple[str, str, int]]) -> None:
    table = read_sheet(open_book(written(*((*row, None) for row in rows)), "lines"), "Lines")
    assert table.headings == ("Line", "Kind", "Days", "Cost")
    assert [row[:3] for row in table.rows] == rows
    assert [number for number, _ in table.entries()] == list(range(2, len(rows) + 2))


def test_a_value_is_found_by_its_heading_and_rows_without_any_are_passed_over() -> None:
    content = written(("Cover", "Staff", 2, 300), ("", "", None, None), ("Train", "Travel", None, 12.5))
    found = list(read_sheet(open_book(content, "lines"), "Lines").entries())
    assert [(number, values["Line"], values["Cost"]) for number, values in found] == [
        (2, "Cover", 300),
        (4, "Train", 12.5),
    ]


def test_a_formula_is_one_only_where_it_is_meant_and_a_date_is_shown_day_first() -> None:
    sheet = load_workbook(BytesIO(written(("=1+1", "Staff", date(2026, 3, 31), Formula("=C2*150")))))["Lines"]
    assert [(cell.data_type, cell.value) for cell in sheet[2]] == [
        ("s", "'=1+1"), ("s", "Staff"), ("d", datetime(2026, 3, 31)), ("f", "=C2*150"),
    ]  # fmt: skip
    assert sheet["C2"].number_format == "dd/mm/yyyy"


def test_a_formula_that_was_never_worked_out_is_said_or_read_as_typed() -> None:
    content = written(("Cover", "Staff", 2, Formula("=C2*150")))
    assert open_book(content, "lines")["Lines"]["D2"].value == NEVER_WORKED_OUT
    assert open_book(content, "lines", as_typed=True)["Lines"]["D2"].value == "=C2*150"


def test_headings_are_bold_and_stay_in_sight_columns_are_as_wide_as_asked_or_as_their_texts() -> None:
    sheet = load_workbook(BytesIO(written(("Cover", "Staff", "x" * 90, 1))))["Lines"]
    assert sheet.freeze_panes == "A2"
    assert all(cell.font.bold for cell in sheet[1])
    assert [sheet.column_dimensions[letter].width for letter in "ABCD"] == [30, 8, 60, 7]
    (rule,) = sheet.data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1, rule.error) == (
        "B2:B201", '"Staff,Travel"', "Choose one of: Staff, Travel.",
    )  # fmt: skip


def test_a_text_that_no_cell_can_hold_is_refused_by_its_place() -> None:
    with pytest.raises(Refused, match=r"Lines, row 3 \(Train\), Kind: found 32,768 characters; a cell holds 32,767"):
        written(("Cover", "Staff", 1, 1), ("Train", "👩" * 16_384, 1, 1))


def test_a_sheet_of_its_own_kind_is_written_row_by_row() -> None:
    book = new_book()
    sheet = book.create_sheet("Plan")
    assert [add_row(sheet, row) for row in (["Title", "=x"], [None], ["Weeks", 3])] == [1, 2, 3]
    embolden(sheet, [1])
    set_widths(sheet, (12, 34))
    offer(sheet, "B3:B3", "123", title="Weeks", meaning="How long it takes.")
    mark_where(sheet, "B3:B3", "$B$3>2")
    print_across(sheet)
    again = load_workbook(BytesIO(saved(book)))["Plan"]
    assert [cell.value for cell in again["B"]] == ["'=x", None, 3]
    assert (again["A1"].font.bold, again["A3"].font.bold) == (True, False)
    assert (again.column_dimensions["B"].width, again.page_setup.orientation) == (34, "landscape")
    assert again.data_validations.dataValidation[0].prompt == "How long it takes."
    assert [rule.formula for rules in again.conditional_formatting for rule in rules.rules] == [["$B$3>2"]]


def test_what_is_no_workbook_or_lacks_a_sheet_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refused, match=r"old\.xls is no XLSX workbook that can be opened; expected a budget\. In Excel"):
        open_book(b"\xd0\xcf\x11\xe0 old Excel", "a budget", name="old.xls")
    with pytest.raises(Refused, match="larger than 20 MB"):
        open_book(bytes(20_000_001), "a budget")
    with pytest.raises(Refused, match="no sheet Funding"):
        read_sheet(open_book(written(), "a budget"), "Funding")
