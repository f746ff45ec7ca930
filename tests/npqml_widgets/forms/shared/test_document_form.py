"""What every form shares: each change is kept, taken back, written and read, and no tab erases what another saved."""

from __future__ import annotations

import os
from pathlib import Path

import ipywidgets as widgets
import pytest
from attrs import evolve, field, frozen, validators

from npqml_widgets.forms.shared.document_form import DocumentForm
from npqml_widgets.forms.shared.files import Output
from npqml_widgets.keeping import documents
from npqml_widgets.keeping.authored import Refused


@frozen
class Plan:
    """A document that is as small as can be."""

    title: str = ""
    weeks: int = field(default=1, validator=validators.ge(1))


class PlanForm(DocumentForm[Plan]):
    kind, title = Plan, "Plan"

    def body(self):
        self.words = widgets.HTML()
        return [self.words]

    def fill(self):
        self.words.value = self.document.title

    def as_text(self):
        return f"Plan: {self.document.title}"

    def outputs(self):
        return (Output("Save as text", ".txt", lambda plan: plan.title),)

    def reads(self):
        return ".txt"

    def bring_in(self, content, filename):
        if not content:
            raise Refused("The file is empty.")
        return Plan(content.decode())


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def titled(title: str):
    return lambda plan: evolve(plan, title=title)


def ask(form: PlanForm, event: str, detail: str = "", content: bytes = b"") -> str:
    form.bar._handle(form.bar, {"event": event, "detail": detail}, [content] if content else [])
    return form.bar.told["words"]


def test_a_change_is_in_the_file_at_once_and_shown():
    form = PlanForm("plan")
    assert form.bar.saved == ""
    assert form.change(titled("Reading")) == ""
    assert documents.load("plan", Plan).document == Plan("Reading")
    assert form.words.value == "Reading"
    assert form.bar.saved.startswith("Saved at ")


def test_a_change_that_the_model_refuses_is_not_kept_and_gives_its_words():
    form = PlanForm("plan")
    assert "must be >= 1" in form.change(lambda plan: evolve(plan, weeks=0))
    assert form.document == Plan()
    assert form.bar.undo == ""


def test_a_worked_example_is_shown_until_something_else_is_kept():
    assert PlanForm("plan", Plan("Example")).document.title == "Example"
    PlanForm("plan", Plan("Example")).change(titled("Mine"))
    assert PlanForm("plan", Plan("Example")).document.title == "Mine"


def test_undo_takes_back_one_change_after_the_other_and_then_says_that_there_is_none():
    form = PlanForm("plan")
    form.change(titled("A"), "the title")
    form.change(titled("B"), "the title")
    assert form.bar.undo == "the title"
    assert [ask(form, "undo"), form.document.title] == ["Undone: the title.", "A"]
    assert [ask(form, "undo"), form.document.title] == ["Undone: the title.", ""]
    assert "nothing to undo" in ask(form, "undo")
    assert documents.load("plan", Plan).document.title == ""


def test_what_was_undone_is_said_until_the_next_change():
    form = PlanForm("plan")
    form.change(titled("A"), "the title")
    assert ask(form, "undo") == "Undone: the title."
    form.change(titled("B"))
    assert form.bar.told["words"] == ""


def test_changes_of_two_tabs_to_different_entries_are_both_kept_and_the_later_tab_is_told():
    one, other = PlanForm("plan"), PlanForm("plan")
    one.change(titled("Reading"))
    other.change(lambda plan: evolve(plan, weeks=6))
    assert documents.load("plan", Plan).document == Plan("Reading", 6)
    assert "another tab" in other.bar.notice
    assert other.words.value == "Reading"


def test_undo_never_takes_back_what_another_tab_has_done():
    one, other = PlanForm("plan"), PlanForm("plan")
    one.change(titled("Reading"))
    other.change(titled("Writing"))
    assert "nothing to undo" in ask(one, "undo")
    assert (one.document.title, documents.load("plan", Plan).document.title) == ("Writing", "Writing")


def test_undo_by_key_does_not_either_however_soon_it_is_pressed():
    one, other = PlanForm("plan"), PlanForm("plan")
    one.change(titled("Reading"))
    other.change(titled("Writing"))
    assert "nothing to undo" in one.undo()
    assert documents.load("plan", Plan).document.title == "Writing"


def test_a_whole_document_saved_over_a_newer_one_leaves_that_among_the_versions():
    one, other = PlanForm("plan"), PlanForm("plan")
    one.change(titled("Reading"))
    other.save(Plan("Writing"))
    assert "another tab" in other.bar.notice
    [key, words] = other.bar.versions[0]
    assert "from the other tab" in words
    ask(other, "back", key)
    assert documents.load("plan", Plan).document.title == "Reading"


def test_an_earlier_version_comes_back_and_what_stood_there_becomes_one():
    form = PlanForm("plan")
    form.change(titled("A"))
    form.change(titled("B"))
    assert "is shown now" in ask(form, "back", form.bar.versions[0][0])
    assert form.document.title == "A"
    ask(form, "back", form.bar.versions[0][0])
    assert form.document.title == "B"
    assert "no longer kept" in ask(form, "back", "999")


def test_a_notice_stays_until_somebody_has_read_it():
    one, other = PlanForm("plan"), PlanForm("plan")
    one.change(titled("A"))
    other.change(titled("B"))
    other.change(titled("C"))
    assert "another tab" in other.bar.notice
    ask(other, "read")
    assert other.bar.notice == ""


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_named_until_it_can(folder):
    (folder / "work").mkdir(mode=0o500)
    form = PlanForm("plan")
    form.change(titled("A"))
    assert "could not be saved" in form.bar.notice
    assert form.bar.saved == ""
    (folder / "work").chmod(0o700)
    form.change(titled("B"))
    assert form.bar.notice == ""


def test_a_file_is_written_beside_the_notebook_and_never_over_another(folder):
    form = PlanForm("plan")
    form.change(titled("Reading"))
    (folder / "plan.txt").write_text("my own notes")
    assert ask(form, "write", ".txt") == "Written to plan-2.txt, in the folder of this notebook."
    assert (folder / "plan.txt").read_text() == "my own notes"
    assert (folder / "plan-2.txt").read_text() == "Reading"


def test_a_file_is_brought_in_and_undo_takes_it_out_again():
    form = PlanForm("plan")
    form.change(titled("Reading"))
    assert "is brought in" in ask(form, "bring", "other.txt", b"Writing")
    assert form.document.title == "Writing"
    ask(form, "undo")
    assert form.document.title == "Reading"


def test_a_file_that_is_none_of_ours_is_refused_in_words():
    form = PlanForm("plan")
    assert "choose a file that ends in .txt" in ask(form, "bring", "photo.png", b"x")
    assert ask(form, "bring", "empty.txt") == "The file is empty."
    assert form.document == Plan()


def test_a_saved_notebook_reads_the_document_as_words():
    form = PlanForm("plan", Plan("Reading"))
    assert form.page._repr_mimebundle_()["text/plain"].endswith("Plan: Reading")
