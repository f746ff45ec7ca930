"""A big table: moved in and edited by keyboard, found, sorted and filtered in words, changed a few bytes at a time."""

from __future__ import annotations

import json

import pytest

from npqml_widgets.controls.cells import Column, Row
from npqml_widgets.controls.tablegrid import PAGE, TableGrid

LEVELS = {"": "", "1": "1 Rare", "2": "2 Unlikely", "10": "10 Certain"}
COLUMNS = [
    Column("id", "ID", "fixed"),
    Column("event", "Event", "long"),
    Column("level", "Level", "choice", LEVELS),
    Column("due", "Due", "date"),
    Column("agreed", "Agreed", "check"),
    Column("score", "Score", "fixed"),
]
EVENTS = ("edit", "add", "remove", "open", "undo")


def rows(number: int = 3) -> list[Row]:
    return [
        Row(
            f"R{n}",
            {"id": f"R{n}", "event": f"Event {n}", "level": str(n % 3 or ""), "due": f"2026-0{1 + n % 9}-05",
             "agreed": n % 2 == 0, "score": n * 7 % 10},
            notes={"score": "above the appetite"} if n == 2 else {},
            tags=("even",) if n % 2 == 0 else (),
        )
        for n in range(1, number + 1)
    ]  # fmt: skip


def made(number: int = 3, **answers) -> TableGrid:
    grid = TableGrid(
        "All risks",
        COLUMNS,
        {event: answers.get(event, lambda *_: "") for event in EVENTS},
        one="risk",
        views={"All": [one.key for one in COLUMNS], "Short": ["id", "score"]},
        filters={"even": "Even ones"},
    )
    grid.fill(rows(number))
    return grid


def sent_by(grid: TableGrid) -> list[dict]:
    messages: list[dict] = []
    grid.send = lambda content, buffers=None: messages.append(json.loads(json.dumps(content)))
    return messages


# What Python does.


def test_a_changed_cell_sends_its_row_and_nothing_else():
    grid = made(500)
    messages = sent_by(grid)
    changed = rows(500)
    changed[6] = Row("R7", {**changed[6].cells, "event": "The hall is flooded"})
    grid.fill(changed)
    assert [row[0] for row in messages[0]["changed"]] == ["R7"]
    assert messages[0]["order"] is None
    assert len(json.dumps(messages)) < 300


def test_a_page_that_is_loaded_again_gets_the_rows_as_they_are_now():
    grid = made(2)
    sent_by(grid)
    changed = rows(2)
    grid.fill([changed[0]])
    grid.fill(changed[::-1])
    assert [row[0] for row in grid.get_state()["rows"]] == ["R2", "R1"]


def test_what_the_page_asks_for_is_answered_with_words_and_the_time_of_saving():
    asked = []
    grid = made(edit=lambda *details: asked.append(details) or "no such date")
    messages, grid.saved = sent_by(grid), "Saved at 10:00:00"
    grid._handle(grid, {"event": "edit", "turn": "a-1", "row": "R1", "column": "due", "value": "31/02"}, [])
    assert asked == [("R1", "due", "31/02")]
    assert messages == [{"turn": "a-1", "words": "no such date", "saved": "Saved at 10:00:00"}]


@pytest.mark.parametrize("content", [None, "edit", {}, {"event": "erase"}, {"event": ["edit"]}])
def test_a_message_that_is_none_of_ours_is_left_alone(content):
    grid = made()
    messages = sent_by(grid)
    grid._handle(grid, content, [])
    assert messages == []


def test_a_saved_notebook_reads_the_table_as_words():
    words = made()._repr_mimebundle_()[0]["text/plain"]
    assert "ID: R2; Event: Event 2; Level: 2 Unlikely; Due: 05/03/2026; Agreed: yes; Score: 4" in words


# What the page does.


@pytest.fixture
def shown(stage):
    """Show three rows, the first cell of the first row in focus."""

    def show(number: int = 3):
        stage.put(made(number))
        stage.page.locator("tbody th").first.click()
        return stage

    return show


def focused(stage) -> str:
    return stage.page.evaluate("() => document.activeElement.getAttribute('aria-label')")


