"""The form of the risk register: cells are read as people type them, files come in and go out, nothing is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from npqml_widgets.documents.risk.model import LABELS, Register
from npqml_widgets.forms.risk.form import FAULTS, ONE, PICTURES, RiskForm
from npqml_widgets.forms.risk.table import VIEWS, columns, rows
from npqml_widgets.keeping import documents
from tests.npqml_widgets.documents.risk.risks import BUDGET, NOON, POSTS, SOUND, TODAY

THEIRS = "Ref,Risk,Likelihood,Impact,Lead,Mood\nA1,Flood,4,5,Site manager,calm\nA2,Fire,2,9,Head,worried\n"


@pytest.fixture
def form(tmp_path, monkeypatch) -> RiskForm:
    monkeypatch.chdir(tmp_path)
    return RiskForm("risk-register", SOUND)


def kept() -> Register:
    return documents.load("risk-register", Register).document


def risk(form: RiskForm, name: str):
    return next(one for one in form.document.risks if one.id == name)


@pytest.mark.parametrize(
    ("column", "typed", "read"),
    [
        ("event", "The hall is flooded", "The hall is flooded"),
        ("residual_impact", "5", 5),
        ("inherent_likelihood", "", None),
        ("category", "workload", "workload"),
        ("response", "avoid", "avoid"),
        ("controls", "One\n\n Two ", ("One", "Two")),
        ("due", "3 March 2027", date(2027, 3, 3)),
        ("review", "03/04/2027", date(2027, 4, 3)),
        ("status", "closed", "closed"),
    ],
)
def test_what_is_typed_in_a_cell_is_kept_as_its_field_with_a_trace(form, column, typed, read):
    assert form.edit("R1", column, typed) == ""
    changed = next(one for one in kept().risks if one.id == "R1")
    assert getattr(changed, column) == read
    assert changed.history[-1].field == column


@pytest.mark.parametrize(
    ("column", "typed", "words"),
    [
        ("due", "31/02/2027", "found “31/02/2027”, expected a date such as 31/03/2026."),
        ("residual_impact", "7", "found “7”, expected a level from 1 to 5, or its words."),
    ],
)
def test_what_cannot_be_read_is_refused_in_words_and_changes_nothing(form, column, typed, words):
    assert form.edit("R1", column, typed) == words
    assert form.document == SOUND


def test_a_risk_that_another_tab_has_removed_is_not_brought_to_life_by_an_edit(form):
    form.change(lambda register: register)
    other = RiskForm("risk-register", SOUND)
    form.remove("R1")
    assert "R1 was removed" in other.edit("R1", "event", "x")
    assert [one.id for one in other.document.risks] == ["R2"]


def test_an_added_risk_has_a_new_id_and_a_date_and_a_removed_one_comes_back(form):
    form.add()
    assert form.document.risks[-1].id == "R3"
    assert form.document.risks[-1].added is not None
    form.remove("R1")
    assert form.undo() == "Undone: removing R1."
    assert [one.id for one in kept().risks] == ["R1", "R2", "R3"]


def test_opening_a_risk_shows_its_entries_what_is_to_mend_its_scores_and_its_history(form):
    form.edit("R1", "residual_impact", "5")
    form.open("R1")
    assert form.tabs.selected_index == ONE
    assert form.record.shown["row"] == "R1"
    assert form.record.shown["cells"]["residual"] == 10
    assert "History of R1" in form.about.value
    assert "since " in form.about.value


def test_a_removed_risk_is_no_longer_open(form):
    form.open("R1")
    form.remove("R1")
    assert form.record.as_text().startswith("Open a risk")
    assert form.about.value == ""


def test_pictures_are_drawn_only_where_somebody_looks_and_follow_each_change(form):
    assert form.pictures.value == ""
    form.tabs.selected_index = PICTURES
    before = form.pictures.value
    assert before.count("<figure") == 2
    form.edit("R1", "residual_impact", "1")
    assert form.pictures.value != before


def test_the_tab_says_how_much_is_to_mend_and_names_it(form):
    form.edit("R2", "review", "01/02/2020")
    number = form.faults.value.count("<li")
    assert form.tabs.titles[FAULTS] == f"To mend: {number}"
    assert "its review was due on 1 February 2020" in form.faults.value


def test_every_field_of_a_risk_has_a_column_and_every_view_names_columns(form):
    keys = {one.key for one in columns(SOUND)}
    assert keys >= set(LABELS)
    assert all(set(view) <= keys for view in VIEWS.values())


def test_a_row_says_what_is_above_the_appetite_and_overdue_and_can_be_filtered_by_it():
    overdue = evolve(POSTS, review=date(2026, 1, 1))
    [row, fine] = rows(evolve(SOUND, risks=(overdue, BUDGET)), (), TODAY)
    assert row.notes == {"residual": "above the appetite", "review": "overdue"}
    assert {"open", "above", "overdue"} <= set(row.tags)
    assert fine.notes == {}


# Settings.


def test_other_words_of_the_scale_are_in_every_list_at_once(form):
    assert form.set("settings", "likelihood 5", "Certain: it is happening") == ""
    column = next(one for one in form.grid.setup["columns"] if one["key"] == "inherent_likelihood")
    assert column["options"][-1] == ["5", "5 Certain"]


@pytest.mark.parametrize(
    ("key", "typed", "words"),
    [("appetite", "30", "from 0 to 25"), ("appetite", "many", "from 0 to 25"), ("appetite finance", "-1", "0 to 25")],
)
def test_an_appetite_that_is_no_score_is_refused_in_words(form, key, typed, words):
    assert words in form.set("settings", key, typed)
    assert form.document == SOUND


def test_a_category_may_have_an_appetite_of_its_own_and_lose_it_again(form):
    form.set("settings", "appetite safeguarding", "2")
    assert form.document.category_appetite == {"safeguarding": 2}
    form.set("settings", "appetite safeguarding", "")
    assert form.document.category_appetite == {}


def test_undo_names_the_setting_that_it_will_take_back(form):
    form.set("settings", "appetite", "8")
    assert form.bar.undo == "Appetite in the settings"


def test_another_grid_moves_the_scores_and_asks_for_as_many_words(form):
    form.set("settings", "size", "3")
    assert form.document.size == 3
    assert sum(one["key"].startswith("impact ") for one in form.settings.setup["columns"]) == 3
    form.undo()
    assert form.document == SOUND


# Files.


def write(form: RiskForm, ending: str) -> bytes:
    form.bar._handle(form.bar, {"event": "write", "detail": ending}, [])
    return Path(f"risk-register{ending}").read_bytes()


def test_our_own_workbook_comes_back_without_loss(form):
    form.save(evolve(SOUND, risks=tuple(evolve(one, added=NOON) for one in SOUND.risks)))
    form.edit("R1", "event", "=cmd|' /C calc'!A0")
    before = form.document
    content = write(form, ".xlsx")
    form.remove("R1")
    form.bar._handle(form.bar, {"event": "bring", "detail": "risk-register.xlsx"}, [content])
    assert form.document == before


def test_the_page_to_print_is_written_beside_the_notebook(form):
    assert b"Reading project" in write(form, ".html")


def test_a_word_document_is_written_where_it_can_be_made(form):
    pytest.importorskip("docx", reason="needs python-docx")
    assert write(form, ".docx").startswith(b"PK")


def test_a_word_document_is_not_offered_where_it_cannot_be_made(form, monkeypatch):
    monkeypatch.setattr("npqml_widgets.forms.shared.files.can_write_word", lambda: False)
    assert [one.ending for one in form.outputs()] == [".html", ".xlsx"]


def test_somebody_elses_table_is_asked_about_column_by_column_before_it_comes_in(form):
    form.bar._handle(form.bar, {"event": "bring", "detail": "theirs.csv"}, [THEIRS.encode()])
    assert form.document == SOUND
    assert form.mapping.layout.display == ""
    labels = [one["label"] for one in form.mapping.record.setup["columns"]]
    assert labels == ["Ref", "Risk", "Likelihood", "Impact", "Lead", "Mood"]
    form.mapping.record._answers["edit"]("theirs.csv", "5", "cause")
    form.mapping._yes.click()
    assert risk(form, "A1").cause == "calm"
    assert risk(form, "A1").risk_owner == "Site manager"
    assert "found “9”" in form.report.value
    assert form.mapping.layout.display == "none"
    form.undo()
    assert form.document == SOUND


def test_the_preview_says_which_rows_are_joined_or_passed_over_before_anything_comes_in(form):
    rows = "Risk,Likelihood,Controls\nThe roof,3,Rota\n,,Agency\nRisk,Likelihood,Controls\nCover <b>,2,\n"
    form.bar._handle(form.bar, {"event": "bring", "detail": "theirs.csv"}, [rows.encode()])
    assert "Rows 2 and 3 were joined: they are one risk." in form.mapping.done.value
    assert "Row 4 was passed over (the headings again): “Risk Likelihood Controls”." in form.mapping.done.value
    form.mapping.record._answers["edit"]("theirs.csv", "0", "")
    assert "joined" not in form.mapping.done.value
    form.mapping.record._answers["edit"]("theirs.csv", "0", "event")
    form.mapping._yes.click()
    assert [one.controls for one in form.document.risks[-2:]] == [("Rota", "Agency"), ()]
    assert "Rows 2 and 3 were joined" in form.report.value
    assert form.bar.told["words"].startswith("2 risks were added.")


@pytest.mark.parametrize(
    ("name", "words"),
    [("risks.xls", "older Excel"), ("r.ods", "LibreOffice"), ("r.numbers", "Export To, Excel"), ("r.gsheet", "Google")],
)
def test_a_file_of_another_program_is_named_with_the_way_out(form, name, words):
    form.bar._handle(form.bar, {"event": "bring", "detail": name}, [b"x"])
    assert words in form.bar.told["words"]
    assert form.bar.told["words"].startswith(f"{name} was not brought in. It is ")


def test_a_file_that_holds_no_table_is_refused_in_words(form):
    form.bar._handle(form.bar, {"event": "bring", "detail": "broken.xlsx"}, [b"not a workbook"])
    assert "broken.xlsx is no XLSX workbook" in form.bar.told["words"]


def test_a_saved_notebook_and_a_marker_read_the_register_as_words(form):
    words = form.page._repr_mimebundle_()["text/plain"]
    assert "ID: R1; Cause: Two maths teachers leave" in words
    assert "Likelihood after controls: 2 Unlikely" in words
