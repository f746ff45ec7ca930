"""The form of the project plan in a real browser: filled by keyboard alone, dates at once, nothing lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.stepping import THEMES, press, soon
from tests.browser.tabbed import GRID, OURS, add_by_keys, complaints_of_tabs, entries_kept, show_tab

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHOWN = """
from datetime import date
from npqml_widgets.documents.plan.model import Closed, Person, Plan, Step
from npqml_widgets.forms.plan import plan

plan("plan", Plan(
    "Catch-up", "Hazelmarsh Primary", date(2026, 10, 14), date(2026, 12, 18),
    (Closed("C1", date(2026, 10, 26), date(2026, 10, 30), "Half-term"),), (Person("P1", "Head of Maths", 300),),
    (
        Step("S1", "Ask those whose mornings change", "change", "Head of Maths", 4),
        Step("S2", "Put the hours in writing", "", "Business manager", 6, ("S1",)),
    ),
))
"""
MANY = """
from datetime import date
from npqml_widgets.documents.plan.model import Closed, Plan, Step
from npqml_widgets.forms.plan import plan

steps = tuple(
    Step(f"S{n}", f"Step {n}", "change" if n == 1 else "", f"Person {n % 9}", n % 5 + 1,
         tuple(f"S{m}" for m in (n // 2, n - 7) if 0 < m < n))
    for n in range(1, 201)
)
closed = Closed("C1", date(2026, 10, 26), date(2026, 10, 30))
plan("plan", Plan("Many", "", date(2026, 10, 14), None, (closed,), (), steps))
"""
EVERY_TAB = ("Steps", "One step", "Gantt chart", "What if", "People", "To mend", "Closed days", "Settings")


@pytest.fixture
def opened(jupyter, page, request):
    """Open a notebook with the form, run to its end, and give the Lab, the page and the folder."""
    name = re.sub("[^a-z_]", "", request.node.name)
    jupyter.write(f"{name}/plan.ipynb", ["md:# Plan", getattr(request, "param", SHOWN)])
    jupyter.open(page, f"{name}/plan.ipynb")
    jupyter.run_all(page)
    page.locator(f"{OURS} {GRID} tbody th").first.wait_for()
    return jupyter, page, jupyter.folder / name


def kept(folder) -> dict:
    """Give the steps as their file holds them, by ID; none while there is no file."""
    return entries_kept(folder, "plan", "steps")


def test_a_step_is_planned_by_keyboard_alone_and_its_dates_come_at_once(opened):
    _, page, folder = opened
    add_by_keys(page, "step", "S3", ["Train the tutors", "Lead tutor", "2 days", "S2"])
    soon(lambda: kept(folder).get("S3", {}).get("after"), ["S2"])
    assert kept(folder)["S3"]["days"] == 2
    row = page.locator(f"{GRID} tbody tr", has_text="Train the tutors").first
    expect(row).to_contain_text("Wed 04/11/2026")
    expect(row).to_contain_text("Thu 05/11/2026")
    press(page, "Home", "Enter")
    page.wait_for_function("() => document.activeElement.tagName === 'H3'")
    page.get_by_text("set by S1 → S2 → S3").first.wait_for()


def test_what_slips_is_said_and_the_plan_stays_as_it_is(opened):
    _, page, folder = opened
    show_tab(page, "What if")
    page.get_by_label("Step", exact=True).select_option("S1")
    page.get_by_text("If S1 takes 1 working day longer, 1 other step moves").first.wait_for()
    days = page.locator(".npqml-record:visible").get_by_label("Working days longer")
    days.fill("3")
    press(page, "Tab")
    page.get_by_text("the plan ends 3 working days later, on 6 November 2026").first.wait_for()
    assert kept(folder).get("S1", {"days": 4})["days"] == 4


@pytest.mark.parametrize("opened", [MANY], indirect=True)
def test_in_a_plan_of_200_steps_a_change_moves_the_dates_within_a_blink(opened, capsys):
    """What is measured is printed; a machine's speed fails no test, but a second would be another kind of form."""
    _, page, folder = opened
    first = page.locator(f"{GRID} tbody tr").nth(0)
    before = page.locator(f"{GRID} tbody tr").nth(1).inner_text()
    first.locator("td").nth(2).dblclick()
    page.keyboard.press("Control+a")
    page.keyboard.type("9")
    page.evaluate(
        """before => { window.changed = 0; const row = document.querySelectorAll("table[role=grid] tbody tr")[1];
      document.addEventListener("keydown", () => { window.pressed = performance.now();
        const look = () => document.querySelectorAll("table[role=grid] tbody tr")[1].innerText !== before
          ? (window.changed = performance.now()) : requestAnimationFrame(look);
        requestAnimationFrame(look); }, {once: true, capture: true}); }""",
        before,
    )
    page.keyboard.press("Enter")
    page.wait_for_function("() => window.changed", timeout=10_000)
    took = page.evaluate("() => window.changed - window.pressed")
    with capsys.disabled():
        print(f"\n200 steps, from key to paint: {took:.0f} ms")  # noqa: T201 - the figure
    soon(lambda: kept(folder)["S1"]["days"], 9)


@pytest.mark.jupyterlab  # its tabs are JupyterLab's in look
@pytest.mark.parametrize("theme", THEMES)
def test_neither_axe_nor_our_own_rules_have_anything_against_any_tab(opened, complaints, theme):
    jupyter, page, _ = opened
    jupyter.theme(page, theme)
    assert complaints_of_tabs(page, complaints, EVERY_TAB) == []
