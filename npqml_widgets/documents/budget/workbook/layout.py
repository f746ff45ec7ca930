"""How the workbook of a budget is laid out: its sheets, the columns of its lines, and where each formula finds things.

A line stands in the same row on each sheet: Lines, Years, Months and Working.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import frozen

from npqml_widgets.documents.budget.model import LABELS, RATE_LABELS, Budget
from npqml_widgets.documents.budget.months import Month, all_months, month_of
from npqml_widgets.documents.budget.periods import periods_over
from npqml_widgets.documents.budget.reading import CHOICES
from npqml_widgets.documents.shared.cells import FIRST_EXCEL_DAY
from npqml_widgets.keeping import clock
from npqml_widgets.keeping.authored import Refused

SUMMARY, LINES, YEARS, MONTHS, RATES, ABOUT = "Summary", "Lines", "Years", "Months", "Rates", "About"
BY_MONTH, WORKING = "Rates by month", "Working"
SPARE_LINES = 20
"""Rows under the last line that have their formulas already."""
WORKED_OUT = {
    "pay": "Pay or price",
    "on_costs": "On-costs",
    "total": "Cost",
    "next_year": "Next year",
    "forecast": "Forecast so far",
    "difference": "Difference",
    "percent": "Difference in %",
}
"""Columns of lines that are formulas, and their headings."""
COLUMNS = {
    name: (LABELS | WORKED_OUT)[name]
    for name in (
        "id what strand kind who scheme insurance quantity unit times price pay on_costs total paid_on serves_from "
        "serves_to recurs payer later_payer next_year actual forecast difference percent notes"
    ).split()
}
"""The columns of the sheet of lines: field and heading."""
FIELDS = {heading: name for name, heading in COLUMNS.items()}
RATE_FIELDS = {heading: name for name, heading in RATE_LABELS.items()}
WORDS: dict[str, Mapping[Any, str]] = dict(CHOICES)
MONEY = ("price", "pay", "on_costs", "total", "next_year", "actual", "forecast", "difference")
POUNDS = "£#,##0.00;[Red]-£#,##0.00"
MOST_MONTHS = 240
_SEPTEMBER = 9


@frozen
class Layout:
    """Where things are in the workbook of one budget: its months, its last row of lines, the rows of its settings."""

    months: range
    last: int
    places: Mapping[str, int]

    def about(self, label: str) -> str:
        """Return the cell of a setting."""
        return f"{ABOUT}!$B${self.places[label]}"

    def rows(self, sheet: str, letter: str) -> str:
        """Return a column of a sheet, over all rows of lines."""
        return f"'{sheet}'!${letter}$2:${letter}${self.last}"


def column(field: str) -> str:
    """Return the letter of a field's column on the sheet of lines."""
    return letter(list(COLUMNS).index(field) + 1)


def letter(place: int) -> str:
    """Return the letter of a column by its number."""
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(place))


def months_of(budget: Budget) -> range:
    """Return the months of the workbook's columns: whole academic years, with all that the lines and the project serve.

    Raises Refused where they lie too far apart for a sheet.
    """
    found = all_months(budget)
    project = [month_of(day) for day in (budget.starts, budget.ends) if day is not None and day >= FIRST_EXCEL_DAY]
    months = [*found, *project] if len(project) == 2 else list(found)
    if not months:
        months = [month_of(clock.today())]
    years = periods_over(budget, "academic year", months)
    whole = range(min(each[0] for each in years.values()), max(each[-1] for each in years.values()) + 1)
    if len(whole) > MOST_MONTHS:
        raise Refused(
            f"The dates lie {len(whole) // 12} years apart, which is more than a workbook shows. Look under “To mend” "
            "for a year that is a slip."
        )
    return whole


def with_places(budget: Budget, places: Mapping[str, int]) -> Layout:
    """Return the layout of a budget's workbook."""
    return Layout(months_of(budget), len(budget.lines) + 1 + SPARE_LINES, places)


def day_formula(day: date) -> str:
    """Return a day as a formula has it."""
    return f"DATE({day.year},{day.month},{day.day})"


def months_between(layout: Layout, months: range) -> tuple[Month, Month] | None:
    """Return the first and the last month of a period that have columns; None where none has."""
    shared = [month for month in months if month in layout.months]
    return (shared[0], shared[-1]) if shared else None
