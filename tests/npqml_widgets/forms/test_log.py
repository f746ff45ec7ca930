"""The form of the learning log: notes written, changed, marked and taken out; confidence; drafts; other modules."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from npqml_widgets.documents.log import Log
from npqml_widgets.forms.log import GONE, NAME, LogForm
from npqml_widgets.keeping import answers, documents


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of the notebook with the log."""
    home = tmp_path / "assessment"
    home.mkdir()
    monkeypatch.chdir(home)
    monkeypatch.setattr(documents, "_unsaved", {})
    monkeypatch.setattr(answers, "_unsaved", {})
    return home


def written(words: str = "Ask first.", criterion: str = "3.1.2", form: LogForm | None = None) -> LogForm:
    form = form or LogForm(NAME)
    form.take({"event": "add", "kind": "reflection", "criterion": criterion, "words": words})
    return form


def note(form: LogForm, place: int = 0) -> str:
    return form.document.notes[place].id


def edit(form: LogForm, words: str, before: str = "Ask first.", criterion: str = "3.1.2") -> str:
    return form.take({
        "event": "edit", "note": note(form), "words": words, "before": before, "criterion": criterion,
    })  # fmt: skip


def test_notes_with_the_same_words_stay_two_notes_filed_under_their_criteria():
    form = written(form=written(), criterion="1.1.1")
    assert [(one["criterion"], len(one["notes"])) for one in form.steps.page["groups"]] == [("1.1.1", 1), ("3.1.2", 1)]
    assert form.steps.page["waiting"] == 2


def test_a_draft_is_kept_until_its_note_is_in_the_log():
    form = LogForm(NAME)
    draft = {"kind": "reflection", "criterion": "", "words": "half a tho"}
    form.take({"event": "draft", **draft})
    assert LogForm(NAME).steps.page["draft"] == draft
    assert LogForm(NAME).document == Log()
    written(form=form)
    assert LogForm(NAME).steps.page["draft"] == {}


def test_a_note_is_changed_filed_elsewhere_and_keeps_its_first_day():
    form = written()
    made = form.document.notes[0].made
    edit(form, "Ask first, then tell.", criterion="4.1.1")
    (changed,) = LogForm(NAME).document.notes
    assert (changed.words, changed.criterion, changed.made) == ("Ask first, then tell.", "4.1.1", made)


def test_words_of_another_tab_that_a_change_replaces_are_said():
    one = written()
    other = LogForm(NAME)
    edit(other, "From the other tab.")
    edit(one, "From this tab.")
    assert one.document.notes[0].words == "From this tab."
    assert "There it said: “From the other tab.”" in one.bar.notice


def test_a_note_taken_out_in_another_tab_is_not_brought_back_by_a_change_and_that_is_said():
    one = written()
    other = LogForm(NAME)
    other.take({"event": "take out", "note": note(other)})
    key = note(one)
    one.take({"event": "edit", "note": key, "words": "Mine.", "before": "Ask first.", "criterion": "3.1.2"})
    assert one.bar.notice == GONE
    other.undo()
    assert [one.words for one in LogForm(NAME).document.notes] == ["Ask first."]


def test_a_note_is_marked_as_used_and_as_waiting_again():
    form = written()
    assert form.take({"event": "use", "note": note(form), "part": "A"}) == "Marked as used in part A."
    assert form.steps.page["waiting"] == 0
    form.take({"event": "use", "note": note(form), "part": ""})
    assert form.steps.page["waiting"] == 1


def test_confidence_before_and_after_is_said_with_what_changed():
    form = LogForm(NAME)
    for moment, level in (("before", "1"), ("after", "3")):
        said = form.take(
            {"event": "rate", "module": "3a", "criterion": "3.1.1", "moment": moment, "level": level}
        )  # fmt: skip
    assert said.endswith("That is 2 up.")
    rated = [(one["module"], one["levels"]) for one in form.steps.page["confidence"] if one["levels"]]
    assert rated == [("3a", {"before": 1, "after": 3})]


def test_the_log_goes_to_a_workbook_and_comes_back_the_same(folder):
    form = written('=cmd|"x"!A1 \U0001f600', form=written())
    form._answer("write", ".xlsx", b"")
    content = (folder / f"{NAME}.xlsx").read_bytes()
    kept = form.document
    form.take({"event": "take out", "note": note(form)})
    form._answer("bring", f"{NAME}.xlsx", content)
    assert form.document == kept


def test_the_log_is_saved_for_printing_with_what_was_noted_in_other_modules(folder, monkeypatch):
    (folder.parent / "3c").mkdir()
    monkeypatch.chdir(folder.parent / "3c")
    written("from 3c")
    monkeypatch.chdir(folder)
    form = written("from the log")
    form._answer("write", ".html", b"")
    page = (folder / f"{NAME}.html").read_text(encoding="utf-8")
    assert all(words in page for words in ("from the log", "from 3c", "3.1.2 "))
    assert form.document.notes[0].id not in page


def test_a_file_that_is_no_log_is_refused_in_words_and_nothing_is_lost():
    form = written()
    assert form._answer("bring", "x.xlsx", b"no workbook").startswith(
        "The file is no XLSX workbook that can be opened;"
    )
    assert len(form.document.notes) == 1


def test_notes_of_other_modules_are_listed_with_their_module_and_an_unreadable_log_is_left_alone(folder, monkeypatch):
    for module in ("3c", "5c"):
        (folder.parent / module).mkdir()
        monkeypatch.chdir(folder.parent / module)
        written(f"from {module}")
    broken = folder.parent / "5c" / "work" / f"{NAME}.json"
    broken.write_text("{")
    monkeypatch.chdir(folder)
    form = written("from the log")
    listed = [(one["module"], one["words"]) for group in form.steps.page["groups"] for one in group["notes"]]
    assert listed == [("", "from the log"), ("3c", "from 3c")]
    assert broken.read_text() == "{"
    shutil.rmtree(folder.parent / "3c")
    assert len(LogForm(NAME).steps.page["groups"][0]["notes"]) == 1


def test_a_saved_notebook_says_the_notes_in_words():
    assert "3.1.2" in written().page.as_text()
    assert "Reflection, waiting: Ask first." in written().page.as_text()
