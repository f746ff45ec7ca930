"""A budget comes back from its workbook without loss, also after somebody has worked on it in a spreadsheet."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from openpyxl import Workbook, load_workbook

from npqml_widgets.documents.budget.model import Budget, Line, Rate
from npqml_widgets.documents.budget.workbook.about import LAYOUT
from npqml_widgets.documents.budget.workbook.layout import COLUMNS
from npqml_widgets.documents.budget.workbook.read import from_xlsx
from npqml_widgets.documents.budget.workbook.write import to_xlsx
from npqml_widgets.keeping import documents
from npqml_widgets.keeping.authored import Refused
from tests.npqml_widgets.documents.budget.budgets import SOUND, any_days, budgets
from tests.npqml_widgets.documents.risk.risks import NASTY


def back(content: bytes) -> Budget:
    found = from_xlsx(content, "budget.xlsx")
    assert found is not None
    assert found.left_out == ()
    return found.document


def bytes_of(book: Any) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def book_of(budget: Budget) -> Any:
    return load_workbook(io.BytesIO(to_xlsx(budget)))


def put(book: Any, field: str, row: int, value: object) -> None:
    book["Lines"].cell(row, list(COLUMNS).index(field) + 1).value = value


@pytest.mark.slow
@given(budgets())
@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
def test_any_budget_is_the_same_after_export_and_import(budget: Budget) -> None:
    assert back(to_xlsx(budget)) == budget


@given(budgets(any_days))
@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
def test_any_budget_is_the_same_after_save_and_load(tmp_path_factory: Any, budget: Budget) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("module"))
        patch.setattr(documents, "_unsaved", {})
        documents.save("budget", budget, revision=0)
        loaded = documents.load("budget", Budget)
    assert (loaded.document, loaded.notice) == (budget, "")


@pytest.mark.slow
def test_every_awkward_text_comes_back_from_the_workbook_as_it_was() -> None:
    lines = tuple(Line(f"L{n}", what=text, strand=text, notes=text) for n, text in enumerate(NASTY))
    rates = tuple(Rate(f"R{n}", source=text) for n, text in enumerate(NASTY))
    budget = Budget(NASTY[1], NASTY[2], lines=lines, rates=rates)
    assert back(to_xlsx(budget)) == budget


def test_a_workbook_changed_in_excel_is_read_with_its_new_lines_and_what_cannot_be_read_is_named() -> None:
    book = book_of(SOUND)
    put(book, "price", 2, "dear")
    put(book, "what", 5, "A new line")
    put(book, "price", 5, 12.5)
    book["About"]["B6"] = "many"
    for column, value in enumerate(("R9", "Apprenticeship levy", date(2017, 4, 6), 1), 1):
        book["Rates"].cell(8, column).value = value
    found = from_xlsx(bytes_of(book), "budget.xlsx")
    assert found is not None
    assert found.left_out == (
        "About, Pupils with a place: found many, expected a number with at most two decimals, such as 2.5; left blank.",
        "Rates, row 8: a rate of the kind Apprenticeship levy from this day stands above; its day is left blank.",
        "Lines, row 2, Price of one: found “dear”, expected an amount in pounds and whole pence, such as £1,234.50; "
        "left blank and kept in the notes.",
    )
    first, *_, new = found.document.lines
    assert (first.price, first.notes) == (None, "Price of one: dear")
    assert (new.id, new.what, new.price) == ("L4", "A new line", 1250)
    assert found.document.rates[-1].source == "From: 06/04/2017"


def test_another_workbook_is_none_of_ours_and_a_newer_one_is_refused() -> None:
    assert from_xlsx(bytes_of(Workbook()), "other.xlsx") is None
    book = book_of(SOUND)
    (layout,) = [cell for cell in book["About"]["A"] if cell.value == "Layout of this budget"]
    layout.offset(0, 1).value = LAYOUT + 1
    with pytest.raises(Refused, match="newer version"):
        from_xlsx(bytes_of(book), "budget.xlsx")


def test_years_that_lie_too_far_apart_are_refused_with_where_to_look() -> None:
    far = evolve(SOUND.lines[0], id="L9", serves_from=date(2070, 1, 1), serves_to=date(2070, 2, 1))
    with pytest.raises(Refused, match="years apart, which is more than a workbook shows"):
        to_xlsx(evolve(SOUND, lines=(*SOUND.lines, far)))
