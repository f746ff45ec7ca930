"""Reporting a problem in a real JupyterLab, by keyboard alone: kept beside the answers, there after a reload."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.browser.stepping import DESTROYERS, soon
from tests.browser.test_controls import go_to

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CELLS = [
    "md:# Reports",
    "from npqml_widgets import answer, number, task\nschool = 'Alder Park School'",
    "task('1a-t1', criterion='1.1.1', hints=['Count.'], on_roll=number('Pupils on roll', unit='pupils'))",
    "on_roll = answer('1a-t1')",
]
TOGGLE = "Report a problem with this task"
WORDS = "max and madam are on the list twice"


def reports(folder) -> dict:
    """Give the reports that are kept, by task."""
    path = folder / "work" / "problems.json"
    return json.loads(path.read_text())["reports"] if path.exists() else {}


def wait_for_state(page, words: str) -> None:
    page.locator(".npqml-report-state", has_text=words).wait_for()


def test_a_report_is_made_and_withdrawn_by_keyboard_and_outlives_a_reload(jupyter, page):
    name = "report/reports.ipynb"
    jupyter.write(name, CELLS)
    jupyter.open(page, name)
    jupyter.run_all(page)
    box = page.get_by_label("Pupils on roll")
    box.fill("11")
    go_to(page, TOGGLE)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type(WORDS)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    wait_for_state(page, "Your report goes along when you hand in this module. Saved at ")
    soon(lambda: list(reports(jupyter.folder / "report")), ["1a-t1"])
    kept = reports(jupyter.folder / "report")["1a-t1"]
    assert (kept["words"], kept["values"], kept["variant"]) == (
        WORDS, {"on_roll": "11"}, {"module": "1a", "school": "Alder Park School"},
    )  # fmt: skip
    page.keyboard.press("Control+s")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    page.reload()
    wait_for_state(page, "Your report goes along")
    page.get_by_role("button", name=TOGGLE).press("Enter")
    expect(page.get_by_label("What is wrong with this task?")).to_have_value(WORDS)
    go_to(page, "Withdraw the report")
    page.keyboard.press("Enter")
    wait_for_state(page, "Your report is withdrawn")
    soon(lambda: reports(jupyter.folder / "report"), {})


@pytest.mark.jupyterlab
def test_no_key_pressed_in_an_open_report_reaches_the_notebook(jupyter, page):
    name = "report-keys/reports.ipynb"
    jupyter.write(name, CELLS)
    jupyter.open(page, name)
    jupyter.run_all(page)
    cells = jupyter.cells(page)
    page.get_by_role("button", name=TOGGLE).click()
    for target in (TOGGLE, "What is wrong with this task?", "Save the report", "Withdraw the report"):
        go_to(page, target)
        for key in (*DESTROYERS, "Escape", "x", "d", "d"):
            page.keyboard.press(key)
        assert jupyter.cells(page) == cells
    # The arrows moved within the text, as they do in any box.
    expect(page.get_by_label("What is wrong with this task?")).to_have_value("xddxmadd")
