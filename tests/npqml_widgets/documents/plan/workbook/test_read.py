"""A plan comes back the same from its own workbook; what somebody has changed in it is read or said."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given, settings
from openpyxl import Workbook, load_workbook

from npqml_widgets.documents.plan.model import Plan
from npqml_widgets.documents.plan.workbook.layout import COLUMNS
from npqml_widgets.documents.plan.workbook.read import from_xlsx
from npqml_widgets.documents.plan.workbook.write import to_xlsx
from npqml_widgets.keeping.authored import Refused
from tests.npqml_widgets.documents.plan.plans import SOUND, any_days, plans


@settings(max_examples=40, deadline=None)
@given(plans(any_days))
def test_any_plan_comes_back_the_same(plan: Plan) -> None:
    found = from_xlsx(to_xlsx(plan), "plan.xlsx")
    assert found is not None
    assert found.left_out == ()
    assert found.document == plan


def changed(change) -> bytes:
    book = load_workbook(io.BytesIO(to_xlsx(SOUND)))
    change(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_what_cannot_be_read_is_kept_in_the_notes_and_said():
    def spoil(book):
        book["Steps"].cell(2, list(COLUMNS).index("days") + 1).value = "a while"
        book["About"]["B3"].value = "soon"
        book["Closed days"]["B2"].value = "in autumn"
        book["People"]["C2"].value = "9"

    found = from_xlsx(changed(spoil), "plan.xlsx")
    assert found.document.steps[0].days is None
    assert found.document.steps[0].notes == "Working days: a while"
    assert found.document.closed[0].what == "Half-term, From: in autumn"
    assert found.document.people[0].name == "Head of Maths, Days a week: 9"
    assert [report.partition(":")[0] for report in found.left_out] == [
        "Closed days, row 2, From", "People, row 2, Days a week", "About, Project begins",
        "Steps, row 2, Working days",
    ]  # fmt: skip


def test_a_day_off_that_was_added_is_a_closed_time():
    found = from_xlsx(changed(lambda book: book["Days off"].append([date(2026, 11, 16)])), "plan.xlsx")
    assert found.document.closed[-1].first == date(2026, 11, 16)
    assert found.document.closed[:-1] == SOUND.closed
    wrong = from_xlsx(changed(lambda book: book["Days off"].append(["a Monday"])), "plan.xlsx")
    assert "found a Monday, expected" in wrong.left_out[0]


def test_a_newer_workbook_is_refused_and_another_one_is_none_of_ours():
    def renew(book):
        for row in book["About"].iter_rows():
            if row[0].value == "Layout of this plan":
                row[1].value = 99

    with pytest.raises(Refused, match="newer version"):
        from_xlsx(changed(renew), "plan.xlsx")
    other = io.BytesIO()
    Workbook().save(other)
    assert from_xlsx(other.getvalue(), "other.xlsx") is None
