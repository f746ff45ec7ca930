"""What was typed is in the browser's own store until Python has it, and is sent when the page is started again.

No mirror: it is about drafts.js and what common.js does with it.
"""

from __future__ import annotations

import pytest

from npqml_widgets.answers.fields import number, text
from npqml_widgets.controls import control
from npqml_widgets.controls.cells import Column, Row
from npqml_widgets.controls.record import Record
from npqml_widgets.controls.tablegrid import TableGrid

pytestmark = pytest.mark.browser
GAP = number("Gap between the groups", unit="pp")
PLACE = "0123456789ab 1a-t1 gap"
CONNECTED = {"status": "idle", "connectionStatus": "connected"}
AWAY = {"status": "unknown", "connectionStatus": "connecting"}


def gap(raw=None, revision=0, place=PLACE):
    return control(GAP, raw, place=place, revision=revision)


@pytest.fixture
def stage(stage):
    stage.with_store()
    return stage


def saved(stage) -> str:
    return stage.page.locator(".npqml-saved").inner_text()


def box(stage):
    return stage.page.get_by_label("Gap between the groups")


def test_a_long_text_is_sent_every_second_although_the_keys_keep_coming(stage):
    clock = stage.page.clock
    clock.install()
    stage.put(control(text("Your priority"), place="0123456789ab 1a-t12 priority"))
    stage.press("Tab")
    clock.pause_at("2100-01-01")
    for _ in range(40):
        stage.type("a")
        clock.run_for(150)
        if stage.messages:
            stage.confirm()
    assert len(stage.messages) >= 5
    assert len(stage.messages[-1]["answer"]) >= 33


def test_every_key_is_in_the_store_before_anything_is_sent_and_leaves_it_when_python_has_it(stage):
    stage.put(gap("24", revision=3))
    box(stage).fill("25")
    assert [(one["value"], one["based"]) for one in stage.kept()] == [("25", 3)]
    stage.press("Tab")
    stage.confirm(revision=4)
    assert stage.kept() == []


def test_what_was_typed_on_while_python_answered_stays_in_the_store(stage):
    stage.put(gap("24", revision=3))
    box(stage).fill("25")
    stage.press("Enter")
    box(stage).press("End")
    stage.type("6")
    stage.confirm(revision=4)
    assert [(one["value"], one["based"]) for one in stage.kept()] == [("256", 4)]
    stage.settle()
    assert [message["answer"] for message in stage.messages] == ["25", "256"]


def test_what_was_typed_and_taken_back_is_not_in_the_store(stage):
    stage.put(gap("24"))
    box(stage).press("End")
    stage.press("1", "Backspace")
    assert stage.kept() == []


def test_a_tab_that_was_out_of_sight_hears_that_its_last_answer_is_kept(stage):
    stage.put(gap("24"))
    box(stage).fill("25")
    stage.press("Enter")
    box(stage).press("End")
    stage.type("6")
    stage.hide()
    assert [message["answer"] for message in stage.messages] == ["25", "256"]
    stage.confirm()
    assert saved(stage) == "Saved at 10:00:00"
    assert stage.kept() == []


def test_an_answer_to_an_earlier_message_confirms_nothing(stage):
    stage.put(gap("24"))
    box(stage).fill("25")
    stage.press("Enter")
    stage.python(answered="another-1", saved="Saved at 10:00:00")
    assert saved(stage) == ""
    assert len(stage.kept()) == 1


def test_what_python_could_not_write_to_a_file_stays_in_the_store(stage):
    stage.put(gap("24"))
    box(stage).fill("25")
    stage.press("Enter")
    stage.confirm(saved="")
    assert [one["value"] for one in stage.kept()] == ["25"]


def test_start_sends_what_was_typed_while_python_was_away_with_the_state_that_it_was_based_on(stage):
    stage.put(gap("24", revision=3))
    stage.kernel(**AWAY)
    box(stage).fill("25")
    assert saved(stage).startswith("Not among your answers yet")
    assert "kept in this browser" in saved(stage)
    stage.put(gap("30", revision=5))
    assert box(stage).input_value() == "25"
    assert [(one["answer"], one["based"]) for one in stage.messages] == [("25", 3)]
    stage.confirm(revision=6)
    assert stage.kept() == []


