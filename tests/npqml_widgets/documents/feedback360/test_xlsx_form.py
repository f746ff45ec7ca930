"""The XLSX form of a rater brings the answers back as they were filled in."""

from __future__ import annotations

import io

from hypothesis import given, settings
from openpyxl import load_workbook

from npqml_widgets.documents.feedback360.xlsx_form import read_sheet, write_sheets
from tests.npqml_widgets.documents.feedback360.asked360 import (
    ASKED,
    filled,
    from_rater,
    ratings,
    texts,
)
from tests.npqml_widgets.documents.feedback360.collected360 import collecting


@given(ratings, texts)
@settings(deadline=None, max_examples=25)
def test_an_xlsx_form_brings_ratings_and_comments_back(given_: dict[str, int], wrote: dict[str, str]) -> None:
    answers = from_rater("t1", ratings=given_, texts=wrote)
    assert read_sheet(filled({f"rating:{k}": v for k, v in answers.ratings.items()}
                             | {f"text:{k}": v for k, v in answers.texts.items()}), ASKED) == answers  # fmt: skip


def test_a_form_s_number_may_be_typed_anew_in_small_letters_and_without_the_hyphen():
    asked = collecting({"team": 3}).collecting.round
    rater, content = next(write_sheets(asked))
    book = load_workbook(io.BytesIO(content))
    (number,) = [one for one in book["Answers"]["B"] if one.value == f"{asked.tag}-{rater.token}"]
    for between in ("", " ", "\u2013"):
        number.value = f" {asked.tag}{between}{rater.token}".lower()
        target = io.BytesIO()
        book.save(target)
        assert read_sheet(target.getvalue(), asked).token == rater.token


def test_every_workbook_form_carries_its_own_raters_number_and_is_read_as_theirs():
    asked = collecting({"team": 3}).collecting.round
    for rater, content in write_sheets(asked):
        assert read_sheet(content, asked).token == rater.token
