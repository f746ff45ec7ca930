"""Typing into a number box and a text box, in a real browser.

No mirror: it is about what number.js and text.js do.
"""

from __future__ import annotations

import pytest

from npqml_widgets.answers.fields import number, text
from npqml_widgets.answers.grid import grid
from npqml_widgets.controls import control

pytestmark = pytest.mark.browser
GAP = number("Gap between the groups", unit="pp", help="Only pupils with both results.")


def test_what_is_typed_is_sent_once_after_a_pause(stage):
    clock = stage.page.clock
    clock.install()
    stage.put(control(GAP))
    stage.press("Tab")
    clock.pause_at("2100-01-01")  # no key comes too late, however busy the machine is
    stage.type("25 pp")
    assert stage.messages == []
    clock.run_for(400)
    assert [message["answer"] for message in stage.messages] == ["25 pp"]


@pytest.mark.parametrize("key", ["Enter", "Tab"])
def test_what_is_typed_is_sent_at_once_when_the_box_is_left_or_enter_is_pressed(stage, key):
    stage.put(control(GAP))
    stage.press("Tab")
    stage.type("25")
    stage.press(key)
    assert stage.value == "25"


def test_a_view_that_goes_away_sends_what_was_typed_last(stage):
    stage.put(control(GAP))
    stage.press("Tab")
    stage.type("25")
    stage.go_away()
    assert stage.value == "25"


@pytest.mark.parametrize("key", ["", "Tab"])
def test_a_page_that_closes_tells_an_answer_that_is_not_confirmed_without_waiting_for_its_turn(stage, key):
    stage.put(control(GAP, "24"))
    stage.press("Tab", "Control+a")
    stage.type("25")
    stage.press(*[key] if key else [])
    stage.hide()
    assert [message["answer"] for message in stage.messages] == ["25"]


def test_a_page_that_closes_with_everything_kept_tells_nothing(stage):
    stage.put(control(GAP, "24"))
    stage.press("Tab", "Control+a")
    stage.type("25")
    stage.press("Tab")
    stage.confirm()
    stage.hide()
    assert [message["answer"] for message in stage.messages] == ["25"]


def test_nothing_is_sent_when_nothing_has_changed(stage):
    stage.put(control(GAP, "25"))
    stage.press("Tab", "End", "1", "Backspace", "Tab")
    stage.settle()
    assert stage.saves == []


def test_saved_is_said_only_after_python_has_kept_this_very_answer(stage):
    stage.put(control(GAP, "25"))
    saved = stage.page.locator(".npqml-saved")
    stage.python(saved="Saved at 10:00:00")
    assert saved.inner_text() == "Saved at 10:00:00"
    stage.press("Tab", "End")
    stage.type("6")
    assert saved.inner_text() == ""
    stage.press("Enter")
    assert saved.inner_text() == ""
    stage.confirm()  # in the same second
    assert saved.inner_text() == "Saved at 10:00:00"


def test_an_answer_that_python_does_not_confirm_is_called_unsaved_and_its_old_reading_goes(stage):
    stage.put(control(GAP, "25"))
    stage.python(reading="We read your answer as 25 percentage points.", saved="Saved at 10:00:00")
    stage.page.clock.install()
    stage.press("Tab", "End")
    stage.type("6")
    stage.press("Enter")
    stage.page.clock.run_for(5000)
    assert "Not saved yet" in stage.page.locator(".npqml-saved").inner_text()
    assert stage.page.locator(".npqml-reading").is_hidden()


def test_a_value_from_python_shows_and_neither_takes_the_focus_nor_moves_the_caret(stage):
    stage.put(control(GAP, "12345"))
    stage.press("Tab", "Home", "ArrowRight", "ArrowRight")
    stage.python(value="12399")
    box = stage.page.get_by_label("Gap between the groups")
    assert box.input_value() == "12399"
    assert box.evaluate("(node) => [document.activeElement === node, node.selectionStart]") == [True, 2]


def test_a_value_from_python_does_not_disturb_somebody_who_is_typing(stage):
    stage.put(control(GAP, "1"))
    stage.press("Tab", "End")
    stage.type("2")
    stage.python(value="999")
    assert stage.page.get_by_label("Gap between the groups").input_value() == "12"


