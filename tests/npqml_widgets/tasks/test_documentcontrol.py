"""A document's form in a task, without a page: what is kept, judged, started again and brought back."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from npqml_widgets import document, number
from npqml_widgets.documents.risk.model import Register, Risk
from npqml_widgets.keeping import answers, carried, clock, documents
from npqml_widgets.tasks.documentcontrol import NOT_TYPED
from npqml_widgets.tasks.form import TaskForm
from npqml_widgets.tasks.tasks import find, names_in, task

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NAME = "1a-t5-register"
TOM = Register("Tom's", risks=(Risk("R1", event="A tutor is ill"),))
SOURCE = """
with check("1a-t5") as _given:
    assert all(risk.risk_owner for risk in _given.register.risks), "A risk has no owner."
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a module's folder with Tom's register beside the notebook; each look at the clock is ten seconds later."""
    passed = iter(range(0, 100_000, 10))
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(seconds=next(passed)))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "register-tom.json").write_bytes(documents.as_json(TOM, 1, NOON))
    return tmp_path


def shown(typed: frozenset[str] = frozenset(), *, start: str = "register-tom.json", **fields) -> TaskForm:
    """Give the form of the task, as a page that was just started has it."""
    from npqml_widgets.tasks.verdicts import check

    task("1a-t5", criterion="1.1.1", register=document("risk", start=start), **fields)
    this = find("1a-t5")
    events = SimpleNamespace(unregister=lambda *_: None)
    this.form = TaskForm(this, answers.load("1a-t5"), typed, SimpleNamespace(user_ns={"check": check}, events=events))
    this.sources[""] = SOURCE
    this.form._after_cell()
    return this.form


def kept() -> Register:
    return documents.load(NAME, Register).document


def test_an_untouched_register_is_not_tried_and_leaves_no_file(folder):
    form = shown()
    assert form.bar.heading == "Not tried yet."
    assert form.task.read(names_in(form.task, {}))["register"].state == "blank"
    assert not (folder / "work").exists()


def test_each_change_is_kept_in_the_tasks_own_file_and_judged_at_once():
    form = shown()
    control = form.controls["register"]
    assert control.form.edit("R1", "event", "A tutor is ill for a week") == ""
    assert form.bar.words == "Not yet. A risk has no owner."
    control.form.edit("R1", "risk_owner", "Head of Maths")
    assert form.bar.words == "Right."
    assert control.reading == "We read your document: risk register (risks: 1)."
    assert form.shell.user_ns["register"] == kept() == control.form.document
    assert answers.load("1a-t5").values == {"register": documents.as_answer(NAME, documents.load(NAME, Register))}
    assert answers.load("1a-t5").tries == 0  # it is filled in cell by cell


def test_undo_back_to_the_beginning_is_not_tried_again():
    form = shown()
    form.controls["register"].form.edit("R1", "risk_owner", "Head of Maths")
    form.controls["register"].form.undo()
    assert form.bar.heading == "Not tried yet."
    assert answers.load("1a-t5").values == {"register": None}


def test_starting_again_keeps_what_was_there_and_it_can_be_brought_back():
    form = shown()
    form.controls["register"].form.edit("R1", "risk_owner", "Head of Maths")
    before = kept()
    form.reset()
    assert kept() == TOM
    assert form.bar.heading == "Not tried yet."
    assert form.bar.can_bring_back
    form.bring_back()
    assert kept() == before
    assert form.bar.heading == "Right."


def test_other_answers_of_the_task_come_back_with_it():
    form = shown(count=number("How many?"))
    form.controls["count"].value = "4"
    form.controls["register"].form.edit("R1", "risk_owner", "Head of Maths")
    form.reset()
    form.bring_back()
    assert answers.load("1a-t5").values["count"] == "4"
    assert kept().risks[0].risk_owner == "Head of Maths"
    assert form.shell.user_ns["count"] == 4


def test_no_typed_line_stands_for_a_document_and_the_form_says_so():
    form = shown(frozenset({"register"}))
    assert form.controls["register"].note == NOT_TYPED
    form.shell.user_ns["register"] = Register(risks=(Risk("R1", risk_owner="Me"),))
    assert names_in(form.task, form.shell.user_ns) == {"register": TOM}
    form.controls["register"].form.edit("R1", "event", "Changed")
    assert form.bar.words == "Not yet. A risk has no owner."


def test_two_forms_of_one_page_show_the_same_document_and_verdict():
    form = shown()
    other = TaskForm(form.task, form.saved, frozenset(), form.shell)
    form.task.form = other
    form.controls["register"].form.edit("R1", "risk_owner", "Head of Maths")
    assert other.controls["register"].form.document == kept()
    assert (form.bar.words, other.bar.words) == ("Right.", "Right.")
    other.controls["register"].form.edit("R1", "risk_owner", "")
    assert form.controls["register"].form.document == kept()
    assert form.bar.words == other.bar.words == "Not yet. A risk has no owner."


def test_a_page_that_is_started_again_shows_what_was_kept():
    shown().controls["register"].form.edit("R1", "risk_owner", "Head of Maths")
    assert shown().bar.words == "Right."


def test_a_document_that_was_cut_off_before_it_stood_among_the_answers_counts_after_the_next_start(folder):
    shown().controls["register"].form.edit("R1", "risk_owner", "Head of Maths")
    (folder / "work" / "1a-t5.json").unlink()
    assert shown().bar.words == "Right."
    assert documents.named_in(answers.load("1a-t5").values["register"]) == NAME


def test_what_another_kernel_has_kept_is_shown_with_its_verdict(folder):
    form = shown()
    form.controls["register"].form.edit("R1", "event", "Changed")
    elsewhere = documents.save(NAME, Register(risks=(Risk("R1", risk_owner="Me"),)), revision=1)
    answers.save("1a-t5", {"register": documents.as_answer(NAME, elsewhere)}, revision=form.saved.revision)
    form.look()
    assert form.controls["register"].form.document == elsewhere.document
    assert form.bar.words == "Right."


def test_a_file_of_a_newer_course_is_left_alone_and_cannot_be_read(folder):
    shown().controls["register"].form.edit("R1", "risk_owner", "Head of Maths")
    path = folder / "work" / f"{NAME}.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"schema": 99}))
    before = path.read_bytes()
    form = shown()
    assert form.bar.heading == "We cannot read this."
    assert "newer version of this course" in form.bar.message
    assert path.read_bytes() == before
    assert documents.named_in(answers.load("1a-t5").values["register"]) == NAME


def test_a_damaged_file_is_put_aside_and_said(folder):
    shown().controls["register"].form.edit("R1", "risk_owner", "Head of Maths")
    (folder / "work" / f"{NAME}.json").write_text("{")
    form = shown()
    assert form.bar.heading == "Not tried yet."
    assert "was damaged, so it was put aside" in form.controls["register"].form.bar.notice
    assert list((folder / "work").glob(f"{NAME}.damaged-*"))


def test_the_page_carries_the_document_as_its_file_has_it(folder):
    form = shown()
    form.controls["register"].form.edit("R1", "risk_owner", "Head of Maths")
    _, metadata = form._as_output()
    assert carried.documents_in(metadata[carried.KEY]) == {NAME: (folder / "work" / f"{NAME}.json").read_bytes()}


def test_a_task_that_starts_from_a_file_that_is_gone_says_so(folder):
    (folder / "register-tom.json").unlink()
    with pytest.raises(FileNotFoundError, match=r"no file register-tom\.json .* Fetch the module again"):
        shown()
