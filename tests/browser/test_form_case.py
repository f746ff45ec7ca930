"""Cases in a real JupyterLab: walked by keyboard alone with a reload at each step; nothing confirmed is ever lost."""

from __future__ import annotations

import re
import shutil

import pytest
from playwright.sync_api import expect

from npqml_widgets.documents.scenario.load import load_case
from tests.browser.stepping import (
    COURSE,
    OURS,
    STEPS,
    THEMES,
    all_on_screen,
    focused,
    go_to,
    kept,
    new_kernel,
    no_key_changes_a_cell,
    pick,
    press,
    reload,
    soon,
    start,
)
from tests.conftest import laptop

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HARD, SAFE = "hard-conversation", "safeguarding-concern"
CASES = {name: load_case(COURSE / "cases" / f"case-{name}.toml") for name in (HARD, SAFE)}


def put(jupyter, folder: str, name: str, notebook: str = "case.ipynb") -> str:
    """Write a notebook that shows a case, with the case's file beside it, and give the notebook's path."""
    shown = f"from npqml_widgets.forms.scenario import case\ncase({name!r})"
    jupyter.write(f"{folder}/{notebook}", ["md:# A case\n\n## Part 1", shown])
    shutil.copy(COURSE / "cases" / f"case-{name}.toml", jupyter.folder / folder)
    return f"{folder}/{notebook}"


@pytest.fixture
def opened(jupyter, page, request):
    """Open the hard conversation, and give the Lab, the page and the folder."""
    folder = re.sub("[^a-z_]", "", request.node.name)
    start(jupyter, page, put(jupyter, folder, HARD))
    return jupyter, page, jupyter.folder / folder


def standing(folder, name: str = HARD) -> list[str]:
    """Give the choices that stand, as the file has them."""
    return [step["choice"] for step in kept(folder, f"case-{name}").get("steps", []) if step["undone"] is None]


def choose(page, name: str, key: str, because: str = "") -> None:
    """Take a choice by keys alone, and wait until the focus is on the heading of what follows."""
    case = CASES[name]
    situation, choice = case.choices[key]
    after = (case.situations | case.ends)[choice.next].title
    page.locator(STEPS).get_by_role("heading", name=situation.title, exact=True).focus()
    pick(page, " ".join(choice.words.split()))
    press(page, "Tab")
    page.keyboard.type(because)
    go_to(page, "Do this")
    press(page, "Enter")
    page.wait_for_function("(title) => document.activeElement.textContent === title", arg=after)


@pytest.mark.parametrize("name", [HARD, SAFE])
def test_a_case_is_walked_by_keyboard_to_its_review_with_a_reload_at_each_step(jupyter, page, name):
    case, folder = CASES[name], f"walked-{name}"
    start(jupyter, page, put(jupyter, folder, name))
    for number, key in enumerate(case.path, 1):
        choose(page, name, key, f"because {number}")
        assert focused(page) in {one.title for one in case.nodes}
        soon(lambda: standing(jupyter.folder / folder, name), list(case.path[:number]))
        reload(page)
        expect(page.locator(STEPS).get_by_text(f"Because: because {number}").first).to_be_visible()
    for words in ("Looking back", "Your way, step by step", "What it came to", "Where this comes from"):
        expect(page.locator(STEPS).get_by_role("heading", name=words)).to_be_visible()
    assert not page.locator(f"{STEPS} input[type=radio]").count()
    new_kernel(jupyter, page)
    expect(page.locator(STEPS).get_by_role("heading", name="Looking back")).to_be_visible()


def test_what_came_of_a_choice_is_read_out_and_stands_above_the_new_heading(opened):
    _, page, _ = opened
    choose(page, HARD, "look-first")
    words = "It takes your free period on Friday."
    page.locator(f"{STEPS} [role=status]", has_text=words).wait_for(state="attached")
    assert "Cost: 40 minutes." in page.locator(f"{STEPS} [role=status]").text_content()
    above = page.locator(".npqml-card")
    assert words in above.text_content()
    assert (
        above.bounding_box()["y"]
        < page.locator(STEPS).get_by_role("heading", name="Friday, period 3").bounding_box()["y"]
    )


