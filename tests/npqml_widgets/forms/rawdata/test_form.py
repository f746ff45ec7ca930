"""The form of the raw data analysis: an export comes in without a name, changes keep and undo, nothing leaks."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from npqml_widgets.documents.rawdata.changes import NAMED
from npqml_widgets.documents.rawdata.model import RawData
from npqml_widgets.documents.shared.table_import import NO_FIELD
from npqml_widgets.forms.rawdata.form import RawDataForm
from npqml_widgets.forms.shared import pupil_table_form
from npqml_widgets.forms.shared.pupil_table_form import GONE
from npqml_widgets.handin.pupil_files import NOT_PACKED
from npqml_widgets.keeping import documents
from tests.npqml_widgets.documents.rawdata.exports import SHAPES, Shape, children, excel_utf8
from tests.npqml_widgets.forms.leaks import hand_in, leaks

ESTIMATES = b"From,Estimate\n80,1.5\n90,2.5\n96,3.5\n102,4.7\n108,5.9\n114,7.2\n"


@pytest.fixture
def form(tmp_path, monkeypatch) -> RawDataForm:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pupil_table_form, "held", {})
    return RawDataForm()


def kept() -> RawData:
    return documents.load("raw-data-analysis", RawData).document


def bring(form: RawDataForm, content: bytes, filename: str) -> None:
    form.bar._answer("bring", filename, content)
    if form.mapping.layout.display == "":
        form.mapping._agreed(None)


def edit(form: RawDataForm, key: str, value: str) -> str:
    return form.take({"event": "edit", "key": key, "value": value, "turn": "1"})


@pytest.fixture
def full(form) -> RawDataForm:
    bring(form, excel_utf8(children()), "y11.csv")
    bring(form, ESTIMATES, "estimates.csv")
    edit(form, "set:standard", "4")
    return form


def test_an_empty_form_says_what_to_do_first_and_where_the_data_are(form):
    words = str(form.sections.page["parts"])
    assert "Begin here" in words
    assert "written to no file" in words
    assert "shared computer" in words


def test_nothing_is_read_before_it_is_agreed_which_column_is_what(form):
    form.bar._answer("bring", "y11.csv", excel_utf8(children()))
    assert form.document == RawData()
    assert not pupil_table_form.held
    shown = str(form.mapping.record.setup) + form.mapping.done.value
    assert "numbers" in shown
    assert not any(child.forename in shown for child in children())
    form.mapping._agreed(None)
    assert kept().results is not None
    assert kept().results.roll.pupils == 63


def test_a_field_chosen_twice_moves_and_what_cannot_be_read_is_said_while_the_question_stays(form):
    form.bar._answer("bring", "y11.csv", excel_utf8(children()))
    form.mapping._choose("", "0", "result")
    assert form.mapping._fields.count("result") == 1
    form.mapping._agreed(None)
    assert "hardly any numbers" in form.mapping.done.value
    assert form.mapping.layout.display == ""
    assert kept() == RawData()


def test_changes_move_the_numbers_and_undo_brings_them_back(full):
    before = kept()
    assert edit(full, "set:standard", "7") == ""
    assert kept().results.reached[-1].reached < before.results.reached[-1].reached
    place = next(place for place, use in enumerate(kept().codes) if use.code == "U")
    assert edit(full, f"code:{place}", "missing") == ""
    assert kept().results.with_result == before.results.with_result - 2
    assert full.take({"event": "press", "key": "rule:left", "turn": "1"}) == ""
    assert kept().results.roll.pupils == 66
    assert "left" in kept().left_as_is
    for _ in range(3):
        full.undo()
    assert kept() == before


def test_words_are_kept_and_a_pupils_name_in_them_is_refused(full):
    assert edit(full, "text:purpose", "For governors") == ""
    assert kept().purpose == "For governors"
    child = children()[3]
    assert edit(full, "text:conclusion", f"{child.forename} {child.surname} did well") == NAMED
    assert full.sections.page["kept"] is False
    assert kept().conclusion == ""


def test_without_the_rows_numbers_stay_as_they_are_and_the_export_is_asked_for_again(full, monkeypatch):
    before = kept()
    monkeypatch.setattr(pupil_table_form, "held", {})
    again = RawDataForm()
    assert edit(again, "set:standard", "7") == GONE
    assert kept() == before
    assert edit(again, "text:rules", "U is 0") == ""
    again.bar._answer("bring", "y11.csv", excel_utf8(children()))
    assert sum(field != NO_FIELD for field in again.mapping._fields) == len(before.columns) + 4
    again.mapping._agreed(None)
    assert kept().results == before.results
    assert kept().standard == 4
    assert edit(again, "set:standard", "7") == ""


def test_every_section_shows_what_it_has(full):
    for section in ("export", "cleaning", "compare", "results", "words", "mend"):
        full.take({"event": "go", "key": section, "turn": "1"})
        assert full.sections.page["here"] == section
        assert full.sections.page["parts"]


def test_the_files_that_it_writes_come_back_or_can_be_read(full, tmp_path):
    for output in full.outputs():
        assert "Written to" in full._write(output.ending, b"")
    written = (tmp_path / "raw-data-analysis.xlsx").read_bytes()
    before = kept()
    edit(full, "text:purpose", "Else")
    bring(full, written, "raw-data-analysis.xlsx")
    assert kept() == before


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_no_name_and_no_upn_of_the_export_is_in_what_is_kept_written_or_handed_in(form, tmp_path, shape: Shape):
    found = children()
    export = shape.make(found)
    assert leaks(export, found) or shape.name == "Excel Unicode text", "else nothing is searched for"
    (tmp_path / shape.filename).write_bytes(export)
    bring(form, export, shape.filename)
    bring(form, ESTIMATES, "estimates.csv")
    edit(form, "set:standard", "4")
    for output in form.outputs():
        form._write(output.ending, b"")
    packed, left_out = hand_in(tmp_path, "raw_data_analysis()")
    assert NOT_PACKED.format(shape.filename) in left_out
    with zipfile.ZipFile(io.BytesIO(packed)) as parts:
        assert "work/raw-data-analysis.json" in parts.namelist()
        assert "raw-data-analysis.xlsx" in parts.namelist()
    assert leaks(packed, found) == []
    own = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != shape.filename]
    assert [(path.name, leak) for path in own for leak in leaks(path.read_bytes(), found)] == []
    assert (
        leaks(
            form.as_text().encode() + str(form.sections.page).encode() + str(form.mapping.record.setup).encode(), found
        )
        == []
    )


def test_two_thousand_pupils_are_worked_out_again_at_each_change(form, capsys):
    bring(form, excel_utf8(children(2000)), "big.csv")
    began = time.perf_counter()
    edit(form, "set:standard", "5")
    with capsys.disabled():
        print(f"\n2,000 pupils worked out anew in {time.perf_counter() - began:.2f} s")  # noqa: T201 - the figure
    assert kept().results.roll.pupils == 1997
