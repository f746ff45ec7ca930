"""A risk register back from the workbook that was made of it, also after somebody has worked on it in Excel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any

from attrs import evolve

from npqml_widgets.documents.risk.cells import Unreadable, moment_of, text_of
from npqml_widgets.documents.risk.changes import changed
from npqml_widgets.documents.risk.columns import COLUMNS, HISTORY, METHOD, RISKS, WORKED_OUT
from npqml_widgets.documents.risk.import_table import Cell, Imported, RowReader
from npqml_widgets.documents.risk.mapping import TO_NOTES
from npqml_widgets.documents.risk.method import LAYOUT, layout_of, register_of
from npqml_widgets.documents.risk.model import Change, Register, Risk
from npqml_widgets.documents.shared.cells import from_cell
from npqml_widgets.documents.shared.table_import import NotATable, opened


def from_xlsx(content: bytes, filename: str) -> Imported | None:
    """Give the register in a workbook that `to_xlsx` has made, None if it is another workbook.

    `left_out` names what could not be read. Raises NotATable, in words, for what is no workbook.
    """
    with opened(content, filename) as book:
        if METHOD not in book.sheetnames or RISKS not in book.sheetnames:
            return None
        method = list(book[METHOD].iter_rows(values_only=True))
        layout = layout_of(method)
        if layout > LAYOUT:
            raise NotATable(
                f"{filename} was written by a newer version of this course. Open it with the newer version."
            )
        if not layout:
            return None
        reports: list[str] = []
        register = register_of(method, lambda why: reports.append(f"{METHOD}, {why}"))
        risks = _read_risks(book[RISKS], register, reports)
        if HISTORY in book.sheetnames:
            risks = _with_history(book[HISTORY], risks, reports.append)
    return Imported(evolve(register, risks=tuple(risks)), len(risks), tuple(reports))


def _read_risks(sheet: Any, register: Register, reports: list[str]) -> list[Risk]:
    fields = {heading: name for name, heading in COLUMNS.items()}
    rows = list(sheet.iter_rows(values_only=True))
    headings = [text_of(cell) for cell in rows[0]] if rows else []
    worked_out = set(WORKED_OUT.values())

    def cells(row: tuple[object, ...]) -> list[Cell]:
        return [
            (fields.get(heading, TO_NOTES), heading, _plain(value))
            for heading, value in zip(headings, row, strict=True)
            if heading not in worked_out and value is not None
        ]

    numbered = [(number, cells(row)) for number, row in enumerate(rows[1:], 2)]
    numbered = [(number, row) for number, row in numbered if row]
    reader = RowReader(register, [row for _, row in numbered])
    found = [reader.risk(f"{RISKS}, row {number}", row, always=True) for number, row in numbered]
    reports += reader.reports
    return [risk for risk in found if risk is not None]


def _plain(value: object) -> object:
    return from_cell(value) if isinstance(value, str) else value


def _with_history(sheet: Any, risks: list[Risk], report: Callable[[str], object]) -> list[Risk]:
    changes: dict[str, list[Change]] = defaultdict(list)
    known = {risk.id for risk in risks}
    for number, row in enumerate(sheet.iter_rows(min_row=2, max_col=5, values_only=True), 2):
        risk, when, field, before, after = (from_cell(text_of(value)) for value in row)
        if not any((risk, when, field, before, after)):
            continue
        try:
            moment = moment_of(when)
        except Unreadable as expected:
            moment = None
            report(f"{HISTORY}, row {number}: found {when}, expected {expected}; left out.")
        if moment and risk in known:
            changes[risk].append(Change(moment, field, before, after))
        elif moment:
            report(f"{HISTORY}, row {number}: left out, as there is no risk {risk}.")
    return [evolve(risk, history=tuple(changes[risk.id])) for risk in risks]


def brought_up_to_date(register: Register, read: Register, when: datetime) -> Register:
    """Give the register as read from a workbook, with what was changed there added to each risk's history.

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
