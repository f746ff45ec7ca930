"""The guard of a form, in a real browser."""

from __future__ import annotations

import pytest

from npqml_widgets.answers.fields import number
from npqml_widgets.controls import Guard, control


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
