from __future__ import annotations

import json
import shutil

import pytest
from nbgrader.api import Gradebook

from npqml.grading import result as states
from npqml.grading.engine import grade
from npqml.grading.gradebook.book import gradebook
from npqml.grading.gradebook.by_hand import open_for_marking
from npqml.grading.gradebook.results_now import results_now
from npqml.grading.plan import Wish
from npqml.grading.result import result_path
from npqml.place import Place
from npqml.refusal import Refusal
from npqml.reports.nbgrader_export import MarksOrBlanks
from npqml_widgets.tasks.states import TaskState
from tests.npqml.conftest import COHORT

pytestmark = pytest.mark.slow

NAME = "1a-analyse-performance-data"


@pytest.fixture(scope="module")
def graded_once(_built, sender, tmp_path_factory):
    """A candidate whose file is cut short but whose forms were saved, and one whose file is whole."""
    root = tmp_path_factory.mktemp("by-hand") / "course"
    place = Place(shutil.copytree(_built.root, root))
    sent = sender(place, COHORT, "c001")
    sent.save("1a-t1", on_roll="10 <script>alert(1)</script>")
    sent.path.write_bytes(sent.path.read_bytes()[:300])
    sender(place, COHORT, "c002").save("1a-t1", on_roll="10")
    grade(place, COHORT, Wish(workers=1))
    return place


@pytest.fixture
def broken(graded_once, tmp_path):
    """A copy of them, for a test to change."""
    return Place(shutil.copytree(graded_once.root, tmp_path / "course"))


def test_a_person_can_mark_what_could_not_be_graded_and_nobody_gets_a_nought(broken, cohort):
    opened = open_for_marking(broken, cohort, "c001", "1a")
    assert (opened.state, opened.mark, {one.state for one in opened.tasks}) == (
        states.NEEDS_PERSON, None, {TaskState.WAITING},
    )  # fmt: skip
    assert {one.mark for one in opened.tasks} == {None}
    text = (result_path(broken, cohort, "c001", "1a").parent / f"{NAME}.ipynb").read_text(encoding="utf-8")
    assert "could not be graded" in text
    assert "10 <script>" in json.dumps([cell["outputs"] for cell in json.loads(text)["cells"] if cell.get("outputs")])
    with Gradebook(f"sqlite:///{broken.gradebook(cohort)}", cohort) as book:
        MarksOrBlanks(to=str(broken.root / "marks.csv")).export(book)
    rows = (broken.root / "marks.csv").read_text().splitlines()
    assert next(row for row in rows if "c001" in row).split(",")[7:10] == ["", "", ""]


def test_the_marks_that_a_person_gives_become_the_result_and_stay(broken, cohort):
    open_for_marking(broken, cohort, "c001", "1a")
    with gradebook(broken, cohort) as book:
        for name, mark in {
            "1a-t1-check": 2,
            "1a-t2-check-a": 1,
            "1a-t2-check-b": 0,
            "1a-t3": 3,
            "1a-t4-check": 1,
        }.items():
            row = book.find_grade(name, NAME, "1a", "c001")
            row.manual_score, row.needs_manual_grade = mark, False
        book.db.commit()
    (now, _) = results_now(broken, cohort)
    assert ([one.mark for one in now.tasks], now.mark) == ([2, 1, 3, 1], 7)
    assert grade(broken, cohort).results[0].mark == 7


@pytest.mark.parametrize(
    ("candidate", "words"),
    [("c002", "expected one that could not be graded"), ("c003", "found nobody of this id")],
)
def test_only_what_could_not_be_graded_is_opened(broken, cohort, candidate, words):
    with pytest.raises(Refusal, match=words):
        open_for_marking(broken, cohort, candidate, "1a")
