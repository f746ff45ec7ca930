"""The form of a task, without a page: what it counts as a try."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from npqml_widgets.answers.fields import number
from npqml_widgets.keeping import answers
from npqml_widgets.tasks import form as forms
from npqml_widgets.tasks.form import A_TRY, TaskForm
from npqml_widgets.tasks.tasks import find, task

SOURCE = "with check('1a-t1') as _given:\n    assert _given.on_roll == 82, 'Not the roll.'"


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test moves on."""
    clock = SimpleNamespace(now=100.0)
    monkeypatch.setattr(forms.time, "monotonic", lambda: clock.now)
    return clock


@pytest.fixture
def form(tmp_path, monkeypatch):
    from npqml_widgets.tasks.verdicts import check

    monkeypatch.chdir(tmp_path)
    task("1a-t1", criterion="1.1.1", on_roll=number("Pupils on roll", "pupils"))
    this = find("1a-t1")
    this.form = TaskForm(this, answers.load("1a-t1"), frozenset(), SimpleNamespace(user_ns={"check": check}))
    this.sources[""] = SOURCE
    yield this.form
    this.form = None


def answered(form, clock, *steps: tuple[object, float]) -> int:
    """Give answers one after the other, each standing so many seconds; return the tries that are kept."""
    for value, seconds in steps:
        form.controls["on_roll"].value = value
        clock.now += seconds
    return answers.load("1a-t1").tries


def test_an_answer_counts_as_a_try_when_its_verdict_has_stood_and_the_next_one_comes(form, clock):
    assert answered(form, clock, ("80", A_TRY), ("81", A_TRY), ("82", A_TRY)) == 2


def test_typing_under_way_and_what_was_never_judged_are_no_tries(form, clock):
    assert answered(form, clock, ("8", 0.3), ("82", 0.3), ("", 60), ("many", 60), ("82", 0)) == 0


def typed(value: object, ran: object) -> TaskForm:
    """The form of a task whose cell has a typed line, after the cell has run."""
    from npqml_widgets.tasks.verdicts import check

    this = find("1a-t1")
    answers.save("1a-t1", {"on_roll": "177"}, revision=0)
    shell = SimpleNamespace(
        user_ns={"check": check, "on_roll": value}, events=SimpleNamespace(unregister=lambda *args: None)
    )
    this.form = TaskForm(this, answers.load("1a-t1"), frozenset({"on_roll"}), shell)
    this.form._after_cell(ran)
    return this.form


def test_a_typed_line_is_what_the_form_says_it_has_read(form):
    shown = typed(82, SimpleNamespace(error_before_exec=None, error_in_exec=None))
    assert shown.controls["on_roll"].reading == "We read your answer as 82 pupils."
    assert shown.bar.heading == "Right."


def test_a_typed_line_that_stops_says_so_in_words_and_leaves_no_verdict_on_what_was_there_before(form):
    shown = typed(82, SimpleNamespace(error_before_exec=None, error_in_exec=NameError("name 'pupil' is not defined")))
    assert shown.bar.heading == "We cannot read this."
    assert shown.bar.message == "The line that you typed stopped with: NameError: name 'pupil' is not defined"
    assert shown.controls["on_roll"].reading == ""
    assert shown.shell.user_ns["on_roll"] is None
