"""The raw data analysis in a real JupyterLab: an export comes in, is decided on by keyboard, and shows its results."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.stepping import OURS, THEMES, all_on_screen, go_to, kept, no_key_changes_a_cell, press, soon, start
from tests.npqml_widgets.documents.rawdata.exports import children, sims_csv

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME = "raw-data-analysis"
SHOWN = "from npqml_widgets.forms.rawdata import raw_data_analysis\nraw_data_analysis()"
ESTIMATES = b"From,Estimate\n80,1.5\n90,2.5\n96,3.5\n102,4.7\n108,5.9\n114,7.2\n"


@pytest.fixture
def opened(jupyter, page, request):
    """Open the form, and give the Lab, the page and the folder."""
    folder = re.sub("[^a-z_]", "", request.node.name)
    jupyter.write(f"{folder}/raw.ipynb", ["md:# Raw data\n\n## Your own", SHOWN])
    start(jupyter, page, f"{folder}/raw.ipynb")
    return jupyter, page, jupyter.folder / folder


def bring(page, name: str, content: bytes) -> None:
    page.locator("input[type=file]").last.set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})


def export(page, folder) -> None:
    """Bring in an export and agree to its columns as they are proposed, then a table of estimates."""
    bring(page, "y11.csv", sims_csv(children()))
    page.get_by_role("button", name="Bring in 67 rows").press("Enter")
    soon(lambda: ((kept(folder, NAME).get("results") or {}).get("roll") or {}).get("pupils"), 63)
    bring(page, "estimates.csv", ESTIMATES)
    soon(lambda: len(kept(folder, NAME).get("estimates", [])), 6)


def test_an_export_is_read_decided_on_and_shown_by_keyboard(opened):
    _, page, folder = opened
    expect(page.get_by_text("Begin here: choose your school's export")).to_be_visible()
    export(page, folder)
    go_to(page, "U in Result")
    press(page, "ArrowUp")
    soon(lambda: [one["use"] for one in kept(folder, NAME)["codes"] if one["code"] == "U"], ["missing"])
    page.get_by_role("button", name=re.compile("^Standard and comparison")).press("Enter")
    go_to(page, "The standard: a result from which on a pupil has reached it")
    page.keyboard.type("4")
    press(page, "Tab")
    soon(lambda: kept(folder, NAME).get("standard"), 4)
    page.get_by_role("button", name=re.compile("^Results")).press("Enter")
    expect(page.get_by_text("pupils with a result reached the standard").first).to_be_visible()
    expect(page.get_by_text("A difference is no cause.", exact=False)).to_be_visible()
    assert not any(child.upn in page.content() for child in children())


@pytest.mark.parametrize("theme", THEMES)
def test_neither_axe_nor_our_own_rules_have_anything_against_any_section(opened, complaints, theme):
    jupyter, page, folder = opened
    export(page, folder)
    jupyter.theme(page, theme)
    for section in ("Export", "Cleaning", "Standard and comparison", "Results", "In your words", "To mend"):
        page.get_by_role("button", name=re.compile(f"^{section}")).press("Enter")
        page.get_by_role("heading", name=section, exact=True).wait_for()
        all_on_screen(page)
        assert complaints(page, OURS) == []


def test_no_key_that_jupyterlab_knows_changes_a_cell(opened):
    jupyter, page, folder = opened
    export(page, folder)
    assert no_key_changes_a_cell(jupyter, page) > 5


@pytest.mark.parametrize("width", [1366, 390])
def test_nothing_is_wider_than_the_page(opened, width):
    _, page, folder = opened
    export(page, folder)
    page.set_viewport_size({"width": width, "height": 800})
    for section in ("Cleaning", "Results"):
        page.get_by_role("button", name=re.compile(f"^{section}")).press("Enter")
        form = page.locator(".npqml-long-document")
        form.get_by_role("heading", name=section, exact=True).wait_for()
        assert form.evaluate("(node) => node.scrollWidth <= node.clientWidth + 1")
        form.screenshot(path=str(folder / f"{section}-{width}.png"))
