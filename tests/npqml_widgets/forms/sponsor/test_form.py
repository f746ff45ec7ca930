"""The form of the evidence: rows kept, refused, undone; an answer comes in as a file, and no control writes in it."""

from __future__ import annotations

import base64
import json
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from npqml_widgets.controls.base import Kept
from npqml_widgets.documents.sponsor.answer import content_of, request_of
from npqml_widgets.documents.sponsor.answer_file import DAMAGED, FORM_ITSELF, to_file
from npqml_widgets.documents.sponsor.html_form import write_form as write_page
from npqml_widgets.documents.sponsor.model import LABELS, Evidence, SponsorComments
from npqml_widgets.documents.sponsor.seal import seal_of
from npqml_widgets.documents.sponsor.workbook import to_xlsx
from npqml_widgets.documents.sponsor.xlsx_form import EMPTY, write_form
from npqml_widgets.forms.sponsor.form import ASK, CAME, ONE, THERE, SponsorForm, id_of_hand_in
from npqml_widgets.handin.pack import DOCUMENT as HAND_IN
from npqml_widgets.handin.pack import HandIn
from npqml_widgets.keeping import documents
from tests.npqml_widgets.documents.sponsor.filledforms import filled
from tests.npqml_widgets.documents.sponsor.sponsors import ANSWER, DAY, KEY, SHEET

CONTENT = content_of(ANSWER)
FILE = to_file(CONTENT, seal_of(CONTENT, KEY)).encode()


@pytest.fixture
def form(tmp_path, monkeypatch) -> SponsorForm:
    monkeypatch.chdir(tmp_path)
    return SponsorForm("sponsor-comments", SHEET)


def kept() -> SponsorComments:
    return documents.load("sponsor-comments", SponsorComments).document


def bring(form: SponsorForm, name: str, content: bytes) -> str:
    return form.bar._answer("bring", name, content)


@pytest.mark.parametrize(
    ("column", "typed", "read"),
    [
        ("criterion", "4.1.2", "4.1.2"),
        ("what", "Asked", "Asked"),
        ("partner", "Governors", "Governors"),
        ("barrier", "Time", "Time"),
        ("day", "03/11/2026", date(2026, 11, 3)),
        ("place", "Minutes", "Minutes"),
        ("figure", "36", "36"),
        ("source", "Budget", "Budget"),
        ("notes", "x", "x"),
    ],
)
def test_what_is_typed_in_a_cell_is_kept_as_its_field_and_taken_back(form, column, typed, read):
    assert form.edit("E2", column, typed) == ""
    assert getattr(kept().evidence[1], column) == read
    assert form.undo() == f"Undone: {LABELS[column]} of E2."
    assert kept() == SHEET


@pytest.mark.parametrize(
    ("column", "typed", "words"),
    [
        ("day", "in autumn", "found “in autumn”, expected a date such as 31/03/2026."),
        ("criterion", "9.9.9", "found “9.9.9”, expected a criterion of the framework, 1.1.1 to 6.1.3."),
    ],
)
def test_what_cannot_be_read_is_refused_in_words_and_changes_nothing(form, column, typed, words):
    assert form.edit("E1", column, typed) == words
    assert form.document == SHEET


def test_a_row_is_added_opened_removed_and_brought_back(form):
    form.grid._answers["add"]()
    assert kept().evidence[-1] == Evidence("E4", "4.1.1")
    assert form.tabs.titles[4] != "To mend: 0"
    assert form.open("E4") == ""
    assert form.tabs.selected_index == ONE
    assert "it does not say what was done" in form.about.value
    form.grid._answers["remove"]("E4")
    assert form.edit("E4", "what", "x") == "E4 was removed. Undo, below the form, or an earlier version brings it back."
    form.undo()
    assert [row.id for row in kept().evidence] == ["E1", "E2", "E3", "E4"]


def test_settings_are_kept_or_refused(form):
    assert form.set("settings", "criteria", "4.1.2") == ""
    assert kept().criteria == ("4.1.2",)
    assert "expected a criterion of the framework" in form.set("settings", "criteria", "four")
    assert form.set("settings", "ends", "31/07/2027") == ""
    assert kept().ends == date(2027, 7, 31)


