"""Choosing, ordering and making a chart by keyboard, in a real browser.

No mirror: it is about what choice.js, choicebyrow.js, numberrange.js, order.js and chart.js do.
"""

from __future__ import annotations

import pytest

from npqml_widgets.answers.by_row import choice_by_row
from npqml_widgets.answers.fields import choice, choices, order
from npqml_widgets.answers.ranges import number_range
from npqml_widgets.charts.field import chart
from npqml_widgets.controls import control

pytestmark = pytest.mark.browser
OPTIONS = {"10": "Average progress", "2": "Share at the standard", "x": "Both, side by side"}


def focused(stage) -> str:
    return stage.page.evaluate("() => document.activeElement.textContent || document.activeElement.value")


def test_one_option_is_chosen_with_the_arrow_keys_of_a_native_radio_group(stage):
    stage.put(control(choice("Which is fairest?", OPTIONS)))
    stage.press("Tab", "ArrowDown")
    assert stage.value == "2"
    assert stage.page.get_by_role("group", name="Which is fairest?").get_by_role("radio").count() == 3


def test_each_row_is_a_group_of_its_own_and_says_how_many_are_chosen(stage):
    rows = {"c": "Carol teaches another order", "t": "Tom says that all is done"}
    stage.put(control(choice_by_row("What does each need?", rows, OPTIONS)))
    assert stage.page.get_by_text("0 of 2 chosen").is_visible()
    stage.press("Tab", "Space")
    assert stage.value == {"c": "10"}
    assert stage.page.get_by_text("1 of 2 chosen").is_visible()
    stage.press("ArrowDown", "Tab", "ArrowUp")
    assert stage.value == {"c": "2", "t": "x"}
    assert stage.page.get_by_text("2 of 2 chosen").is_visible()
    for row in rows.values():
        assert stage.page.get_by_role("group", name=row).get_by_role("radio").count() == 3


def test_rows_that_were_chosen_before_are_shown_again(stage):
    rows = {"c": "Carol teaches another order", "t": "Tom says that all is done"}
    stage.put(control(choice_by_row("What does each need?", rows, OPTIONS), {"t": "10"}))
    assert stage.page.get_by_role("group", name=rows["t"]).get_by_label("Average progress").is_checked()
    assert stage.page.get_by_text("1 of 2 chosen").is_visible()


def test_the_numbers_of_a_range_are_typed_one_after_the_other_or_pasted_whole(stage):
    stage.put(control(number_range("Effect", "points", estimate="Difference")))
    stage.press("Tab", "2", "Tab", "0", "Tab", "4")
    stage.settle(200)
    assert stage.value == {"estimate": "2", "low": "0", "high": "4"}
    assert stage.page.get_by_role("group", name="Effect").get_by_role("textbox").count() == 3


def test_a_whole_range_that_was_kept_as_one_text_is_shown_in_the_first_box(stage):
    stage.put(control(number_range("Effect", "points", estimate="Difference"), "2.1 (0.3 to 3.9)"))
    assert stage.page.get_by_label("Difference").input_value() == "2.1 (0.3 to 3.9)"
    assert stage.page.get_by_label("from").input_value() == ""


def test_an_option_chosen_before_is_shown_again(stage):
    stage.put(control(choice("Which is fairest?", OPTIONS), "x"))
    assert stage.page.get_by_label("Both, side by side").is_checked()
    stage.python(value=None)
    assert not stage.page.get_by_label("Both, side by side").is_checked()


def test_several_options_are_sent_in_the_order_in_which_they_stand(stage):
    stage.put(control(choices("Whom would you leave out?", OPTIONS)))
    stage.press("Tab", "Tab", "Tab", "Space", "Shift+Tab", "Shift+Tab", "Space")
    assert stage.value == ["10", "x"]
    stage.press("Space")
    assert stage.value == ["x"]


def test_an_item_is_moved_by_keyboard_and_its_button_keeps_the_focus(stage):
    stage.put(control(order("Steps", OPTIONS)))
    stage.page.get_by_role("button", name="Move up Both, side by side").focus()
    stage.press("Enter")
    assert stage.value == ["10", "x", "2"]
    assert focused(stage) == "Move up Both, side by side"
    stage.settle(50)
    assert stage.page.get_by_role("status").text_content() == "Both, side by side: now 2 of 3."


def test_the_button_of_an_item_at_the_end_stays_in_reach_and_does_nothing(stage):
    stage.put(control(order("Steps", OPTIONS), ["x", "2", "10"]))
    stage.page.get_by_role("button", name="Move up Both, side by side").focus()
    stage.press("Enter")
    assert stage.value == ["x", "2", "10"]
    assert stage.saves == []


def test_an_order_counts_as_chosen_only_once_somebody_has_moved_or_kept_it(stage):
    stage.put(control(order("Steps", OPTIONS)))
    assert stage.value is None
    assert stage.page.get_by_text("Nothing is chosen yet").is_visible()
    stage.page.get_by_role("button", name="Keep this order").press("Enter")
    assert stage.value == ["10", "2", "x"]
    assert stage.page.get_by_text("Nothing is chosen yet").is_hidden()


def test_an_order_goes_back_to_how_it_was_given_when_the_task_starts_again(stage):
    stage.put(control(order("Steps", OPTIONS), ["x", "2", "10"]))
    stage.python(value=None)
    assert stage.page.get_by_role("listitem").first.inner_text().startswith("Average progress")


def test_a_chart_is_made_by_keyboard_from_its_choices(stage):
    stage.put(control(chart("A chart for governors", {"y": "PP"}, {"p": "Progress"})))
    stage.press("Tab", "Space", "Tab", "Space", "Tab", "ArrowDown", "Tab", "Space", "Tab", "Space", "Tab")
    stage.type("Progress of our groups")
    stage.press("Tab")
    assert stage.value == {
        "kind": "bar", "measure": "p", "order": "by value", "axis": "from zero", "counts": "yes",
        "title": "Progress of our groups",
    }  # fmt: skip


def test_choices_of_a_chart_made_before_are_shown_again(stage):
    stage.put(control(chart("A chart", {"y": "PP"}, {"p": "Progress"}), {"kind": "pie", "title": "Mine"}))
    assert stage.page.get_by_label("Pie: slices of a whole").is_checked()
    assert stage.page.get_by_label("Title of the chart").input_value() == "Mine"
