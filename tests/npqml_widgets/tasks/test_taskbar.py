"""The bar below a task: in Python, and in a real browser."""

from __future__ import annotations

import pytest

from npqml_widgets.answers.fields import choice, number
from npqml_widgets.controls import control
from npqml_widgets.tasks.states import TaskState
from npqml_widgets.tasks.taskbar import FORM_TYPE, Form, TaskBar

HINTS = ["Count the rows.", "Leave out those who have left.", "Look at the column Left."]


def test_python_hears_when_somebody_starts_again_or_wants_an_answer_back():
    bar, heard = TaskBar(), []
    bar.on_reset(lambda: heard.append("reset"))
    bar.on_bring_back(lambda: heard.append("back"))
    bar.on_look(lambda: heard.append("look"))
    for content in ({"event": "look"}, {"event": "reset"}, {"event": "bring_back"}, {"event": "other"}, "nonsense"):
        bar._handle_custom_msg(content, [])
    assert heard == ["look", "reset", "back"]


def test_python_hears_a_report_and_its_withdrawal_but_nothing_that_is_no_text():
    bar, heard = TaskBar(), []
    bar.on_report(heard.append)
    for words in ("The table is blank.", "", None, ["x"]):
        bar._handle_custom_msg({"event": "report", "words": words}, [])
    assert heard == ["The table is blank.", ""]


def test_the_same_report_saved_again_is_a_change_that_the_page_hears_of():
    bar, heard = TaskBar(), []
    bar.observe(lambda change: heard.append(change["new"]["words"]), names="report")
    bar.tell_report("The table is blank.", "Saved.")
    bar.tell_report("The table is blank.", "Saved.")
    assert heard == ["The table is blank."] * 2


def test_an_old_verdict_says_so_in_a_saved_notebook():
    bar = TaskBar()
    bar.tell(TaskState.RIGHT)
    bar.grow_old()
    assert bar._repr_mimebundle_()[0]["text/plain"] == "This verdict was for your earlier answer: Right."


def test_a_form_saves_all_its_answers_and_its_state_as_text():
    form = Form([control(number("Pupils", unit="pupils"), "25"), control(number("Gap"))], TaskBar())
    assert form._repr_mimebundle_()["text/plain"].splitlines()[1:] == [
        "Pupils: 25 pupils",
        "Gap: not answered yet",
        "Not tried yet.",
    ]


def test_a_form_says_to_programs_what_it_asks_and_nothing_of_the_answers():
    asked = control(number("Pupils", unit="pupils"), "25"), control(choice("Why?", {"a": "Chance", "b": "Work"}), "b")
    bundle = Form(asked, TaskBar())._repr_mimebundle_()
    assert bundle[FORM_TYPE] == {"asks": [["Pupils", []], ["Why?", ["Chance", "Work"]]]}


def test_each_state_is_told_with_its_words_and_its_sign():
    bar = TaskBar()
    for state in TaskState:
        bar.tell(state, "Look again.")
        assert bar.words == f"{state.words}. Look again."
        assert (bar.state, bar.sign) == (state.value.replace(" ", "-"), state.sign)


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
    assert back.count() == 0
    stage.python(can_bring_back=True)
    back.press("Enter")
    assert stage.messages == [{"event": "reset"}, {"event": "bring_back"}]
    stage.python(can_bring_back=False)
    assert back.evaluate("button => document.activeElement === button")


@pytest.mark.browser
def test_the_state_is_one_status_in_words_that_follows_python(stage):
    stage.put(TaskBar())
    status = stage.page.get_by_role("status")
    assert status.inner_text() == "Not tried yet."
    stage.python(heading="Not yet.", message="Look at the column Left.", state="not-yet")
    assert status.inner_text() == "Not yet. Look at the column Left."


@pytest.mark.browser
def test_a_verdict_that_is_out_of_date_says_so_unless_a_new_one_follows_at_once(stage):
    stage.put(TaskBar())
    status = stage.page.get_by_role("status")
    stage.page.clock.install()
    stage.python(heading="Right.", state="right")
    stage.python(state="old")
    stage.python(state="right")
    stage.page.clock.run_for(1000)
    assert status.inner_text() == "Right."
    stage.python(state="old")
    stage.page.clock.run_for(1000)
    assert status.inner_text() == "This verdict was for your earlier answer: Right."