def test_an_empty_form_says_what_to_do_first_and_knows_the_id_of_the_hand_in(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert id_of_hand_in() == ""
    documents.save(HAND_IN, HandIn("c001"), revision=0)
    form = SponsorForm("sponsor-comments", SponsorComments(candidate=id_of_hand_in()))
    assert "Nothing is here yet." in form.summary.value
    assert "Begin under Settings" in form.summary.value
    assert form.document.candidate == "c001"


# The sponsor's half.


def test_no_control_of_the_form_writes_in_an_answer(form):
    """What came back stands in plain HTML; every control that sends anything changes evidence or settings."""
    bring(form, "sponsor-answer.json", FILE)
    answers = form.document.answers
    assert not any(isinstance(part, Kept) for part in (form.came, form.tabs.children[CAME]))
    for column in (*LABELS, "answers", "content", "seal"):
        for row in ("E1", "answers", "settings"):
            for act in (form.edit, form.set):
                try:
                    act(row, column, "4.1.1")
                except (KeyError, TypeError):
                    continue  # no field of that name: nothing is changed
    assert form.document.answers == answers


def test_an_answer_is_kept_to_the_letter_and_shown(form):
    words = bring(form, "sponsor-answer.json", FILE)
    assert words.startswith("sponsor-answer.json is brought in.")
    received = kept().answers[0]
    assert (received.content, received.seal) == (CONTENT, seal_of(CONTENT, KEY))
    assert form.tabs.titles[CAME] == "What came back: 1"
    for shown in ("not verified", "I was there in October", "Ruth Moss"):
        assert shown in form.came.value
    assert form.tabs.titles[4] == "To mend: 0"
    assert "not verified" in form.as_text()


def test_evidence_that_is_changed_afterwards_is_named_on_the_page_in_print_and_to_mend(form):
    bring(form, "sponsor-answer.json", FILE)
    form.edit("E2", "what", "Led the whole trust")
    for shown in (form.came.value, form.faults.value, form.as_text()):
        assert "Evidence changed after the sponsor saw it on 3 May 2027: row E2 changed" in shown
    form.undo()
    assert "changed after" not in form.faults.value


def test_the_same_answer_comes_in_once_and_another_beside_it(form):
    bring(form, "sponsor-answer.json", FILE)
    assert bring(form, "again.json", FILE) == THERE
    other = content_of(evolve(ANSWER, confirms=False))
    bring(form, "second.json", to_file(other).encode())
    assert [received.seal != "" for received in kept().answers] == [True, False]
    assert "Earlier answers" in form.came.value


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("form.html", write_page(ANSWER.request).encode(), FORM_ITSELF),
        ("answer.json", FILE.replace(b"I was there", b"I was here!"), DAMAGED),
        ("form.xlsx", write_form(ANSWER.request), EMPTY),
        ("answer.pdf", b"%PDF", "answer.pdf was not brought in"),
    ],
)
def test_what_is_no_answer_is_refused_in_words_and_changes_nothing(form, name, content, words):
    assert bring(form, name, content).startswith(words)
    assert form.document == SHEET


def test_the_sponsor_s_workbook_comes_in_and_the_file_is_kept_whole(form):
    content = filled(write_form(ANSWER.request))
    bring(form, "for-sponsor.xlsx", content)
    received = kept().answers[0]
    assert received.way == "workbook"
    assert base64.b64decode(received.file) == content
    assert "cannot be sealed" in form.faults.value


def test_our_own_workbook_brings_evidence_in_and_no_answer(form):
    bring(form, "sponsor-answer.json", FILE)
    changed = evolve(SHEET, title="From Excel")
    bring(form, "evidence.xlsx", to_xlsx(changed))
    assert kept().title == "From Excel"
    assert [received.content for received in kept().answers] == [CONTENT]


def test_somebody_s_own_table_comes_in_once_each_column_is_known(form):
    table = b"Activity,Date,Where,Mood\nVisited the nursery,3 March 2027,The diary,glad\nRang the GP,soon,,\n"
    bring(form, "log.csv", table)
    assert form.mapping.layout.display == ""
    assert form.document == SHEET
    form.mapping._agreed(None)
    first, second = kept().evidence[3:]
    assert (first.what, first.day, first.place, first.notes) == (
        "Visited the nursery", date(2027, 3, 3), "The diary", "Mood: glad",
    )  # fmt: skip
    assert (second.id, second.day, second.notes) == ("E5", None, "Date: soon")
    assert "Row 3, Date: found “soon”" in form.report.value
    form.undo()
    assert kept() == SHEET


def test_the_sponsor_s_forms_are_written_with_the_evidence_as_it_is(form, monkeypatch):
    for output in form.outputs():
        assert "Written to" in form.bar._answer("write", output.ending, b"")
    names = {path.name for path in Path.cwd().glob("sponsor-comments*")}
    assert {"sponsor-comments-for-sponsor.html", "sponsor-comments-for-sponsor.xlsx", "sponsor-comments.html"} <= names
    page = Path("sponsor-comments-for-sponsor.html").read_text(encoding="utf-8")
    assert request_of(SHEET, DAY).evidence[0].what in page
    form.change(lambda sheet: evolve(sheet, evidence=()))
    assert form.bar._answer("write", "-for-sponsor.html", b"").startswith("There is no evidence yet")


def test_how_to_ask_says_each_step_and_never_to_ask_for_the_provider_s_page(form):
    assert "Never ask for the provider" in form.tabs.children[ASK].value


def test_what_was_kept_can_be_read_by_who_has_no_form(form):
    bring(form, "sponsor-answer.json", FILE)
    file = json.loads(Path("work/sponsor-comments.json").read_text(encoding="utf-8"))
    assert file["kind"] == "SponsorComments"
    assert file["document"]["answers"][0]["content"] == CONTENT
