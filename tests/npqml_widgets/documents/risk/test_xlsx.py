"""The workbook of a risk register: formulas that compute, texts that stay texts, and back without loss."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from npqml_widgets.documents.risk.changes import changed
from npqml_widgets.documents.risk.columns import COLUMNS
from npqml_widgets.documents.risk.model import Register, Risk
from npqml_widgets.documents.risk.views import heat_map
from npqml_widgets.documents.risk.xlsx import CannotExport, to_xlsx
from npqml_widgets.documents.risk.xlsx_import import brought_up_to_date, from_xlsx
from npqml_widgets.documents.shared.table_import import NotATable
from npqml_widgets.keeping import store
from tests.npqml_widgets.documents.risk.risks import BUDGET, NASTY, NOON, POSTS, SOUND, registers

modest = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))


def book_of(register: Register) -> Any:
    return load_workbook(io.BytesIO(to_xlsx(register)))


def bytes_of(book: Any) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def cell(book: Any, field: str, row: int = 2) -> Any:
    return book["All risks"].cell(row, list(COLUMNS).index(field) + 1)


def back(content: bytes) -> Register:
    found = from_xlsx(content, "register.xlsx")
    assert found is not None
    assert found.left_out == ()
    return found.register


@pytest.mark.slow
@given(registers())
@modest
def test_any_register_is_the_same_after_save_load_export_and_import(tmp_path_factory: Any, register: Register) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("module"))
        patch.setattr(store, "_unsaved", {})
        store.save("risk-register", register, revision=0)
        loaded = store.load("risk-register", Register)
    assert (loaded.document, loaded.notice) == (register, "")
    assert back(to_xlsx(loaded.document)) == register


@pytest.mark.parametrize("text", NASTY)
def test_every_awkward_text_comes_back_from_the_workbook_as_it_was(text: str) -> None:
    register = Register(text, risks=(Risk("R1", event=text, notes=text, controls=[text, text]),))
    assert back(to_xlsx(register)) == register


pieces = st.lists(st.sampled_from(["_x0041", "_", "\x01", "\r", "\t", "'", "=", " ", "x0041_", "\n"]), max_size=8)


@given(pieces.map("".join))
@modest
def test_a_text_that_looks_like_an_escape_is_never_changed_it_comes_back_or_is_refused(text: str) -> None:
    register = Register(risks=(Risk("R1", event=text),))
    try:
        content = to_xlsx(register)
    except CannotExport:
        return
    assert back(content) == register


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_text_is_run_as_a_formula(start: str) -> None:
    book = book_of(Register(risks=(Risk("R1", event=f"{start}cmd|' /C calc'!A0"),)))
    assert (cell(book, "event").data_type, cell(book, "event").value[:2]) == ("s", f"'{start}")


def test_a_text_too_long_for_a_cell_is_refused_and_its_place_is_named() -> None:
    with pytest.raises(CannotExport, match=r"32,767 characters\): risk R1, Notes"):
        to_xlsx(Register(risks=(Risk("R1", notes="x" * 32_768),)))
    with pytest.raises(CannotExport, match="risk R1, Notes"):
        to_xlsx(Register(risks=(Risk("R1", notes="👩" * 16_384),)))


def test_there_are_four_sheets_and_a_fifth_once_something_was_changed() -> None:
    four = ["Method", "Inherent matrix", "Residual matrix", "All risks"]
    assert book_of(SOUND).sheetnames == four
    assert book_of(Register(risks=(changed(POSTS, NOON, notes="x"),))).sheetnames == [*four, "History"]


def test_the_method_says_that_the_grid_is_a_custom_and_no_law() -> None:
    assert any("custom of the trade, not law" in str(one.value) for one in book_of(SOUND)["Method"]["B"])


def test_each_score_is_a_formula_of_the_ratings_beside_it() -> None:
    book = book_of(SOUND)
    for row, risk in enumerate(SOUND.risks, 2):
        for stage, expected in (("inherent", risk.inherent), ("residual", risk.residual)):
            found = re.fullmatch(r'=IF\(COUNT\((\w+),(\w+)\)=2,\1\*\2,""\)', cell(book, f"{stage}_score", row).value)
            a, b = (book["All risks"][place].value for place in found.groups())
            assert a * b == expected


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
    assert (book["All risks"]["K1"].value, book["All risks"]["E2"].value) == ("Residual score", "Staffing")


def test_the_columns_that_the_matrices_count_are_those_of_their_headings() -> None:
    book = book_of(SOUND)
    columns = re.findall(r"\$([A-Z]+)\$2:", book["Residual matrix"]["C6"].value)
    assert [book["All risks"][f"{one}1"].value for one in columns] == [
        "Residual likelihood",
        "Residual impact",
        "Status",
    ]


def test_the_heading_stays_in_sight_and_ratings_are_chosen_from_lists() -> None:
    sheet = book_of(SOUND)["All risks"]
    assert sheet.freeze_panes == "B2"
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules["F2:F202"] == '"1,2,3,4,5"'
    assert '"Accept,Treat,Avoid,Transfer"' in rules.values()


def test_a_workbook_changed_in_excel_is_read_with_its_new_risks_and_what_cannot_be_read_is_named() -> None:
    book = book_of(SOUND)
    cell(book, "residual_likelihood").value = 1
    cell(book, "residual_impact").value = "9"
    cell(book, "event", 4).value = "A new risk"
    book["Method"]["B4"] = "lots"
    found = from_xlsx(bytes_of(book), "register.xlsx")
    assert found.left_out == (
        "Method, Appetite: found lots, expected a score from 0 to 25; taken as 6.",
        "All risks, row 2, Residual impact: found “9”, expected a level from 1 to 5, or its words; "
        "left blank and kept in the notes.",
    )
    first, _, third = found.register.risks
    assert (first.residual_likelihood, first.residual_impact, first.notes) == (1, None, "Residual impact: 9")
    assert (third.id, third.event) == ("R3", "A new risk")


def test_what_was_changed_in_excel_joins_the_history() -> None:
    kept = evolve(SOUND, risks=(changed(POSTS, NOON, notes="Spoke to the head"), BUDGET))
    book = book_of(kept)
    cell(book, "residual_impact").value = 3
    later = NOON + timedelta(days=7)
    brought = brought_up_to_date(kept, back(bytes_of(book)), later)
    assert [(one.when, one.field, one.before, one.after) for one in brought.risks[0].history] == [
        (NOON, "notes", "", "Spoke to the head"),
        (later, "residual_impact", "4", "3"),
    ]
    assert brought.risks[1] == BUDGET


def test_another_workbook_is_none_of_ours_and_a_newer_one_is_refused() -> None:
    assert from_xlsx(bytes_of(Workbook()), "other.xlsx") is None
    book = book_of(SOUND)
    (layout,) = [one for one in book["Method"]["A"] if one.value == "Layout of this workbook"]
    layout.offset(0, 1).value = 2
    with pytest.raises(NotATable, match="newer version"):
        from_xlsx(bytes_of(book), "register.xlsx")


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 cut off"])
def test_what_is_no_workbook_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(NotATable, match=r"old\.xlsx is no XLSX workbook"):
        from_xlsx(content, "old.xlsx")


def test_the_workbook_is_the_same_without_lxml_as_in_the_browser(tmp_path: Path) -> None:
    """python-docx brings lxml, which openpyxl then writes with; the browser has none."""
    import os
    import pickle
    import subprocess
    import sys

    register = Register(risks=tuple(Risk(f"R{n}", event=text, notes=text) for n, text in enumerate(NASTY, 1)))
    file = tmp_path / "register.xlsx"
    program = (
        "import pickle, sys; from npqml_widgets.documents.risk.xlsx import to_xlsx;"
        "import openpyxl; assert not openpyxl.LXML;"
        "open(sys.argv[1], 'wb').write(to_xlsx(pickle.loads(sys.stdin.buffer.read())))"
    )
    environment = os.environ | {"OPENPYXL_LXML": "False"}
    subprocess.run(
        [sys.executable, "-c", program, str(file)], input=pickle.dumps(register), env=environment, check=True
    )
    assert back(file.read_bytes()) == register
