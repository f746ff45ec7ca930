"""Every sum of the workbook is a formula, and a spreadsheet works out what we work out."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from openpyxl import load_workbook

from npqml_widgets.documents.budget.costs import cost, next_year
from npqml_widgets.documents.budget.model import Budget, Line, Rate
from npqml_widgets.documents.budget.periods import Period, by_month, spread, total, up_to
from npqml_widgets.documents.budget.views import by_strand, each, paid_by, running_next_year, unfunded, variance_of_all
from npqml_widgets.documents.budget.workbook.layout import COLUMNS, MONEY, months_of
from npqml_widgets.documents.budget.workbook.write import to_xlsx
from tests.npqml_widgets.documents.budget.budgets import COVER, LICENCE, SOUND, TUTORS, YEAR_RATES
from tests.npqml_widgets.documents.shared.spreadsheet import worked_out

AWKWARD = evolve(
    SOUND,
    actuals_to=date(2027, 1, 31),
    rates=(
        *YEAR_RATES,
        Rate("R7", "insurance", date(2027, 4, 6), 1380, 910_000),
        Rate("R8", "teachers pension", date(2027, 9, 1), 3001),
        Rate("R9", "teachers award", date(2027, 2, 1), 125),
        Rate("R10", "levy"),
    ),
    lines=(
        evolve(TUTORS, actual=91_234),
        LICENCE,
        evolve(COVER, actual=0, paid_on=date(2026, 12, 1)),
        Line("L4", "A fifth of a post", "=1+1", "salary", "", "teachers", quantity=20, price=4_500_033,
             recurs="running"),
        Line("L5", "Their only pay", "=1+1", "hours", "", "none", "whole", quantity=1_025, times=33, price=1_777,
             serves_from=date(2027, 2, 17), serves_to=date(2027, 9, 3), recurs="running", payer="grant"),
        Line("L6", "Allowance", "catch-up ", "allowance", "", "teachers", "", quantity=33, price=99_999,
             serves_from=date(2026, 12, 31), serves_to=date(2028, 2, 29), recurs="running", payer="other"),
        Line("L7", "Backwards", "", "other", quantity=100, price=333, serves_from=date(2027, 5, 2),
             serves_to=date(2027, 5, 1)),
        Line("L8", "Below nought", "", "resources", quantity=-150, times=3, price=1_111),
        Line("L9", "Half empty", quantity=100),
        Line("L10", "Slip of the year", "", "salary", "", "support", quantity=50, price=1_999_999,
             serves_from=date(2027, 1, 1), serves_to=date(2072, 1, 1), recurs="running"),
        Line("L11", "Three pence over three months", "", "other", quantity=100, price=100,
             serves_from=date(2027, 1, 1), serves_to=date(2027, 3, 31)),
    ),
)  # fmt: skip
"""A budget with all that is hard to work out: rates that change, parts of months, backward dates, minus, gaps."""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return the workbook of the awkward budget as a spreadsheet has worked it out."""
    return worked_out(to_xlsx(AWKWARD), tmp_path_factory.mktemp("sheet"))


def pence(value: object) -> int:
    """Return a cell of money in pence; a blank one is nothing."""
    return round(float(value) * 100) if isinstance(value, (int, float)) else 0


def line_cell(book: Any, row: int, field: str) -> Any:
    return book["Lines"].cell(row, list(COLUMNS).index(field) + 1).value


@pytest.mark.slow
def test_a_spreadsheet_works_out_each_line_as_we_do(book: Any) -> None:
    for row, line in enumerate(AWKWARD.lines, 2):
        ours = cost(AWKWARD, line)
        found = [pence(line_cell(book, row, name)) for name in ("pay", "on_costs", "total", "next_year")]
        assert found == [ours.pay, ours.on_costs, ours.total, next_year(AWKWARD, line).total], line.what
        assert pence(line_cell(book, row, "forecast")) == up_to(AWKWARD, line, AWKWARD.actuals_to), line.what


