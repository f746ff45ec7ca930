"""The form of the risk register in a real JupyterLab: filled by keyboard alone, and nothing confirmed is ever lost."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import IDLE
from tests.browser.stepping import DESTROYERS, HTML, THEMES, press, soon
from tests.conftest import laptop

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHOWN = """
from datetime import date
from npqml_widgets.documents.risk.model import Register, Risk
from npqml_widgets.forms.risk import risk_register

LEAVERS = Risk(
    "R1", cause="Two teachers leave in July", event="Year 5 has supply staff until Christmas", category="staffing",
    inherent_likelihood=4, inherent_impact=4, residual_likelihood=2, residual_impact=4, response="treat",
    controls=("Exit talks each term",), risk_owner="Head of Year 5", review=date(2026, 1, 9),
)
COST = Risk("R2", event="The licence costs more than planned", category="finance", review=date(2030, 7, 10))
risk_register("risk-register", Register("Reading project", "Hazelmarsh Primary", risks=(LEAVERS, COST)))
"""
OURS = ".jp-OutputArea:has(.npqml-big)"
GRID = "table[role=grid]"
TABS = ".lm-TabBar [role=tab][id^='tab-key']"
FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex='0'], [tabindex='-1']"


@pytest.fixture
def opened(jupyter, page, request):
    """Open a notebook with the form, run to its end, and give the Lab, the page and the folder."""
    name = re.sub("[^a-z_]", "", request.node.name)
    jupyter.write(f"{name}/register.ipynb", ["md:# Risks", SHOWN])
    start(jupyter, page, f"{name}/register.ipynb")
    return jupyter, page, jupyter.folder / name


def start(jupyter, page, notebook: str) -> None:
    """Open a notebook and press Start."""
    jupyter.open(page, notebook)
    jupyter.run_all(page)
    page.locator(f"{OURS} {GRID} tbody th").first.wait_for()


def kept(folder) -> dict:
    """Give the register as its file holds it, risks by ID; an empty one while there is no file."""
    path = folder / "work" / "risk-register.json"
    if not path.exists():
        return {"risks": {}}
    document = json.loads(path.read_text())["document"]
    return document | {"risks": {risk["id"]: risk for risk in document["risks"]}}


def go_to(page, name: str) -> None:
    """Press Tab until the element of that name has the focus."""
    named = """() => { const node = document.activeElement;
      return (node.labels?.[0]?.textContent || node.ariaLabel || node.textContent).trim(); }"""
    for _ in range(80):
        if page.evaluate(named) == name:
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{name} cannot be reached by the Tab key")


def into_the_grid(page) -> None:
    """Press Tab from the box above the table until one of its cells has the focus."""
    page.get_by_label("Find").focus()
    for _ in range(5):
        page.keyboard.press("Tab")
        if page.evaluate("() => Boolean(document.activeElement.closest('table[role=grid]'))"):
            return
    pytest.fail("the table cannot be reached by the Tab key")


def show_tab(page, words: str) -> None:
    page.locator(TABS).filter(has_text=words).click()


def fill_by_keyboard(page, folder) -> None:
    """Change a cell, add a risk with its likelihood, open it in full and give it an owner: by nothing but keys."""
    into_the_grid(page)
    press(page, "Home", "ArrowDown", "ArrowRight", "Enter", "Control+a")
    page.keyboard.type("The licence goes up by a third")
    press(page, "Enter")
    soon(lambda: kept(folder)["risks"].get("R2", {}).get("event"), "The licence goes up by a third")
    go_to(page, "Add a risk")
    press(page, "Enter")
    page.wait_for_function("() => document.activeElement.closest('tr')?.cells?.[0].textContent === 'R3'")
    page.keyboard.type("The hall is flooded")  # a letter on an empty cell starts to fill it
    press(page, "Tab", "f", "Tab", "a", "Enter")  # category, response
    soon(lambda: kept(folder)["risks"].get("R3", {}).get("response"), "accept")
    press(page, "Home", "Enter")
    page.wait_for_function("() => document.activeElement.tagName === 'H3'")
    go_to(page, "Likelihood before controls")
    press(page, "4")
    go_to(page, "Risk owner")
    page.keyboard.type("Site manager")
    press(page, "Tab")
    soon(lambda: kept(folder)["risks"].get("R3", {}).get("risk_owner"), "Site manager")


def cells(page) -> list[list[str]]:
    """Give what the table shows, row by row."""
    return page.locator(f"{GRID} tbody tr").evaluate_all(
        "(rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText.trim()))"
    )


@pytest.mark.jupyterlab
def test_all_is_filled_by_keyboard_alone_and_comes_back_after_a_reload_and_a_new_kernel(opened):
    jupyter, page, folder = opened
    fill_by_keyboard(page, folder)
    risk = kept(folder)["risks"]["R3"]
    assert (risk["event"], risk["category"], risk["inherent_likelihood"]) == ("The hall is flooded", "finance", 4)
    assert {change["field"] for change in risk["history"]} == {
        "event", "category", "response", "inherent_likelihood", "risk_owner",
    }  # fmt: skip
    show_tab(page, "Risks")
    before = cells(page)
    press(page, "Control+s")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    page.reload()
    page.locator(f"{OURS} {GRID} tbody th").first.wait_for()
    show_tab(page, "Risks")
    soon(lambda: cells(page), before)
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    page.wait_for_function(IDLE)
    jupyter.run_all(page)
    page.locator(f"{OURS} {GRID} tbody th").nth(2).wait_for()
    soon(lambda: cells(page), before)


def test_what_was_confirmed_is_there_after_the_browser_was_killed_in_the_middle_of_typing(jupyter, chromium):
    jupyter.write("killed/register.ipynb", ["md:# Risks", SHOWN])
    for typed in ("first", "second"):
        context = laptop(chromium)
        page = context.new_page()
        start(jupyter, page, "killed/register.ipynb")
        if typed == "second":
            soon(lambda page=page: cells(page)[1][1], "first")
        into_the_grid(page)
        press(page, "ArrowDown", "ArrowRight", "Enter", "Control+a")
        page.keyboard.type(typed)
        press(page, "Enter")
        page.get_by_text("Saved at").first.wait_for()
        press(page, "ArrowRight", "ArrowRight", "Enter")
        context.close()
    soon(lambda: kept(jupyter.folder / "killed")["risks"]["R2"]["event"], "second")


def test_two_tabs_on_one_document_erase_nothing_of_each_other(opened, chromium):
    jupyter, page, folder = opened
    jupyter.write(f"{folder.name}/second.ipynb", ["md:# Risks", SHOWN])
    other = page.context.new_page()
    start(jupyter, other, f"{folder.name}/second.ipynb")
    for one, (down, typed) in {page: (0, "from the first tab"), other: (1, "from the second tab")}.items():
        one.bring_to_front()
        into_the_grid(one)
        press(one, *["ArrowDown"] * down, "ArrowRight", "Enter", "Control+a")
        one.keyboard.type(typed)
        press(one, "Enter")
        soon(lambda row=f"R{down + 1}": kept(folder)["risks"].get(row, {}).get("event"), typed)
    assert kept(folder)["risks"]["R1"]["event"] == "from the first tab"
    other.get_by_text("This document was changed in another tab or window.").wait_for()
    soon(lambda: [row[1] for row in cells(other)], ["from the first tab", "from the second tab"])
    other.get_by_role("button", name="I have read this").click()
    other.get_by_role("button", name="Bring this version back").click()
    soon(lambda: kept(folder)["risks"]["R2"]["event"], "The licence costs more than planned")
    assert kept(folder)["risks"]["R1"]["event"] == "from the first tab"


def test_a_removed_risk_comes_back_by_undo(opened):
    _, page, folder = opened
    into_the_grid(page)
    go_to(page, "Remove R1")
    press(page, "Enter")
    soon(lambda: list(kept(folder)["risks"]), ["R2"])
    expect(page.get_by_text("R1 is removed. Undo, below the form, brings it back.")).to_have_count(1)
    (undo,) = page.get_by_role("button", name="Undo").all()  # one on the page, and it says what it takes back
    assert undo.inner_text() == "Undo: removing R1"
    undo.click()
    soon(lambda: list(kept(folder)["risks"]), ["R1", "R2"])
    soon(lambda: [row[0] for row in cells(page)], ["R1", "R2"])


def test_a_date_that_is_none_is_not_kept_and_says_so_in_its_cell(opened):
    _, page, folder = opened
    into_the_grid(page)
    press(page, "End", "ArrowLeft", "Enter", "Control+a")
    page.keyboard.type("31/02/2027")
    press(page, "Enter")
    refused = page.locator(f"{GRID} [aria-invalid=true]")
    expect(refused).to_contain_text("Not kept: found “31/02/2027”, expected a date such as 31/03/2026.")
    press(page, "Enter", "Control+a")
    page.keyboard.type("28/02/2027")
    press(page, "Enter")
    soon(lambda: kept(folder)["risks"].get("R1", {}).get("review"), "2027-02-28")
    expect(refused).to_have_count(0)


@pytest.mark.everything  # that every element holds back keys is one of our rules for each page
@pytest.mark.jupyterlab
def test_no_key_pressed_on_any_element_of_any_tab_reaches_the_notebook(opened):
    jupyter, page, _ = opened
    page.locator(f"{GRID} tbody th").first.click()
    press(page, "Enter")
    page.wait_for_function("() => document.activeElement.tagName === 'H3'")
    before, tried = jupyter.cells(page), 0
    for tab in ("Risks", "One risk", "Pictures", "To mend", "Scales"):
        show_tab(page, tab)
        page.wait_for_timeout(500)
        elements = page.locator(OURS).locator(FOCUSABLE)
        for element in map(elements.nth, range(elements.count())):  # some are drawn anew by what is typed
            if not element.count() or not element.is_visible() or element.get_attribute("type") == "file":
                continue
            element.focus()
            press(page, *DESTROYERS)
            tried += 1
            assert jupyter.cells(page) == before, f"a key changed a cell: {element.evaluate(HTML)}"
            show_tab(page, tab)
    assert tried > 60


@pytest.mark.jupyterlab  # its tabs are JupyterLab's in look
@pytest.mark.parametrize("theme", THEMES)
def test_neither_axe_nor_our_own_rules_have_anything_against_any_tab(opened, complaints, theme):
    jupyter, page, _ = opened
    jupyter.theme(page, theme)
    page.locator(f"{GRID} tbody th").first.click()
    press(page, "Enter")
    page.wait_for_function("() => document.activeElement.tagName === 'H3'")
    found = []
    for tab in ("Risks", "One risk", "Pictures", "To mend", "Scales"):
        show_tab(page, tab)
        page.wait_for_timeout(500)
        # ipywidgets names its tabs by their content, as their role allows; our rule knows that of buttons only.
        found += complaints(page, OURS)
    assert found == []
