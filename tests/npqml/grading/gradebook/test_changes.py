"""A wrong check is mended after release: who would change is said first, and nothing changes without a reason."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from npqml.grading.engine import grade
from npqml.grading.gradebook.book import gradebook
from npqml.grading.gradebook.changes import log_path
from npqml.grading.plan import Wish
from npqml.grading.result import read_results
from npqml.place import Place

pytestmark = pytest.mark.slow

COHORT = "demo-small"
NAME = "1a-analyse-performance-data"
RIGHT = 'assert same_number(_given.on_roll, _export["Left"].isna().sum(), 0)'
# Three faults: a right answer refused, a wrong one taken, and a tolerance that is too wide.
PLANTED = {
    "1a-t1-check": (RIGHT, "assert same_number(_given.on_roll, 12, 0)"),
    "1a-t2-check-b": ("assert same_number(_given.gap, 4.0, 0.05)", "assert same_number(_given.gap, 4.0, 2)"),
    "1a-t4-check": ('assert _given.small == "ehc"', 'assert _given.small == "eal"'),
}


def change(place: Place, faults: dict[str, tuple[str, str]], *, back: bool) -> None:
    path = place.source(COHORT) / "1a" / f"{NAME}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["id"] in faults:
            right, wrong = faults[cell["id"]]
            text = "".join(cell["source"])
            assert (wrong if back else right) in text
            cell["source"] = text.replace(wrong, right) if back else text.replace(right, wrong)
    path.write_text(json.dumps(notebook), encoding="utf-8")


@pytest.fixture(scope="module")
def wrongly_graded(_built, tmp_path_factory, sender):
    """Thirty candidates graded by three wrong checks; who gave which answers is known."""
    root = tmp_path_factory.mktemp("wrong") / "course"
    shutil.copytree(_built.root, root)
    place = Place(root)
    change(place, PLANTED, back=False)
    for number in range(1, 31):
        one = sender(place, COHORT, f"c{number:03}")
        one.save("1a-t1", on_roll="10" if number % 3 else "11")  # 10 is right; the planted check wants 12
        one.save("1a-t2", gap={0: "4", 1: "5.5", 2: "9"}[number % 3])  # 5.5 is taken by the planted check
        one.save("1a-t4", small={0: "ehc", 1: "eal"}.get(number % 5, "pp"))
        one.save("1a-t3", priority="Attendance.")
    grade(place, COHORT)
    change(place, PLANTED, back=True)
    return place


@pytest.fixture
def place(wrongly_graded, tmp_path: Path) -> Place:
    shutil.copytree(wrongly_graded.root, tmp_path / "course")
    return Place(tmp_path / "course")


def expected() -> set[tuple[str, str, float, float]]:
    found = set()
    for number in range(1, 31):
        name = f"c{number:03}"
        if number % 3:
            found.add((name, "Task 1", 0.0, 2.0))
        if number % 3 == 1:
            found.add((name, "Task 2", 3.0, 1.0))
        if number % 5 == 0:
            found.add((name, "Task 4", 0.0, 1.0))
        if number % 5 == 1:
            found.add((name, "Task 4", 1.0, 0.0))
    return found


def test_a_dry_run_names_exactly_those_whose_marks_would_change_and_changes_nothing(place):
    before = {path: path.read_bytes() for path in place.autograded(COHORT).rglob("*") if path.is_file()}
    found = grade(place, COHORT, Wish(dry_run=True))
    assert {(one.candidate, one.task, one.before, one.after) for one in found.changes} == expected()
    assert {path: path.read_bytes() for path in place.autograded(COHORT).rglob("*") if path.is_file()} == before
    assert not log_path(place, COHORT).exists()
    fell = next(one for one in found.changes if one.task == "Task 2")
    assert "3 -> 1 (the earlier mark is kept)" in str(fell)
    assert "This is not the gap." in fell.why


def test_without_a_reason_no_mark_of_an_unchanged_submission_moves(place):
    before = {one.candidate: one.mark for one in read_results(place, COHORT)}
    found = grade(place, COHORT)
    assert {(one.candidate, one.task, one.before, one.after) for one in found.held_back} == expected()
    assert {one.candidate: one.mark for one in read_results(place, COHORT)} == before


def test_with_a_reason_marks_rise_none_falls_and_the_log_says_why(place):
    with gradebook(place, COHORT) as book:
        for candidate in ("c001", "c002"):
            row = book.find_grade("1a-t3", NAME, "1a", candidate)
            row.manual_score, row.extra_credit, row.needs_manual_grade = 3.0, 0.5, False
            book.find_comment("1a-t3", NAME, "1a", candidate).manual_comment = "Name the date."
        book.db.commit()
    grade(place, COHORT, Wish(reason="Three checks of module 1a were wrong"))
    marks = {one.candidate: [task.mark for task in one.tasks] for one in grade(place, COHORT).results}
    assert marks["c001"] == [2, 3, 3.5, 1]  # tasks 2 and 4 would have fallen, and are kept
    assert marks["c002"] == [2, 1, 3.5, 0]
    assert marks["c005"] == [2, 1, None, 1]
    kept = next(one for one in read_results(place, COHORT) if one.candidate == "c001")
    assert any("Task 2" in reason and "higher mark is kept" in reason for reason in kept.reasons)
    (line,) = log_path(place, COHORT).read_bytes().splitlines()
    entry = json.loads(line)
    assert entry["reason"] == "Three checks of module 1a were wrong"
    assert len(entry["changes"]) == len(expected())
    again = grade(place, COHORT, Wish(dry_run=True))
    assert (again.new, again.changes) == (0, ())


def test_marks_fall_only_when_the_provider_says_so_and_each_line_of_the_log_holds_the_one_before(place):
    grade(place, COHORT, Wish(modules=frozenset(["1a"]), candidates=frozenset(["c002"]), reason="first"))
    grade(place, COHORT, Wish(reason="second", allow_lower=True))
    assert next(one for one in read_results(place, COHORT) if one.candidate == "c001").mark == 2 + 1 + 0
    first, second = log_path(place, COHORT).read_bytes().splitlines()
    assert json.loads(second)["line_before"] == hashlib.sha256(first).hexdigest()


def test_a_new_hand_in_is_graded_without_a_reason(place):
    path = place.submitted(COHORT) / "c003" / "1a" / "work" / "1a-t1.json"
    path.write_text(path.read_text().replace('"11"', '"10"'))
    found = grade(place, COHORT, Wish(candidates=frozenset(["c003"])))
    assert (found.new, found.held_back) == (1, ())
    assert found.results[0].tasks[0].mark == 2