def python(stage, **message) -> None:
    stage.page.evaluate("(message) => window.model.listeners['msg:custom'].forEach((call) => call(message))", message)


def answer(stage, words: str = "") -> None:
    python(stage, turn=stage.messages[-1]["turn"], words=words, saved="Saved at 10:00:00")


def status(stage) -> str:
    stage.settle(1300)
    return stage.page.locator("[role=status]").text_content()


@pytest.mark.browser
def test_arrows_home_and_end_move_from_cell_to_cell_and_up_to_the_headings(shown):
    stage = shown()
    stage.press("ArrowRight", "ArrowDown")
    assert focused(stage) == "Event 2"
    stage.press("End")
    assert focused(stage) == "4\nabove the appetite"
    stage.press("Control+Home", "ArrowUp")
    assert focused(stage) == "ID"
    stage.press("Control+End")
    assert focused(stage) == "1"


@pytest.mark.browser
def test_one_stop_of_the_tab_key_leads_into_the_table_and_the_next_one_out(shown):
    stage = shown()
    stage.press("ArrowRight", "Tab")
    assert stage.page.evaluate("() => document.activeElement.textContent") == "Add a risk"
    stage.press("Shift+Tab")
    assert focused(stage) == "Event 1"


@pytest.mark.browser
def test_enter_edits_and_keeps_escape_gives_up_tab_goes_on_to_the_next_cell(shown):
    stage = shown()
    stage.press("ArrowRight", "Enter", "Control+a")
    stage.type("Flood")
    stage.press("Enter")
    answer(stage)  # the next change waits for the answer to this one
    stage.press("Enter")
    stage.type(" never")
    stage.press("Escape", "Enter", "Tab")
    assert stage.page.evaluate("() => document.activeElement.tagName") == "SELECT"
    stage.press("2", "Tab")
    assert stage.page.evaluate("() => document.activeElement.value") == "05/02/2026"
    sent = [(one["row"], one["column"], one["value"]) for one in stage.messages]
    assert sent == [("R1", "event", "Flood"), ("R1", "level", "2")]


@pytest.mark.browser
def test_what_is_half_typed_is_kept_when_the_page_goes_out_of_sight_and_can_be_typed_on(shown):
    stage = shown()
    stage.press("ArrowRight", "Enter", "Control+a")
    stage.type("Flo")
    stage.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    answer(stage)
    stage.type("od")
    stage.press("Enter")
    assert [one["value"] for one in stage.messages] == ["Flo", "Flood"]


@pytest.mark.browser
def test_a_refused_value_stays_in_its_cell_with_words_until_it_is_mended(shown):
    stage = shown()
    stage.press("ArrowRight", "ArrowRight", "ArrowRight", "Enter", "Control+a")
    stage.type("31/02/2026")
    stage.press("Enter")
    answer(stage, "expected a date such as 31/03/2026")
    assert focused(stage) == "31/02/2026\nNot kept: expected a date such as 31/03/2026"
    assert stage.page.locator("[aria-invalid=true]").count() == 1
    stage.press("Enter", "Control+a")
    stage.type("28/02/2026")
    stage.press("Enter")
    answer(stage)
    assert stage.page.locator("[aria-invalid=true]").count() == 0
    assert status(stage) == "Saved."


@pytest.mark.browser
def test_what_python_does_not_answer_is_said_to_be_unsaved(shown):
    stage = shown()
    stage.press("ArrowRight", "Enter")
    stage.type("x")
    stage.press("Enter")
    stage.settle(4200)
    assert "Not saved yet" in stage.page.locator("tbody tr").first.inner_text()


@pytest.mark.browser
def test_one_click_goes_to_a_cell_and_another_edits_it(shown):
    stage = shown()
    assert stage.messages == []
    cell = stage.page.locator("tbody td").first
    cell.click()
    assert focused(stage) == "Event 1"
    cell.click()
    assert stage.page.evaluate("() => document.activeElement.tagName") == "TEXTAREA"


@pytest.mark.browser
def test_a_tick_is_changed_by_the_space_bar_and_a_worked_out_value_is_not(shown):
    stage = shown()
    stage.press("End", "Enter", "ArrowLeft", "Space")
    assert [(one["column"], one["value"]) for one in stage.messages] == [("agreed", True)]


