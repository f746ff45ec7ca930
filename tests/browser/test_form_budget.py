"""The form of the budget in a real browser: filled by keyboard alone, what if taken and undone, nothing lost."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.stepping import THEMES, press, soon
from tests.browser.tabbed import GRID, OURS, complaints_of_tabs, show_tab

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHOWN = """
from datetime import date
from npqml_widgets.documents.budget.model import Budget, Line, Rate
from npqml_widgets.forms.budget import budget

TUTORS = Line(
    "L1", "Tutors", "Catch-up", "hours", "Teaching assistants", "support", quantity=250, unit="hours", times=70,
    price=1520, recurs="running", payer="premium", actual=90_000,
)
COVER = Line("L2", "Cover", "In class", "cover", quantity=4200, price=14548, recurs="once", payer="department")
RATES = (
    Rate("R1", "support pension", date(2026, 4, 1), 2400, source="The office"),
    Rate("R2", "insurance", date(2025, 4, 6), 1500, 500_000),
)
budget("budget", Budget(
    "Catch-up", "Hazelmarsh Primary", "31 March", date(2026, 11, 9), date(2027, 5, 28), 24, 108, date(2027, 1, 31),
    {"premium": 400_000}, RATES, (TUTORS, COVER),
))
"""
EVERY_TAB = ("Lines", "One line", "Totals", "What if", "To mend", "Settings", "Rates")


@pytest.fixture
def opened(jupyter, page, request):
    """Open a notebook with the form, run to its end, and give the Lab, the page and the folder."""
    name = re.sub("[^a-z_]", "", request.node.name)
    jupyter.write(f"{name}/budget.ipynb", ["md:# Budget", SHOWN])
    jupyter.open(page, f"{name}/budget.ipynb")
    jupyter.run_all(page)
    page.locator(f"{OURS} {GRID} tbody th").first.wait_for()
    return jupyter, page, jupyter.folder / name


def kept(folder) -> dict:
    """Give the budget as its file holds it, lines by ID; an empty one while there is no file."""
    path = folder / "work" / "budget.json"
    if not path.exists():
        return {"lines": {}}
    document = json.loads(path.read_text())["document"]
    return document | {"lines": {line["id"]: line for line in document["lines"]}}


def go_to(page, name: str) -> None:
    """Press Tab until the element of that name has the focus."""
    named = """() => { const node = document.activeElement;
      return (node.labels?.[0]?.textContent || node.ariaLabel || node.textContent).trim(); }"""
    for _ in range(80):
        if page.evaluate(named) == name:
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{name} cannot be reached by the Tab key")


def into_the_lines(page) -> None:
    """Press Tab from the box above the table until one of its cells has the focus."""
    page.get_by_label("Find").first.focus()
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("() => Boolean(document.activeElement.closest('table[role=grid]'))"):
            return
    pytest.fail("the table cannot be reached by the Tab key")


def test_a_line_is_priced_by_keyboard_alone_and_its_cost_comes_at_once(opened):
    _, page, folder = opened
    into_the_lines(page)
    go_to(page, "Add a line")
    press(page, "Enter")
    page.wait_for_function("() => document.activeElement.closest('tr')?.cells?.[0].textContent === 'L3'")
    page.keyboard.type("Quizzes")
    press(page, "Tab")
    page.keyboard.type("3")
    press(page, "Tab", "Tab", "Tab")  # past unit and times
    page.keyboard.type("£110.50")
    press(page, "Enter")
    soon(lambda: kept(folder)["lines"].get("L3", {}).get("price"), 11_050)
    row = page.locator(f"{GRID} tbody tr", has_text="Quizzes").first
    expect(row).to_contain_text("£331.50")
    press(page, "Home", "Enter")
    page.wait_for_function("() => document.activeElement.tagName === 'H3'")
    go_to(page, "Who pays")
    press(page, "d")
    soon(lambda: kept(folder)["lines"]["L3"]["payer"], "department")


def test_an_amount_that_is_none_is_not_kept_and_says_so_in_its_cell(opened):
    _, page, folder = opened
    into_the_lines(page)
    press(page, "Home", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "Enter")
    page.keyboard.type("about ten")
    press(page, "Enter")
    refused = page.locator(f"{GRID} [aria-invalid=true]")
    expect(refused).to_contain_text("expected an amount in pounds and whole pence, such as £1,234.50.")
    assert kept(folder)["lines"].get("L2", {}).get("price") in (None, 14_548)


def test_what_if_changes_nothing_until_it_is_taken_and_undo_brings_it_back(opened):
    _, page, folder = opened
    show_tab(page, "What if")
    page.get_by_label("Line", exact=True).select_option("L2")
    price = page.locator(".npqml-record:visible").get_by_label("Price of one")
    price.fill("£100")
    press(page, "Tab")
    page.get_by_text("£1,910.16 less than").first.wait_for()
    assert kept(folder)["lines"].get("L2", {}).get("price") in (None, 14_548)
    page.get_by_role("button", name="Take it into the budget").click()
    soon(lambda: kept(folder)["lines"].get("L2", {}).get("price"), 10_000)
    page.get_by_role("button", name="Undo: taking what was tried for L2").click()
    soon(lambda: kept(folder)["lines"]["L2"]["price"], 14_548)


@pytest.mark.jupyterlab  # its tabs are JupyterLab's in look
@pytest.mark.parametrize("theme", THEMES)
def test_neither_axe_nor_our_own_rules_have_anything_against_any_tab(opened, complaints, theme):
    jupyter, page, _ = opened
    jupyter.theme(page, theme)
    assert complaints_of_tabs(page, complaints, EVERY_TAB) == []
