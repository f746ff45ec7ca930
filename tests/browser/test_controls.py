"""Every control in a real JupyterLab: filled by keyboard alone, unharmed by any key, back after a reload."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.browser.stepping import DESTROYERS, FOCUSABLE, soon
from tests.browser.walking import quiet_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SETUP = """
import json, os
import pandas as pd
from IPython.display import display
from npqml_widgets.charts.draw import bar
from npqml_widgets.charts.field import chart
from npqml_widgets.controls import control
from npqml_widgets.tasks.taskbar import Form, TaskBar
from npqml_widgets.answers.fields import choice, choices, number, order, text
from npqml_widgets.answers.by_row import choice_by_row
from npqml_widgets.answers.grid import grid
from npqml_widgets.answers.ranges import number_range
from npqml_widgets.charts.figure import figure, table

kept, forms = {}, []
OPTIONS = {"10": "Average progress", "2": "Share at the standard", "x": "Both, side by side"}
FACT_OR = {"f": "Fact", "v": "View"}
SCORES = pd.Series({"Girls": 1.5, "Boys": -0.5}, name="Progress")


def ask(name, field):
    one, bar_below = control(field), TaskBar(["Count the rows.", "Leave out those who have left."])

    def keep(change):
        kept[name] = change["new"]
        with open("kept.tmp", "w") as file:
            json.dump(kept, file)
        os.replace("kept.tmp", "kept.json")
        reading = field.read(one.value)
        one.reading, one.unreadable, one.saved = reading.words, reading.state == "unreadable", "Saved"
        bar_below.heading, bar_below.state = reading.words, "kept"

    one.observe(keep, names="value")
    bar_below.on_report(lambda words: bar_below.tell_report(words, "Saved." if words else "Withdrawn."))
    forms.append((one, bar_below))
    display(Form([one], bar_below))
