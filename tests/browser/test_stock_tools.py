"""Stock tools open what we write: nbgrader's own commands, formgrader in the browser, papermill."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys

import nbformat
import pytest

from tests.browser.walking import NOTEBOOK, built, copied, quiet_page, started

pytestmark = [pytest.mark.browser, pytest.mark.slow]
COHORT, TITLE = "demo-secondary", NOTEBOOK.removesuffix(".ipynb")
WRITTEN = "1a-t12"


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Give 1a graded for three made-up candidates, and one of them who wrote an answer for a person to mark."""
    from npqml.grading.engine import grade
    from npqml.simulation.candidates import simulate

    place = copied(built(tmp_path_factory, COHORT), tmp_path_factory.mktemp("graded") / "course")
    planted = simulate(place, COHORT, 3, seed=1)
    grade(place, COHORT)
    wrote = [one.candidate for one in planted if any(t.task == WRITTEN and t.name for t in one.tasks)]
    return place, wrote[0]


@pytest.fixture(scope="module")
def formgrader(graded, chromium):
    """Give a page and the address of formgrader in a provider's JupyterLab."""
    place, _ = graded
    # nbgrader's own page would load MathJax from the net; our text holds no formula that needs it.
    with started(place, COHORT, "provider") as url, quiet_page(chromium, but="mathjax") as page:
        yield page, f"{url}/formgrader"


def run(place, *command: str) -> str:
    """Run a tool as a provider would, in the course's folder, and give what it said."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=place.root,
        env=os.environ | {"NPQML_COHORT": COHORT},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout + done.stderr


def test_nbgrader_validates_the_solved_notebook(graded):
    place, _ = graded
    said = run(place, "nbgrader", "validate", f"source/{COHORT}/1a/{NOTEBOOK}")
    assert "Success! Your notebook passes all the tests." in said


def test_nbgrader_does_not_validate_the_notebook_that_nobody_has_answered(graded):
    place, _ = graded
    said = run(place, "nbgrader", "validate", f"release/{COHORT}/1a/{NOTEBOOK}")
    assert "VALIDATION FAILED" in said
    assert "This task has no answer yet." in said


def test_nbgrader_writes_its_own_feedback(graded):
    place, candidate = graded
    run(place, "nbgrader", "generate_feedback", "1a", "--force")
    page = (place.feedback(COHORT) / candidate / "1a" / f"{TITLE}.html").read_text(encoding="utf-8")
    assert "Task 12: One priority" in page


def test_nbgrader_exports_a_line_for_each_candidate(graded):
    place, _ = graded
    run(place, "nbgrader", "export", "--to", "marks.csv")
    with (place.root / "marks.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [one["student_id"] for one in rows] == ["c001", "c002", "c003"]
    assert all(float(one["score"]) <= float(one["max_score"]) for one in rows)


def test_formgrader_lists_the_assignment(formgrader):
    page, url = formgrader
    page.goto(url)
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="1a", exact=True))
    row.wait_for()
    assert re.search(r"\b3\b", row.inner_text()), "the three submissions are not counted"


def test_a_person_reads_and_marks_a_written_answer_in_formgrader(graded, formgrader):
    from npqml.grading.gradebook.book import gradebook
    from tests.npqml.grading.gradebook.as_nbgrader_reads import marks

    place, candidate = graded
    page, url = formgrader
    with gradebook(place, COHORT) as book:
        submission = book.find_submission_notebook(TITLE, "1a", candidate).id
    saved = (place.submitted(COHORT) / candidate / "1a" / "work" / f"{WRITTEN}.json").read_text(encoding="utf-8")
    (answer,) = json.loads(saved)["values"].values()
    page.goto(f"{url}/submissions/{submission}")
    page.get_by_role("heading", name="Task 12: One priority").wait_for()
    words = " ".join(page.locator("body").inner_text().split())
    assert " ".join(answer.split())[:200] in words
    # Until formgrader has fetched the marks it hears no change, and then it writes them over what was typed.
    page.wait_for_function("() => formgrader.grades?.loaded")
    score = page.locator(f"input.score[id='{WRITTEN}']")
    with page.expect_response(lambda reply: reply.request.method == "PUT"):
        score.fill("4")
        score.press("Tab")
    with gradebook(place, COHORT) as book:
        assert marks(book, "1a", candidate)[WRITTEN].manual == 4


def test_papermill_runs_the_source_notebook_with_another_parameter(graded, tmp_path):
    place, _ = graded
    source = place.source(COHORT) / "1a"
    target = tmp_path / "other.ipynb"
    run(
        place, "papermill", str(source / NOTEBOOK), str(target), "--cwd", str(source), "--no-progress-bar",
        "-p", "minimum_group", "10",
    )  # fmt: skip
    notebook = nbformat.read(target, as_version=4)
    outputs = [out for cell in notebook.cells for out in cell.get("outputs", [])]
    assert [out for out in outputs if out.output_type == "error"] == []
    injected = [cell.source for cell in notebook.cells if "injected-parameters" in cell.metadata.get("tags", [])]
    assert len(injected) == 1
    assert "minimum_group = 10" in injected[0]
