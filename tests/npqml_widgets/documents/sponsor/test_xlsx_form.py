"""The sponsor's workbook: filled in and read back, whatever the evidence; what is wrong in it is said by its row."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings

from npqml_widgets.documents.sponsor.answer import Comment, read_content, request_of
from npqml_widgets.documents.sponsor.model import SponsorComments
from npqml_widgets.documents.sponsor.workbook import to_xlsx
from npqml_widgets.documents.sponsor.xlsx_form import ASKED, EMPTY, read_form, write_form
from npqml_widgets.keeping.authored import Refused
from tests.npqml_widgets.documents.sponsor.filledforms import filled
from tests.npqml_widgets.documents.sponsor.sponsors import DAY, MADE, SHEET, sheets, with_what

REQUEST = request_of(SHEET, DAY)


def test_a_filled_form_is_read_as_an_answer_to_what_was_asked() -> None:
    answer = read_content(read_form(filled(write_form(REQUEST)), MADE) or "")
    assert answer.request == REQUEST
    assert answer.comments == (Comment("4.1.1", "I was there."), Comment("4.1.2", "=I have the minutes"))
    assert (answer.confirms, answer.name, answer.role, answer.day) == (True, "Ruth Moss", "Headteacher", DAY)
    assert answer.made == MADE


@pytest.mark.parametrize(("typed", "day"), [(date(2027, 5, 3), DAY), ("3 May 2027", DAY), ("", None)])
def test_a_date_is_read_as_people_type_it(typed: Any, day: date | None) -> None:
    assert read_content(read_form(filled(write_form(REQUEST), Date=typed), MADE) or "").day == day


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"Confirmed": "perhaps"}, "row .*: found “perhaps”, expected yes or no"),
        ({"Date": "soon"}, "found “soon”, expected a date"),
        ({"Your_name": " "}, "The name is missing"),
        ({"Comment on 4.1.1": "x" * 6_000}, "longer than 5,000 characters"),
    ],
)
def test_what_cannot_be_read_is_said_by_its_row(other: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        read_form(filled(write_form(REQUEST), **other), MADE)


def test_the_form_with_nothing_filled_in_and_other_workbooks_are_told_apart() -> None:
    with pytest.raises(Refused) as refused:
        read_form(write_form(REQUEST), MADE)
    assert str(refused.value) == EMPTY
    assert read_form(to_xlsx(SHEET), MADE) is None
    with pytest.raises(Refused, match="no XLSX workbook"):
        read_form(b"PK nothing", MADE)


def test_a_hidden_sheet_that_was_changed_is_told_of() -> None:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(filled(write_form(REQUEST))))
    book[ASKED]["A1"] = "{}{"
    target = BytesIO()
    book.save(target)
    with pytest.raises(Refused, match="hidden sheet What was asked"):
        read_form(target.getvalue(), MADE)


def test_evidence_longer_than_a_cell_and_formulas_in_it_go_along() -> None:
    sheet = evolve(with_what(SHEET, "E1", "=1+1 " + "very long " * 2_000), name="@SUM(A1)")
    answer = read_content(read_form(filled(write_form(request_of(sheet, DAY))), MADE) or "")
    assert answer.request == request_of(sheet, DAY)


def test_no_text_of_the_candidate_runs_in_the_sponsor_s_spreadsheet() -> None:
    from openpyxl import load_workbook

    nasty = "=HYPERLINK(1)"
    rows = tuple(evolve(row, what=nasty, partner=nasty, barrier=nasty, place=nasty) for row in SHEET.evidence)
    sheet = evolve(SHEET, name=nasty, title=nasty, setting=nasty, evidence=rows)
    book = load_workbook(BytesIO(write_form(request_of(sheet, DAY))))
    assert not [cell.coordinate for made in book for row in made.iter_rows() for cell in row if cell.data_type == "f"]


@settings(max_examples=25, deadline=None)
@given(sheets())
def test_any_evidence_comes_back_with_the_answer(sheet: SponsorComments) -> None:
    if sheet.criteria and any(row.what.strip() for row in sheet.evidence):
        request = request_of(sheet, DAY)
        assert read_content(read_form(filled(write_form(request)), MADE) or "").request == request
