"""A budget back from the workbook that was made of it, also after somebody has worked on it in Excel."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import evolve, frozen

from npqml_widgets.documents.budget.changes import next_id
from npqml_widgets.documents.budget.choices import RATES as RATE_WORDS
from npqml_widgets.documents.budget.model import Budget, Line, Rate
from npqml_widgets.documents.budget.reading import TEXTS, read_rate_field
from npqml_widgets.documents.budget.rows import RowReader
from npqml_widgets.documents.budget.workbook.about import LAYOUT, budget_of, layout_of
from npqml_widgets.documents.budget.workbook.layout import ABOUT, FIELDS, LINES, RATE_FIELDS, RATES, WORKED_OUT
from npqml_widgets.documents.shared.table_import import NO_FIELD, read_row
from npqml_widgets.documents.shared.workbook import filled_rows, open_book, read_sheet
from npqml_widgets.keeping.authored import Refused


@frozen
class Imported:
    """A budget that was read; `left_out` says, row by row, what was not and why, `done` which rows were passed over."""

    budget: Budget
    read: int
    left_out: tuple[str, ...] = ()
    done: tuple[str, ...] = ()


def from_xlsx(content: bytes, filename: str) -> Imported | None:
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
    table = read_sheet(book, LINES)
    numbered = [
        (
            number,
            [
                (FIELDS.get(heading, NO_FIELD), heading, value)
                for heading, value in zip(table.headings, row, strict=True)
                if FIELDS.get(heading) not in WORKED_OUT and value is not None
            ],
        )
        for number, row in zip(table.numbers, table.rows, strict=True)
    ]
    numbered = [(number, row) for number, row in numbered if row]
    reader = RowReader(Budget(), [row for _, row in numbered])
    found = [reader.line(f"{LINES}, row {number}", row, always=True) for number, row in numbered]
    reports += reader.reports
    return tuple(line for line in found if line is not None)


def _read_rates(book: Any, reports: list[str]) -> tuple[Rate, ...]:
    table = read_sheet(book, RATES)
    found: tuple[Rate, ...] = ()
    seen: set[tuple[str, date]] = set()
    for number, row in zip(table.numbers, table.rows, strict=True):
        cells = [
            (RATE_FIELDS.get(heading, NO_FIELD), heading, value)
            for heading, value in zip(table.headings, row, strict=True)
            if value is not None
        ]
        place = f"{RATES}, row {number}"
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