@pytest.mark.slow
def test_a_spreadsheet_puts_each_line_into_the_months_that_we_do(book: Any) -> None:
    sheet = book["Months"]
    for row, line in enumerate(AWKWARD.lines, 2):
        months = by_month(AWKWARD, line)
        found = [pence(sheet.cell(row, place).value) for place in range(5, 5 + len(months_of(AWKWARD)))]
        assert found == [months.get(month, 0) for month in months_of(AWKWARD)], line.what
        assert pence(sheet.cell(row, 4).value) == (0 if months else cost(AWKWARD, line).total)


@pytest.mark.slow
def test_a_spreadsheet_comes_to_our_totals(book: Any) -> None:
    rows = {str(row[0]): row[1:] for row in book["Summary"].iter_rows(values_only=True)}
    assert pence(rows["The whole plan"][0]) == total(AWKWARD)
    periods: tuple[Period, ...] = ("financial year", "academic year", "term")
    for period in periods:
        found = spread(AWKWARD, period)
        for name, amount in zip(found.periods, found.totals, strict=True):
            assert pence(rows[f"{period.capitalize()}: {name}"][0]) == amount
    assert pence(rows["In no month"][0]) == sum(spread(AWKWARD, "month").undated)
    assert pence(rows["Running lines, the same months a year later"][0]) == running_next_year(AWKWARD)
    assert pence(rows["For each pupil with a place"][0]) == each(total(AWKWARD), AWKWARD.places)
    strands = by_strand(AWKWARD)
    assert list(strands) == ["Catch-up", "In class", "=1+1", "No strand"]
    assert [pence(rows[name][0]) for name in ("Catch-up", "In class", "'=1+1", "No strand")] == list(strands.values())
    charged = {paid.payer: paid.charged for paid in paid_by(AWKWARD)}
    assert [pence(rows[words][1]) for words in ("Pupil premium", "Grant", "Nobody yet")] == [
        charged["premium"], charged["grant"], charged[""],
    ]  # fmt: skip
    assert pence(rows["Not funded"][0]) == unfunded(AWKWARD)
    assert pence(rows["Difference"][0]) == variance_of_all(AWKWARD).difference


def test_dates_are_dates_money_is_money_and_every_sum_is_a_formula() -> None:
    book = load_workbook(io.BytesIO(to_xlsx(SOUND)))
    sheet, names = book["Lines"], list(COLUMNS)
    for name in MONEY:
        assert "£" in sheet.cell(2, names.index(name) + 1).number_format
    assert sheet.cell(3, names.index("serves_to") + 1).value.date() == date(2027, 12, 31)
    for name in ("pay", "on_costs", "total", "next_year", "forecast", "difference", "percent"):
        for row in (2, 4, 6):  # of a line that is added below the last one too
            assert str(sheet.cell(row, names.index(name) + 1).value).startswith("=")
    for sheet_name, first in (("Years", 3), ("Months", 3), ("Summary", 2)):
        cells = [cell.value for row in book[sheet_name].iter_rows(min_row=2, min_col=first) for cell in row]
        numbers = [value for value in cells if isinstance(value, (int, float)) and value]
        assert numbers == [], f"{sheet_name} has a number that no formula gives"


def test_no_text_is_run_as_a_formula() -> None:
    book = load_workbook(io.BytesIO(to_xlsx(Budget(lines=(Line("L1", what="=cmd|' /C calc'!A0", strand="@x"),)))))
    assert book["Lines"]["B2"].data_type == "s"
    strands = [cell for cell in book["Summary"]["A"] if "@x" in str(cell.value)]
    assert [cell.data_type for cell in strands] == ["s"]


def test_it_opens_on_the_lines_and_an_empty_budget_is_written_too() -> None:
    assert load_workbook(io.BytesIO(to_xlsx(SOUND))).active.title == "Lines"
    assert load_workbook(io.BytesIO(to_xlsx(Budget()))).sheetnames == [
        "Summary", "Lines", "Years", "Months", "Rates", "About", "Rates by month", "Working",
    ]  # fmt: skip
