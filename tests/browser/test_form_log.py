"""The learning log in a real JupyterLab: notes and confidence by keyboard alone; nothing written is ever lost."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

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
    pick,
    press,
    reload,
    soon,
    start,
)
from tests.conftest import laptop

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LOG = "from npqml_widgets.forms.log import learning_log\nlearning_log()"
PROGRESS = "from npqml_widgets.forms.progress import where_i_stopped\nwhere_i_stopped()"
WORDS = "max and adam: ask first, add less"


@pytest.fixture
def opened(jupyter, page, request):
    """Open the learning log, and give the Lab, the page and the folder."""
    folder = re.sub("[^a-z_]", "", request.node.name)
    start(jupyter, page, put(jupyter, folder))
    return jupyter, page, jupyter.folder / folder / "assessment"


def put(jupyter, folder: str, notebook: str = "log.ipynb") -> str:
    """Write a notebook that shows the log, and give its path."""
    jupyter.write(f"{folder}/assessment/{notebook}", ["md:# Log\n\n## Part 1", LOG])
    return f"{folder}/assessment/{notebook}"


def notes(folder) -> dict[str, tuple[str, str, str]]:
    """Give kind, criterion and state of each note by its words, as the file has them."""
    found = kept(folder, "learning-log").get("notes", [])
    return {one["words"]: (one["kind"], one["criterion"], one["state"]) for one in found}


def write(page, folder, words: str, criterion: str = "3.1.2") -> None:
    """Put a note into the log by keys alone."""
    page.locator(STEPS).get_by_role("heading", name="A new note").focus()
    pick(page, "Take this back to school")
    go_to(page, "Which criterion does it belong to?")
    page.keyboard.type(criterion)
    go_to(page, "Your note")
    page.keyboard.type(words)
    go_to(page, "Put it into the log")
    press(page, "Enter")
    soon(lambda: notes(folder).get(words), ("back to school", criterion, "waiting"))
    soon(lambda: focused(page), "Your note")  # the page has heard of it: what is typed from now on is another note


def test_a_note_is_written_changed_and_marked_by_keyboard_and_outlives_a_reload_and_a_new_kernel(opened):
    jupyter, page, folder = opened
    write(page, folder, WORDS)
    page.get_by_text("1 note, 1 waiting for the project account.").wait_for()
    go_to(page, "Change max and adam")
    press(page, "Enter", "End")
    page.keyboard.type(". Then wait.")
    go_to(page, "Done")
    press(page, "Enter")
    soon(lambda: list(notes(folder)), [f"{WORDS}. Then wait."])
    page.wait_for_function("() => document.activeElement.textContent.startsWith('Change')")
    go_to(page, "Mark as used in part A")
    press(page, "Enter")
    soon(lambda: list(notes(folder).values()), [("back to school", "3.1.2", "used in part A")])
    reload(page)
    for _ in range(2):
        expect(page.locator(STEPS).get_by_text(f"{WORDS}. Then wait.")).to_be_visible()
        expect(page.locator(STEPS).get_by_text("used in part A")).to_be_visible()
        new_kernel(jupyter, page)


def test_how_sure_somebody_is_before_and_after_is_said_in_words_with_what_changed(opened):
    jupyter, page, folder = opened
    page.get_by_label("How sure are you of this criterion?").focus()
    page.keyboard.type("1.1.2")
    press(page, "Tab", "Space")
    soon(lambda: len(kept(folder, "learning-log").get("confidence", [])), 1)
    press(page, "Tab", "ArrowDown", "ArrowDown")
    soon(lambda: sorted(one["level"] for one in kept(folder, "learning-log")["confidence"]), [1, 3])
    page.get_by_text("That is 2 up.").first.wait_for()
    reload(page)
    new_kernel(jupyter, page)
    expect(page.get_by_role("listitem").filter(has_text="That is 2 up.")).to_be_visible()


def test_a_note_taken_out_comes_back_by_undo(opened):
    _, page, folder = opened
    write(page, folder, WORDS)
    go_to(page, "Change")
    press(page, "Enter")
    go_to(page, "Take this note out")
    press(page, "Enter")
    soon(lambda: list(notes(folder)), [])
    page.get_by_role("button", name="Undo: taking out a note").press("Enter")
    soon(lambda: list(notes(folder)), [WORDS])


def test_a_note_being_written_is_there_after_the_browser_was_killed_in_the_middle(jupyter, chromium):
    notebook, folder = put(jupyter, "killed-log"), jupyter.folder / "killed-log" / "assessment"
    context = laptop(chromium)
    page = context.new_page()
    start(jupyter, page, notebook)
    write(page, folder, "kept")
    page.get_by_label("Your note", exact=True).type("half a tho")
    page.get_by_text("Kept as a draft. It is not in your log yet.").wait_for()
    context.close()
    context = laptop(chromium)
    page = context.new_page()
    start(jupyter, page, notebook)
    new_kernel(jupyter, page)
    expect(page.get_by_label("Your note", exact=True)).to_have_value("half a tho")
    assert list(notes(folder)) == ["kept"]
    context.close()


def test_two_tabs_on_one_log_erase_nothing_of_each_other(opened):
    jupyter, page, folder = opened
    write(page, folder, "first")
    other = page.context.new_page()
    start(jupyter, other, put(jupyter, folder.parent.name, "second.ipynb"))
    for one in (page, other):
        one.bring_to_front()
        one.get_by_role("button", name="Change first").first.click()
    other.locator(f"{STEPS} li textarea").fill("first, from the second tab")
    soon(lambda: list(notes(folder)), ["first, from the second tab"])
    page.bring_to_front()
    page.locator(f"{STEPS} li textarea").fill("first, from the first tab")
    soon(lambda: list(notes(folder)), ["first, from the first tab"])
    page.get_by_text("There it said: “first, from the second tab”").wait_for()
    other.bring_to_front()
    write(other, folder, "second")
    assert list(notes(folder)) == ["first, from the first tab", "second"]


def test_notes_of_other_modules_are_listed_with_where_they_were_made(opened):
    jupyter, page, folder = opened
    write(page, folder, "from the log")
    elsewhere = folder.parent / "3c" / "work"
    elsewhere.mkdir(parents=True)
    record = json.loads((folder / "work" / "learning-log.json").read_text())
    record["document"]["notes"][0]["words"] = "from module 3c"
    (elsewhere / "learning-log.json").write_text(json.dumps(record))
    new_kernel(jupyter, page)
    expect(page.get_by_text("Written in another part of the course; change it there: 3c")).to_be_visible()
    assert page.get_by_role("button", name="Change from module").count() == 0


@pytest.mark.jupyterlab
def test_where_somebody_stopped_is_a_list_with_links_that_keys_open(jupyter, page, complaints):
    cell = {"npqml": {"task": "1a-t1", "answers": ["gap"]}}
    jupyter.write("stopped/assessment/log.ipynb", ["md:# Log\n\n## Part 1", PROGRESS])
    path = jupyter.write("stopped/1a/unit.ipynb", ["md:## Task 1: count the pupils", "gap = 1"])
    book = json.loads(path.read_text())
    book["cells"][1]["metadata"] |= cell
    path.write_text(json.dumps(book))
    jupyter.open(page, "stopped/assessment/log.ipynb")
    jupyter.run_all(page)
    expect(page.get_by_text("Module 1a: 0 of 1 tasks done")).to_be_visible()
    assert complaints(page, ".jp-OutputArea:has(details)") == []
    page.get_by_role("link", name="Task 1: count the pupils").first.press("Enter")
    page.locator(".jp-Notebook .jp-Cell h2", has_text="Task 1").wait_for()


@pytest.mark.everything  # that every element holds back keys is one of our rules for each page
@pytest.mark.jupyterlab
def test_no_key_pressed_on_any_element_reaches_the_notebook(opened):
    jupyter, page, folder = opened
    write(page, folder, WORDS)
    page.get_by_role("button", name="Change max and adam").click()
    assert no_key_changes_a_cell(jupyter, page) > 12


@pytest.mark.parametrize("theme", THEMES)
def test_neither_axe_nor_our_own_rules_have_anything_against_the_log(opened, complaints, theme):
    jupyter, page, folder = opened
    jupyter.theme(page, theme)
    write(page, folder, WORDS)
    write(page, folder, "second")
    page.get_by_role("button", name="Change max and adam").click()
    page.locator(f"{STEPS} fieldset", has_text="Before the module").locator("input").first.check()
    page.get_by_role("heading", name="What you said so far").wait_for()
    all_on_screen(page)
    assert complaints(page, OURS) == []
