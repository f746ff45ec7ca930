"""The form of the change plan in a real browser: filled by keyboard alone, what is wrong is said at once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.stepping import THEMES, press, soon
from tests.browser.tabbed import GRID, OURS, add_by_keys, complaints_of_tabs, entries_kept, show_tab

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHOWN = """
from datetime import date
from npqml_widgets.documents.change.model import ChangePlan, Ingredient, Minutes
from npqml_widgets.forms.change import change_plan

change_plan("plan", ChangePlan("Quizzes", "Hazelmarsh Primary", "If ..., then ...", date(2026, 10, 22), (
    Ingredient("I1", "A quiz before moving on", "tight", "Ten answers a class", date(2026, 10, 16), "Head of Maths"),
), (Minutes("M1", "Teacher", "Quiz", "adds", 20, "week"), Minutes("M2", "Teacher", "Comments", "stops", 20, "week"))))
"""
EVERY_TAB = ("Ingredients", "One ingredient", "Minutes added and stopped", "Minutes by person", "To mend", "Settings")


@pytest.fixture
def opened(jupyter, page, request):
    """Open a notebook with the form, run to its end, and give the Lab, the page and the folder."""
    name = re.sub("[^a-z_]", "", request.node.name)
    jupyter.write(f"{name}/page.ipynb", ["md:# Change", SHOWN])
    jupyter.open(page, f"{name}/page.ipynb")
    jupyter.run_all(page)
    page.locator(f"{OURS} {GRID} tbody th").first.wait_for()
    return jupyter, page, jupyter.folder / name


def test_an_ingredient_is_added_by_keyboard_alone_and_a_week_that_grows_is_said(opened):
    _, page, folder = opened
    add_by_keys(page, "ingredient", "I2", ["Slides or paper"])
    soon(lambda: entries_kept(folder, "plan", "ingredients").get("I2", {}).get("what"), "Slides or paper")
    show_tab(page, "Minutes added and stopped")
    minutes = page.locator(f"{GRID}:visible")
    minutes.locator("tbody tr").nth(1).locator("td").nth(3).dblclick()
    page.keyboard.press("Control+a")
    page.keyboard.type("5")
    press(page, "Enter")
    soon(lambda: entries_kept(folder, "plan", "minutes").get("M2", {}).get("minutes"), 5)
    page.get_by_text("The week grows for Teacher.").first.wait_for()
    show_tab(page, "Minutes by person")
    expect(page.locator("table:visible", has_text="Added").locator("tr").nth(1)).to_contain_text("grows")


@pytest.mark.jupyterlab  # its tabs are JupyterLab's in look
@pytest.mark.parametrize("theme", THEMES)
def test_neither_axe_nor_our_own_rules_have_anything_against_any_tab(opened, complaints, theme):
    jupyter, page, _ = opened
    jupyter.theme(page, theme)
    assert complaints_of_tabs(page, complaints, EVERY_TAB) == []
