"""`npqml lab` as each role meets it in the browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import IDLE
from tests.browser.walking import FORMS, START, built, copied, started

pytestmark = [pytest.mark.browser, pytest.mark.slow]
COHORT = "demo-secondary"
KINDS = "() => window.jupyterapp.shell.currentWidget.content.widgets.map((cell) => [cell.model.type, cell.model.id])"
COMMANDS = "() => window.jupyterapp.commands.listCommands()"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return copied(built(tmp_path_factory, COHORT), tmp_path_factory.mktemp("roles") / "course")


@pytest.fixture(scope="module")
def candidate(place, chromium):
    with started(place, COHORT, "candidate") as url:
        yield url


@pytest.fixture
def opened(candidate, page):
    """Open what a candidate sees first, and give the page with what its console said."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(candidate)
    page.wait_for_selector(START)
    page.wait_for_function(IDLE)
    return page, said


def test_a_candidate_sees_the_course_and_nothing_of_the_providers(opened):
    page, said = opened
    expect(page.get_by_role("heading", name="Analyse performance data")).to_be_visible()
    assert [one for one in page.evaluate(COMMANDS) if "grade" in one or "assignment" in one] == []
    words = page.locator("body").inner_text()
    assert [one for one in ("Create Assignment", "Formgrader", "Nbgrader", "news") if one in words] == []
    assert said == []


def test_author_code_is_out_of_sight_and_the_candidates_own_cells_are_not(opened):
    page, _ = opened
    # JupyterLab draws the cells further down a little later.
    own = """() => document.querySelector('.jp-Notebook').innerText.includes('on_roll = answer("1a-t1")')"""
    page.wait_for_function(own)
    words = page.locator(".jp-Notebook").inner_text()
    assert "import" not in words
    assert page.locator(".jp-InputPlaceholder:visible").count() == 0


def test_start_asks_no_question(opened):
    page, _ = opened
    page.locator(START).click()
    page.locator(FORMS).nth(10).wait_for()
    assert page.locator(".jp-Dialog").count() == 0


def test_no_letter_typed_on_the_page_changes_a_cell(opened):
    page, _ = opened
    before = page.evaluate(KINDS)
    heading, button = page.locator(".jp-Notebook h1").first, page.locator(START)
    for give_focus in (heading.click, button.focus):
        give_focus()
        for key in [*"xmabcvyrdd10", "ArrowDown", "ArrowUp"]:
            page.keyboard.press(key)
        assert page.evaluate(KINDS) == before


def test_a_provider_has_formgrader(place, page):
    with started(place, COHORT, "provider") as url:
        page.goto(url)
        page.locator("#jp-MainMenu").get_by_text("Nbgrader").click()
        page.get_by_text("Formgrader", exact=True).first.wait_for()
