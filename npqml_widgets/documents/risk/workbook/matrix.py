"""A matrix sheet of the workbook of a risk register: the open risks on each cell of the grid, counted by formula."""

from __future__ import annotations

from typing import Any

from npqml_widgets.documents.risk.model import Register, Stage
from npqml_widgets.documents.risk.scales import STATUSES
from npqml_widgets.documents.risk.workbook.layout import METHOD, RISKS, column
from npqml_widgets.documents.risk.workbook.method import APPETITE_LABEL, level_label
from npqml_widgets.documents.shared.table_import import MOST_ROWS
from npqml_widgets.documents.shared.workbook import Formula, add_row, embolden, mark_where, set_widths

_FIRST = 6
"""The row of the highest level of likelihood; the levels of impact stand above it."""


def write_matrix(sheet: Any, register: Register, stage: Stage, places: dict[str, int]) -> None:
    """Count the open risks of each cell by formula, most likely on top, worst on the right.

    `places` are the rows of each label on the method sheet.
    """
    from openpyxl.utils import get_column_letter

    limit = f"{METHOD}!$B${places[APPETITE_LABEL]}"
    when = "before any control" if stage == "inherent" else "with the controls in place"
    levels = range(1, register.size + 1)
    above = "Bold on a shaded ground: a score above the appetite of "
    words = [Formula(f'={METHOD}!$C${places[level_label(level)]}&""') for level in levels]
    add_row(sheet, [f"Open risks by likelihood and impact, {when} ({stage})"])
    add_row(sheet, [Formula(f'="{above}"&{limit}&". A score is likelihood x impact."')])
    add_row(sheet, [None])
    add_row(sheet, ["Likelihood", "Level", *words])
    add_row(sheet, ["", "Impact", *levels])
    letters = [get_column_letter(place) for place in range(3, register.size + 3)]
    for row, level in enumerate(reversed(levels), _FIRST):
        counts = [_count(stage, f"$B{row}", f"{letter}${_FIRST - 1}") for letter in letters]
        add_row(sheet, [Formula(f'={METHOD}!$B${places[level_label(level)]}&""'), level, *counts])
    _style(sheet, letters, limit)


def _count(stage: Stage, likelihood: str, impact: str) -> Formula:
    """Return the formula that counts the open risks whose levels stand in two cells of the matrix."""
    first, second = (_whole(column(f"{stage}_{end}")) for end in ("likelihood", "impact"))
    closed = f'{_whole(column("status"))},"<>{STATUSES["closed"]}"'
    return Formula(f"=COUNTIFS({first},{likelihood},{second},{impact},{closed})")


def _style(sheet: Any, letters: list[str], limit: str) -> None:
    """Mark what is above the appetite, also when somebody changes it on the method sheet."""
    from openpyxl.styles import Alignment

    area = f"{letters[0]}{_FIRST}:{letters[-1]}{_FIRST + len(letters) - 1}"
    mark_where(sheet, area, f"$B{_FIRST}*{letters[0]}${_FIRST - 1}>{limit}")
    set_widths(sheet, [34, 9, *[20] * len(letters)])
    embolden(sheet, [1, 4, 5])
    for place in ("A1", "A2"):  # sentences, which may run over the cells beside them
        sheet[place].alignment = Alignment(vertical="top")


def _whole(letter: str) -> str:
    """Return a column of the sheet of all risks, with room for as many as can be read back."""
    return f"'{RISKS}'!${letter}$2:${letter}${MOST_ROWS + 1}"
