"""A risk register as an XLSX workbook whose scores and counts are live formulas: method, two matrices, all risks.

`risk_xlsx_back` reads it in again without loss; changes to the risks stand on a fifth sheet, where there are any.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from typing import Any

from npqml_widgets.documents.risk.changes import as_text
from npqml_widgets.documents.risk.columns import (
    COLUMNS,
    DATES,
    FIRST_EXCEL_DAY,
    HISTORY,
    HISTORY_HEADINGS,
    INHERENT,
    METHOD,
    RESIDUAL,
    RISKS,
    WORDS,
    column,
    embolden,
    wrap,
)
from npqml_widgets.documents.risk.method import APPETITE_LABEL, appetite_label, method_rows
from npqml_widgets.documents.risk.model import Register, Risk
from npqml_widgets.documents.risk.scales import CATEGORIES
from npqml_widgets.documents.risk.xlsx_matrix import write_matrix
from npqml_widgets.documents.shared.cells import fits, from_cell, to_cell

_WIDE = {"cause": 32, "event": 32, "effect": 32, "controls": 36, "action": 36, "notes": 30, "added": 24}


class CannotExport(Exception):
    """Says which text does not fit into a spreadsheet and what to do."""


def to_xlsx(register: Register) -> bytes:
    """Give the register as the bytes of an XLSX file; raise CannotExport for a text that no cell can hold."""
    from openpyxl import Workbook

    book = Workbook()
    places = _write_method(book.active, register)
    for title, stage in ((INHERENT, "inherent"), (RESIDUAL, "residual")):
        write_matrix(book.create_sheet(title), register, stage, places)  # type: ignore[arg-type]
    _write_risks(book.create_sheet(RISKS), register, places)
    if any(risk.history for risk in register.risks):
        _write_history(book.create_sheet(HISTORY), register.risks)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _write_method(sheet: Any, register: Register) -> dict[str, int]:
    """Write how the register is to be read; give the row of each label."""
    sheet.title = METHOD
    places = {}
    for row, (label, *values) in enumerate(method_rows(register), 1):
        places[label] = row
        for place, value in enumerate([label, *values], 1):
            _put(sheet.cell(row, place), value, f"the register's {label.lower()}")
    for letter, width in zip("ABC", (34, 60, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    embolden(sheet, [1, places["Scale"]])
    return places


def _write_risks(sheet: Any, register: Register, places: dict[str, int]) -> None:
    """Write a row for each risk, with scores as formulas, a fixed heading and lists to choose from."""
    sheet.append(list(COLUMNS.values()))
    for row, risk in enumerate(register.risks, 2):
        formulas = _formulas(row, places)
        for place, name in enumerate(COLUMNS, 1):
            value = formulas[name] if name in formulas else _cell_value(risk, name)
            _put(sheet.cell(row, place), value, f"risk {risk.id}, {COLUMNS[name]}", formula=name in formulas)
    for name in COLUMNS:
        sheet.column_dimensions[column(name)].width = _WIDE.get(name, 14)
    wrap(sheet)
    embolden(sheet, [1])
    _offer_lists(sheet, register, len(register.risks) + 200)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight = True, 0
    sheet.print_title_rows = "1:1"


def _formulas(row: int, places: dict[str, int]) -> dict[str, str]:
    cells = {name: f"{column(name)}{row}" for name in COLUMNS}
    found = {}
    for stage in ("inherent", "residual"):
        a, b = cells[f"{stage}_likelihood"], cells[f"{stage}_impact"]
        found[f"{stage}_score"] = f'=IF(COUNT({a},{b})=2,{a}*{b},"")'
    first, last = (places[appetite_label(list(CATEGORIES)[end])] for end in (0, -1))
    names, limits = (f"{METHOD}!${letter}${first}:${letter}${last}" for letter in "AB")
    own = f'INDEX({limits},MATCH("{APPETITE_LABEL}: "&{cells["category"]},{names},0))'
    limit = f"{METHOD}!$B${places[APPETITE_LABEL]}"
    above = f"{cells['residual_score']}>IF(ISNUMBER({own}),{own},{limit})"
    found["appetite"] = f'=IF({cells["residual_score"]}="","",IF({above},"above","within"))'
    return found


def _cell_value(risk: Risk, name: str) -> object:
    value = getattr(risk, name)
    if name in WORDS:
        return WORDS[name][value]
    if isinstance(value, int) or (name in DATES and value is not None and value >= FIRST_EXCEL_DAY):
        return value
    return as_text(value)


def _write_history(sheet: Any, risks: Iterable[Risk]) -> None:
    sheet.append(HISTORY_HEADINGS)
    for risk in risks:
        for change in risk.history:
            row = sheet.max_row + 1
            values = (risk.id, as_text(change.when), change.field, change.before, change.after)
            for place, value in enumerate(values, 1):
                _put(sheet.cell(row, place), value, f"risk {risk.id}, change of {as_text(change.when)}")
    for letter, width in zip("ABCDE", (10, 34, 22, 40, 40), strict=True):
        sheet.column_dimensions[letter].width = width
    wrap(sheet)
    embolden(sheet, [1])
    sheet.freeze_panes = "A2"


def _put(cell: Any, value: object, place: str, *, formula: bool = False) -> None:
    """Put a value in a cell; a text stays a text, whatever it looks like."""
    if not isinstance(value, str) or formula:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "dd/mm/yyyy"
        return
    text = to_cell(value)
    if not fits(text):
        raise CannotExport(f"Too long for a cell of a spreadsheet (32,767 characters): {place}. Shorten it.")
    if from_cell(text) != value:
        raise CannotExport(f"Characters that a spreadsheet would change: {place}. Type this text again.")
    cell.value = text or None
    if text:
        cell.data_type = "s"  # openpyxl would take "#N/A" for an error


def _offer_lists(sheet: Any, register: Register, last: int) -> None:
    """Let people choose from lists what has to be one of a few values."""
    from openpyxl.worksheet.datavalidation import DataValidation

    levels = ",".join(str(level) for level in range(1, register.size + 1))
    offered = {name: levels for name in COLUMNS if name.endswith(("likelihood", "impact"))}
    offered |= {name: ",".join(filter(None, words.values())) for name, words in WORDS.items()}
    for name, values in offered.items():
        rule = DataValidation(type="list", formula1=f'"{values}"', allow_blank=True, showErrorMessage=True)
        rule.errorTitle, rule.error = COLUMNS[name], f"Choose one of: {values.replace(',', ', ')}."
        rule.add(f"{column(name)}2:{column(name)}{last}")
        sheet.add_data_validation(rule)
