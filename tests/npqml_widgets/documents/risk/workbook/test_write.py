"""The workbook of a risk register: formulas that compute, and texts that stay texts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from attrs import evolve

from npqml_widgets.documents.risk.changes import changed
from npqml_widgets.documents.risk.model import Register, Risk
from npqml_widgets.documents.risk.workbook.write import to_xlsx
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.clock import in_england
from tests.npqml_widgets.documents.risk.risks import NASTY, NOON, POSTS, SOUND
from tests.npqml_widgets.documents.risk.workbook.books import back, book_of, cell


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_text_is_run_as_a_formula(start: str) -> None:
    book = book_of(Register(risks=(Risk("R1", event=f"{start}cmd|' /C calc'!A0"),)))
    assert (cell(book, "event").data_type, cell(book, "event").value[:2]) == ("s", f"'{start}")


def test_a_text_too_long_for_a_cell_is_refused_and_its_place_is_named() -> None:
    with pytest.raises(Refused, match=r"All risks, row 2 \(R1\), Notes: found 32,768 characters; a cell holds 32,767"):
        to_xlsx(Register(risks=(Risk("R1", notes="x" * 32_768),)))
    with pytest.raises(Refused, match=r"All risks, row 2 \(R1\), Notes"):
        to_xlsx(Register(risks=(Risk("R1", notes="👩" * 16_384),)))


def test_there_are_three_sheets_and_a_fourth_once_something_was_changed() -> None:
    three = ["Method", "Heat maps", "All risks"]
    assert book_of(SOUND).sheetnames == three
    assert book_of(Register(risks=(changed(POSTS, NOON, notes="x"),))).sheetnames == [*three, "History"]


def test_the_workbook_calls_the_two_ratings_as_the_form_and_the_print_do() -> None:
    book = book_of(SOUND)
    assert [one.value for one in book["All risks"][1]][5:11] == [
        "Likelihood before controls", "Impact before controls", "Score before controls",
        "Likelihood after controls", "Impact after controls", "Score after controls",
    ]  # fmt: skip


def test_it_opens_on_the_risks_is_printed_on_a4_and_names_no_program_as_its_author() -> None:
    book = book_of(SOUND)
    assert book.active.title == "All risks"
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == ["All risks"]
    assert {sheet.page_setup.paperSize for sheet in book} == {9}  # A4
    assert (book.properties.title, book.properties.creator or "") == (SOUND.title, "")


def test_a_change_stands_in_words_and_local_time_and_comes_back_to_the_last_digit() -> None:
    register = evolve(SOUND, risks=(changed(POSTS, NOON, inherent_likelihood=1), *SOUND.risks[1:]))
    sheet = book_of(register)["History"]
    here = in_england(NOON)
    assert [sheet.cell(2, column).value for column in (2, 3)] == [
        f"{here.day} {here:%B %Y} at {here:%H:%M}", "Likelihood before controls",
    ]  # fmt: skip
    assert back(to_xlsx(register)).risks[0].history == register.risks[0].history


def test_the_method_says_that_the_grid_is_a_custom_and_no_law() -> None:
    assert any("custom of the trade, not law" in str(one.value) for one in book_of(SOUND)["Method"]["B"])


def test_each_score_is_a_formula_of_the_ratings_beside_it() -> None:
    book = book_of(SOUND)
    for row, risk in enumerate(SOUND.risks, 2):
        for stage, expected in (("inherent", risk.inherent), ("residual", risk.residual)):
            found = re.fullmatch(r'=IF\(COUNT\((\w+),(\w+)\)=2,\1\*\2,""\)', cell(book, f"{stage}_score", row).value)
            a, b = (book["All risks"][place].value for place in found.groups())
            assert a * b == expected


def test_against_the_appetite_is_a_formula_of_the_score_and_of_the_limit_for_its_category() -> None:
    book = book_of(evolve(SOUND, appetite=7, category_appetite={"finance": 3}))
    formula = cell(book, "appetite").value
    score, names, limits, limit = (
        r"K2",
        r"Method!\$A\$(\d+):\$A\$(\d+)",
        r"Method!\$B\$(\d+):\$B\$(\d+)",
        r"Method!\$B\$(\d+)",
    )
    own = rf'INDEX\({limits},MATCH\("Appetite: "&E2,{names},0\)\)'
    wanted = rf'=IF\({score}="","",IF\({score}>IF\(ISNUMBER\({own}\),{own},{limit}\),"above","within"\)\)'
    found = re.fullmatch(wanted, formula)
    assert found is not None
    *rows, usual = map(int, found.groups())
    assert book["Method"].cell(usual, 2).value == 7
    assert set(rows[::2]) == {rows[0]}
    assert set(rows[1::2]) == {rows[1]}
    lines = book["Method"].iter_rows(min_row=rows[0], max_row=rows[1], max_col=2, values_only=True)
    assert dict(lines) == {
        "Appetite: Staffing": None,
        "Appetite: Finance": 3,
        "Appetite: Workload": None,
        "Appetite: Safeguarding": None,
        "Appetite: Other": None,
    }
    assert (book["All risks"]["K1"].value, book["All risks"]["E2"].value) == ("Score after controls", "Staffing")


def test_the_heading_stays_in_sight_and_ratings_are_chosen_from_lists() -> None:
    sheet = book_of(SOUND)["All risks"]
    assert sheet.freeze_panes == "B2"
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules["F2:F202"] == '"1,2,3,4,5"'
    assert '"Accept,Treat,Avoid,Transfer"' in rules.values()


def test_the_workbook_is_the_same_without_lxml_as_in_the_browser(tmp_path: Path) -> None:
    """python-docx brings lxml, which openpyxl then writes with; the browser has none."""
    import os
    import pickle
    import subprocess
    import sys

    register = Register(risks=tuple(Risk(f"R{n}", event=text, notes=text) for n, text in enumerate(NASTY, 1)))
    file = tmp_path / "register.xlsx"
    program = (
        "import pickle, sys; from npqml_widgets.documents.risk.workbook.write import to_xlsx;"
        "import openpyxl; assert not openpyxl.LXML;"
        "open(sys.argv[1], 'wb').write(to_xlsx(pickle.loads(sys.stdin.buffer.read())))"
    )
    environment = os.environ | {"OPENPYXL_LXML": "False"}
    subprocess.run(
        [sys.executable, "-c", program, str(file)], input=pickle.dumps(register), env=environment, check=True
    )
    assert back(file.read_bytes()) == register
