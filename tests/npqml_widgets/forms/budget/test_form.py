"""The form of the budget: cells are read as people type them, files come in and go out, nothing is lost."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from npqml_widgets.documents.budget.model import LABELS, Budget
from npqml_widgets.documents.budget.workbook.write import to_xlsx
from npqml_widgets.forms.budget.form import FAULTS, ONE, TOTALS, BudgetForm, with_rates_of
from npqml_widgets.forms.budget.table import VIEWS, columns, rows
from npqml_widgets.forms.shared.examples import example
from npqml_widgets.keeping import documents
from npqml_widgets.keeping.plain import to_plain
from tests.npqml_widgets.documents.budget.budgets import LICENCE, SOUND, TUTORS

THEIRS = b"Item,Cost,Mood\nPens,12.50,calm\nInk,much,worried\nTotal,12.50,\n"


@pytest.fixture
def form(tmp_path, monkeypatch) -> BudgetForm:
    monkeypatch.chdir(tmp_path)
    return BudgetForm("budget", SOUND)


def kept() -> Budget:
    return documents.load("budget", Budget).document


@pytest.mark.parametrize(
    ("column", "typed", "read"),
    [
        ("what", "Tutors", "Tutors"),
        ("quantity", "3.25", 325),
        ("times", "60", 60),
        ("price", "£16.00", 1600),
        ("price", "", None),
        ("kind", "salary", "salary"),
        ("scheme", "none", "none"),
        ("serves_from", "03/04/2027", date(2027, 4, 3)),
        ("payer", "", ""),
        ("actual", "1,200", 120_000),
    ],
)
def test_what_is_typed_in_a_cell_is_kept_as_its_field(form, column, typed, read):
    assert form.edit("L1", column, typed) == ""
    assert getattr(kept().lines[0], column) == read


@pytest.mark.parametrize(
    ("column", "typed", "words"),
    [
        ("price", "dear", "found “dear”, expected an amount in pounds and whole pence, such as £1,234.50."),
        ("times", "2.5", "found “2.5”, expected a whole number from 0 to 100,000."),
        ("serves_to", "31/02/2027", "found “31/02/2027”, expected a date such as 31/03/2026."),
    ],
)
def test_what_cannot_be_read_is_refused_in_words_and_changes_nothing(form, column, typed, words):
    assert form.edit("L1", column, typed) == words
    assert form.document == SOUND


def test_a_line_is_added_removed_and_brought_back(form):
    form.grid._answers["add"]()
    assert form.document.lines[-1].id == "L4"
    form.grid._answers["remove"]("L1")
    assert form.undo() == "Undone: removing L1."
    assert [line.id for line in form.document.lines] == ["L1", "L2", "L3", "L4"]


def test_a_line_that_another_tab_has_removed_is_not_brought_to_life_by_an_edit(form):
    form.change(lambda budget: evolve(budget, title="Kept"))
    other = BudgetForm("budget", SOUND)
    form.grid._answers["remove"]("L1")
    assert "L1 was removed" in other.edit("L1", "what", "x")
    assert "R9 was removed" in other.rates._answers["edit"]("R9", "percent", "1")


def test_every_column_of_the_table_shows_a_field_or_what_it_comes_to(form):
    assert {column.key for column in columns()} == {key for keys in VIEWS.values() for key in keys}
    assert set(LABELS) <= {column.key for column in columns()}
    cells = rows(SOUND, ())[0].cells
    assert (cells["price"], cells["pay"], cells["total"]) == ("£15.20", "£2,684.41", "£3,744.75")
    assert "Tutors of the groups" in form.as_text()


def test_an_empty_form_says_what_to_do_first(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    empty = BudgetForm("budget")
    assert "Begin under Settings" in empty.summary.value
    assert "To mend: 0" in empty.tabs.titles


def test_totals_one_line_and_faults_are_shown_where_somebody_looks(form):
    assert form.totals.value == ""
    form.tabs.selected_index = TOTALS
    assert "Year to 31 March 2027" in form.totals.value
    assert "What the plan costs in each term" in form.totals.value
    form.open("L2")
    assert form.tabs.selected_index == ONE
    assert "January 2027" in form.about.value
    form.edit("L2", "payer", "")
    assert "nobody pays for it yet" in form.about.value
    assert form.tabs.titles[FAULTS] == "To mend: 2"  # and what the pupil premium has promised for it


@pytest.mark.parametrize(
    ("key", "typed", "field", "read"),
    [
        ("title", "Ours", "title", "Ours"),
        ("year_ends", "31 August", "year_ends", "31 August"),
        ("starts", "01/09/2026", "starts", date(2026, 9, 1)),
        ("places", "24", "places", 24),
        ("promised grant", "£500", "funding", SOUND.funding | {"grant": 50_000}),
        ("promised premium", "", "funding", {"department": 611_000}),
    ],
)
def test_a_setting_is_kept(form, key, typed, field, read):
    assert form.set("settings", key, typed) == ""
    assert getattr(kept(), field) == read


def test_a_setting_that_cannot_be_read_is_refused_in_words(form):
    assert form.set("settings", "places", "many").startswith("found “many”, expected a number")
    assert form.set("settings", "promised grant", "£1.234").startswith("found “£1.234”, expected an amount")
    assert form.document == SOUND


def test_a_rate_is_added_changed_and_taken_out_and_two_of_one_day_are_refused(form):
    form.rates._answers["add"]()
    assert form.rates._answers["edit"]("R7", "kind", "levy") == ""
    assert form.rates._answers["edit"]("R7", "percent", "1.5 %") == ""
    assert "begin on 06/04/2017" in form.rates._answers["edit"]("R7", "starts", "06/04/2017")
    assert form.rates._answers["edit"]("R7", "threshold", "x").startswith("found “x”, expected an amount")
    assert (kept().rates[-1].percent, kept().rates[-1].starts) == (150, None)
    form.rates._answers["remove"]("R7")
    assert form.document.rates == SOUND.rates


def test_our_own_workbook_comes_back_and_what_stood_there_is_kept(form):
    form.edit("L1", "what", "Before")
    words = form._bring("budget.xlsx", to_xlsx(SOUND))
    assert "is brought in" in words
    assert form.document == SOUND
    form.undo()
    assert form.document.lines[0].what == "Before"


def test_somebody_s_table_is_asked_about_first_and_each_row_reported(form):
    assert form._bring("ours.csv", THEIRS) == ""
    assert form.document == SOUND
    form.mapping._agreed(None)
    assert [line.what for line in form.document.lines[3:]] == ["Pens", "Ink"]
    assert "found “much”, expected an amount" in form.report.value
    assert "Row 4 was passed over (a total)" in form.report.value


@pytest.mark.parametrize("ending", [".html", ".xlsx", ".docx"])
def test_the_budget_is_written_beside_the_notebook(form, ending):
    if ending == ".docx":
        pytest.importorskip("docx")
    assert form._write(ending, b"") == f"Written to budget{ending}, in the folder of this notebook."
    assert Path(f"budget{ending}").stat().st_size > 5_000


def test_an_own_budget_begins_with_the_course_s_rates_but_for_the_pension_that_one_must_ask_for():
    found = with_rates_of(SOUND)
    assert found.lines == ()
    assert [(rate.kind, rate.percent) for rate in found.rates if rate.kind.endswith("pension")] == [
        ("teachers pension", 2868), ("support pension", None),
    ]  # fmt: skip
    assert with_rates_of(None) is None


def test_the_worked_example_is_read_from_beside_the_page_and_never_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").mkdir()
    path = tmp_path / "examples" / "budget.json"
    path.write_text(json.dumps(to_plain(SOUND)))
    before = path.read_bytes()
    form = BudgetForm("example-budget", example("budget", Budget))
    form.edit("L2", "price", "£99")
    assert form.document.lines == (TUTORS, evolve(LICENCE, price=9_900), SOUND.lines[2])
    assert path.read_bytes() == before
    assert documents.load("budget", Budget).revision == 0
