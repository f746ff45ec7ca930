"""The form of the responsibility table in a real browser: filled by keyboard alone, what is wrong is said at once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.stepping import THEMES, soon
from tests.browser.tabbed import GRID, OURS, add_by_keys, complaints_of_tabs, entries_kept, show_tab

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHOWN = """
from npqml_widgets.documents.responsibilities.model import Post, Responsibilities, Task
from npqml_widgets.forms.responsibilities import responsibilities

responsibilities("table", Responsibilities("Moderation", "Hazelmarsh Primary", (
    Task("T1", "Choose the scripts", ("Tutor",), ("Head of Maths",)),
), (Post("P1", "Tutor", "Ours"), Post("P2", "Head of Maths", "Ours"))))
"""
EVERY_TAB = ("Tasks", "One task", "Posts", "Who is what", "To mend", "Settings")


@pytest.fixture
def opened(jupyter, page, request):
    """Open a notebook with the form, run to its end, and give the Lab, the page and the folder."""
    name = re.sub("[^a-z_]", "", request.node.name)
    jupyter.write(f"{name}/page.ipynb", ["md:# Who does what", SHOWN])
    jupyter.open(page, f"{name}/page.ipynb")
    jupyter.run_all(page)
    page.locator(f"{OURS} {GRID} tbody th").first.wait_for()
    return jupyter, page, jupyter.folder / name


def test_a_task_is_added_by_keyboard_alone_and_its_letters_follow(opened):
    _, page, folder = opened
    add_by_keys(page, "task", "T2", ["Mark them blind", "Tutor, Head of Maths", "Head of Maths, Tutor"])
    soon(lambda: entries_kept(folder, "table", "tasks").get("T2", {}).get("accountable"), ["Head of Maths", "Tutor"])
    show_tab(page, "To mend")
    page.get_by_text("2 posts answer for it (Head of Maths, Tutor)").first.wait_for()
    show_tab(page, "Who is what")
    grid = page.locator("table:visible", has_text="What is done")
    expect(grid.locator("tr", has_text="T2 Mark them blind").locator("td").nth(1)).to_have_text("RA")


@pytest.mark.jupyterlab  # its tabs are JupyterLab's in look
@pytest.mark.parametrize("theme", THEMES)
def test_neither_axe_nor_our_own_rules_have_anything_against_any_tab(opened, complaints, theme):
    jupyter, page, _ = opened
    jupyter.theme(page, theme)
    assert complaints_of_tabs(page, complaints, EVERY_TAB) == []
