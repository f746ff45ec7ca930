"""A register comes back from its workbook without loss, also after somebody has worked on it in a spreadsheet."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from npqml_widgets.documents.risk.changes import changed
from npqml_widgets.documents.risk.model import Register, Risk
from npqml_widgets.documents.risk.workbook.method import LAYOUT
from npqml_widgets.documents.risk.workbook.read import brought_up_to_date, from_xlsx
from npqml_widgets.documents.risk.workbook.write import to_xlsx
from npqml_widgets.keeping import documents
from npqml_widgets.keeping.authored import Refused
from tests.npqml_widgets.documents.risk.risks import BUDGET, NASTY, NOON, POSTS, SOUND, registers
from tests.npqml_widgets.documents.risk.workbook.books import back, book_of, cell

modest = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))


def bytes_of(book: Any) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.slow
@given(registers())
@modest
def test_any_register_is_the_same_after_save_load_export_and_import(tmp_path_factory: Any, register: Register) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("module"))
        patch.setattr(documents, "_unsaved", {})
        documents.save("risk-register", register, revision=0)
        loaded = documents.load("risk-register", Register)
    assert (loaded.document, loaded.notice) == (register, "")
    assert back(to_xlsx(loaded.document)) == register


@pytest.mark.parametrize("text", NASTY)
def test_every_awkward_text_comes_back_from_the_workbook_as_it_was(text: str) -> None:
    register = Register(text, risks=(Risk("R1", event=text, notes=text, controls=[text, text]),))
    assert back(to_xlsx(register)) == register


pieces = st.lists(st.sampled_from(["_x0041", "_", "\x01", "\r", "\t", "'", "=", " ", "x0041_", "\n"]), max_size=8)


@pytest.mark.slow
@given(pieces.map("".join))
@modest
def test_a_text_that_looks_like_an_escape_is_never_changed(text: str) -> None:
    register = Register(risks=(Risk("R1", event=text),))
    assert back(to_xlsx(register)) == register


def test_a_workbook_changed_in_excel_is_read_with_its_new_risks_and_what_cannot_be_read_is_named() -> None:
    book = book_of(SOUND)
    cell(book, "residual_likelihood").value = 1
    cell(book, "residual_impact").value = "9"
    cell(book, "event", 4).value = "A new risk"
    book["Method"]["B4"] = "lots"
    found = from_xlsx(bytes_of(book), "register.xlsx")
    assert found.left_out == (
        "Method, Appetite: found lots, expected a score from 0 to 25; taken as 6.",
        "All risks, row 2, Impact after controls: found “9”, expected a level from 1 to 5, or its words; "
        "left blank and kept in the notes.",
    )
    first, _, third = found.document.risks
    assert (first.residual_likelihood, first.residual_impact, first.notes) == (1, None, "Impact after controls: 9")
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


def test_a_workbook_that_says_inherent_and_residual_is_read_as_before() -> None:
    register = evolve(SOUND, risks=(changed(POSTS, NOON, inherent_likelihood=1, residual_impact=3), *SOUND.risks[1:]))
    book = book_of(register)
    for sheet, row in (("All risks", 1), ("History", 2), ("History", 3)):
        for one in book[sheet][row]:
            part, _, stage = str(one.value).partition(" ")
            if stage in ("before controls", "after controls"):
                one.value = f"{'Inherent' if stage.startswith('before') else 'Residual'} {part.lower()}"
    assert [one.value for one in book["All risks"][1]][5:11] == [
        "Inherent likelihood", "Inherent impact", "Inherent score",
        "Residual likelihood", "Residual impact", "Residual score",
    ]  # fmt: skip
    assert back(bytes_of(book)) == register


def test_another_workbook_is_none_of_ours_and_a_newer_one_is_refused() -> None:
    assert from_xlsx(bytes_of(Workbook()), "other.xlsx") is None
    book = book_of(SOUND)
    (layout,) = [one for one in book["Method"]["A"] if one.value == "Layout of this workbook"]
    layout.offset(0, 1).value = LAYOUT + 1
    with pytest.raises(Refused, match="newer version"):
        from_xlsx(bytes_of(book), "register.xlsx")


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 cut off"])
def test_what_is_no_workbook_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(Refused, match=r"old\.xlsx is no XLSX workbook that can be opened; expected a risk register"):
        from_xlsx(content, "old.xlsx")
