"""A risk register as an XLSX workbook whose scores and counts are live formulas: method, heat maps, all risks.

Changes to the risks stand on a fourth sheet, where there are any.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from npqml_widgets.documents.risk.changes import as_text
from npqml_widgets.documents.risk.model import LABELS, Register, Risk, Stage
from npqml_widgets.documents.risk.printing import title_of
from npqml_widgets.documents.risk.scales import CATEGORIES
from npqml_widgets.documents.risk.workbook.heatmaps import write_heat_maps
from npqml_widgets.documents.risk.workbook.layout import (
    COLUMNS,
    DATES,
    HEAT_MAPS,
    HISTORY,
    HISTORY_HEADINGS,
    METHOD,
    RISKS,
    WORDS,
    column,
)
from npqml_widgets.documents.risk.workbook.method import APPETITE_LABEL, appetite_label, method_rows
from npqml_widgets.documents.shared.cells import FIRST_EXCEL_DAY
from npqml_widgets.documents.shared.dates import moment_as_said
from npqml_widgets.documents.shared.workbook import (
    Column,
    Formula,
    Value,
    add_row,
    add_table,
    embolden,
    new_book,
    print_across,
    saved,
    set_widths,
)

_WIDE = {"cause": 32, "event": 32, "effect": 32, "controls": 36, "action": 36, "notes": 30, "added": 24}
_HISTORY_WIDTHS = (10, 30, 22, 40, 40, 34)


def to_xlsx(register: Register) -> bytes:
    """Return the register as the bytes of an XLSX file; raises Refused for a text that no cell can hold."""
    book = new_book()
    places = _write_method(book.create_sheet(METHOD), register)
    write_heat_maps(book.create_sheet(HEAT_MAPS), register, places)
    _add_risks(book, register, places)
    if any(risk.history for risk in register.risks):
        _add_history(book, register.risks)
    return saved(book, title_of(register), opens=RISKS)


def _write_method(sheet: Any, register: Register) -> dict[str, int]:
    """Write how the register is to be read, and return the row of each label."""
    places = {label: add_row(sheet, [label, *values]) for label, *values in method_rows(register)}
    set_widths(sheet, (34, 60, 60))
    embolden(sheet, [1, places["Scale"]])
    return places


def _add_risks(book: Any, register: Register, places: dict[str, int]) -> None:
    """Add a row for each risk, with scores as formulas, a fixed heading and lists to choose from."""
    columns = [Column(heading, _WIDE.get(name, 14), _choices(register, name)) for name, heading in COLUMNS.items()]
    rows = []
    for row, risk in enumerate(register.risks, 2):
        formulas = _formulas(row, places)
        rows.append([formulas.get(name) or _cell_value(risk, name) for name in COLUMNS])
    sheet = add_table(book, RISKS, columns, rows)
    sheet.freeze_panes = "B2"
    print_across(sheet)


def _choices(register: Register, name: str) -> tuple[str, ...]:
    """Return the values of a field that has only a few."""
    if name.endswith(("likelihood", "impact")):
        return tuple(str(level) for level in range(1, register.size + 1))
    return tuple(filter(None, WORDS.get(name, {}).values()))


def _formulas(row: int, places: dict[str, int]) -> dict[str, Formula]:
    """Return the formulas of a risk's row, by field."""
    cells = {name: f"{column(name)}{row}" for name in COLUMNS}
    found = {}
    for stage in get_args(Stage):
        a, b = cells[f"{stage}_likelihood"], cells[f"{stage}_impact"]
        found[f"{stage}_score"] = Formula(f'=IF(COUNT({a},{b})=2,{a}*{b},"")')
    first, last = (places[appetite_label(list(CATEGORIES)[end])] for end in (0, -1))
    names, limits = (f"{METHOD}!${letter}${first}:${letter}${last}" for letter in "AB")
    own = f'INDEX({limits},MATCH("{APPETITE_LABEL}: "&{cells["category"]},{names},0))'
    limit = f"{METHOD}!$B${places[APPETITE_LABEL]}"
    above = f"{cells['residual_score']}>IF(ISNUMBER({own}),{own},{limit})"
    found["appetite"] = Formula(f'=IF({cells["residual_score"]}="","",IF({above},"above","within"))')
    return found


def _cell_value(risk: Risk, name: str) -> Value:
    value = getattr(risk, name)
    if name in WORDS:
        return WORDS[name][value]
    if isinstance(value, int) or (name in DATES and value is not None and value >= FIRST_EXCEL_DAY):
        return value
    return as_text(value)


def _add_history(book: Any, risks: Iterable[Risk]) -> None:
    columns = [Column(*pair) for pair in zip(HISTORY_HEADINGS, _HISTORY_WIDTHS, strict=True)]
    changes = ((risk.id, change) for risk in risks for change in risk.history)
    rows = [(risk, moment_as_said(change.when), LABELS.get(change.field, change.field), change.before, change.after,
             as_text(change.when)) for risk, change in changes]  # fmt: skip
    add_table(book, HISTORY, columns, rows)
