"""A risk register as an answer, from a real JupyterLab to feedback: filled in, kept, packed, collected, graded."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from npqml.collect.run import collect
from npqml.grading.engine import Wish, grade
from npqml.grading.result import TaskResult
from npqml.place import Place
from npqml.reports.feedback import write_feedback
from npqml_widgets.handin.pack import pack
from npqml_widgets.handin.preflight import ANSWERED, NOT_TRIED, look_over
from npqml_widgets.tasks.states import TaskState
from tests.browser.stepping import press, soon
from tests.npqml.conftest import COHORT, build_stand_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME = "1a-t5-register"
GRID = "table[role=grid]"
OURS = ".jp-OutputArea:has(.npqml-big)"
STATE = f"{OURS} .npqml-state"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Give the small course with a register, and two candidates on its list."""
    place = build_stand_in(tmp_path_factory.mktemp("course") / "course", register=True)
    place.submitted(COHORT).mkdir(parents=True)
    (place.submitted(COHORT) / "candidates.csv").write_text("id,name\nc001,Ada Brown\nc002,Ben Green\n")
    return place


@pytest.fixture
def opened(jupyter, page, course, request):
    """Open the module in a folder of its own and press Start; give the Lab, the page and the folder."""
    folder = jupyter.folder / request.node.name / "1a"
    shutil.copytree(course.release(COHORT) / "1a", folder)
    jupyter.open(page, f"{request.node.name}/1a/1a-analyse-performance-data.ipynb")
    jupyter.run_all(page)
    page.locator(f"{OURS} {GRID} tbody th").first.wait_for()
    return jupyter, page, folder


def risks(folder: Path) -> list[dict]:
    path = folder / "work" / f"{NAME}.json"
    return json.loads(path.read_text())["document"]["risks"] if path.exists() else []


def name_an_owner(page, folder: Path, owner: str) -> None:
    """Go to the owner of Tom's one risk by keys, and type a name."""
    page.locator(f"{OURS} {GRID} tbody th").first.click()
    _type_owner(page, owner)
    soon(lambda: [risk["risk_owner"] for risk in risks(folder)][:1], [owner])


def _type_owner(page, owner: str) -> None:
    headings = page.locator(f"{OURS} {GRID} thead th").all_inner_texts()
    steps = next(at for at, words in enumerate(headings) if "Risk owner" in words)
    press(page, "Home", *["ArrowRight"] * steps, "Enter")
    page.keyboard.type(owner)
    press(page, "Enter")


def add_a_risk(page, folder: Path, owner: str) -> None:
    """Add a second risk with an owner, in the table."""
    page.locator(OURS).get_by_role("button", name="Add a risk").click()
    soon(lambda: len(risks(folder)), 2)
    page.wait_for_function("() => document.activeElement.closest('tr')?.cells?.[0].textContent === 'R2'")
    _type_owner(page, owner)
    soon(lambda: [risk["risk_owner"] for risk in risks(folder)][1:], [owner])


def save(page) -> None:
    press(page, "Control+s")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")


def graded(course: Place, candidate: str) -> TaskResult:
    """Grade a candidate, and give what came of the register's task."""
    (result,) = grade(course, COHORT, Wish(candidates=frozenset({candidate}), workers=1)).results
    return next(task for task in result.tasks if task.task == "1a-t5")


@pytest.mark.jupyterlab
def test_a_register_is_filled_in_judged_packed_collected_graded_and_fed_back(opened, course, tmp_path):
    _, page, folder = opened
    expect(page.locator(STATE)).to_contain_text("Not tried yet.")
    assert look_over(folder).tasks[-1].state == NOT_TRIED
    name_an_owner(page, folder, "Head of Maths")
    expect(page.locator(STATE)).to_contain_text("Not yet. One risk is no register yet")
    add_a_risk(page, folder, "Site manager")
    expect(page.locator(STATE)).to_contain_text("Right.")
    save(page)
    found = look_over(folder)
    assert found.tasks[-1].state == ANSWERED
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    shutil.copy(pack(folder, found, candidate="c001", cohort=COHORT).file, downloads)
    (item,) = collect(course, COHORT, downloads).items
    assert item.taken
    result = graded(course, "c001")
    assert (result.state, result.mark) == (TaskState.RIGHT, 2)
    (feedback,) = write_feedback(course, COHORT, candidates=["c001"])
    page.set_content(feedback.read_text(encoding="utf-8"))
    page.get_by_text("Risk register", exact=True).click()
    expect(page.locator("details.document table").nth(2)).to_contain_text("Site manager")


def test_a_page_that_is_sent_alone_carries_its_register(opened, course):
    _, page, folder = opened
    name_an_owner(page, folder, "Head of Maths")
    add_a_risk(page, folder, "Site manager")
    expect(page.locator(STATE)).to_contain_text("Right.")
    save(page)
    sent = course.submitted(COHORT) / "c002" / "1a"
    sent.mkdir(parents=True)
    shutil.copy(next(folder.glob("*.ipynb")), sent)
    result = graded(course, "c002")
    assert (result.state, result.mark) == (TaskState.RIGHT, 2)
    assert result.read_as == "We read your document: risk register (risks: 2)."


def test_starting_again_shows_toms_register_and_bringing_back_ones_own(opened):
    _, page, folder = opened
    name_an_owner(page, folder, "Head of Maths")
    task = page.locator(OURS)
    task.get_by_role("button", name="Start this task again").click()
    soon(lambda: [risk["risk_owner"] for risk in risks(folder)], [""])
    expect(page.locator(STATE)).to_contain_text("Not tried yet.")
    task.get_by_role("button", name="Bring back my earlier answer").click()
    soon(lambda: [risk["risk_owner"] for risk in risks(folder)], ["Head of Maths"])
    expect(page.locator(STATE)).to_contain_text("Not yet.")


@pytest.mark.jupyterlab
def test_neither_axe_nor_our_own_rules_have_anything_against_the_form_in_a_task(opened, complaints):
    _, page, _ = opened
    assert complaints(page, OURS) == []
