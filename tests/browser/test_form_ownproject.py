"""The choice of a project in a real browser: answered by keyboard alone, what does not fit is said at once."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.stepping import THEMES, press, soon
from tests.browser.tabbed import GRID, OURS, TABS, add_by_keys, complaints_of_tabs, entries_kept, go_to, show_tab

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHOWN = """
from datetime import date
from npqml_widgets.documents.ownproject.model import FixedThing, Measure, OwnProject
from npqml_widgets.forms.ownproject import own_project

own_project("own", OwnProject("Pupils who start low catch up", "Hill Lane", begins=date(2027, 1, 11), measures=(
    Measure("M1", "Check of fractions", "pupils", "check", date(2026, 12, 8)),
), fixed=(FixedThing("F1", "The timetable"),)))
"""
EVERY_TAB = ("The choice", "Measures", "One measure", "What stays as it is", "Days in order", "To mend")


@pytest.fixture
def opened(jupyter, page, request):
    """Open a notebook with the form, run to its end, and give the page and the folder."""
    name = re.sub("[^a-z_]", "", request.node.name)
    jupyter.write(f"{name}/page.ipynb", ["md:# Project", SHOWN])
    jupyter.open(page, f"{name}/page.ipynb")
    jupyter.run_all(page)
    page.get_by_label("What is your role?").wait_for()
    return jupyter, page, jupyter.folder / name


def kept(folder) -> dict:
    path = folder / "work" / "own.json"
    return json.loads(path.read_text())["document"] if path.exists() else {}


def test_questions_and_a_measure_are_answered_by_keyboard_alone_and_what_does_not_fit_is_said(opened):
    _, page, folder = opened
    page.get_by_label("What is your role?").focus()
    page.keyboard.type("SENCO")
    go_to(page, "How many people do you lead?")
    page.keyboard.type("3")
    go_to(page, "Over how many terms?")
    page.keyboard.type("1")
    press(page, "Tab")
    soon(lambda: [kept(folder).get(key) for key in ("role", "team", "terms")], ["senco", 3, 1])
    expect(page.get_by_text("SENCO, a team of 3.")).to_be_visible()
    show_tab(page, "To mend")
    expect(page.get_by_text("1 term is too short")).to_be_visible()
    show_tab(page, "Measures")
    add_by_keys(page, "measure", "M2", ["Questions to everybody"])
    soon(lambda: entries_kept(folder, "own", "measures").get("M2", {}).get("what"), "Questions to everybody")
    show_tab(page, "To mend")
    expect(page.get_by_text("M2 (Questions to everybody): it is not taken before the project begins.")).to_be_visible()
    show_tab(page, "Days in order")
    expect(page.locator("table:visible", has_text="The project begins")).to_be_visible()


@pytest.mark.jupyterlab  # its tabs are JupyterLab's in look
@pytest.mark.parametrize("theme", THEMES)
def test_neither_axe_nor_our_own_rules_have_anything_against_any_tab(opened, complaints, theme):
    jupyter, page, _ = opened
    jupyter.theme(page, theme)
    page.locator(TABS).filter(has_text="Measures").first.click()
    page.locator(f"{GRID}:visible tbody th").first.wait_for()
    assert complaints_of_tabs(page, complaints, EVERY_TAB) == []
    assert page.locator(OURS).count() == 1
