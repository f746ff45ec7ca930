"""The form of the plan: cells are read as people type them, files come in and go out, nothing is lost."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from npqml_widgets.documents.plan.model import LABELS, Plan
from npqml_widgets.documents.plan.workbook.write import to_xlsx
from npqml_widgets.forms.plan.form import CHART, ONE, PEOPLE, WHAT_IF, PlanForm, with_closed_days_of
from npqml_widgets.forms.plan.table import VIEWS, columns
from npqml_widgets.forms.shared.examples import example
from npqml_widgets.keeping import documents
from npqml_widgets.keeping.plain import to_plain
from tests.npqml_widgets.documents.plan.plans import SOUND

THEIRS = b"Action,Who,Days,Mood\nBuy pens,Office,2,calm\nUse them,Office,soon,worried\n"


@pytest.fixture
def form(tmp_path, monkeypatch) -> PlanForm:
    monkeypatch.chdir(tmp_path)
    return PlanForm("plan", SOUND)


def kept() -> Plan:
    return documents.load("plan", Plan).document


@pytest.mark.parametrize(
    ("column", "typed", "read"),
    [
        ("what", "Order", "Order"),
        ("kind", "milestone", "milestone"),
        ("owner", "Office, Ms A", "Office, Ms A"),
        ("days", "2 weeks", 10),
        ("after", "S1, S2", ("S1", "S2")),
        ("not_before", "03/11/2026", date(2026, 11, 3)),
        ("deadline", "", None),
        ("work", "1.5", 150),
        ("done", "50%", 50),
        ("notes", "x", "x"),
    ],
)
def test_what_is_typed_in_a_cell_is_kept_as_its_field(form, column, typed, read):
    assert form.edit("S3", column, typed) == ""
    assert getattr(kept().steps[2], column) == read


@pytest.mark.parametrize(
    ("column", "typed", "words"),
    [
        ("days", "a while", "found “a while”, expected a number of working days such as 4, or weeks such as 2 weeks."),
        ("done", "half", "found “half”, expected a percentage from 0 to 100, such as 50."),
        ("deadline", "31/02/2027", "found “31/02/2027”, expected a date such as 31/03/2026."),
    ],
)
def test_what_cannot_be_read_is_refused_in_words_and_changes_nothing(form, column, typed, words):
    assert form.edit("S1", column, typed) == words
    assert form.document == SOUND


def test_a_change_moves_the_dates_of_what_waits_for_it(form):
    form.edit("S1", "days", "5")
    last = dict(zip([column.key for column in columns()], form.grid.rows[3][1], strict=True))
    assert last["end"] == "Wed 04/11/2026"
    assert "4 November 2026, set by S1 → S2 → S4" in form.summary.value


def test_a_step_is_added_removed_and_brought_back(form):
    form.grid._answers["add"]()
    assert form.document.steps[-1].id == "S5"
    form.grid._answers["remove"]("S1")
    assert form.tabs.titles[5] != "To mend: 0"
    assert form.undo() == "Undone: removing S1."
    assert [step.id for step in form.document.steps] == ["S1", "S2", "S3", "S4", "S5"]


def test_people_and_closed_days_are_added_changed_and_taken_out(form):
    for grid, part, letter, field, typed in (
        (form.people, "people", "P", "name", "Office"), (form.closed, "closed", "C", "first", "16/11/2026"),
    ):  # fmt: skip
        assert grid._answers["add"]() == ""
        new = f"{letter}3"
        assert grid._answers["edit"](new, field, typed) == ""
        assert getattr(kept(), part)[-1].id == new
        grid._answers["remove"](new)
        assert getattr(form.document, part) == getattr(SOUND, part)
    assert form.people._answers["edit"]("P1", "days", "8").startswith(
        "found “8”, expected a number of days from 0 to 5"
    )
    assert form.closed._answers["edit"]("C1", "last", "x").startswith("found “x”, expected a date")


def test_a_step_that_another_tab_has_removed_is_not_brought_to_life_by_an_edit(form):
    form.change(lambda plan: evolve(plan, title="Kept"))
    other = PlanForm("plan", SOUND)
    form.grid._answers["remove"]("S1")
    assert "S1 was removed" in other.edit("S1", "what", "x")


def test_every_column_of_the_table_shows_a_field_or_what_it_comes_to(form):
    assert {column.key for column in columns()} == {key for keys in VIEWS.values() for key in keys}
    assert set(LABELS) <= {column.key for column in columns()}
    assert "Put the hours in writing" in form.as_text()


def test_an_empty_form_says_what_to_do_first(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    empty = PlanForm("plan")
    assert "Begin under Settings" in empty.summary.value
    for tab in range(8):
        empty.tabs.selected_index = tab
    assert "No step has dates yet" in empty.chart.value
    assert empty.tabs.titles[5] == "To mend: 0"


def test_chart_load_and_one_step_are_shown_where_somebody_looks(form):
    assert form.chart.value == form.work.value == ""
    form.tabs.selected_index = CHART
    assert "12 Oct" in form.chart.value
    form.tabs.selected_index = PEOPLE
    assert "Business manager" in form.work.value
    form.open("S3")
    assert form.tabs.selected_index == ONE
    assert "3 working days to spare" in form.about.value
    form.edit("S3", "after", "S9")
    assert "S9" in form.about.value


@pytest.mark.parametrize(
    ("key", "typed", "read"),
    [("title", "Ours", "Ours"), ("starts", "02/11/2026", date(2026, 11, 2)), ("ends", "", None)],
)
def test_a_setting_is_kept(form, key, typed, read):
    assert form.set("settings", key, typed) == ""
    assert getattr(kept(), key) == read


def test_a_setting_that_cannot_be_read_is_refused_in_words(form):
    assert form.set("settings", "ends", "soon").startswith("found “soon”, expected a date")
    assert form.document == SOUND


def test_our_own_workbook_comes_back_and_what_stood_there_is_kept(form):
    form.edit("S1", "what", "Before")
    assert "is brought in" in form._bring("plan.xlsx", to_xlsx(SOUND))
    assert form.document == SOUND
    form.undo()
    assert form.document.steps[0].what == "Before"


def test_somebody_s_table_is_asked_about_first_and_each_row_reported(form):
    assert form._bring("ours.csv", THEIRS) == ""
    assert form.document == SOUND
    form.mapping._agreed(None)
    assert [(step.id, step.days) for step in form.document.steps[4:]] == [("S5", 2), ("S6", None)]
    assert "found “soon”, expected a number of working days" in form.report.value


@pytest.mark.parametrize("ending", [".html", ".xlsx", ".docx"])
def test_the_plan_is_written_beside_the_notebook(form, ending):
    if ending == ".docx":
        pytest.importorskip("docx")
    assert form._write(ending, b"") == f"Written to plan{ending}, in the folder of this notebook."
    assert Path(f"plan{ending}").stat().st_size > 5_000


def test_an_own_plan_begins_with_the_course_s_closed_days_alone():
    assert with_closed_days_of(SOUND) == Plan(closed=SOUND.closed)
    assert with_closed_days_of(None) is None


def test_the_worked_example_is_read_from_beside_the_page_and_never_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").mkdir()
    path = tmp_path / "examples" / "project-plan.json"
    path.write_text(json.dumps(to_plain(SOUND)))
    before = path.read_bytes()
    form = PlanForm("example-plan", example("project-plan", Plan))
    form.edit("S2", "days", "9")
    assert form.document.steps[1].days == 9
    assert path.read_bytes() == before
    assert documents.load("project-plan", Plan).revision == 0


def test_what_is_tried_for_a_step_changes_nothing(form):
    form.tabs.selected_index = WHAT_IF
    assert form.trial.edit("slip", "step", "S2") == ""
    assert form.trial.edit("slip", "days", "4") == ""
    assert "on 9 November 2026" in form.trial.shown.value
    assert form.document == SOUND
