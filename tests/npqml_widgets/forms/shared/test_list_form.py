"""A form that is made from columns: what is typed is kept or refused in words, files come and go, nothing is lost."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from npqml_widgets.documents.change.model import ChangePlan
from npqml_widgets.documents.development.model import DevelopmentPlan
from npqml_widgets.documents.kinds import KINDS
from npqml_widgets.documents.ownproject.model import OwnProject
from npqml_widgets.documents.responsibilities.model import Responsibilities
from npqml_widgets.forms.change.form import ChangeForm
from npqml_widgets.forms.development.form import DevelopmentForm
from npqml_widgets.forms.ownproject.form import OwnProjectForm
from npqml_widgets.forms.responsibilities.form import ResponsibilitiesForm
from npqml_widgets.forms.shared.examples import example
from npqml_widgets.keeping import documents
from npqml_widgets.keeping.plain import to_plain
from tests.npqml_widgets.documents.change.changeplans import SOUND as CHANGE
from tests.npqml_widgets.documents.development.developments import COACHING, SOUND, VISIT
from tests.npqml_widgets.documents.ownproject.ownprojects import SOUND as CHOICE
from tests.npqml_widgets.documents.responsibilities.tables import SOUND as TABLE

THEIRS = b"Name,Target,CPD,Cost,Mood\nMr A,Ask more,Course,120,calm\nMs B,,Visit,soon,worried\n"
FORMS = [
    ("development", DevelopmentForm, SOUND), ("responsibilities", ResponsibilitiesForm, TABLE),
    ("change", ChangeForm, CHANGE), ("ownproject", OwnProjectForm, CHOICE),
]  # fmt: skip
every_form = pytest.mark.parametrize(("kind", "form_class", "sound"), FORMS, ids=[name for name, *_ in FORMS])


@pytest.fixture
def form(tmp_path, monkeypatch) -> DevelopmentForm:
    monkeypatch.chdir(tmp_path)
    return DevelopmentForm("plan", SOUND)


def kept() -> DevelopmentPlan:
    return documents.load("plan", DevelopmentPlan).document


@pytest.mark.parametrize(
    ("column", "typed", "read"),
    [
        ("person", "Lead tutor", "Lead tutor"), ("where", "inside", "inside"), ("hours", "2.5", 250),
        ("cost", "£1,234.50", 123_450), ("cost", "", None), ("check", "31/03/2027", date(2027, 3, 31)),
        ("notes", "x", "x"),
    ],
)  # fmt: skip
def test_what_is_typed_in_a_cell_is_kept_as_its_field(form, column, typed, read):
    assert form.edit("D2", column, typed) == ""
    assert getattr(kept().rows[1], column) == read


@pytest.mark.parametrize(
    ("column", "typed", "words"),
    [
        ("hours", "a while", "found “a while”, expected a number with at most two decimals, such as 2.5."),
        ("check", "31/02/2027", "found “31/02/2027”, expected a date such as 31/03/2026."),
        ("cost", "-1", "found “-1”, expected an amount from £0, such as £120."),
    ],
)
def test_what_cannot_be_read_is_refused_in_words_and_changes_nothing(form, column, typed, words):
    assert form.edit("D1", column, typed) == words
    assert form.document == SOUND


@every_form
def test_entries_of_every_list_are_added_changed_removed_and_brought_back(
    tmp_path, monkeypatch, kind, form_class, sound
):
    monkeypatch.chdir(tmp_path)
    form = form_class("own", sound)
    for each in form.columns.lists:
        grid = form.grid if each is form.columns.lists[0] else form.grids[each.part]
        assert grid._answers["add"]() == ""
        new = getattr(form.document, each.part)[-1]
        assert new.id.startswith(each.letter)
        text = next(name for name, column in each.fields.items() if column.kind.is_text and name != "id")
        assert grid._answers["edit"](new.id, text, "Typed") == ""
        assert getattr(getattr(documents.load("own", form.kind).document, each.part)[-1], text) == "Typed"
        grid._answers["remove"](new.id)
        assert getattr(form.document, each.part) == getattr(sound, each.part)
        assert form.undo() == f"Undone: removing {new.id}."
    assert documents.load("own", form.kind).notice == ""


@every_form
def test_every_tab_is_shown_with_entries_and_without(tmp_path, monkeypatch, kind, form_class, sound):
    monkeypatch.chdir(tmp_path)
    for name, start in (("empty", None), ("own", sound)):
        form = form_class(name, start)
        for tab in range(len(form.tabs.children)):
            form.tabs.selected_index = tab
        assert len(form.tabs.titles) == len(form.tabs.children)
        assert "To mend: 0" in form.tabs.titles
        assert ("Nothing is here yet." in form.heading.value) is (start is None)
        assert all(control.value for control in form.more.values())
        assert form.as_text()
    assert KINDS[kind].load_form() is form_class


@every_form
def test_each_setting_is_kept_or_refused_in_words(tmp_path, monkeypatch, kind, form_class, sound):
    monkeypatch.chdir(tmp_path)
    form = form_class("own", sound)
    assert form.set("settings", "title", "Ours") == ""
    assert documents.load("own", form.kind).document.title == "Ours"
    assert "Ours" in form.heading.value
    for name, column in form.columns.settings.items():
        if column.kind.typed == "date":
            assert form.set("settings", name, "soon").startswith("found “soon”, expected a date")


def test_a_fault_is_counted_said_and_shown_at_its_entry(form):
    form.edit("D1", "sign", "Better")
    assert form.tabs.titles[-2] == "To mend: 1"
    assert "no number" in form.faults.value
    assert form.open("D1") == ""
    assert form.tabs.titles[1] == "One row: D1"
    assert "no number" in form.about.value
    assert [row[0] for row in form.grid.rows if "unsound" in row[3]] == ["D1"]


def test_a_fault_of_a_row_is_not_shown_at_somebody_of_the_team_with_its_id(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    form = DevelopmentForm("same", evolve(SOUND, rows=(evolve(COACHING, id="P1", sign=""), VISIT)))
    assert [row[0] for row in form.grid.rows if "unsound" in row[3]] == ["P1"]
    assert [row[0] for row in form.grids["team"].rows if "unsound" in row[3]] == []


def test_an_entry_that_another_tab_has_removed_is_not_brought_to_life_by_an_edit(form):
    form.set("settings", "title", "Kept")
    other = DevelopmentForm("plan", SOUND)
    form.grid._answers["remove"]("D1")
    assert "D1 was removed" in other.edit("D1", "need", "x")


def test_a_spreadsheet_of_theirs_is_asked_about_first_and_each_row_reported(form):
    assert form._bring("ours.csv", THEIRS) == ""
    assert form.document == SOUND
    form.mapping._agreed(None)
    assert [(row.id, row.cost) for row in form.document.rows[2:]] == [("D3", 12_000), ("D4", None)]
    assert "found “soon”, expected an amount" in form.report.value
    assert form.undo() == "Undone: bringing in a table."


def test_letters_of_a_grid_come_in_with_their_posts(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    form = ResponsibilitiesForm("own")
    form._bring("raci.csv", b"Task,Head,Tutor\nMark,A,R\n")
    form.mapping._agreed(None)
    assert form.document.tasks[0].letters_of("head") == "A"
    assert [post.name for post in form.document.posts] == ["Tutor", "Head"]


@every_form
@pytest.mark.parametrize("ending", [".html", ".xlsx", ".docx"])
def test_a_document_is_written_beside_the_notebook(tmp_path, monkeypatch, kind, form_class, sound, ending):
    if ending == ".docx":
        pytest.importorskip("docx")
    monkeypatch.chdir(tmp_path)
    form = form_class("own", sound)
    assert form._write(ending, b"") == f"Written to own{ending}, in the folder of this notebook."
    content = Path(f"own{ending}").read_bytes()
    if ending == ".xlsx":
        form.set("settings", "title", "Another")
        assert "is brought in" in form._bring("own.xlsx", content)
        assert form.document == sound


def test_the_worked_example_is_read_from_beside_the_page_and_never_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").mkdir()
    path = tmp_path / "examples" / "development-plan.json"
    path.write_text(json.dumps(to_plain(SOUND)))
    before = path.read_bytes()
    form = DevelopmentForm("example-plan", example("development-plan", DevelopmentPlan))
    form.edit("D2", "hours", "9")
    assert form.document.rows[1].hours == 900
    assert path.read_bytes() == before
    assert documents.load("development-plan", DevelopmentPlan).revision == 0


def test_each_form_keeps_its_own_kind():
    assert [form.kind for _, form, _ in FORMS] == [DevelopmentPlan, Responsibilities, ChangePlan, OwnProject]


def test_where_the_settings_are_what_it_is_about_they_stand_first_and_everything_else_still_opens(
    tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    form = OwnProjectForm("own")
    assert form.tabs.titles[0] == "The choice"
    assert form.tabs.children[0] is form.settings
    assert form.set("settings", "team", "0") == ""
    assert "Another role" not in form.heading.value
    assert "a team of 0." in form.heading.value
    assert "you lead nobody" in form.faults.value
    form.grid._answers["add"]()
    assert form.open("M1") == ""
    assert form.tabs.titles[form.tabs.selected_index] == "One measure: M1"
    assert "not taken before the project begins" in form.about.value
    form.tabs.selected_index = form.tabs.titles.index("Days in order")
    assert "No day is put in yet." in form.more["Days in order"].value
    form.set("settings", "begins", "11/01/2027")
    assert "The project begins" in form.more["Days in order"].value
