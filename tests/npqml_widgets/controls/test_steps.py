"""What controls of steps share: one step under way at a time, nothing left behind, and words when nobody answers."""

from __future__ import annotations

import pytest

from npqml_widgets.controls.steps import ReflectionControl
from npqml_widgets.forms.reflection import NAME, ReflectionForm
from npqml_widgets.keeping import documents

pytestmark = pytest.mark.browser


@pytest.fixture
def shown(stage, tmp_path, monkeypatch):
    """Show the leadership reflection on an empty page, with nobody to answer."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(documents, "_unsaved", {})
    steps = ReflectionForm(NAME).steps
    assert isinstance(steps, ReflectionControl)
    stage.put(steps)
    return stage


def rate(stage) -> None:
    """Rate the first behaviour 1, then 2, then 3, as fast as keys go."""
    stage.page.locator("fieldset input").first.focus()
    stage.press("Space", "ArrowDown", "ArrowDown")


def sent(stage) -> list[str]:
    return [one.get("rating", one["event"]) for one in stage.messages]


def answer(stage) -> None:
    """Answer the last step that was sent, as Python does."""
    page = stage.page.evaluate("() => window.model.get('page')")
    stage.python(page={**page, "turn": stage.messages[-1]["turn"], "said": ""})


def test_a_step_waits_until_the_one_before_is_answered(shown):
    rate(shown)
    assert sent(shown) == ["1"]
    answer(shown)
    assert sent(shown) == ["1", "2"]
    answer(shown)
    answer(shown)
    assert sent(shown) == ["1", "2", "3"]


def test_the_page_keeps_what_was_done_last_while_older_answers_come_in(shown):
    rate(shown)
    shown.press("Tab", "Tab")
    answer(shown)
    assert shown.page.locator("fieldset input").nth(2).is_checked()


def test_nothing_waits_any_more_when_the_page_goes_away(shown):
    rate(shown)
    shown.go_away()
    assert sent(shown) == ["1", "2", "3"]


@pytest.mark.parametrize("leave", ["go_away", "hide"])
def test_what_is_half_typed_does_not_wait_either(shown, leave):
    rate(shown)
    shown.page.locator("textarea").first.focus()
    shown.type("half a tho")
    getattr(shown, leave)()
    assert sent(shown) == ["1", "2", "3", "comment"]
    assert shown.messages[-1]["words"] == "half a tho"


def test_a_step_that_nobody_answers_is_said_not_to_be_saved_until_it_is(shown):
    rate(shown)
    shown.page.get_by_text("Not saved yet.").first.wait_for()
    answer(shown)
    shown.page.locator(".npqml-note", has_text="Not saved yet.").wait_for(state="hidden")


def test_what_nobody_has_answered_is_sent_when_the_page_is_started_again(stage, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(documents, "_unsaved", {})
    steps = ReflectionForm(NAME).steps
    stage.with_store()
    stage.put(steps)
    rate(stage)
    stage.page.locator("textarea").first.focus()
    stage.type("half a thought")
    stage.press("Tab")
    stage.page.get_by_text("kept in this browser").first.wait_for()
    stage.put(steps)
    assert sent(stage) == ["3"]
    answer(stage)
    assert stage.messages[-1]["words"] == "half a thought"
    answer(stage)
    assert stage.kept() == []
