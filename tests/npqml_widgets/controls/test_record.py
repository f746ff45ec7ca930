"""A list of labelled boxes: each is kept when it is left, refused in words, never changed under somebody's hands."""

from __future__ import annotations

import pytest

from npqml_widgets.controls.cells import Column, Row
from npqml_widgets.controls.record import Record

COLUMNS = [
    Column("event", "Event", "long", help="What may happen."),
    Column("level", "Level", "choice", {"": "", "1": "1 Rare", "2": "2 Unlikely"}),
    Column("due", "Due", "date"),
    Column("agreed", "Agreed", "check"),
    Column("score", "Score", "fixed"),
]
CELLS = {"event": "Flood", "level": 2, "due": "2026-03-31", "agreed": True, "score": 8}


def made() -> Record:
    record = Record(COLUMNS, lambda *_: "", blank="Open a risk first.")
    record.fill("R1", Row("R1", CELLS, {"due": "overdue"}))
    return record


def python(stage, **message) -> None:
    stage.page.evaluate("(message) => window.model.listeners['msg:custom'].forEach((call) => call(message))", message)


def test_a_saved_notebook_reads_the_entries_as_words():
    assert made().as_text() == "R1\nEvent: Flood\nLevel: 2 Unlikely\nDue: 31/03/2026\nAgreed: yes\nScore: 8"


def test_without_a_row_it_says_what_to_do():
    record = made()
    record.fill("", None)
    assert record.as_text() == "Open a risk first."


@pytest.mark.browser
def test_what_is_typed_is_sent_when_its_box_is_left(stage):
    stage.put(made())
    stage.page.get_by_label("Event").focus()
    stage.press("Control+a")
    stage.type("Fire")
    assert stage.messages == []
    stage.press("Tab", "1")
    python(
        stage, turn=stage.messages[0]["turn"], words="", saved=""
    )  # the next change waits for the answer to this one
    sent = [(one["row"], one["column"], one["value"]) for one in stage.messages]
    assert sent == [("R1", "event", "Fire"), ("R1", "level", "1")]


@pytest.mark.browser
def test_a_refused_value_stays_in_its_box_with_words(stage):
    stage.put(made())
    due = stage.page.get_by_label("Due")
    due.fill("31/02/2026")
    stage.press("Tab")
    python(stage, turn=stage.messages[-1]["turn"], words="expected a date", saved="")
    stage.python(shown={**made().shown, "notes": {}})
    assert due.input_value() == "31/02/2026"
    assert due.get_attribute("aria-invalid") == "true"
    assert stage.page.get_by_text("Not kept: expected a date").first.is_visible()


@pytest.mark.browser
def test_what_comes_from_python_never_disturbs_somebody_who_is_typing(stage):
    stage.put(made())
    event = stage.page.get_by_label("Event")
    event.focus()
    stage.type(" and fire")
    stage.python(shown={**made().shown, "cells": {**CELLS, "event": "Changed elsewhere", "score": 12}})
    assert event.input_value() == "Flood and fire"
    assert stage.page.get_by_text("12").is_visible()


@pytest.mark.browser
def test_another_row_takes_the_place_of_the_first_and_the_focus_goes_to_its_heading(stage):
    record = made()
    stage.put(record)
    record.fill("R2", Row("R2", {**CELLS, "event": "Fire"}), focus=True)
    stage.python(shown=record.shown)
    assert stage.page.get_by_label("Event").input_value() == "Fire"
    assert stage.page.evaluate("() => document.activeElement.textContent") == "R2"


@pytest.mark.browser
@pytest.mark.parametrize("width", [1366, 390])
def test_neither_axe_nor_our_own_rules_have_anything_against_it(stage, complaints, width):
    stage.page.set_viewport_size({"width": width, "height": 768})
    stage.put(made())
    assert [one for one in complaints(stage.page, "#first") if "heading-order" not in one] == []
    assert stage.page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
