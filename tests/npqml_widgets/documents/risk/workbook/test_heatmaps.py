"""The heat maps of the workbook name by formula the risks that our own heat maps name."""

from __future__ import annotations

import re
from typing import Any

import pytest
from attrs import evolve

from npqml_widgets.documents.risk.model import Risk
from npqml_widgets.documents.risk.views import heat_map
from tests.npqml_widgets.documents.risk.risks import BUDGET, POSTS, SOUND
from tests.npqml_widgets.documents.risk.workbook.books import book_of

RANGE = r"'All risks'!\$([A-Z]+)\$2:\$[A-Z]+\$5001"


@pytest.mark.parametrize(("left", "stage", "heading"), [
    (3, "inherent", "Before controls"), (9, "residual", "After controls"),
])  # fmt: skip
def test_each_cell_names_by_formula_the_risks_that_we_name(left: int, stage: Any, heading: str) -> None:
    closed = evolve(BUDGET, id="R3", status="closed", inherent_likelihood=4, inherent_impact=4)
    register = evolve(SOUND, risks=(*SOUND.risks, closed, Risk("R4"), evolve(POSTS, id="R5")))
    book = book_of(register)
    sheet, names = book["Heat maps"], heat_map(register, stage).names
    assert sheet.cell(4, left).value == heading
    for likelihood in range(1, 6):
        for impact in range(1, 6):
            formula = sheet.cell(12 - likelihood, left + impact - 1).value
            assert named(book, formula.text) == names[likelihood - 1][impact - 1]
            assert formula.t == "array"  # without it a spreadsheet looks at one row only


def named(book: Any, formula: str) -> tuple[str, ...]:
    """Work out which IDs the formula joins, as a spreadsheet does."""
    found = re.fullmatch(
        rf'=IFERROR\(_xlfn\.TEXTJOIN\(", ",TRUE,IF\(\({RANGE}=(\S+)\)\*\({RANGE}=(\S+)\)\*\({RANGE}<>"Closed"\),'
        rf'{RANGE},""\)\),COUNTIFS\({RANGE},\2,{RANGE},\4,{RANGE},"<>Closed"\)\)',
        formula,
    )
    assert found, formula
    first, likelihood, second, impact, status, ids, *counted = found.groups()
    assert counted == [first, second, status]
    wanted = [book["Heat maps"][one.replace("$", "")].value for one in (likelihood, impact)]
    risks = book["All risks"]
    return tuple(
        risks[f"{ids}{row}"].value
        for row in range(2, risks.max_row + 1)
        if [risks[f"{one}{row}"].value for one in (first, second)] == wanted
        and risks[f"{status}{row}"].value != "Closed"
    )


def test_what_is_above_the_appetite_is_marked_on_both_maps() -> None:
    rules = book_of(SOUND)["Heat maps"].conditional_formatting
    assert {str(area.sqref): [rule.formula for rule in area.rules] for area in rules} == {
        "C7:G11": [["$B7*C$6>Method!$B$4"]],
        "I7:M11": [["$B7*I$6>Method!$B$4"]],
    }
