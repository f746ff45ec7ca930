"""The page on which a provider marks, in a real Chromium: nothing that a candidate sent runs there as a program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import partial

import pytest

from npqml.grading.gradebook.book import gradebook
from npqml.reports.feedback import write_feedback
from tests.browser.walking import quiet_page, started
from tests.hostile.cases import CASES
from tests.hostile.conftest import CHECKOUT, contents, finished, hostile_course, start
from tests.hostile.test_pages import ADDRESS, OWN_SCRIPTS
from tests.npqml.conftest import COHORT

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TITLE = "1a-analyse-performance-data"
SCRIPT = next(case for case in CASES if case.id == "script-in-pages")
ODD = next(case for case in CASES if case.id == "odd-name-1")
RAN = "Object.defineProperty(window, '__ran', {set: () => window.ran()})"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Give the small course with the notebook that holds every way to run a script, graded."""
    place = hostile_course(tmp_path_factory.mktemp("formgrader") / "course", [SCRIPT, ODD])
    run = finished(place, contents(place.root), start(place, str(place.root)))
    assert run.results[SCRIPT.name].mark == SCRIPT.marks
    shutil.copy(CHECKOUT / "nbgrader_config.py", place.root)
    return place


@pytest.fixture(scope="module")
def formgrader(place, chromium):
    """Give a page that says what ran on it, the list of what did, and the address of formgrader."""
    ran: list[str] = []
    # nbgrader's own page would load MathJax from the net.
    with started(place, COHORT, "provider") as url, quiet_page(chromium, but="mathjax") as page:
        page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
        page.expose_function("ran", lambda: ran.append("a script"))
        page.add_init_script(RAN)
        yield page, ran, f"{url}/formgrader"


def our_feedback(place):
    """Give the pages of our own feedback."""
    return write_feedback(place, COHORT)


def nbgraders_feedback(place):
    """Give the page that nbgrader's own command makes."""
    command = [sys.executable, "-m", "nbgrader", "generate_feedback", "1a", "--student", SCRIPT.name, "--force"]
    done = subprocess.run(
        command, cwd=place.root, env=os.environ | {"NPQML_COHORT": COHORT}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [*(place.feedback(COHORT) / SCRIPT.name / "1a").glob(f"{TITLE}.html")]


def test_nothing_runs_where_a_person_marks(place, formgrader):
    page, ran, url = formgrader
    with gradebook(place, COHORT) as book:
        submission = book.find_submission_notebook(TITLE, "1a", SCRIPT.name).id
    page.goto(f"{url}/submissions/{submission}")
    page.get_by_role("heading", name="Task 3").wait_for()
    page.wait_for_timeout(2_000)  # for what runs after a while
    assert page.locator(".jp-Cell, .cell, .panel").count() > 50, "the cells are not on the page"
    assert ran == []
    page.evaluate("() => { window.__ran = 1 }")
    assert ran == ["a script"], "the page could not have said that something ran"
    ran.clear()


def test_nothing_runs_in_the_lists_of_candidates_whatever_they_are_called(formgrader):
    page, ran, url = formgrader
    for view in ("manage_students", "manage_submissions/1a", f"gradebook/1a/{TITLE}"):
        page.goto(f"{url}/{view}")
        page.locator("tbody tr a").first.wait_for()
    assert ran == []


@pytest.mark.parametrize("made", [our_feedback, nbgraders_feedback])
def test_nothing_runs_in_the_feedback_that_a_candidate_gets(place, formgrader, made):
    page, ran, _ = formgrader
    pages = [path.read_text(encoding="utf-8") for path in made(place) if "script" in str(path)]
    assert pages
    for text in pages:
        body = OWN_SCRIPTS.sub("", text)
        page.route(ADDRESS, partial(_serve, body))
        page.goto(ADDRESS)
        page.wait_for_timeout(1_000)
        page.unroute(ADDRESS)
    assert ran == []


def _serve(body: str, route) -> None:
    route.fulfill(body=body, content_type="text/html; charset=utf-8")
