"""A budget back from the workbook that was made of it, also after somebody has worked on it in Excel."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import evolve

from npqml_widgets.documents.budget.choices import RATES as RATE_WORDS
from npqml_widgets.documents.budget.model import Budget, Line, Rate
from npqml_widgets.documents.budget.reading import TEXTS, read_rate_field
from npqml_widgets.documents.budget.rows import LINE_ROWS
from npqml_widgets.documents.budget.workbook.about import LAYOUT, budget_of, layout_of
from npqml_widgets.documents.budget.workbook.layout import ABOUT, FIELDS, LINES, RATE_FIELDS, RATES, WORKED_OUT
from npqml_widgets.documents.shared.entries import next_id
from npqml_widgets.documents.shared.entry_rows import Imported, RowReader, sheet_rows
from npqml_widgets.documents.shared.table_import import read_row
from npqml_widgets.documents.shared.workbook import filled_rows, open_book
from npqml_widgets.keeping.authored import Refused


def from_xlsx(content: bytes, filename: str) -> Imported[Budget] | None:
    """Return the budget in a workbook that `to_xlsx` has made, None if it is another workbook.

    Raises Refused for what is no workbook.
    """
    book = open_book(content, "a budget", name=filename)
    if not {ABOUT, LINES, RATES} <= set(book.sheetnames):
        return None
    about = [tuple(row.get(column) for column in (1, 2)) for row in filled_rows(book[ABOUT]).values()]
    layout = layout_of(about)
    if layout > LAYOUT:
        raise Refused(f"{filename} was written by a newer version of this course. Open it with the newer version.")
    if not layout:
        return None
    reports: list[str] = []
    budget = budget_of(about, lambda why: reports.append(f"{ABOUT}, {why}"))
    rates = _read_rates(book, reports)
    lines = _read_lines(book, reports)
    return Imported(evolve(budget, rates=rates, lines=lines), len(lines), tuple(reports))


def _read_lines(book: Any, reports: list[str]) -> tuple[Line, ...]:
    rows = sheet_rows(book, LINES, FIELDS, WORKED_OUT)
    reader = RowReader(LINE_ROWS, (), [row for _, row in rows])
    found = [reader.entry(place, row, always=True) for place, row in rows]
    reports += reader.reports
    return tuple(line for line in found if line is not None)


def _read_rates(book: Any, reports: list[str]) -> tuple[Rate, ...]:
    found: tuple[Rate, ...] = ()
    seen: set[tuple[str, date]] = set()
    for place, cells in sheet_rows(book, RATES, RATE_FIELDS):
        read = read_row(place, cells, TEXTS, read_rate_field)
        values, apart = read.values, list(read.apart)
        reports += [f"{report}; left blank and kept with its source." for report in read.reports]
        if values.get("starts") and (values.get("kind"), values["starts"]) in seen:
            words = RATE_WORDS[values["kind"]]
            reports.append(f"{place}: a rate of the kind {words} from this day stands above; its day is left blank.")
            apart.append(f"From: {values.pop('starts'):%d/%m/%Y}")
        if values.get("starts"):
            seen.add((values.get("kind", "teachers pension"), values["starts"]))
        if not values.get("id") or any(rate.id == values["id"] for rate in found):
            values["id"] = next_id(found, "R")
        if apart:
            values["source"] = "\n".join([*filter(None, [values.get("source")]), *apart])
        found = (*found, Rate(**values))
    return found
