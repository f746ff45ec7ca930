"""A risk register back from the workbook that was made of it, also after somebody has worked on it in Excel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any

from attrs import evolve

from npqml_widgets.documents.risk.changes import changed
from npqml_widgets.documents.risk.import_table import risk_rows
from npqml_widgets.documents.risk.model import Change, Register, Risk
from npqml_widgets.documents.risk.workbook.layout import (
    COLUMNS,
    FIELDS,
    HISTORY,
    HISTORY_HEADINGS,
    METHOD,
    RISKS,
    WORKED_OUT,
)
from npqml_widgets.documents.risk.workbook.method import LAYOUT, layout_of, register_of
from npqml_widgets.documents.shared.cells import Unreadable, moment_of, text_of
from npqml_widgets.documents.shared.entry_rows import Imported, RowReader, sheet_rows
from npqml_widgets.documents.shared.workbook import filled_rows, open_book, read_sheet
from npqml_widgets.keeping.authored import Refused


def from_xlsx(content: bytes, filename: str) -> Imported[Register] | None:
    """Return the register in a workbook that `to_xlsx` has made, None if it is another workbook.

    `left_out` names what could not be read. Raises Refused for what is no workbook.
    """
    book = open_book(content, "a risk register", name=filename)
    if METHOD not in book.sheetnames or RISKS not in book.sheetnames:
        return None
    method = [tuple(row.get(column) for column in (1, 2, 3)) for row in filled_rows(book[METHOD]).values()]
    layout = layout_of(method)
    if layout > LAYOUT:
        raise Refused(f"{filename} was written by a newer version of this course. Open it with the newer version.")
    if not layout:
        return None
    reports: list[str] = []
    register = register_of(method, lambda why: reports.append(f"{METHOD}, {why}"))
    risks = _read_risks(book, register, reports)
    if HISTORY in book.sheetnames:
        risks = _with_history(book, risks, reports.append)
    return Imported(evolve(register, risks=tuple(risks)), len(risks), tuple(reports))


def _read_risks(book: Any, register: Register, reports: list[str]) -> list[Risk]:
    rows = sheet_rows(book, RISKS, FIELDS, WORKED_OUT)
    reader = RowReader(risk_rows(register), (), [row for _, row in rows])
    found = [reader.entry(place, row, always=True) for place, row in rows]
    reports += reader.reports
    return [risk for risk in found if risk is not None]


def _with_history(book: Any, risks: list[Risk], report: Callable[[str], object]) -> list[Risk]:
    changes: dict[str, list[Change]] = defaultdict(list)
    known = {risk.id for risk in risks}
    for number, values in read_sheet(book, HISTORY).entries():
        risk, words, field, before, after, recorded = (text_of(values.get(heading)) for heading in HISTORY_HEADINGS)
        if not any((risk, words, field, before, after)):
            continue
        when = recorded or words  # earlier editions had the moment itself in place of words
        try:
            moment = moment_of(when)
        except Unreadable as expected:
            moment = None
            report(f"{HISTORY}, row {number}: found {when}, expected {expected}; left out.")
        if moment and risk in known:
            changes[risk].append(Change(moment, FIELDS.get(field, field), before, after))
        elif moment:
            report(f"{HISTORY}, row {number}: left out, as there is no risk {risk}.")
    return [evolve(risk, history=tuple(changes[risk.id])) for risk in risks]


def brought_up_to_date(register: Register, read: Register, when: datetime) -> Register:
    """Return the register as read from a workbook, with what was changed there added to each risk's history.

    Changes are found by comparing the risks of the same ID in `register`, the one that is kept.
    """
    own = {risk.id: risk for risk in register.risks}
    return evolve(read, risks=tuple(_compared(own.get(risk.id), risk, when) for risk in read.risks))


def _compared(before: Risk | None, after: Risk, when: datetime) -> Risk:
    if before is None:
        return evolve(after, added=after.added or when)
    if len(after.history) > len(before.history):  # the workbook is of a later state than what is kept
        return after
    fields = {name: getattr(after, name) for name in COLUMNS if name not in (*WORKED_OUT, "id", "added")}
    return changed(before, when, **fields)