def test_an_answer_that_python_got_and_could_not_confirm_is_no_other_tabs(stage):
    stage.put(gap("24", revision=3))
    box(stage).fill("25")
    stage.press("Enter")
    box(stage).press("End")
    stage.type("6")
    stage.put(gap("25", revision=4))
    assert [(one["answer"], one["based"]) for one in stage.messages] == [("256", 4)]


def test_what_was_typed_here_is_never_put_into_another_folders_page(stage):
    stage.put(gap("24"))
    box(stage).fill("25")
    stage.put(gap("1", place=PLACE.replace("0123", "3210")))
    assert box(stage).input_value() == "1"
    assert stage.messages == []


def test_a_page_that_is_not_started_shows_what_was_typed_and_sends_nothing(stage):
    stage.put(gap("24"))
    box(stage).fill("25")
    stage.page.evaluate("() => localStorage.setItem('other', JSON.stringify({}))")
    stage.page.add_init_script("""addEventListener("DOMContentLoaded", () =>
      document.getElementById("first").classList.add("jupyter-widgets-disconnected"))""")
    stage.put(gap("24"))
    assert box(stage).input_value() == "25"
    assert saved(stage).startswith("Not among your answers yet")
    assert stage.messages == []


def test_what_was_typed_is_sent_as_soon_as_python_can_be_reached_again(stage):
    stage.put(gap("24"))
    stage.kernel(**AWAY)
    box(stage).fill("25")
    stage.settle()
    stage.kernel(**CONNECTED)
    assert [one["answer"] for one in stage.messages][-1] == "25"
    stage.confirm(reading="We read your answer as 25 percentage points.")
    assert saved(stage) == "Saved at 10:00:00"
    assert stage.page.locator(".npqml-reading").is_visible()


def test_a_reading_is_out_of_sight_as_soon_as_something_else_is_typed(stage):
    stage.put(gap("24"))
    stage.python(reading="We read your answer as 24 percentage points.")
    box(stage).press("End")
    assert stage.page.locator(".npqml-reading").is_visible()
    stage.type("1")
    assert not stage.page.locator(".npqml-reading").is_visible()


def test_the_store_holds_a_little_for_a_while(stage):
    stage.put(gap("24"))
    stage.page.evaluate("""() => { for (let place = 0; place < 300; place += 1) {
      const when = place < 20 ? 0 : Date.now() - 1000 + place;
      localStorage.setItem(`npqml-draft / old ${place}`, JSON.stringify({ value: "x", when })); } }""")
    box(stage).fill("25")
    kept = stage.kept()
    assert len(kept) == 200
    assert min(one["when"] for one in kept) > 0
    box(stage).fill("1" * 200_001)
    assert "1" * 200_001 not in [one["value"] for one in stage.kept()]


EVENT = Column("event", "Event", "long")
ROW = Row("R1", {"event": "Flood"})


def record() -> Record:
    made = Record([EVENT], lambda *_: "")
    made.place = "0123456789ab document risk-register 1"
    made.fill("R1", ROW)
    return made


def table() -> TableGrid:
    made = TableGrid("Risks", [Column("id", "Id", "fixed"), EVENT], {"edit": lambda *_: ""}, one="risk")
    made.place = "0123456789ab document risk-register 0"
    made.fill([Row("R1", {"id": "R1", "event": "Flood"})])
    return made


def type_into_record(stage) -> None:
    stage.page.get_by_label("Event").press("End")
    stage.type(" in the hall")


def type_into_table(stage) -> None:
    stage.page.get_by_text("Flood", exact=True).click()
    stage.press("Enter", "End")
    stage.type(" in the hall")


@pytest.mark.parametrize(("made", "type_in"), [(record, type_into_record), (table, type_into_table)])
def test_what_is_half_typed_in_a_document_is_sent_when_its_page_is_started_again(stage, made, type_in):
    stage.put(made())
    type_in(stage)
    assert stage.messages == []
    stage.put(made())
    message = stage.messages[0]
    assert {**message, "turn": ""} == {
        "event": "edit", "row": "R1", "column": "event", "value": "Flood in the hall", "turn": "",
    }  # fmt: skip
    answer = {"turn": message["turn"], "words": "", "saved": "Saved"}
    stage.page.evaluate("(answer) => window.model.listeners['msg:custom'].forEach((hear) => hear(answer))", answer)
    assert stage.kept() == []


def test_an_entry_that_was_given_up_with_escape_is_not_sent_later(stage):
    stage.put(table())
    type_into_table(stage)
    stage.press("Escape")
    stage.put(table())
    assert stage.messages == []
