"""The form of pupil performance data: a table comes in without a name, changes keep and undo, nothing leaks."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from attrs import evolve

from npqml_widgets.documents.performance.model import PupilPerformance
from npqml_widgets.documents.performance.results import MERGED
from npqml_widgets.documents.rawdata.changes import NAMED
from npqml_widgets.documents.rawdata.model import RawData
from npqml_widgets.forms.performance.form import NAME, ExampleForm, PerformanceForm
from npqml_widgets.forms.shared import pupil_table_form
from npqml_widgets.forms.shared.pupil_table_form import GONE
from npqml_widgets.handin.pupil_files import NOT_PACKED
from npqml_widgets.keeping import documents
from tests.npqml_widgets.documents.performance.tables import HEADINGS, as_csv, pupils
from tests.npqml_widgets.documents.performance.test_consistency import SOUND
from tests.npqml_widgets.documents.rawdata.exports import children
from tests.npqml_widgets.documents.rawdata.test_workbook import FULL
from tests.npqml_widgets.forms.leaks import hand_in, leaks

FOUND = pupils()


@pytest.fixture
def form(tmp_path, monkeypatch) -> PerformanceForm:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pupil_table_form, "held", {})
    return PerformanceForm(NAME)


@pytest.fixture
def full(form) -> PerformanceForm:
    bring(form, as_csv(FOUND), "marks.csv")
    return form


def kept() -> PupilPerformance:
    return documents.load(NAME, PupilPerformance).document


def bring(form: PerformanceForm, content: bytes, filename: str) -> None:
    form.bar._answer("bring", filename, content)
    if form.mapping.layout.display == "":
        form.mapping._agreed(None)


def step(form: PerformanceForm, event: str, key: str, value: str = "") -> str:
    return form.take({"event": event, "key": key, "value": value, "turn": "1"})


def edit(form: PerformanceForm, key: str, value: str) -> str:
    return step(form, "edit", key, value)


def parts(form: PerformanceForm, section: str) -> str:
    step(form, "go", section)
    return str(form.sections.page["parts"])


def test_an_empty_form_says_what_to_do_first_and_where_the_data_are(form):
    assert "Begin here" in parts(form, "project")
    assert "worked example" in parts(form, "project")
    assert "written to no file" in parts(form, "pupils")
    assert "go to “Pupils”" in parts(form, "results")


def test_nothing_is_read_before_it_is_agreed_which_column_is_what(form):
    form.bar._answer("bring", "marks.csv", as_csv(FOUND))
    assert form.document == PupilPerformance()
    shown = str(form.mapping.record.setup) + form.mapping.done.value
    assert not any(pupil.forename in shown for pupil in FOUND)
    form.mapping._agreed(None)
    assert kept().results.project.listed == 24


def test_a_table_without_a_group_is_said_while_the_question_stays(form):
    form.bar._answer("bring", "marks.csv", as_csv(FOUND))
    form.mapping._choose("", str(HEADINGS.index("Route")), "")
    form.mapping._agreed(None)
    assert "No column says who is a project pupil" in form.mapping.done.value
    assert kept() == PupilPerformance()


def test_each_control_keeps_and_undo_brings_back(full):
    before = kept()
    place = [use.value for use in before.values].index(MERGED)
    steps = {
        "set:start": "2026-10-14", "text:start:test": "Check Oct", "set:begins": "2026-10-06", "set:scale": "same",
        "set:allocation": "lot", "set:claim": "more", "text:units": "steps", "text:purpose": "Catch-up",
        f"value:{place}": "out", "set:counted": "ends", "set:limit": "8", "code:0": "nought",
        "typed:project:start:mean": "12.5", "typed:project:start:pupils": "24", "set:source": "hand",
    }  # fmt: skip
    for key, value in steps.items():
        was = kept()
        assert edit(full, key, value) == "", key
        assert kept() != was, key
    for _ in steps:
        full.undo()
    assert kept() == before


def test_numbers_follow_from_who_is_counted_and_who_is_who(full):
    three = kept().results.project.gainers
    assert edit(full, "set:counted", "ends") == ""
    assert kept().results.project.gainers >= three
    place = [use.value for use in kept().values].index("lot: waiting")
    assert edit(full, f"value:{place}", "out") == ""
    assert kept().results.comparison.listed is None
    assert kept().results.out == 24


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("set:limit", "2", "from 3 to 30"),
        ("set:begins", "soon", "expected a date"),
        ("typed:project:end:pupils", "4", "nothing is kept of so few"),
        ("typed:project:end:mean", "high", "expected a number"),
    ],
)
def test_what_cannot_be_kept_is_said_and_changes_nothing(full, key, value, said):
    before = kept()
    assert said in edit(full, key, value)
    assert full.sections.page["kept"] is False
    assert kept() == before


def test_a_pupils_name_in_a_text_is_refused(full):
    pupil = FOUND[3]
    assert edit(full, "text:missing", f"{pupil.forename} {pupil.surname} was ill") == NAMED
    assert edit(full, "text:end:test", f"Test of {pupil.upn}") == NAMED
    assert kept().missing == ""


def test_without_the_rows_numbers_stay_and_words_are_kept(full, monkeypatch):
    before = kept()
    monkeypatch.setattr(pupil_table_form, "held", {})
    again = PerformanceForm(NAME)
    assert edit(again, "set:counted", "ends") == GONE
    assert kept() == before
    assert edit(again, "text:missing", "Three were away") == ""
    assert edit(again, "set:claim", "more") == ""
    assert "bring the table in again" in parts(again, "pupils")
    bring(again, as_csv(FOUND), "marks.csv")
    assert kept().results == before.results


def test_the_figures_of_the_raw_data_analysis_are_taken_and_taken_out(full):
    assert "make it first" in step(full, "press", "baseline:take")
    documents.save("raw-data-analysis", FULL, revision=documents.load("raw-data-analysis", RawData).revision)
    assert step(full, "press", "baseline:take") == ""
    assert kept().baseline.exported == FULL.exported
    assert "taken from the raw data analysis" in parts(full, "project")
    assert step(full, "press", "baseline:drop") == ""
    assert kept().baseline is None


def test_our_own_workbook_comes_back_and_the_example_stays_apart(form, tmp_path):
    example = PerformanceForm("example-pupil-performance", SOUND)
    assert edit(example, "set:claim", "unclear") == ""
    example._write(".xlsx", b"")
    assert documents.load(NAME, PupilPerformance).revision == 0
    bring(form, (tmp_path / "example-pupil-performance.xlsx").read_bytes(), "example.xlsx")
    assert kept() == evolve(SOUND, claim="unclear")


def test_the_text_says_every_gain_and_what_does_not_add_up(full):
    said = full.as_text()
    assert said.count("95% interval") == 3
    assert "not in the gain" in said
    assert "is not decided" in said


def test_no_name_and_no_upn_is_in_what_is_kept_written_or_handed_in(full, tmp_path: Path):
    found = children()
    table = as_csv([evolve(FOUND[place], upn=child.upn, forename=child.forename, surname=child.surname)
                    for place, child in enumerate(found[:50])])  # fmt: skip
    assert leaks(table, found), "else nothing is searched for"
    (tmp_path / "marks.csv").write_bytes(table)
    bring(full, table, "marks.csv")
    for output in full.outputs():
        full._write(output.ending, b"")
    packed, left_out = hand_in(tmp_path, "pupil_performance()")
    assert NOT_PACKED.format("marks.csv") in left_out
    with zipfile.ZipFile(io.BytesIO(packed)) as inside:
        assert {f"work/{NAME}.json", f"{NAME}.xlsx"} <= set(inside.namelist())
    assert leaks(packed, found) == []
    own = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "marks.csv"]
    assert [(path.name, leak) for path in own for leak in leaks(path.read_bytes(), found)] == []
    assert leaks(full.as_text().encode() + str(full.sections.page).encode(), found) == []


def test_the_example_and_ones_own_have_names_of_their_own_on_one_page(form):
    names = {made.sections.page["name"] for made in (form, ExampleForm("example-pupil-performance", SOUND))}
    assert len(names) == 2