def test_a_screen_reader_hears_unit_help_and_reading_with_the_box(stage):
    stage.put(control(GAP))
    stage.python(reading="We read your answer as 25 percentage points.")
    box = stage.page.get_by_role("textbox", name="Gap between the groups")
    described = box.evaluate(
        "(node) => node.getAttribute('aria-describedby').split(' ')"
        ".map((id) => document.getElementById(id).textContent)"
    )
    assert described[:2] == ["percentage points", "Only pupils with both results."]
    assert "We read your answer as 25 percentage points." in described[-1]


def test_an_unreadable_answer_is_told_in_words_and_not_by_colour_alone(stage):
    stage.put(control(GAP, "lots"))
    stage.python(unreadable=True, reading="We cannot read “lots” as a number.")
    assert stage.page.locator(".npqml-reading").inner_text().startswith("?Not read yet: We cannot read")


def test_readings_are_read_out_after_a_pause_and_not_at_every_key(stage):
    stage.put(control(GAP))
    spoken = stage.page.get_by_role("status")
    stage.page.clock.install()
    stage.press("Tab")
    for key in "25":
        stage.type(key)
        stage.page.clock.run_for(300)
        stage.confirm(reading=f"We read {key}.")
        assert spoken.text_content() == ""
    stage.page.clock.run_for(1100)
    assert spoken.text_content() == "We read 5. Saved."


def test_a_locked_box_cannot_be_changed_and_says_why(stage):
    stage.put(control(GAP, "25"))
    stage.python(disabled=True, note="You typed a line in this cell.")
    assert stage.page.get_by_label("Gap between the groups").is_disabled()
    assert stage.page.get_by_text("You typed a line in this cell.").is_visible()


def test_a_telephone_offers_its_number_pad_only_where_no_minus_is_needed(stage):
    stage.put(control(number("Pupils", low=0)))
    assert stage.page.get_by_label("Pupils").get_attribute("inputmode") == "decimal"
    stage.put(control(number("Gap", unit="pp")))
    assert stage.page.get_by_label("Gap").get_attribute("inputmode") == "text"


def test_two_views_of_one_control_share_the_answer_and_no_id(stage, complaints):
    stage.put(control(GAP))
    stage.page.evaluate("() => { window.show('#second'); }")
    stage.page.locator("#first input").fill("25")
    stage.settle()
    assert stage.page.locator("#second input").input_value() == "25"
    assert complaints(stage.page, "#second") == []


def test_the_words_of_a_text_are_counted_as_it_is_typed(stage):
    stage.put(control(text("Your priority", words=(80, 150)), "Two words"))
    count = stage.page.locator(".npqml-count")
    assert count.inner_text() == "2 words; aim for 80 to 150"
    stage.press("Tab", "Control+End")
    stage.type(" – and three")
    assert count.inner_text() == "4 words; aim for 80 to 150"
    stage.press("Tab")
    assert stage.value == "Two words – and three"


def test_each_cell_of_a_grid_is_labelled_by_its_row_and_its_column(stage):
    asked = grid("Average progress", {"f": "Girls", "m": "Boys"}, {"n": "Pupils", "p": "Average"}, unit="points")
    stage.put(control(asked, {"f": {"n": "12"}}))
    assert stage.page.get_by_role("textbox", name="Girls, Pupils").input_value() == "12"
    stage.page.get_by_role("textbox", name="Boys, Average").focus()
    stage.type("-1.5")
    stage.press("Tab")
    assert stage.value == {"f": {"n": "12"}, "m": {"p": "-1.5"}}


def test_arrow_keys_move_the_caret_in_a_cell_of_a_grid_and_not_the_focus(stage):
    stage.put(control(grid("Numbers", {"a": "Row"}, {"b": "First", "c": "Second"}), {"a": {"b": "12"}}))
    box = stage.page.get_by_role("textbox", name="Row, First")
    box.focus()
    stage.press("Home", "ArrowRight", "ArrowDown", "ArrowUp", "ArrowRight", "3")
    assert "3" in box.input_value()
    assert box.evaluate("(node) => document.activeElement === node")