@pytest.mark.browser
def test_a_stray_letter_fills_an_empty_cell_and_never_overwrites_a_full_one(shown):
    stage = shown()
    stage.press("ArrowRight", "x", "m")
    assert focused(stage) == "Event 1"
    python(stage, changed=[["R1", ["R1", "", "1", None, False, 7], {}, []]], order=None)
    stage.type("Flood")
    stage.press("Enter")
    assert [one["value"] for one in stage.messages] == ["Flood"]


@pytest.mark.browser
def test_a_heading_sorts_up_down_and_not_at_all_and_says_so(shown):
    stage = shown()
    first = stage.page.locator("tbody th").first
    stage.press("End", "ArrowUp", "Enter")
    heading = stage.page.locator("thead th").last
    assert (heading.get_attribute("aria-sort"), first.inner_text()) == ("ascending", "R3")
    assert status(stage) == "Sorted by Score, ascending. 3 of 3 risks shown."
    stage.press("Enter")
    assert (heading.get_attribute("aria-sort"), first.inner_text()) == ("descending", "R1")
    stage.press("Enter")
    assert heading.get_attribute("aria-sort") == "none"
    assert status(stage).startswith("Not sorted")


@pytest.mark.browser
def test_a_row_stays_where_it_is_while_it_is_edited_though_the_table_is_sorted_by_that_column(shown):
    stage = shown()
    stage.press("ArrowRight", "ArrowUp", "Enter", "ArrowDown")
    python(stage, changed=[["R1", ["R1", "Zebra", "1", None, False, 7], {}, []]], order=None)
    assert focused(stage) == "Zebra"
    assert stage.page.locator("tbody th").all_inner_texts() == ["R1", "R2", "R3"]


@pytest.mark.browser
def test_finding_and_filtering_say_how_many_rows_are_left(shown):
    stage = shown(60)
    stage.page.get_by_label("Show").select_option("even")
    assert status(stage) == "30 of 60 risks shown."
    stage.page.get_by_label("Find").fill("event r58")
    assert status(stage) == "1 of 60 risks shown."
    assert stage.page.locator(".npqml-count").inner_text() == "1 to 1 of 1 (60 in all)"
    stage.page.get_by_label("Find").fill("nothing of the kind")
    assert "No risk fits" in stage.page.locator("tbody").inner_text()


@pytest.mark.browser
def test_an_arrow_past_the_last_row_of_a_page_turns_to_the_next_and_all_rows_are_counted(shown):
    stage = shown(PAGE + 10)
    table = stage.page.locator("table")
    stage.press("Control+End", "Home", "ArrowDown")
    assert focused(stage) == f"R{PAGE + 1}"
    assert table.get_attribute("aria-rowcount") == str(PAGE + 11)
    assert stage.page.locator("tbody tr").first.get_attribute("aria-rowindex") == str(PAGE + 2)
    stage.press("PageUp")
    assert focused(stage) == "R1"


@pytest.mark.browser
def test_an_added_row_is_shown_though_a_filter_would_hide_it(shown):
    stage = shown()
    stage.page.get_by_label("Show").select_option("even")
    row = ["R4", ["R4", "", "", None, False, None], {}, []]
    python(stage, changed=[row], order=["R1", "R2", "R3", "R4"])
    python(stage, focus="R4")
    assert focused(stage) == "blank"
    assert stage.page.get_by_role("button", name="Remove R4").is_visible()


@pytest.mark.browser
def test_a_removed_row_goes_and_the_focus_stays_in_the_table(shown):
    stage = shown()
    stage.press("ArrowDown")
    python(stage, changed=[], order=["R1", "R3"])
    assert focused(stage) == "R3"


@pytest.mark.browser
@pytest.mark.parametrize("width", [1366, 390])
def test_neither_axe_nor_our_own_rules_have_anything_against_it(shown, complaints, width):
    stage = shown(60)
    stage.page.set_viewport_size({"width": width, "height": 768})
    for keys in ((), ("ArrowRight", "Enter"), ("Escape", "ArrowUp")):
        stage.press(*keys)
        assert complaints(stage.page, "#first") == []
    assert stage.page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
