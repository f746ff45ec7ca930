"""What holds for every control: words for a saved notebook, and nothing that a keyboard or screen reader misses.

No mirror: it is about every kind there is.
"""

from __future__ import annotations

import json

import pytest

from npqml_widgets.answers.by_row import choice_by_row
from npqml_widgets.answers.fields import choice, choices, number, order, text
from npqml_widgets.answers.grid import grid
from npqml_widgets.answers.ranges import number_range
from npqml_widgets.charts.field import chart
from npqml_widgets.controls import Control, control
from npqml_widgets.tasks.taskbar import TaskBar

OPTIONS = {"10": "Average progress", "2": "Share at the standard"}
LONG = "Compare pupils who receive the pupil premium with others who had the same results at the start"
FIELDS = {
    "number": (number("Gap", unit="pp"), "25", "25 percentage points"),
    "pounds": (number("Cost", unit="£"), "1,250", "£1,250"),
    "choice": (choice("Which?", OPTIONS), "2", "Share at the standard"),
    "choices": (choices("Which ones?", OPTIONS), ["10", "2"], "Average progress; Share at the standard"),
    "row": (
        choice_by_row(
            "Fact or not?", {"a": "Tom said “Fine.”", "b": LONG, "c": "Nobody minds"}, OPTIONS | {"x": "Neither"}
        ),
        {"a": "2", "b": "x", "c": "10"},
        "Tom said “Fine.”: Share at the standard",
    ),
    "half a row": (
        choice_by_row("Fact or not?", {"a": "Tom said “Fine.”", "b": LONG}, OPTIONS),
        {"b": "2"},
        "Tom said “Fine.”: (open)",
    ),
    "range": (number_range("Effect", "points", estimate="Difference"), "2.1 (0.3 to 3.9)", "2.1 points (0.3 to 3.9)"),
    "ends": (number_range("Cost", "£", ends=("lowest", "highest"), low=0), {"low": "40", "high": "60"}, "£40 to £60"),
    "order": (order("Steps", OPTIONS | {"x": LONG}), ["2", "10", "x"], "1. Share at the standard"),
    "grid": (grid("Table", OPTIONS, {"p": "Pupils", "a": LONG}, unit="points"), {"10": {"p": "3"}}, ""),
    "text": (text("Why?", words=(80, 150)), "Because the gap is widest there.", "Because the gap"),
    "chart": (chart("A chart", {"y": "PP"}, {"p": LONG}), {"kind": "bar"}, ""),
}


@pytest.mark.parametrize("kind", FIELDS)
def test_a_saved_notebook_gives_question_and_answer_in_words(kind):
    field, raw, words = FIELDS[kind]
    plain = control(field, raw)._repr_mimebundle_()[0]["text/plain"]
    assert plain.startswith(f"{field.label}: ")
    assert words in plain


@pytest.mark.parametrize("kind", FIELDS)
def test_an_untouched_control_says_that_it_is_not_answered(kind):
    assert control(FIELDS[kind][0]).as_text() == f"{FIELDS[kind][0].label}: not answered yet"


@pytest.mark.parametrize("kind", FIELDS)
def test_options_keep_their_order_on_the_way_to_the_page(kind):
    sent = json.loads(json.dumps(control(FIELDS[kind][0]).setup))
    if "options" in sent:
        assert [key for key, _ in sent["options"]] == list(FIELDS[kind][0].options)


def test_python_hears_of_a_changed_answer():
    one, heard = control(number("Gap")), []
    one.observe(lambda change: heard.append(change["new"]), names="value")
    one.set_state({"value": "25", "saved": ""})
    assert heard == ["25"]


def test_python_hears_of_the_last_answer_of_a_page_that_closed_once():
    one, heard = control(number("Gap"), "24"), []
    one.observe(lambda change: heard.append(change["new"]), names="value")
    for content in ({"answer": "25"}, {"answer": "25"}, "25", {"event": "hint"}):
        one._handle_custom_msg(content, [])
    assert heard == ["25"]


def test_a_field_without_a_control_is_refused():
    with pytest.raises(TypeError, match="no control"):
        control(object())


@pytest.mark.browser
@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("kind", [*FIELDS, "bar"])
def test_neither_axe_nor_our_own_rules_have_anything_against_it(stage, complaints, kind, width):
    stage.page.set_viewport_size({"width": width, "height": 768})
    widget: Control | TaskBar = (
        TaskBar(["Count the rows."]) if kind == "bar" else control(FIELDS[kind][0], FIELDS[kind][1])
    )
    stage.put(widget)
    stage.python(reading="We read your answer as 25.", saved="Saved at 10:00:00", hints_shown=1)
    assert complaints(stage.page, "#first") == []
    assert stage.page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