"""
ASKED = [
    'ask("number", number("Gap between the groups", unit="pp", help="Only pupils with both results."))',
    'ask("choice", choice("Which measure is fairest?", OPTIONS))',
    'ask("choices", choices("Whom would you leave out?", OPTIONS))',
    'ask("rows", choice_by_row("Fact or not?", {"a": "Carol said nothing", "b": "Carol minds"}, FACT_OR))',
    'ask("range", number_range("Gain", "points", estimate="Difference"))',
    'ask("order", order("Put these steps in order", OPTIONS))',
    'ask("grid", grid("Two averages", {"f": "Girls", "m": "Boys"}, {"a": "Average"}, unit="points"))',
    'ask("text", text("Which priority do you propose?", words=(80, 150)))',
    'ask("chart", chart("A chart for governors", {"y": "PP"}, {"p": "Progress"}))',
]
SHOWN = [
    'figure(bar(SCORES, title="Progress", value_label="Points", category_label="Group"), caption="All pupils.")',
    'table(SCORES.to_frame(), caption="Progress of two groups")',
]
ANSWERS = {
    "number": "25 pp", "choice": "2", "choices": ["10", "x"],
    "rows": {"a": "f", "b": "v"}, "range": {"estimate": "2.1", "low": "0.3", "high": "3.9"}, "order": ["2", "10", "x"],
    "grid": {"f": {"a": "1.5"}, "m": {"a": "-2"}}, "text": "Close the gap",
    "chart": {"kind": "bar", "measure": "p", "order": "as listed", "axis": "from zero", "counts": "yes", "title": "T"},
}  # fmt: skip
OURS = ".jp-OutputArea:has(.npqml, figure, table)"
BESIDE = (
    "legend, .npqml-box > label, .npqml-option, figcaption, figure p, caption, td, .npqml-state, .npqml-foot, "
    ".npqml-report p"
)


def run(jupyter, page, folder: str) -> Path:
    """Open a notebook with every control, figure and table, run it to its end, and give its path."""
    name = f"{folder}/controls.ipynb"
    jupyter.write(name, ["md:# Controls", SETUP, *ASKED, *SHOWN])
    jupyter.open(page, name)
    jupyter.run_all(page)
    page.locator(".npqml-bar").nth(len(ASKED) - 1).wait_for()
    page.locator("figure img").wait_for()
    return Path(jupyter.folder / name)


@pytest.fixture
def opened(jupyter, page, request):
    """Open the controls for one test alone."""
    return jupyter, page, run(jupyter, page, re.sub("[^a-z_]", "", request.node.name))


@pytest.fixture(scope="module")
def filled(lab, chromium):
    """Open the controls in JupyterLab and answer all by keyboard, once for the tests of keys and looks there."""
    with quiet_page(chromium) as page:
        book = run(lab, page, "filled")
        fill_by_keyboard(page)
        soon(lambda: kept_answers(book), ANSWERS)
        yield lab, page, book


def open_reports(page) -> None:
    """Open every form in which a problem with a task is reported."""
    closed = page.locator("button[aria-expanded='false']", has_text="Report a problem with this task")
    for _ in range(closed.count()):
        closed.first.click()


def fill_by_keyboard(page) -> None:
    """Answer all questions by nothing but keys, from the first box on."""
    keys = page.keyboard
    page.get_by_label("Gap between the groups").focus()
    keys.type("25 pp")
    go_to(page, "Average progress")
    keys.press("ArrowDown")
    for option in ("Average progress", "Both, side by side"):
        keys.press("Tab")
        go_to(page, option)
        keys.press("Space")
    go_to(page, "Fact")
    keys.press("Space")
    keys.press("Tab")
    keys.press("ArrowUp")  # the last option of the second row
    for box, typed in (("Difference", "2.1"), ("from", "0.3"), ("to", "3.9")):
        go_to(page, box)
        keys.type(typed)
    go_to(page, "Move up Share at the standard")
    keys.press("Enter")
    for cell, typed in (("Girls, Average", "1.5"), ("Boys, Average", "-2")):
        go_to(page, cell)
        keys.type(typed)
    go_to(page, "Which priority do you propose?")
    keys.type("Close the gap")
    for option in ("Bars: one for each group", "Progress", "As they are listed", "From zero", "Yes, beside each group"):
        go_to(page, option)
        keys.press("Space")
    go_to(page, "Title of the chart")
    keys.type("T")
    keys.press("Tab")


def go_to(page, wanted: str) -> None:
    """Press Tab until the element of that name has the focus."""
    name = """() => document.activeElement.labels?.[0]?.textContent || document.activeElement.textContent"""
    for _ in range(60):
        if page.evaluate(name).strip() == wanted:
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{wanted} cannot be reached by the Tab key")


def kept_answers(book) -> dict:
    """Give what Python has kept, nothing while there is no file."""
    path = book.parent / "kept.json"
    return json.loads(path.read_text()) if path.exists() else {}


def shown_answers(page) -> list:
    """Give the state of every box, button and text in the forms, in their order on the page."""
    return page.evaluate("""() => [...document.querySelectorAll(".npqml input, .npqml textarea")]
      .map((node) => ["radio", "checkbox"].includes(node.type) ? node.checked : node.value)
      .concat([...document.querySelectorAll(".npqml-order li")].map((node) => node.textContent))""")


@pytest.mark.jupyterlab
def test_all_is_answered_by_keyboard_alone_and_a_reload_shows_it_again(opened):
    _, page, book = opened
    fill_by_keyboard(page)
    soon(lambda: kept_answers(book), ANSWERS)
    before = shown_answers(page)
    page.keyboard.press("Control+s")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    page.reload()
    page.locator(".npqml-bar").nth(len(ASKED) - 1).wait_for()
    soon(lambda: shown_answers(page), before)


def test_an_answer_typed_just_before_a_reload_is_not_lost(opened):
    _, page, book = opened
    page.get_by_label("Gap between the groups").fill("25")
    page.keyboard.press("Tab")
    page.get_by_label("Gap between the groups").fill("26")
    page.reload()
    soon(lambda: kept_answers(book), {"number": "26"})


def test_no_key_pressed_on_any_element_reaches_the_notebook(filled):
    jupyter, page, book = filled
    cells, tried = jupyter.cells(page), 0
    for element in page.locator(OURS).locator(FOCUSABLE).element_handles():
        if not element.is_visible():
            continue
        # A button that says that it does nothing now can still be pressed by people.
        element.click(force=element.get_attribute("aria-disabled") == "true")
        assert element.evaluate("(node) => node === document.activeElement"), "a click gives no focus"
        for key in DESTROYERS:
            page.keyboard.press(key)
        tried += 1
        assert jupyter.cells(page) == cells, f"a key destroyed a cell: {element.evaluate('(node) => node.outerHTML')}"
        assert element.is_visible()
    assert tried > 40
    page.get_by_label("Gap between the groups").fill("27")
    page.keyboard.press("Tab")
    soon(lambda: kept_answers(book)["number"], "27")


def test_a_click_beside_a_box_does_not_hand_the_keys_to_the_notebook_either(filled):
    jupyter, page, _ = filled
    cells = jupyter.cells(page)
    open_reports(page)
    for element in page.locator(OURS).locator(BESIDE).element_handles():
        if not element.is_visible():
            continue
        element.click()
        for key in ("x", "m", "a"):
            page.keyboard.press(key)
        assert jupyter.cells(page) == cells, f"a key destroyed a cell: {element.evaluate('(node) => node.outerHTML')}"


def test_neither_axe_nor_our_own_rules_have_anything_against_the_page(opened, complaints):
    _, page, _ = opened
    fill_by_keyboard(page)
    assert complaints_about_all(page, complaints) == []


def test_neither_axe_nor_our_own_rules_have_anything_against_jupyterlab_in_the_dark(filled, complaints):
    jupyter, page, _ = filled
    jupyter.theme(page, "dark")
    assert complaints_about_all(page, complaints) == []
    jupyter.theme(page, "light")


def complaints_about_all(page, complaints) -> list[str]:
    """List what is against the page with all open that can be opened."""
    page.get_by_role("button", name="Show a hint").first.click()
    open_reports(page)
    page.locator("details:not([open]) > summary").evaluate_all("(all) => all.forEach((one) => one.click())")
    page.wait_for_timeout(1200)
    return complaints(page, OURS)