AWAY = {"status": "unknown", "connectionStatus": "connecting"}
CONNECTED = {"status": "idle", "connectionStatus": "connected"}
WAITING = """(waiting) => document.dispatchEvent(new CustomEvent("npqml-waiting", { detail: {
  place: "0123456789ab 1a-t1 gap", own: "a", waiting } }))"""


def sign(stage) -> str:
    return stage.page.locator(".npqml-state > .npqml-mark").text_content()


@pytest.mark.browser
def test_a_verdict_loses_its_sign_at_once_when_something_else_is_typed(stage):
    stage.put(TaskBar(place="0123456789ab 1a-t1"))
    stage.python(sign="✓", heading="Right.", state="right")
    stage.page.evaluate(WAITING, True)
    assert sign(stage) == "↺"
    assert stage.page.locator("[data-state=right]").count() == 0
    stage.settle()
    assert stage.page.get_by_role("status").inner_text() == "This verdict was for your earlier answer: Right."
    stage.page.evaluate(WAITING, False)
    assert (sign(stage), stage.page.get_by_role("status").inner_text()) == ("✓", "Right.")


@pytest.mark.browser
def test_what_is_typed_in_another_task_leaves_a_verdict_alone(stage):
    stage.put(TaskBar(place="0123456789ab 1a-t1"))
    stage.python(sign="✓", heading="Right.", state="right")
    stage.page.evaluate(WAITING.replace("1a-t1", "1a-t12"), True)
    assert sign(stage) == "✓"


@pytest.mark.browser
def test_no_state_is_shown_as_current_while_python_is_away(stage):
    stage.put(TaskBar(place="0123456789ab 1a-t1"))
    stage.python(sign="✓", heading="Right.", state="right")
    stage.kernel(**AWAY)
    stage.settle()
    bar = stage.page.locator(".npqml-state")
    assert sign(stage) == "↺"
    assert "Python is not running for this page" in bar.inner_text()
    assert "When it was last checked: Right." in bar.inner_text()
    stage.page.evaluate(WAITING, True)
    stage.settle()
    assert "When it was last checked" not in bar.inner_text()
    stage.page.evaluate(WAITING, False)
    stage.kernel(**CONNECTED)
    assert bar.inner_text().split() == ["✓", "Right."]


@pytest.mark.browser
def test_nothing_is_called_kept_while_an_answer_is_on_its_way(stage):
    stage.put(TaskBar(place="0123456789ab 1a-t12"))
    stage.python(sign="…", heading="Your answer is kept.", state="kept")
    stage.settle(800)
    stage.page.evaluate(WAITING.replace("1a-t1", "1a-t12"), True)
    stage.settle()
    assert "kept" not in stage.page.locator(".npqml-state").inner_text()


@pytest.mark.browser
def test_a_bar_looks_for_what_another_tab_has_kept(stage):
    stage.with_store()
    stage.put(TaskBar(place="0123456789ab 1a-t1"))
    stage.page.evaluate("""() => { for (const key of ["npqml-draft / 0123456789ab 1a-t1 gap", "other"])
      window.dispatchEvent(new StorageEvent("storage", { key, newValue: null })); }""")
    assert stage.messages == [{"event": "look"}]


GOES_ALONG = "Your report goes along when you hand in this module. Saved at 14:03:11."


def kept(words: str, note: str = "", notice: str = "", turn: int = 1) -> dict[str, object]:
    return {"words": words, "note": note, "notice": notice, "turn": turn}


def report_state(stage) -> str:
    return stage.page.locator(".npqml-report-state").text_content()


def open_report(stage):
    """Open the report by keyboard and give its box, with the focus in it."""
    stage.put(TaskBar())
    toggle = stage.page.get_by_role("button", name="Report a problem with this task")
    assert toggle.get_attribute("aria-expanded") == "false"
    toggle.press("Enter")
    assert toggle.get_attribute("aria-expanded") == "true"
    stage.press("Tab")
    box = stage.page.get_by_role("textbox", name="What is wrong with this task?")
    assert box.evaluate("(node) => document.activeElement === node")
    return box


