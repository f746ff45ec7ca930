"""Pupil performance data in a real JupyterLab: a table comes in, groups and dates are said by keys, results show."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.stepping import OURS, THEMES, all_on_screen, go_to, kept, no_key_changes_a_cell, press, soon, start
from tests.npqml_widgets.documents.performance.tables import as_csv, pupils

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME = "pupil-performance-data"
SHOWN = "from npqml_widgets.forms.performance import pupil_performance\npupil_performance()"
SECTIONS = ("The project", "Pupils", "Results", "In your words", "To mend")


@pytest.fixture
def opened(jupyter, page, request):
    """Open the form, and give the Lab, the page and the folder."""
    folder = re.sub("[^a-z_]", "", request.node.name)
    jupyter.write(f"{folder}/performance.ipynb", ["md:# Performance\n\n## Your own", SHOWN])
    start(jupyter, page, f"{folder}/performance.ipynb")
    return jupyter, page, jupyter.folder / folder


def to_section(page, section: str) -> None:
    page.get_by_role("button", name=re.compile(f"^{section}")).press("Enter")
    page.get_by_role("heading", name=section, exact=True).wait_for()


def marks(page, folder) -> None:
    """Bring in a table of pupils and agree to its columns as they are proposed."""
    file = {"name": "marks.csv", "mimeType": "text/csv", "buffer": as_csv(pupils())}
    page.locator("input[type=file]").last.set_input_files(file)
    page.get_by_role("button", name="Bring in 51 rows").press("Enter")
    soon(lambda: ((kept(folder, NAME).get("results") or {}).get("roll") or {}).get("rows"), 51)
    page.get_by_role("heading", name="Who is who").wait_for()


def test_a_table_is_read_said_to_be_what_it_is_and_shown_by_keyboard(opened):
    _, page, folder = opened
    expect(page.get_by_text("Begin here: give the three days")).to_be_visible()
    go_to(page, "Start: which test or questions")
    page.keyboard.type("Check of October")
    press(page, "Tab")
    soon(lambda: (kept(folder, NAME).get("points") or [{}])[0].get("test"), "Check of October")
    marks(page, folder)
    go_to(page, "“all values that only a few pupils have” means")
    press(page, "End")
    soon(lambda: [use["group"] for use in kept(folder, NAME)["values"]], ["out", "project", "comparison"])
    to_section(page, "Results")
    expect(page.get_by_text("Project pupils gained").first).to_be_visible()
    go_to(page, "What you claim")
    press(page, "ArrowDown")
    soon(lambda: kept(folder, NAME)["claim"], "more")
    assert not any(pupil.upn in page.content() for pupil in pupils())
    page.get_by_role("button", name=re.compile("^Undo")).press("Enter")
    soon(lambda: kept(folder, NAME)["claim"], "")


def test_averages_are_typed_and_too_few_pupils_are_refused(opened):
    _, page, folder = opened
    to_section(page, "Pupils")
    go_to(page, "Figures come from")
    press(page, "ArrowDown")
    soon(lambda: kept(folder, NAME).get("source"), "hand")
    go_to(page, "Project pupils, start: how many pupils")
    page.keyboard.type("4")
    press(page, "Tab")
    expect(page.get_by_text("Not kept: 4 pupils are fewer than 6")).to_be_visible()
    page.keyboard.type("12.5")
    press(page, "Tab")
    soon(lambda: [(cell["pupils"], cell["mean"]) for cell in kept(folder, NAME)["typed"]], [(None, 12.5)])


@pytest.mark.parametrize("theme", THEMES)
def test_neither_axe_nor_our_own_rules_have_anything_against_any_section(opened, complaints, theme):
    jupyter, page, folder = opened
    marks(page, folder)
    jupyter.theme(page, theme)
    for section in SECTIONS:
        to_section(page, section)
        all_on_screen(page)
        assert complaints(page, OURS) == []


def test_no_key_that_jupyterlab_knows_changes_a_cell(opened):
    jupyter, page, folder = opened
    marks(page, folder)
    assert no_key_changes_a_cell(jupyter, page) > 5


@pytest.mark.parametrize("width", [1366, 390])
def test_nothing_is_wider_than_the_page(opened, width):
    _, page, folder = opened
    marks(page, folder)
    page.set_viewport_size({"width": width, "height": 800})
    for section in SECTIONS:
        to_section(page, section)
        form = page.locator(".npqml-long-document")
        assert form.evaluate("(node) => node.scrollWidth <= node.clientWidth + 1")
        form.screenshot(path=str(folder / f"{section}-{width}.png"))
