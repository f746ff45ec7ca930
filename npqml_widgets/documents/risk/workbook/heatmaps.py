"""The sheet of heat maps in the workbook of a risk register: which open risks stand where, before and after controls.

Each cell names its risks by a formula, so that it is right again as soon as somebody scores a risk anew.
"""

from __future__ import annotations

from typing import Any, get_args

from npqml_widgets.documents.risk.model import STAGES, Register, Stage
from npqml_widgets.documents.risk.scales import SCORED, STATUSES
from npqml_widgets.documents.risk.workbook.layout import METHOD, RISKS, column
from npqml_widgets.documents.risk.workbook.method import APPETITE_LABEL, level_label
from npqml_widgets.documents.shared.table_import import MOST_ROWS
from npqml_widgets.documents.shared.workbook import (
    Formula,
    Value,
    add_row,
    embolden,
    mark_where,
    print_across,
    set_widths,
)

_FIRST = 7
"""The row of the highest level of likelihood; the levels of impact stand above it."""
_LEFT = 3
"""The column of the lowest level of impact on the map before controls; the map after controls is beside it."""


def write_heat_maps(sheet: Any, register: Register, places: dict[str, int]) -> None:
    """Name the open risks of each cell by formula, most likely on top, worst on the right, both maps side by side.

    `places` are the rows of each label on the method sheet.
    """
    limit = f"{METHOD}!$B${places[APPETITE_LABEL]}"
    levels = range(1, register.size + 1)
    words = [Formula(f'={METHOD}!$C${places[level_label(level)]}&""') for level in levels]
    blank = [None] * (register.size - 1)
    above = "Each cell names its open risks. Bold on a shaded ground: a score above the appetite of "
    add_row(sheet, ["Open risks by likelihood and impact"])
    add_row(sheet, [Formula(f'="{above}"&{limit}&"."')])
    add_row(sheet, [SCORED])
    before, after = STAGES.values()
    add_row(sheet, ["", "", before, *blank, None, after, *blank])
    add_row(sheet, ["Likelihood", "Level", *words, None, *words])
    add_row(sheet, ["", "Impact", *levels, None, *levels])
    for row, level in enumerate(reversed(levels), _FIRST):
        before_cells, after_cells = (
            [_names(stage, f"$B{row}", f"{letter}${_FIRST - 1}") for letter in _letters(register.size, stage)]
            for stage in get_args(Stage)
        )
        named: list[Value] = [*before_cells, None, *after_cells]
        add_row(sheet, [Formula(f'={METHOD}!$B${places[level_label(level)]}&""'), level, *named])
    _style(sheet, register.size, limit)


def _letters(size: int, stage: Stage) -> list[str]:
    """Return the letters of the columns of a map."""
    from openpyxl.utils import get_column_letter

    first = _LEFT if stage == "inherent" else _LEFT + size + 1
    return [get_column_letter(place) for place in range(first, first + size)]


def _names(stage: Stage, likelihood: str, impact: str) -> Formula:
    """Return the formula that names the open risks whose levels stand in two cells of the map.

    A spreadsheet from before 2019, which cannot join texts, counts them.
    """
    first, second, ids = (_whole(column(name)) for name in (f"{stage}_likelihood", f"{stage}_impact", "id"))
    status, closed = _whole(column("status")), f'"<>{STATUSES["closed"]}"'
    still = f'({first}={likelihood})*({second}={impact})*({status}<>"{STATUSES["closed"]}")'
    count = f"COUNTIFS({first},{likelihood},{second},{impact},{status},{closed})"
    return Formula(f'=IFERROR(_xlfn.TEXTJOIN(", ",TRUE,IF({still},{ids},"")),{count})', of_lists=True)


def _style(sheet: Any, size: int, limit: str) -> None:
    """Mark what is above the appetite, also when somebody changes it on the method sheet."""
    from openpyxl.styles import Alignment

    set_widths(sheet, [24, 8, *[13] * size, 3, *[13] * size])
    embolden(sheet, [1, 4, 5, 6])
    for stage in get_args(Stage):
        letters = _letters(size, stage)
        area = f"{letters[0]}{_FIRST}:{letters[-1]}{_FIRST + size - 1}"
        mark_where(sheet, area, f"$B{_FIRST}*{letters[0]}${_FIRST - 1}>{limit}")
        sheet[f"{letters[0]}4"].alignment = Alignment(vertical="top")  # these may run over the cells beside them
        for row in sheet[area]:
            for cell in row:
                cell.number_format = "0;;;@"  # where risks are counted, no 0
    for place in ("A1", "A2", "A3"):
        sheet[place].alignment = Alignment(vertical="top")
    print_across(sheet, headings=False)


def _whole(letter: str) -> str:
    """Return a column of the sheet of all risks, with room for as many as can be read back."""
    return f"'{RISKS}'!${letter}$2:${letter}${MOST_ROWS + 1}"
