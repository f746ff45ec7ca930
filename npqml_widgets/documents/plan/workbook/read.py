"""A plan back from the workbook that was made of it, also after somebody has worked on it in Excel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from attrs import evolve

from npqml_widgets.documents.plan.model import CLOSED_LABELS, PERSON_LABELS, Closed, Person, Plan, Step
from npqml_widgets.documents.plan.reading import read_closed_field, read_person_field
from npqml_widgets.documents.plan.rows import read_steps
from npqml_widgets.documents.plan.workbook.layout import (
    ABOUT,
    CLOSED,
    DAYS_OFF,
    ENDS,
    FIELDS,
    LAYOUT,
    LAYOUT_LABEL,
    PEOPLE,
    SETTING,
    STARTS,
    STEPS,
    TITLE,
    WORKED_OUT,
)
from npqml_widgets.documents.shared.cells import Unreadable, date_of, from_cell, text_of
from npqml_widgets.documents.shared.dates import as_said
from npqml_widgets.documents.shared.entries import next_id
from npqml_widgets.documents.shared.entry_rows import Imported, sheet_rows
from npqml_widgets.documents.shared.table_import import ReadRow, read_row
from npqml_widgets.documents.shared.workbook import filled_rows, open_book, read_sheet
from npqml_widgets.keeping.authored import Refused

T = TypeVar("T", Closed, Person)


def from_xlsx(content: bytes, filename: str) -> Imported[Plan] | None:
    """Return the plan in a workbook that `to_xlsx` has made, None if it is another workbook.

    Raises Refused for what is no workbook.
    """
    book = open_book(content, "a project plan", name=filename)
    if not {ABOUT, STEPS, CLOSED, PEOPLE} <= set(book.sheetnames):
        return None
    about = {text_of(row.get(1)): row.get(2) for row in filled_rows(book[ABOUT]).values()}
    layout = about.get(LAYOUT_LABEL)
    if not isinstance(layout, int) or not layout:
        return None
    if layout > LAYOUT:
        raise Refused(f"{filename} was written by a newer version of this course. Open it with the newer version.")
    reports: list[str] = []
    closed = _read_entries(book, CLOSED, Closed, CLOSED_LABELS, read_closed_field, "what", reports)
    people = _read_entries(book, PEOPLE, Person, PERSON_LABELS, read_person_field, "name", reports)
    plan = Plan(
        from_cell(text_of(about.get(TITLE))),
        from_cell(text_of(about.get(SETTING))),
        _date(about, STARTS, reports),
        _date(about, ENDS, reports),
        _with_days_off(book, closed, reports),
        people,
    )
    steps = _read_steps(book, reports)
    return Imported(evolve(plan, steps=steps), len(steps), tuple(reports))


def _date(about: Mapping[str, object], label: str, reports: list[str]) -> date | None:
    try:
        return date_of(about.get(label))
    except Unreadable as expected:
        reports.append(
            f"{ABOUT}, {label}: found {text_of(about.get(label))}, expected {expected}; left blank."
        )  # fmt: skip
        return None


def _read_steps(book: Any, reports: list[str]) -> tuple[Step, ...]:
    steps, said = read_steps(Plan(), sheet_rows(book, STEPS, FIELDS, WORKED_OUT), always=True)
    reports += said
    return steps


def _read_entries(
    book: Any,
    sheet: str,
    kind: type[T],
    labels: Mapping[str, str],
    read: Callable[[str, object], Any],
    text: str,
    reports: list[str],
) -> tuple[T, ...]:
    """Return the entries of a sheet; what cannot be read, or is no field, is kept in the field `text`."""
    found: tuple[Any, ...] = ()
    for place, cells in sheet_rows(book, sheet, {label: name for name, label in labels.items()}):
        made: ReadRow = read_row(place, cells, ("id", text), read)
        reports += [f"{report}; left blank and kept beside it." for report in made.reports]
        values: dict[str, Any] = made.values
        if not values.get("id") or any(entry.id == values["id"] for entry in found):
            values["id"] = next_id(found, kind.__name__[0])
        if made.apart:
            values[text] = ", ".join([*filter(None, [values.get(text)]), *made.apart])
        found = (*found, kind(**values))
    return found


def _with_days_off(book: Any, closed: tuple[Closed, ...], reports: list[str]) -> tuple[Closed, ...]:
    """Return the closed times with the days that somebody has added on the sheet of days off."""
    if DAYS_OFF not in book.sheetnames:
        return closed
    table = read_sheet(book, DAYS_OFF)
    for number, row in zip(table.numbers, table.rows, strict=True):
        try:
            day = date_of(row[0]) if row else None
        except Unreadable as expected:
            reports.append(f"{DAYS_OFF}, row {number}: found {text_of(row[0])}, expected {expected}; left out.")
            continue
        if day and not any(time.first and time.ends and time.first <= day <= time.ends for time in closed):
            closed = (*closed, Closed(next_id(closed, "C"), day, None, f"Day off, {as_said(day)}"))
    return closed
