"""Any document of lists comes back the same from its workbook; what somebody has changed in it is read or said."""

from __future__ import annotations

import io

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import Workbook, load_workbook

from npqml_widgets.documents.change.columns import COLUMNS as CHANGE
from npqml_widgets.documents.development.columns import COLUMNS
from npqml_widgets.documents.development.model import DevelopmentPlan
from npqml_widgets.documents.ownproject.columns import COLUMNS as CHOICE
from npqml_widgets.documents.responsibilities.columns import COLUMNS as RESPONSIBILITIES
from npqml_widgets.documents.shared.lists.workbook import from_xlsx, to_xlsx
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.plain import from_plain, to_plain
from tests.npqml_widgets.documents.change.changeplans import changeplans
from tests.npqml_widgets.documents.development.developments import SOUND, plans
from tests.npqml_widgets.documents.ownproject.ownprojects import ownprojects
from tests.npqml_widgets.documents.responsibilities.tables import tables

some = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "documents"),
    [(COLUMNS, plans()), (RESPONSIBILITIES, tables()), (CHANGE, changeplans()), (CHOICE, ownprojects())],
    ids=lambda value: getattr(value, "title", ""),
)
def test_any_document_comes_back_the_same(kind, documents):
    @some
    @given(documents)
    def comes_back(document):
        found = from_xlsx(kind, to_xlsx(kind, document), "ours.xlsx")
        assert (found.document, found.left_out) == (document, ())
        assert from_plain(to_plain(document), kind.model) == document

    comes_back()


def changed(change) -> bytes:
    book = load_workbook(io.BytesIO(to_xlsx(COLUMNS, SOUND)))
    change(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def place_of(sheet, heading: str) -> int:
    return [cell.value for cell in sheet[1]].index(heading) + 1


def test_what_cannot_be_read_is_kept_in_the_notes_and_said():
    def spoil(book):
        rows = book["Needs and opportunities"]
        rows.cell(2, place_of(rows, "Hours")).value = "a while"
        rows.cell(3, place_of(rows, "ID")).value = "D1"
        book["About"]["B3"].value = "lots"
        book["The team"]["C2"].value = "now and then"

    found = from_xlsx(COLUMNS, changed(spoil), "plan.xlsx")
    first, second = found.document.rows
    assert (first.hours, first.notes) == (None, "Hours: a while")
    assert (second.id, second.notes) == ("D2", "ID: D1")
    assert (found.document.money, found.document.team[0].notes) == (None, "Days: now and then")
    said = "\n".join(found.left_out)
    for words in ("About, Money there is: found lots", "row 2, Hours: found “a while”", "The team, row 2, Days"):
        assert words in said


def test_a_row_that_was_added_in_the_spreadsheet_is_read():
    def add(book):
        rows = book["Needs and opportunities"]
        rows.cell(4, place_of(rows, "Who")).value = "Lead tutor"
        rows.cell(4, place_of(rows, "Cost")).value = 12.5

    added = from_xlsx(COLUMNS, changed(add), "plan.xlsx").document.rows[2]
    assert (added.id, added.person, added.cost) == ("D3", "Lead tutor", 1250)


def test_another_workbook_is_none_of_ours_and_a_newer_one_is_refused():
    other = io.BytesIO()
    Workbook().save(other)
    assert from_xlsx(COLUMNS, other.getvalue(), "other.xlsx") is None
    assert from_xlsx(RESPONSIBILITIES, to_xlsx(COLUMNS, SOUND), "other.xlsx") is None

    def newer(book):
        book["About"].cell(book["About"].max_row, 2).value = 99

    with pytest.raises(Refused, match="written by a newer version"):
        from_xlsx(COLUMNS, changed(newer), "plan.xlsx")
    with pytest.raises(Refused, match="no XLSX workbook"):
        from_xlsx(COLUMNS, b"PK nothing", "plan.xlsx")


def test_no_text_is_run_and_dates_are_dates():
    plan = DevelopmentPlan(rows=(*SOUND.rows[:1],), title="=1+1")
    book = load_workbook(io.BytesIO(to_xlsx(COLUMNS, plan)))
    assert book["About"]["B1"].data_type == "s"
    rows = book["Needs and opportunities"]
    assert rows.cell(2, place_of(rows, "Begins")).is_date
    assert book.active.title == "Needs and opportunities"