def test_confirming_without_a_choice_says_so_and_goes_to_the_choices(opened):
    _, page, folder = opened
    page.get_by_role("button", name="Do this").press("Enter")
    page.get_by_role("alert").filter(has_text="Nothing is chosen yet").wait_for()
    assert page.evaluate("() => document.activeElement.type") == "radio"
    assert standing(folder) == []


def test_going_back_and_starting_again_keep_what_was_tried(opened):
    _, page, folder = opened
    choose(page, HARD, "write-tonight")
    go_to(page, "Go back one step")
    press(page, "Enter")
    page.wait_for_function("() => document.activeElement.textContent === 'Thursday, ten past four'")
    choose(page, HARD, "look-first")
    go_to(page, "Start again from the beginning")
    press(page, "Enter")
    page.wait_for_function("() => document.activeElement.textContent === 'Thursday, ten past four'")
    soon(lambda: standing(folder), [])
    assert [step["choice"] for step in kept(folder, f"case-{HARD}")["steps"]] == ["write-tonight", "look-first"]
    page.get_by_text("What you tried before (2)").press("Enter")
    expect(page.get_by_text("Write her a friendly e-mail tonight").last).to_be_visible()


def test_what_was_confirmed_is_there_after_the_browser_was_killed_while_a_reason_was_being_written(jupyter, chromium):
    notebook = put(jupyter, "killed-case", HARD)
    for _ in range(2):
        context = laptop(chromium)
        page = context.new_page()
        start(jupyter, page, notebook)
        number = len(standing(jupyter.folder / "killed-case"))
        choose(page, HARD, CASES[HARD].path[number])
        page.get_by_text("Saved at").first.wait_for()
        page.get_by_label("Because (if you like)").fill("half a sen")
        context.close()
    assert standing(jupyter.folder / "killed-case") == list(CASES[HARD].path[:2])


def test_two_tabs_on_one_case_erase_nothing_of_each_other(opened):
    jupyter, page, folder = opened
    other = page.context.new_page()
    start(jupyter, other, put(jupyter, folder.name, HARD, "second.ipynb"))
    page.bring_to_front()
    choose(page, HARD, "look-first")
    other.bring_to_front()
    other.locator(STEPS).get_by_label("Ask Joe").check()
    other.get_by_role("button", name="Do this").click()
    other.get_by_text("This case was gone on with in another tab.").first.wait_for()
    expect(other.locator(STEPS).get_by_role("heading", name="Friday, period 3")).to_be_visible()
    assert standing(folder) == ["look-first"]
    choose(other, HARD, "name-the-topic")
    soon(lambda: standing(folder), ["look-first", "name-the-topic"])


def test_the_cards_are_written_beside_the_notebook_and_the_page_says_where(opened):
    _, page, folder = opened
    page.get_by_role("button", name="Write the case as cards to print").click()
    page.get_by_text(f"Written to case-{HARD}-cards.html, in the folder of this notebook.").wait_for()
    assert "Go to card" in (folder / f"case-{HARD}-cards.html").read_text(encoding="utf-8")


def test_a_case_that_is_not_there_is_said_in_words(jupyter, page):
    shown = "from npqml_widgets.forms.scenario import case\ncase('lost')"
    jupyter.write("lost/case.ipynb", ["md:# A case\n\n## Part 1", shown])
    jupyter.open(page, "lost/case.ipynb")
    jupyter.run_all(page)
    page.get_by_text("The case is not here.").wait_for()


@pytest.mark.everything  # that every element holds back keys is one of our rules for each page
@pytest.mark.jupyterlab
def test_no_key_pressed_on_any_element_reaches_the_notebook(opened):
    jupyter, page, _ = opened
    choose(page, HARD, "look-first")
    assert no_key_changes_a_cell(jupyter, page) > 8


@pytest.mark.parametrize("theme", THEMES)
def test_neither_axe_nor_our_own_rules_have_anything_against_a_situation_or_the_review(
    jupyter, page, complaints, theme
):
    start(jupyter, page, put(jupyter, f"axe-{theme}", HARD))
    jupyter.theme(page, theme)
    choose(page, HARD, CASES[HARD].path[0])
    all_on_screen(page)
    found = complaints(page, OURS)
    for key in CASES[HARD].path[1:]:
        choose(page, HARD, key)
    found += complaints(page, OURS)
    assert found == []
