"""A matrix sheet of the workbook of a risk register: the open risks on each cell of the grid, counted by formula."""

from __future__ import annotations

from typing import Any

from npqml_widgets.documents.risk.columns import METHOD, RISKS, column, embolden, wrap
from npqml_widgets.documents.risk.method import APPETITE_LABEL, level_label
from npqml_widgets.documents.risk.model import Register, Stage
from npqml_widgets.documents.risk.scales import STATUSES
from npqml_widgets.documents.shared.table_import import MOST_ROWS

_FIRST = 6
"""The row of the highest level of likelihood; the levels of impact stand above it."""


def write_matrix(sheet: Any, register: Register, stage: Stage, places: dict[str, int]) -> None:
    """Count the open risks of each cell by formula, most likely on top, worst on the right.

    `places` gives the row of each label on the method sheet.
    """
    from openpyxl.utils import get_column_letter

    limit = f"{METHOD}!$B${places[APPETITE_LABEL]}"
    when = "before any control" if stage == "inherent" else "with the controls in place"
    levels = range(1, register.size + 1)
    sheet.append([f"Open risks by likelihood and impact, {when} ({stage})"])
    sheet.append(
        [f'="Bold on a shaded ground: a score above the appetite of "&{limit}&". A score is likelihood x impact."']
    )
    sheet.append([])
    sheet.append(["Likelihood", "Level", *(f'={METHOD}!$C${places[level_label(level)]}&""' for level in levels)])
    sheet.append(["", "Impact", *levels])
    letters = [get_column_letter(place) for place in range(3, register.size + 3)]
    for row, level in enumerate(reversed(levels), _FIRST):
        counts = (_count(stage, f"$B{row}", f"{letter}${_FIRST - 1}") for letter in letters)
        sheet.append([f'={METHOD}!$B${places[level_label(level)]}&""', level, *counts])
    _style(sheet, letters, limit)


def _count(stage: Stage, likelihood: str, impact: str) -> str:
    """Give the formula that counts the open risks whose levels stand in two cells of the matrix."""
    first, second = (_whole(column(f"{stage}_{end}")) for end in ("likelihood", "impact"))
    closed = f'{_whole(column("status"))},"<>{STATUSES["closed"]}"'
    return f"=COUNTIFS({first},{likelihood},{second},{impact},{closed})"


def _style(sheet: Any, letters: list[str], limit: str) -> None:
    """Mark what is above the appetite, also when somebody changes it on the method sheet."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Alignment, Font, PatternFill

    shaded = FormulaRule(
        formula=[f"$B{_FIRST}*{letters[0]}${_FIRST - 1}>{limit}"],
        font=Font(bold=True),
        fill=PatternFill("solid", bgColor="FFD9B3"),
    )
    sheet.conditional_formatting.add(f"{letters[0]}{_FIRST}:{letters[-1]}{_FIRST + len(letters) - 1}", shaded)
    sheet.column_dimensions["A"].width = 34
    for letter in letters:
        sheet.column_dimensions[letter].width = 20
    wrap(sheet)
    embolden(sheet, [1, 4, 5])
    for place in ("A1", "A2"):  # sentences, which may run over the cells beside them
        sheet[place].alignment = Alignment(vertical="top")


def _whole(letter: str) -> str:
    """Give a column of the sheet of all risks, with room for as many as can be read back."""
    return f"'{RISKS}'!${letter}$2:${letter}${MOST_ROWS + 1}"
