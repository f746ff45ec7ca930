"""The sheet that says what a budget is about and how it is worked out, and the settings read back from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from npqml_widgets.documents.budget.choices import PAYERS, Payer
from npqml_widgets.documents.budget.model import Budget
from npqml_widgets.documents.budget.printing import METHOD
from npqml_widgets.documents.budget.reading import count_of
from npqml_widgets.documents.budget.workbook.layout import POUNDS
from npqml_widgets.documents.shared.cells import Unreadable, date_of, day_in_cell, from_cell, text_of
from npqml_widgets.documents.shared.money import pence_of
from npqml_widgets.documents.shared.workbook import Value, add_row, embolden, set_widths, show_as

LAYOUT = 1
"""Raised when a workbook is written in a way that an older version of the course cannot read."""
_LAYOUT_LABEL = "Layout of this budget"
YEAR_ENDS, STARTS, ENDS = "Financial year ends", "Project begins", "Project ends"
PLACES, REACHED, ACTUALS_TO = "Pupils with a place", "Pupils reached", "Actual spending up to the end of the month of"
_APOSTROPHE = "In front of a text that begins with = + - or @ it keeps the text a text. Leave it there."


def promised_label(payer: Payer) -> str:
    """Return the label of what a payer has promised."""
    return f"Promised: {PAYERS[payer]}" if payer else "Promised: by nobody named"


def write_about(sheet: Any, budget: Budget) -> dict[str, int]:
    """Write the settings and how to read the workbook; return the row of each label."""
    promised: list[list[Value]] = [[promised_label(payer), _in_pounds(budget.funding.get(payer))] for payer in PAYERS]
    method: list[list[Value]] = [[f"How it is worked out {place}", words] for place, words in enumerate(METHOD, 1)]
    rows: list[list[Value]] = [
        ["Title", budget.title],
        ["For", budget.setting],
        [YEAR_ENDS, budget.year_ends],
        [STARTS, day_in_cell(budget.starts)],
        [ENDS, day_in_cell(budget.ends)],
        [PLACES, budget.places],
        [REACHED, budget.reached],
        [ACTUALS_TO, day_in_cell(budget.actuals_to)],
        *promised,
        *method,
        ["Apostrophe", _APOSTROPHE],
        [_LAYOUT_LABEL, LAYOUT],
    ]
    places = {str(row[0]): add_row(sheet, row) for row in rows}
    for payer in PAYERS:
        show_as(sheet, f"B{places[promised_label(payer)]}:B{places[promised_label(payer)]}", POUNDS)
    set_widths(sheet, (46, 90))
    embolden(sheet, [1])
    return places


def layout_of(rows: Iterable[tuple[Any, ...]]) -> int:
    """Return the layout that a sheet of settings says it has, 0 where it is none of ours."""
    found = next((row[1] for row in rows if row and row[0] == _LAYOUT_LABEL), 0)
    return found if isinstance(found, int) else 0


def budget_of(rows: Iterable[tuple[Any, ...]], report: Callable[[str], object]) -> Budget:
    """Return an empty budget with the settings of its sheet; what cannot be read is left blank, with a report."""
    values = {str(row[0]): row[1] for row in rows if row and row[0] is not None}

    def read(label: str, reader: Callable[[object], Any]) -> Any:
        try:
            return reader(values.get(label))
        except Unreadable as expected:
            report(f"{label}: found {text_of(values.get(label))}, expected {expected}; left blank.")
            return None

    year_ends = text_of(values.get(YEAR_ENDS))
    if year_ends not in ("31 March", "31 August"):
        report(f"{YEAR_ENDS}: found {year_ends or 'nothing'}, expected 31 March or 31 August; taken as 31 August.")
        year_ends = "31 August"
    promised = {payer: read(promised_label(payer), pence_of) for payer in PAYERS}
    return Budget(
        title=from_cell(text_of(values.get("Title"))),
        setting=from_cell(text_of(values.get("For"))),
        year_ends=year_ends,  # type: ignore[arg-type]
        starts=read(STARTS, date_of),
        ends=read(ENDS, date_of),
        places=read(PLACES, count_of),
        reached=read(REACHED, count_of),
        actuals_to=read(ACTUALS_TO, date_of),
        funding={payer: pence for payer, pence in promised.items() if pence is not None},
    )


def _in_pounds(pence: int | None) -> Value:
    return None if pence is None else pence / 100
