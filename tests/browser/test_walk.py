"""Somebody who never saw code works through module 1a in JupyterLab, from Start to full marks."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from npqml.lab.ownpage import PAGE
from tests.browser.stepping import FOCUSABLE, soon
from tests.browser.walking import (
    FORMS,
    NOTEBOOK,
    Answers,
    Walker,
    built,
    copied,
    quiet_page,
    started,
    unknown,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]
COHORT = "demo-secondary"
NOT_TRIED = ("not-tried", "Not tried yet.")
CHECKED, WRITTEN = ("right", "Right."), ("kept", "Your answer is kept.")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return built(tmp_path_factory, COHORT)


@pytest.fixture(scope="module")
def answers(place):
    return Answers(place, COHORT)


@pytest.fixture(scope="module")
def candidate(chromium, place, tmp_path_factory):
    """Give the address and the folder of a JupyterLab that `npqml lab` has started for a candidate."""
    own = copied(place, tmp_path_factory.mktemp("candidate") / "course")
    with started(own, COHORT, "candidate") as url:
        yield url, own.root / "my-course" / COHORT


def all_done(answers: Answers) -> dict[str, tuple[str, str]]:
    return {task: WRITTEN if answers.written(task) else CHECKED for task in answers.tasks}


def saved_answers(folder: Path) -> dict[str, dict]:
    return {path.stem: json.loads(path.read_text())["values"] for path in (folder / "work").glob("*.json")}


def reload(walker: Walker) -> None:
    """Save by Control+S, load the page again, and wait until the forms stand there again."""
    page = walker.page
    walker.keys.press("Control+s")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    page.reload()
    page.locator(FORMS).nth(len(walker.answers.tasks) - 1).wait_for()


def restart_kernel(walker: Walker) -> None:
    page = walker.page
    page.evaluate("() => void window.jupyterapp.commands.execute('notebook:restart-kernel')")
    page.locator(".jp-Dialog :focus").wait_for()
    walker.keys.press("Enter")
    page.locator(".jp-Dialog").wait_for(state="detached")


def test_somebody_who_never_saw_code_finishes_the_module(candidate, answers, place, page, tmp_path):
    url, folder = candidate
    walker = Walker(page, answers)
    walker.open(f"{url}/doc/tree/1a/{NOTEBOOK}")
    walker.start()
    assert walker.errors() == []
    assert walker.states() == dict.fromkeys(answers.tasks, NOT_TRIED)
    counts = walker.run_counts()
    parts = answers.tasks[:4], answers.tasks[4:8], answers.tasks[8:]

    for task in parts[0]:
        walker.answer(task, answers.right(task))
        walker.wait_for_state(task, "right")
    values, states = walker.values(), walker.states()
    reload(walker)
    soon(walker.values, values)
    soon(walker.states, states)

    walker.to_the_top()
    for task in parts[1]:
        walker.answer(task, answers.right(task))
        walker.wait_for_state(task, "right")
    assert walker.run_counts() == counts, "a cell was run again"
    values, states = walker.values(), walker.states()
    restart_kernel(walker)
    walker.start()
    assert walker.run_counts()[0] == 1, "the kernel was not restarted"
    soon(walker.values, values)
    for task in (*parts[0], *parts[1]):
        walker.wait_for_state(task, "right")

    walker.to_the_top()
    for task in parts[2]:
        walker.answer(task, answers.right(task))
        walker.wait_for_state(task, all_done(answers)[task][0])
    assert walker.states() == all_done(answers)
    assert walker.errors() == []
    walker.keys.press("Control+s")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    hand_in_and_grade(place, folder / "1a", answers, tmp_path)


def hand_in_and_grade(place, folder: Path, answers: Answers, tmp_path: Path) -> None:
    """Hand a folder in as it is; every task that is checked must get its full mark, the others wait for a person."""
    from npqml.grading.engine import grade

    written = {task: answers.right(task) for task in answers.tasks if answers.written(task)}
    assert {task: saved_answers(folder)[task] for task in written} == written
    own = copied(place, tmp_path / "provider")
    shutil.copytree(folder, own.submitted(COHORT) / "c001" / "1a")
    (result,) = grade(own, COHORT).results
    assert result.repairs == ()
    assert {one.task: one.state for one in result.tasks} == {
        task: "waiting for a person" if task in written else "right" for task in answers.tasks
    }
    assert [one.task for one in result.tasks if one.task not in written and one.mark != one.max_mark] == []


@pytest.fixture(scope="module")
def started_once(candidate, place, answers, chromium):
    """Press Start in a folder of its own, once for tests that work on tasks of their own."""
    url, folder = candidate
    shutil.copytree(place.release(COHORT) / "1a", folder / "at-work")
    with quiet_page(chromium) as page:
        walker = Walker(page, answers)
        walker.open(f"{url}/doc/tree/at-work/{NOTEBOOK}")
        walker.start()
        yield walker, folder / "at-work"


@pytest.fixture
def at_work(started_once):
    """Give somebody who has pressed Start and is at the top of the page, and their folder."""
    started_once[0].to_the_top()
    return started_once


def press(walker: Walker, button: str, task: str) -> None:
    walker.tab_to(button, task)
    walker.keys.press("Enter")


def test_a_slip_is_named_and_mended_and_an_answer_can_be_brought_back(at_work, answers):
    walker, folder = at_work
    first, untouched = answers.tasks[0], answers.tasks[5]
    slip = answers.entry(first, "mistake")
    walker.answer(first, answers.raw[first, slip.name])
    words = walker.wait_for_state(first, "not-yet")
    assert "Not yet." in words
    assert slip.message in words
    walker.to_the_top()
    walker.answer(first, answers.right(first))
    walker.wait_for_state(first, "right")
    press(walker, "Start this task again", first)
    walker.wait_for_state(first, "not-tried")
    assert saved_answers(folder)[first] == {}
    press(walker, "Bring back my earlier answer", first)
    walker.wait_for_state(first, "right")
    assert saved_answers(folder)[first] == {name: str(raw) for name, raw in answers.right(first).items()}
    assert walker.states()[untouched] == NOT_TRIED


def test_a_written_answer_may_have_several_lines(at_work, answers):
    walker, folder = at_work
    task = next(task for task in answers.tasks if answers.written(task))
    box = walker.page.get_by_label(next(iter(answers.fields[task].values())).label)
    box.scroll_into_view_if_needed()
    box.focus()
    for key in ("a", "Enter", "b"):
        walker.keys.press(key)
    expect(box).to_have_value("a\nb")
    soon(lambda: list(saved_answers(folder).get(task, {}).values()), ["a\nb"])


def test_a_typed_line_of_pandas_counts_as_the_form_does(at_work, answers):
    walker, _ = at_work
    task = answers.tasks[1]
    line = answers.entry(task, "right", way="line").code.strip()
    walker.page.get_by_role("button", name="I like Python").click()
    editor = walker.page.locator(".jp-CodeCell:has(.npqml-state) .cm-content").nth(1)
    editor.click()
    walker.keys.press("Control+End")
    walker.keys.insert_text("\n" + line)
    walker.keys.press("Shift+Enter")
    walker.wait_for_state(task, "right")
    box = walker.page.get_by_label(next(iter(answers.fields[task].values())).label)
    expect(box).to_be_disabled()
    assert walker.errors() == []


@pytest.mark.everything
@pytest.mark.parametrize("cohort", ["demo-primary", "demo-special"])
def test_the_other_cohorts_are_finished_by_keyboard_too(lab, page, tmp_path_factory, cohort):
    place = built(tmp_path_factory, cohort)
    answers = Answers(place, cohort)
    shutil.copytree(place.release(cohort) / "1a", lab.folder / cohort / "1a")
    unknown(lab.folder / cohort / "1a" / NOTEBOOK)
    walker = Walker(page, answers)
    walker.open(f"{lab.url}/doc/tree/{cohort}/1a/{NOTEBOOK}")
    walker.start(asked=True)
    assert walker.states() == dict.fromkeys(answers.tasks, NOT_TRIED)
    walker.to_the_top()
    for task in answers.tasks:
        walker.answer(task, answers.right(task))
    for task, (state, _) in all_done(answers).items():
        walker.wait_for_state(task, state)
    assert walker.states() == all_done(answers)
    assert walker.errors() == []


OURS, TEXT = ".jp-OutputArea:has(.npqml, figure, table)", ".jp-RenderedMarkdown"
CELLS = "() => window.jupyterapp.shell.currentWidget.content.widgets.map((cell) => [cell.model.type, cell.model.id])"
HELD = """(node) => node.type === "radio"
  ? [...document.getElementsByName(node.name)].map((one) => one.checked)
  : node.type === "checkbox" ? node.checked : node.value ?? null"""


@pytest.fixture(scope="module", params=["1a", "1a/learn-about/1-data-tools", "1a/learn-about/2-statistics-concepts"])
def notebook(request, lab, chromium, place):
    """Open each notebook of the module in a JupyterLab that nobody has set up for candidates, and run it."""
    folder = lab.folder / request.param.replace("/", "-")
    shutil.copytree(place.release(COHORT) / "1a", folder / "1a")
    name = f"{request.param}.ipynb" if "/" in request.param else f"{request.param}/{NOTEBOOK}"
    with quiet_page(chromium) as page:
        lab.open(page, f"{folder.name}/{name}")
        lab.run_all(page)
        page.locator(FORMS).last.wait_for()
        yield page


def whole_notebook_on_screen(page) -> None:
    """Make the screen long enough for all of it: axe judges contrast only of what can be seen.

    And it takes everything in JupyterLab for hidden, whose body has no height and hides what flows over.
    """
    page.set_viewport_size({"width": 1366, "height": 20_000})
    page.evaluate("() => { document.body.style.overflow = 'visible'; }")
    page.evaluate("() => { document.querySelector('.jp-WindowedPanel-outer').scrollTop = 0; }")
    page.wait_for_timeout(300)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_neither_axe_nor_our_own_rules_have_anything_against_a_notebook(notebook, lab, complaints, theme):
    lab.theme(notebook, theme)
    notebook.add_style_tag(path=PAGE / "reading.css")  # links, above all: JupyterLab does not underline them
    whole_notebook_on_screen(notebook)
    found = complaints(notebook, OURS) + [one for one in complaints(notebook, TEXT) if one.startswith("axe ")]
    assert found == []


def test_no_key_pressed_on_any_control_harms_a_cell_or_an_answer(notebook):
    notebook.set_viewport_size({"width": 1366, "height": 768})
    keys, cells = notebook.keyboard, notebook.evaluate(CELLS)
    places = [one for one in notebook.locator(OURS).locator(FOCUSABLE).element_handles() if one.is_visible()]
    assert len(places) > 20
    for node in places:
        what = node.evaluate("(node) => node.outerHTML.slice(0, 200)")
        if what.startswith("<input"):
            node.click()
        else:
            node.focus()  # a click would press the button
        before = node.evaluate(HELD)
        for key in "xmadd":
            keys.press(key)
        after = node.evaluate(HELD)
        writes = what.startswith("<textarea") or 'type="text"' in what
        assert after == ("xmadd" + before if writes else before), what
        for key in ("ArrowDown", "ArrowUp"):
            keys.press(key)
        assert node.evaluate(HELD) == after, what
        assert notebook.evaluate(CELLS) == cells, f"a key on {what} changed a cell"
