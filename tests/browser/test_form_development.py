"""The form of the development plan in a real browser: filled by keyboard alone, what is wrong is said at once."""

from __future__ import annotations

import re

import pytest

from tests.browser.stepping import THEMES, press, soon
from tests.browser.tabbed import GRID, OURS, add_by_keys, complaints_of_tabs, entries_kept

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHOWN = """
from datetime import date
from npqml_widgets.documents.development.model import DevelopmentPlan, Member, Row
from npqml_widgets.forms.development import development_plan

development_plan("plan", DevelopmentPlan("Spring", "Hazelmarsh Primary", 60_000, date(2027, 7, 16), (
    Row("D1", "Teacher", "Asks everybody", "Visits", "In 8 of 10 lessons", "Rehearses", "outside", 600, 9_050,
        date(2027, 1, 11), "Head of Maths", date(2027, 3, 1)),
), (Member("P1", "Teacher", ("Mon", "Tue")),)))
"""
EVERY_TAB = ("Needs and opportunities", "One row", "The team", "To mend", "Settings")


@pytest.fixture
def opened(jupyter, page, request):
    """Open a notebook with the form, run to its end, and give the Lab, the page and the folder."""
    name = re.sub("[^a-z_]", "", request.node.name)
    jupyter.write(f"{name}/page.ipynb", ["md:# Development", SHOWN])
    jupyter.open(page, f"{name}/page.ipynb")
    jupyter.run_all(page)
    page.locator(f"{OURS} {GRID} tbody th").first.wait_for()
    return jupyter, page, jupyter.folder / name


def test_a_need_is_added_by_keyboard_alone_and_what_it_lacks_is_said_at_once(opened):
    _, page, folder = opened
    add_by_keys(page, "row", "D2", ["Tutor", "Follows up answers", "Notes of the autumn"])
    soon(lambda: entries_kept(folder, "plan", "rows").get("D2", {}).get("source"), "Notes of the autumn")
    page.get_by_text("2 rows for 2 people: 6 hours and £90.50 in all.").first.wait_for()
    press(page, "Home", "Enter")
    page.wait_for_function("() => document.activeElement.tagName === 'H3'")
    page.get_by_text("nobody is beside them").first.wait_for()
    record = page.locator(".npqml-record:visible")
    record.get_by_label("Cost").fill("£1,234.50")
    press(page, "Tab")
    soon(lambda: entries_kept(folder, "plan", "rows")["D2"]["cost"], 123_450)
    page.get_by_text("It is £725.00 over the £600.00.").first.wait_for()
    record.get_by_label("Looked at again").fill("soon")
    press(page, "Tab")
    page.get_by_text("found “soon”, expected a date").first.wait_for()
    assert entries_kept(folder, "plan", "rows")["D2"]["check"] is None


@pytest.mark.jupyterlab  # its tabs are JupyterLab's in look
@pytest.mark.parametrize("theme", THEMES)
def test_neither_axe_nor_our_own_rules_have_anything_against_any_tab(opened, complaints, theme):
    jupyter, page, _ = opened
    jupyter.theme(page, theme)
    assert complaints_of_tabs(page, complaints, EVERY_TAB) == []
