"""The leadership reflection in a real JupyterLab: rated by keyboard alone, kept at once, drawn over time."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from npqml_widgets.documents.reflection.model import behaviours
from tests.browser.stepping import (
    OURS,
    STEPS,
    THEMES,
    all_on_screen,
    focused,
    go_to,
    kept,
    new_kernel,
    no_key_changes_a_cell,
    press,
    reload,
    soon,
    start,
)
from tests.conftest import laptop

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHOWN = "from npqml_widgets.forms.reflection import leadership_reflection\nleadership_reflection()"
NAME = "leadership-reflection"
DAYS = ("2026-03-02", "2026-06-15")


def put(jupyter, folder: str, notebook: str = "reflection.ipynb") -> str:
    """Write a notebook that shows the form, and give its path."""
    jupyter.write(f"{folder}/{notebook}", ["md:# Reflection\n\n## Part 1", SHOWN])
    return f"{folder}/{notebook}"


@pytest.fixture
def opened(jupyter, page, request):
    """Open the form, and give the Lab, the page and the folder."""
    folder = re.sub("[^a-z_]", "", request.node.name)
    start(jupyter, page, put(jupyter, folder))
    return jupyter, page, jupyter.folder / folder


def form(folder, day: str) -> dict:
    """Give the form of a day as the file has it, or an empty one."""
    return next((one for one in kept(folder, NAME).get("forms", []) if one["written"] == day), {})


def open_day(page, day: str) -> None:
    """Go to the form of a day: Enter opens it."""
    page.get_by_label("Date of this form").fill(day)
    press(page, "Enter")


def rate(page, behaviour: str, rating: int) -> None:
    """Rate a behaviour by keys alone: Tab to its group, then arrows from the first rating."""
    group = page.locator(f"{STEPS} fieldset").filter(has=page.locator("legend", has_text=re.compile(f"^{behaviour}$")))
    group.locator("input").first.focus()
    press(page, "Space", *["ArrowDown"] * (rating - 1))
    assert focused(page).startswith(f"{rating}: ")


def fill_by_keyboard(page, folder, day: str, rating: int) -> None:
    """Rate all seven behaviours and comment on the first."""
    open_day(page, day)
    for one in behaviours():
        rate(page, one.name, rating)
    go_to(page, "Comment on Respect")
    page.keyboard.type("max and adam, both heard")
    press(page, "Tab")
    wanted = {one.id: rating for one in behaviours()}
    soon(lambda: form(folder, day).get("ratings"), wanted)
    soon(lambda: form(folder, day).get("comments"), {"respect": "max and adam, both heard"})


def test_a_form_is_filled_by_keyboard_and_comes_back_after_a_reload_and_a_new_kernel(opened):
    jupyter, page, folder = opened
    page.get_by_label("Name", exact=True).focus()
    page.keyboard.type("A. Dawson")
    fill_by_keyboard(page, folder, "2026-03-02", 3)
    assert kept(folder, NAME)["name"] == "A. Dawson"
    page.get_by_text("The form of 02/03/2026: 7 of 7 rated.").wait_for()
    reload(page)
    for _ in range(2):
        button = page.get_by_role("button", name="Open the form of 02/03/2026")
        button.press("Enter")
        expect(page.get_by_label("3: fairly low").first).to_be_checked()
        expect(page.get_by_label("Comment on Respect")).to_have_value("max and adam, both heard")
        new_kernel(jupyter, page)


def test_every_group_says_that_one_is_high_and_four_is_low(opened):
    _, page, _ = opened
    groups = page.locator(f"{STEPS} fieldset")
    assert groups.count() == 7
    for group in groups.all():
        told = group.evaluate("(node) => document.getElementById(node.getAttribute('aria-describedby')).textContent")
        assert "Ratings run from 1 (high, the best) to 4 (low)." in told
        words = group.locator("label").all_text_contents()
        assert words == ["1: high (the best)", "2: fairly high", "3: fairly low", "4: low (the lowest)"]


def test_two_forms_are_drawn_with_words_and_numbers_and_a_new_rating_takes_the_old_picture_away(opened):
    _, page, folder = opened
    for place, day in enumerate(DAYS):
        fill_by_keyboard(page, folder, day, 3 - place)
    go_to(page, "Draw it")
    press(page, "Enter")
    picture = page.locator(f"{OURS} figure img")
    picture.wait_for()
    said = page.locator(f"{OURS} figure").first
    expect(said).to_contain_text("rated from 1 (high, at the top) to 4 (low, at the bottom)")
    expect(said).to_contain_text("Rated more than once: 7. Higher than at first: 7")
    expect(page.get_by_role("listitem").filter(has_text="Commitment: 2 (fairly high) on 15/06/2026")).to_be_visible()
    page.locator(f"{OURS} summary", has_text="Show the numbers").press("Enter")
    row = page.locator(f"{OURS} figure tr", has_text="Commitment")
    assert re.sub(r"\s+", " ", row.inner_text()) == "Commitment 3 2"
    rate(page, "Commitment", 1)
    picture.wait_for(state="detached")


def test_what_was_confirmed_is_there_after_the_browser_was_killed_in_the_middle_of_a_comment(jupyter, chromium):
    notebook, folder = put(jupyter, "killed-reflection"), jupyter.folder / "killed-reflection"
    for rating in (4, 2):
        context = laptop(chromium)
        page = context.new_page()
        start(jupyter, page, notebook)
        open_day(page, "2026-03-02")
        rate(page, "Integrity", rating)
        soon(lambda: form(folder, "2026-03-02").get("ratings"), {"integrity": rating})
        page.get_by_label("Comment on Integrity").type("half")
        context.close()
    assert form(folder, "2026-03-02")["ratings"] == {"integrity": 2}


def test_two_tabs_on_one_form_erase_nothing_of_each_other(opened):
    jupyter, page, folder = opened
    other = page.context.new_page()
    start(jupyter, other, put(jupyter, folder.name, "second.ipynb"))
    page.bring_to_front()
    for one, behaviour, rating in ((page, "Commitment", 1), (other, "Respect", 4)):
        one.bring_to_front()
        open_day(one, "2026-03-02")
        rate(one, behaviour, rating)
    soon(lambda: form(folder, "2026-03-02").get("ratings"), {"commitment": 1, "respect": 4})
    for one, words in ((page, "from the first"), (other, "from the second")):
        one.bring_to_front()
        box = one.get_by_label("Comment on Awareness")
        box.evaluate("(node, words) => { node.focus(); node.value = words; }", words)
        box.dispatch_event("input")
        soon(lambda: form(folder, "2026-03-02").get("comments"), {"awareness": words})
    assert kept(folder, NAME)["forms"][0]["ratings"] == {"commitment": 1, "respect": 4}


def test_a_date_to_come_is_refused_in_words(opened):
    _, page, folder = opened
    open_day(page, "2199-01-01")
    page.get_by_role("alert").filter(has_text="Give a date that has been").wait_for()
    assert kept(folder, NAME) == {}


@pytest.mark.everything  # that every element holds back keys is one of our rules for each page
@pytest.mark.jupyterlab
def test_no_key_pressed_on_any_element_reaches_the_notebook(opened):
    jupyter, page, folder = opened
    fill_by_keyboard(page, folder, "2026-03-02", 2)
    go_to(page, "Draw it")
    press(page, "Enter")
    page.locator(f"{OURS} figure img").wait_for()
    assert no_key_changes_a_cell(jupyter, page) > 40


@pytest.mark.parametrize("theme", THEMES)
def test_neither_axe_nor_our_own_rules_have_anything_against_the_form(opened, complaints, theme):
    jupyter, page, folder = opened
    jupyter.theme(page, theme)
    fill_by_keyboard(page, folder, "2026-03-02", 2)
    go_to(page, "Draw it")
    press(page, "Enter")
    page.locator(f"{OURS} figure img").wait_for()
    all_on_screen(page)
    assert complaints(page, OURS) == []
