"""`npqml lab` as each role meets it in the browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import IDLE
from tests.browser.walking import FORMS, START, built, copied, started

pytestmark = [pytest.mark.browser, pytest.mark.slow]
COHORT = "demo-secondary"
PAGE = "1a/1a-analyse-performance-data.ipynb"
KINDS = "() => window.jupyterapp.shell.currentWidget.content.widgets.map((cell) => [cell.model.type, cell.model.id])"
COUNTS = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .map((cell) => cell.model.executionCount ?? null)"""
READY = "Ready. Your answers are kept on this computer."
SCROLLED = "() => document.querySelector('.jp-WindowedPanel-outer').scrollTop"
WATCH = """window.furthest = 0;
  document.addEventListener("scroll", (event) => {
    const moved = event.target.matches?.(".jp-WindowedPanel-outer") ? event.target.scrollTop : 0;
    window.furthest = Math.max(window.furthest, moved);
  }, { capture: true });"""
WIDTHS = """() => [...document.querySelectorAll(".jp-RenderedMarkdown, .npqml-bar")]
  .map((node) => Math.round(node.getBoundingClientRect().width)).filter((width) => width > 0)"""
CHARACTERS = """() => {
  const text = document.querySelector(".jp-RenderedMarkdown p");
  const range = document.createRange();
  range.selectNodeContents(text);
  const lines = new Set([...range.getClientRects()].map((one) => Math.round(one.top))).size;
  return Math.round(text.textContent.length / (lines - 0.5)); }"""
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
    """Open a page as a candidate, and give the page with what its console said."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(f"{candidate}/doc/tree/{PAGE}")
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


def test_code_is_out_of_sight_until_somebody_likes_python_and_the_browser_remembers(opened):
    page, _ = opened
    own = """() => document.querySelector('.jp-Notebook').innerText.includes('on_roll = answer("1a-t1")')"""
    page.locator(FORMS).nth(10).wait_for()
    words = page.locator(".jp-Notebook").inner_text()
    assert "import" not in words
    assert "answer(" not in words.replace("answer(...)", "")  # a sentence names it
    assert page.locator(".jp-InputPlaceholder:visible, .jp-InputPrompt:visible").count() == 0
    page.get_by_role("button", name="I like Python").click()
    page.locator(FORMS).first.scroll_into_view_if_needed()  # what is not on the screen has no text yet
    page.wait_for_function(own)
    assert "import" not in page.locator(".jp-Notebook").inner_text()
    page.reload()
    page.locator(FORMS).first.scroll_into_view_if_needed()
    page.wait_for_function(own)
    expect(page.get_by_role("button", name="I like Python", pressed=True)).to_be_visible()


def test_a_trusted_page_starts_by_itself_where_it_is_and_says_when_it_is_ready(opened):
    page, _ = opened
    expect(page.locator("#npqml-ready")).to_have_text(READY)
    page.locator(FORMS).nth(10).wait_for()
    assert page.locator(".jp-Dialog").count() == 0
    assert page.evaluate(SCROLLED) == 0


def test_a_page_that_is_loaded_again_finds_its_forms_and_runs_nothing_a_second_time(opened):
    page, _ = opened
    expect(page.locator("#npqml-ready")).to_have_text(READY)
    page.evaluate("() => window.jupyterapp.shell.currentWidget.context.save()")
    before = page.evaluate(COUNTS)
    page.reload()
    page.wait_for_selector(START)
    expect(page.locator("#npqml-ready")).to_have_text(READY)
    page.locator(FORMS).nth(10).wait_for()
    assert page.evaluate(COUNTS) == before


def test_start_asks_no_question_and_leaves_the_page_where_it_is(opened):
    page, _ = opened
    expect(page.locator("#npqml-ready")).to_have_text(READY)
    page.evaluate(f"() => {{ {WATCH} }}")
    page.locator(START).click()
    expect(page.locator("#npqml-ready")).to_contain_text("Getting ready")
    expect(page.locator("#npqml-ready")).to_have_text(READY)
    assert page.locator(".jp-Dialog").count() == 0
    assert page.evaluate("() => window.furthest") == 0


def test_the_front_page_comes_first_and_leads_to_the_task_and_back(candidate, page, complaints):
    page.goto(candidate)
    expect(page.get_by_role("heading", name="Where you are")).to_be_visible()
    expect(page.get_by_text("tasks done").first).to_be_visible()
    assert [one for one in complaints(page, "body") if one.startswith("axe ")] == []
    page.get_by_role("link", name="Begin").click()
    expect(page.locator("#npqml-ready")).to_have_text(READY)
    page.get_by_role("link", name="All modules").click()
    expect(page.get_by_role("heading", name="Where you are")).to_be_visible()


def test_a_link_to_another_page_opens_beside_and_this_one_stays(opened):
    page, _ = opened
    expect(page.locator("#npqml-ready")).to_have_text(READY)
    link = page.locator(".jp-RenderedMarkdown a", has_text="tools for data").first
    link.scroll_into_view_if_needed()
    with page.context.expect_page() as other:
        link.click()
    other.value.wait_for_selector(".jp-Notebook .jp-Cell")
    assert "learn-about/1-data-tools.ipynb" in other.value.url
    assert PAGE in page.url
    expect(page.locator("#npqml-ready")).to_have_text(READY)


def test_a_file_that_the_page_names_is_downloaded_by_a_click_and_the_page_stays(opened, place):
    page, _ = opened
    expect(page.locator("#npqml-ready")).to_have_text(READY)
    link = page.get_by_role("link", name="pupils-clean.xlsx")
    link.scroll_into_view_if_needed()
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "pupils-clean.xlsx"
    assert download.value.path().read_bytes() == (place.release(COHORT) / "1a" / "pupils-clean.xlsx").read_bytes()
    assert PAGE in page.url


def test_an_address_that_names_a_task_lands_on_its_heading(candidate, page):
    page.goto(f"{candidate}/doc/tree/{PAGE}#task=1a-t5")
    expect(page.locator("#npqml-ready")).to_have_text(READY)
    expect(page.get_by_role("heading", name="Task 5:")).to_be_in_viewport()


def test_no_click_and_no_key_shows_the_markdown_of_a_text(opened):
    page, _ = opened
    text = page.locator(".jp-RenderedMarkdown p").first
    words = text.inner_text()
    text.dblclick()
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert text.inner_text() == words
    assert page.locator(".jp-MarkdownCell .cm-content:visible").count() == 0


def test_text_and_forms_stand_in_one_column_of_about_75_characters(opened):
    page, _ = opened
    page.locator(FORMS).nth(10).wait_for()
    widths = page.evaluate(WIDTHS)
    assert max(widths) - min(widths) <= 20
    assert page.evaluate(CHARACTERS) in range(65, 86)


def test_on_a_phone_a_table_that_is_wider_says_so_and_scrolls_by_keys(opened):
    page, _ = opened
    page.locator(FORMS).nth(10).wait_for()
    page.set_viewport_size({"width": 390, "height": 844})
    frame = page.locator(".npqml-scrolls").first
    frame.wait_for()
    said = frame.evaluate("(node) => getComputedStyle(node, '::before').content")
    assert "arrow keys" in said
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.activeElement.scrollLeft > 0")


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
