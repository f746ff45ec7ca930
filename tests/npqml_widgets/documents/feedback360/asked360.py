"""A round of seven raters, and what comes back in it, for the tests of 360 feedback."""

from __future__ import annotations

from datetime import date

from hypothesis import settings
from hypothesis import strategies as st

from npqml_widgets.documents.feedback360.codes import Answers
from npqml_widgets.documents.feedback360.model import Rater, new_round
from npqml_widgets.documents.feedback360.xlsx_form import write_sheet
from npqml_widgets.documents.shared.workbook import add_row, open_book, saved

PEOPLE = {"leader": "self", "boss": "manager", "p1": "peers", "p2": "peers", "t1": "team", "t2": "team", "t3": "team"}
ASKED = new_round("autumn", "leader-7", PEOPLE, opened=date(2026, 9, 7))
IDS = [one.id for one in ASKED.questionnaire.statements]
QUESTIONS = [one.id for one in ASKED.questionnaire.questions]
modest = settings(deadline=None, max_examples=60)
ratings = st.dictionaries(st.sampled_from(IDS), st.sampled_from([1, 2, 3, 4]))
texts = st.dictionaries(st.sampled_from(QUESTIONS), st.text(min_size=1, max_size=40).filter(str.strip))


def rater(name: str) -> Rater:
    return next(one for one in ASKED.raters if one.id == name)


def from_rater(name: str, **given: object) -> Answers:
    return Answers(ASKED.tag, rater(name).token, **given)


def filled(answers: dict[str, object], name: str = "t1") -> bytes:
    """Fill an XLSX form as a rater would."""
    book = open_book(write_sheet(ASKED, rater(name)), "a form", as_typed=True)
    for row in book["Answers"].iter_rows():
        if row[0].value in answers:
            value = answers[row[0].value]
            scratch = book.create_sheet("scratch")
            add_row(scratch, [value])
            row[3].value = scratch["A1"].value
            row[3].data_type = scratch["A1"].data_type
            book.remove(scratch)
    return saved(book)
