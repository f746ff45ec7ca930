"""The form of a task, without a page: what it counts as a try."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import ipywidgets as widgets
import pytest

from npqml_widgets.answers.fields import number
from npqml_widgets.keeping import answers
from npqml_widgets.keeping import clock as clock_of
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


def sent(form, value: object, based: int, turn: str = "v-1") -> None:
    form.controls["on_roll"]._handle_custom_msg({"answer": value, "based": based, "turn": turn}, [])


def test_what_is_sent_late_and_meets_a_newer_answer_is_kept_with_it_and_said(form):
    sent(form, "80", 0)
    answers.save("1a-t1", {"on_roll": "81"}, revision=1)
    form.look()
    sent(form, "82", 1, "w-1")
    kept = answers.load("1a-t1")
    assert kept.values == {"on_roll": "82"}
    assert {"on_roll": "81"} in [version.values for version in kept.versions]
    assert "other answer is kept too" in form.bar.notice


def test_a_page_that_types_on_before_python_has_answered_is_no_other_tab(form):
    for turn, value in enumerate(("8", "81", "82"), 1):  # each sent without an answer to the one before
        sent(form, value, 0, f"v-{turn}")
    assert (answers.load("1a-t1").values, form.bar.notice) == ({"on_roll": "82"}, "")
    sent(form, "83", 1, "w-1")  # another view, which knows only the first of them
    assert "other answer is kept too" in form.bar.notice


def test_the_page_hears_which_of_its_messages_is_kept_and_an_overtaken_one_changes_nothing(form):
    for value, turn in (("80", "v-1"), ("82", "v-3"), ("81", "v-2")):
        sent(form, value, form.saved.revision, turn)
    control = form.controls["on_roll"]
    assert (control.answered, control.value, control.revision) == ("v-3", "82", form.saved.revision)
    assert answers.load("1a-t1").values == {"on_roll": "82"}


def test_two_forms_of_one_task_show_the_same_answer_and_the_same_verdict(form):
    other = TaskForm(form.task, form.saved, frozenset(), form.shell)
    form.task.form = other
    for one, value in ((form, "81"), (other, "82")):
        one.controls["on_roll"].value = value
        assert {each.controls["on_roll"].value for each in (form, other)} == {value}
        assert form.bar.words == other.bar.words
    assert form.bar.words == "Right."


def test_what_another_tab_has_kept_is_shown_with_its_verdict_and_said(form):
    sent(form, "82", 0)
    answers.save("1a-t1", {"on_roll": "81"}, revision=1)
    form.look()
    assert form.controls["on_roll"].value == "81"
    assert form.bar.words == "Not yet. Not the roll."
    assert form.bar.notice.startswith("This answer was changed in another tab")
    assert form.shell.user_ns["on_roll"] == 81


def test_a_number_on_its_way_to_another_is_no_version_of_its_own(form, monkeypatch):
    start = clock_of.now()
    for value, seconds in (("1", 0), ("15", 0.2), ("150", 0.4), ("1", 60), ("15", 60.2)):
        monkeypatch.setattr(clock_of, "now", lambda seconds=seconds: start + timedelta(seconds=seconds))
        form.controls["on_roll"].value = value
    form.reset()
    assert [version.values["on_roll"] for version in answers.load("1a-t1").versions] == ["150", "15"]


def test_in_no_tab_a_new_answer_arrives_before_its_old_verdict_is_marked_so(form, monkeypatch):
    sent(form, "82", 0)
    shown = {id(form.bar): "state", id(form.controls["on_roll"]): "value"}
    order = []

    def send_state(self, key=None):
        name = shown.get(id(self))
        if name and name in ([key] if isinstance(key, str) else key):
            order.append(getattr(self, name))

    monkeypatch.setattr(widgets.Widget, "send_state", send_state)
    sent(form, "81", form.saved.revision, "v-2")
    assert [*dict.fromkeys(order)] == ["old", "81", "not-yet"]