@pytest.mark.browser
def test_a_report_is_closed_until_wanted_and_saved_and_withdrawn_by_keyboard(stage):
    assert open_report(stage).is_visible()
    stage.type("Two classes have the same name. ")
    assert report_state(stage).startswith("Not saved yet")
    stage.press("Tab", "Enter")
    assert stage.messages == [{"event": "report", "words": "Two classes have the same name."}]
    stage.python(report=kept("Two classes have the same name.", GOES_ALONG))
    assert report_state(stage) == GOES_ALONG
    stage.press("Tab", "Enter")
    assert stage.messages[1:] == [{"event": "report", "words": ""}]
    stage.python(report=kept("", "Your report is withdrawn.", turn=2))
    assert report_state(stage) == "Your report is withdrawn."
    assert stage.page.get_by_label("What is wrong with this task?").input_value() == ""
    assert stage.page.evaluate("() => document.activeElement.textContent") == "Withdraw the report"


@pytest.mark.browser
def test_a_saved_report_is_told_without_opening_it_and_can_be_changed(stage):
    bar = TaskBar()
    bar.tell_report("The table is blank.", GOES_ALONG)
    stage.put(bar)
    assert report_state(stage) == GOES_ALONG
    stage.page.get_by_role("button", name="Report a problem").press("Space")
    box = stage.page.get_by_label("What is wrong with this task?")
    assert box.input_value() == "The table is blank."
    box.press("End")
    stage.type(" In Chrome.")
    assert report_state(stage).startswith("Your changes are not saved yet")


@pytest.mark.browser
def test_words_that_are_not_saved_yet_outlive_whatever_python_says(stage):
    box = open_report(stage)
    stage.type("Half a sen")
    stage.python(report=kept("From another tab.", GOES_ALONG))
    assert box.input_value() == "Half a sen"
    assert report_state(stage).startswith("Your changes are not saved yet")


@pytest.mark.browser
def test_a_report_that_could_not_be_saved_stays_in_its_box_and_the_reason_is_said(stage):
    box = open_report(stage)
    stage.type("The table is blank.")
    stage.page.clock.install()
    stage.press("Tab", "Enter")
    stage.page.clock.run_for(5000)
    assert "copy your report" in report_state(stage)
    stage.python(report=kept("", notice="This could not be saved: the disk is full."))
    assert box.input_value() == "The table is blank."
    assert report_state(stage).startswith("This could not be saved: the disk is full. Not saved yet")


@pytest.mark.browser
def test_an_empty_report_is_refused_in_words_and_no_more_is_taken_than_is_kept(stage):
    box = open_report(stage)
    stage.page.get_by_role("button", name="Save the report").press("Enter")
    assert "write what is wrong first" in report_state(stage)
    assert box.evaluate("(node) => document.activeElement === node")
    stage.page.keyboard.insert_text("a" * 2000)
    assert stage.page.get_by_text("1,000 of 1,000 characters").is_visible()
    assert stage.messages == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [1366, 390])
def test_neither_axe_nor_our_own_rules_have_anything_against_an_open_report(stage, complaints, width):
    stage.page.set_viewport_size({"width": width, "height": 768})
    open_report(stage)
    stage.python(report=kept("The table is blank.", GOES_ALONG))
    assert complaints(stage.page, "#first") == []
    assert stage.page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.browser
def test_a_report_that_was_not_saved_is_there_after_a_reload_until_it_is_saved(stage):
    stage.with_store()
    stage.put(TaskBar(place="0123456789ab 1a-t1"))
    box = stage.page.get_by_label("What is wrong with this task?")
    stage.page.get_by_role("button", name="Report a problem").press("Enter")
    box.fill("Two classes have")
    stage.put(TaskBar(place="0123456789ab 1a-t1"))
    assert box.is_visible()
    assert box.input_value() == "Two classes have"
    assert report_state(stage).startswith("Not saved yet")
    assert [one["words"] for one in stage.kept()] == ["Two classes have"]
    stage.python(report=kept("Two classes have", GOES_ALONG))
    assert stage.kept() == []
    stage.put(TaskBar(place="0123456789ab 1a-t1"))
    assert box.input_value() == ""
