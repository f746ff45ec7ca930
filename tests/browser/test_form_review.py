"""Questions that come back, in a real JupyterLab: answered and skipped by keyboard alone, and kept at once."""

from __future__ import annotations

import re
import shutil

import pytest
from playwright.sync_api import expect

from npqml_widgets.documents.quiz import load_questions
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

FILE = next(COURSE.glob("1-*/1a-*/questions.toml"))
QUESTIONS = {" ".join(one.words.split()): one for one in load_questions(FILE).question}
SHOWN = "from npqml_widgets.forms.review import questions_due\nquestions_due()"


def put(jupyter, folder: str, notebook: str = "unit.ipynb") -> str:
    """Write a notebook that shows the due questions of module 1a, and give its path."""
    jupyter.write(f"{folder}/1a/{notebook}", ["md:# A unit\n\n## Part 1", SHOWN])
    shutil.copy(FILE, jupyter.folder / folder / "1a")
    return f"{folder}/1a/{notebook}"


@pytest.fixture
def opened(jupyter, page, request):
    """Open a unit that starts with questions, and give the Lab, the page and the module's folder."""
    folder = re.sub("[^a-z_]", "", request.node.name)
    start(jupyter, page, put(jupyter, folder))
    return jupyter, page, jupyter.folder / folder / "1a"


def asked(page):
    """Give the question that is asked now."""
    return QUESTIONS[page.locator(f"{STEPS} legend").text_content()]


def answers(folder) -> list[tuple[str, bool]]:
    """Give what was answered, as the file has it."""
    return [(one["question"], one["right"]) for one in kept(folder, "review").get("answers", [])]


def answer(page, folder, *, right: bool) -> str:
    """Answer the question by keys alone, wait until it is explained, and give its id."""
    question, before = asked(page), answers(folder)
    option = next(one for one in question.option if one.right is right)
    pick(page, " ".join(option.words.split()))
    go_to(page, "Show the answer")
    press(page, "Enter")
    page.locator(STEPS).get_by_role("button", name=re.compile("Next question|Done for today")).wait_for()
    soon(lambda: answers(folder), [*before, (question.id, right)])
    return question.id


def test_five_questions_are_answered_by_keyboard_each_option_explained_and_no_more_are_asked(opened):
    jupyter, page, folder = opened
    for number in range(1, 6):
        expect(page.locator(STEPS).get_by_role("heading", name=f"Question {number} of 5")).to_be_visible()
        right = number % 2 == 0
        question = asked(page)
        answer(page, folder, right=right)
        soon(lambda: focused(page), "Your answer is right" if right else "Your answer is not right")
        shown = page.locator(f"{STEPS} li").all_text_contents()
        assert len(shown) == len(question.option)
        assert sum(words.startswith("Right") for words in shown) == 1
        assert sum("and your answer" in words for words in shown) == 1
        if number == 3:
            reload(page)
            expect(page.locator(STEPS).get_by_role("heading", name="Your answer is not right")).to_be_visible()
        go_to(page, "Next question" if number < 5 else "Done for today")
        press(page, "Enter")
        page.locator(STEPS).get_by_role("heading", name=re.compile("Question|Questions")).wait_for()
        soon(lambda: focused(page).startswith("Question"), True)
    page.get_by_text("That is all for today: 5 answered.").wait_for()
    new_kernel(jupyter, page)
    page.get_by_text("That is all for today: 5 answered.").wait_for()


def test_a_question_is_skipped_and_then_all_and_that_they_are_never_marked_is_said(opened):
    jupyter, page, folder = opened
    page.get_by_text("Never marked:").wait_for()
    first = asked(page).id
    go_to(page, "Skip this question")
    press(page, "Enter")
    page.locator(STEPS).get_by_role("heading", name="Question 1 of 4").wait_for()
    assert asked(page).id != first
    go_to(page, "Skip all for today")
    press(page, "Enter")
    page.get_by_text("Skipped for today. They come again another day.").wait_for()
    assert answers(folder) == []
    new_kernel(jupyter, page)
    page.get_by_text("Skipped for today.").wait_for()


def test_showing_the_answer_without_one_says_so_and_keeps_none(opened):
    _, page, folder = opened
    page.get_by_role("button", name="Show the answer").press("Enter")
    page.get_by_role("alert").filter(has_text="Nothing is chosen yet").wait_for()
    assert page.evaluate("() => document.activeElement.type") == "radio"
    assert answers(folder) == []


def test_what_was_answered_is_there_after_the_browser_was_killed_before_the_next_answer(jupyter, chromium):
    notebook, folder = put(jupyter, "killed-review"), jupyter.folder / "killed-review" / "1a"
    for number in (1, 2):
        context = laptop(chromium)
        page = context.new_page()
        start(jupyter, page, notebook)
        page.locator(STEPS).get_by_role("heading", name=f"Question {number} of 5").wait_for()
        answer(page, folder, right=True)
        page.get_by_role("button", name="Next question").press("Enter")
        page.locator(f"{STEPS} input[type=radio]").first.check()
        context.close()
    assert len(answers(folder)) == 2


def test_two_tabs_on_the_same_questions_keep_the_answers_of_both(opened):
    jupyter, page, folder = opened
    other = page.context.new_page()
    start(jupyter, other, put(jupyter, folder.parent.name, "second.ipynb"))
    page.bring_to_front()
    first = answer(page, folder, right=True)
    other.bring_to_front()
    other.locator(f"{STEPS} input[type=radio]").first.check()
    other.get_by_role("button", name="Show the answer").click()
    other.get_by_text("This question was answered in another tab a moment ago.").first.wait_for()
    second = answer(other, folder, right=False)
    assert answers(folder) == [(first, True), (second, False)]


@pytest.mark.everything  # that every element holds back keys is one of our rules for each page
@pytest.mark.jupyterlab
def test_no_key_pressed_on_any_element_reaches_the_notebook(opened):
    jupyter, page, folder = opened
    tried = no_key_changes_a_cell(jupyter, page)
    answer(page, folder, right=False)
    assert tried + no_key_changes_a_cell(jupyter, page) > 8


@pytest.mark.parametrize("theme", THEMES)
def test_neither_axe_nor_our_own_rules_have_anything_against_a_question_or_its_explanation(opened, complaints, theme):
    jupyter, page, folder = opened
    jupyter.theme(page, theme)
    all_on_screen(page)
    found = complaints(page, OURS)
    answer(page, folder, right=False)
    found += complaints(page, OURS)
    assert found == []
