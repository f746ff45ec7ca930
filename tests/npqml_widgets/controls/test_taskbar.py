"""The bar below a task and the guard of a form: in Python, and in a real browser."""

from __future__ import annotations

import pytest

from npqml_widgets.controls import Form, Guard, TaskBar, control
from npqml_widgets.fields import number

HINTS = ["Count the rows.", "Leave out those who have left.", "Look at the column Left."]


def test_python_hears_when_somebody_starts_again_or_wants_an_answer_back():
    bar, heard = TaskBar(), []
    bar.on_reset(lambda: heard.append("reset"))
    bar.on_bring_back(lambda: heard.append("back"))
    for content in ({"event": "reset"}, {"event": "bring_back"}, {"event": "other"}, "nonsense"):
        bar._handle_custom_msg(content, [])
    assert heard == ["reset", "back"]


def test_an_old_verdict_says_so_in_a_saved_notebook():
    bar = TaskBar()
    bar.state, bar.words = "old", "Right so far."
    assert bar._repr_mimebundle_()[0]["text/plain"] == "This verdict was for your earlier answer: Right so far."


def test_a_form_saves_all_its_answers_and_its_state_as_text():
    form = Form([control(number("Pupils", unit="pupils"), "25"), control(number("Gap"))], TaskBar())
    assert form._repr_mimebundle_()["text/plain"].splitlines()[1:] == [
        "Pupils: 25 pupils",
        "Gap: not answered yet",
        "Not tried yet.",
    ]


@pytest.mark.browser
def test_hints_open_one_by_one_and_the_button_keeps_the_focus(stage):
    stage.put(TaskBar(HINTS))
    button = stage.page.get_by_role("button", name="hint")
    assert button.inner_text() == "Show a hint (1 of 3)"
    button.focus()
    stage.press("Enter")
    assert stage.page.get_by_role("listitem").all_inner_texts() == HINTS[:1]
    stage.press("Enter", "Enter", "Enter")
    assert stage.page.get_by_role("listitem").all_inner_texts() == HINTS
    assert button.inner_text() == "All hints are shown (3)"
    assert stage.page.evaluate("() => document.activeElement.textContent") == "All hints are shown (3)"


@pytest.mark.browser
def test_starting_again_asks_nothing_and_bringing_back_waits_until_there_is_something(stage):
    stage.put(TaskBar())
    stage.page.get_by_role("button", name="Start this task again").press("Enter")
    back = stage.page.get_by_role("button", name="Bring back my earlier answer")
    back.press("Enter")
    stage.python(can_bring_back=True)
    back.press("Enter")
    assert stage.messages == [{"event": "reset"}, {"event": "bring_back"}]


@pytest.mark.browser
def test_the_state_is_one_status_in_words_that_follows_python(stage):
    stage.put(TaskBar())
    status = stage.page.get_by_role("status")
    assert status.inner_text() == "Not tried yet."
    stage.python(words="Not yet. Look at the column Left.", state="not-yet")
    assert status.inner_text() == "Not yet. Look at the column Left."


@pytest.mark.browser
def test_a_verdict_that_is_out_of_date_says_so_unless_a_new_one_follows_at_once(stage):
    stage.put(TaskBar())
    status = stage.page.get_by_role("status")
    stage.page.clock.install()
    stage.python(words="Right so far.", state="right-so-far")
    stage.python(state="old")
    stage.python(state="right-so-far")
    stage.page.clock.run_for(1000)
    assert status.inner_text() == "Right so far."
    stage.python(state="old")
    stage.page.clock.run_for(1000)
    assert status.inner_text() == "This verdict was for your earlier answer: Right so far."


@pytest.mark.browser
def test_the_guard_marks_what_is_there_and_what_comes_later(stage):
    stage.put(Guard())
    stage.page.evaluate("() => document.querySelector('#second').append(document.createElement('button'))")
    stage.page.wait_for_selector("#second button[data-lm-suppress-shortcuts]")


@pytest.mark.browser
def test_a_wish_to_save_reaches_the_notebook_and_not_the_browser(stage):
    stage.put(control(number("Pupils")))
    stage.page.evaluate(
        "() => document.addEventListener('keydown', (event) => {"
        " if (event.target === document.body) window.wish = event.key + event.ctrlKey; })"
    )
    stage.page.get_by_label("Pupils").press("Control+s")
    assert stage.page.evaluate("() => window.wish") == "strue"
