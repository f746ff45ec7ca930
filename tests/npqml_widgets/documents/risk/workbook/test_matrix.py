"""The matrices of the workbook count by formula what the heat maps count."""

from __future__ import annotations

import re
from typing import Any

import pytest
from attrs import evolve

from npqml_widgets.documents.risk.model import Risk
from npqml_widgets.documents.risk.views import heat_map
from tests.npqml_widgets.documents.risk.risks import BUDGET, POSTS, SOUND
from tests.npqml_widgets.documents.risk.workbook.books import book_of


@pytest.mark.parametrize(("sheet", "stage"), [("Inherent matrix", "inherent"), ("Residual matrix", "residual")])
def test_each_count_of_a_matrix_is_a_formula_that_counts_what_we_count(sheet: str, stage: Any) -> None:
    closed = evolve(BUDGET, id="R3", status="closed", inherent_likelihood=4, inherent_impact=4)
    register = evolve(SOUND, risks=(*SOUND.risks, closed, Risk("R4"), evolve(POSTS, id="R5")))
    book = book_of(register)
    counts = heat_map(register, stage).counts
    for likelihood in range(1, 6):
        for impact in range(1, 6):
            formula = book[sheet].cell(11 - likelihood, impact + 2).value
            assert counted(book, sheet, formula) == counts[likelihood - 1][impact - 1]


def counted(book: Any, sheet: str, formula: str) -> int:
    """Work out COUNTIFS over whole columns, as a spreadsheet does."""
    pairs = re.findall(r"'All risks'!\$([A-Z]+)\$2:\$\1\$5001,([^,)]+)", formula)
    ranges = (f"'All risks'!${one}$2:${one}$5001,{what}" for one, what in pairs)
    assert formula == f"=COUNTIFS({','.join(ranges)})"

    def fits(value: object, what: str) -> bool:
        if what.startswith('"<>'):
            return value != what[3:-1]
        return value == book[sheet][what.replace("$", "")].value

    rows = range(2, book["All risks"].max_row + 1)
    return sum(all(fits(book["All risks"][f"{one}{row}"].value, what) for one, what in pairs) for row in rows)


def test_the_columns_that_the_matrices_count_are_those_of_their_headings() -> None:
    book = book_of(SOUND)
    columns = re.findall(r"\$([A-Z]+)\$2:", book["Residual matrix"]["C6"].value)
    assert [book["All risks"][f"{one}1"].value for one in columns] == [
        "Residual likelihood",
        "Residual impact",
        "Status",
    ]
