"""Stock nbgrader courses get nbgrader's own marks from the sandbox, and one broken submission harms no other."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import nbformat
import nbgrader
import pytest
from attrs import frozen
from nbgrader.api import Gradebook

from npqml.grading.engine import EARLIER
from npqml.grading.result import NEEDS_PERSON, NOT_GRADED
from npqml.grading.sandbox.run import Ended
from npqml.grading.stock.autograde import WARNED, _results, graded_outputs
from npqml.grading.stock.grade import CourseGraded, Row, grade_course
from npqml.grading.stock.graded_notebook import ONE_STAGE
from npqml.grading.submission.ungradable import Ungradable
from npqml.refusal import Refusal
from tests.npqml.grading.stock.school import (
    ANSWERS,
    ASSIGNMENT,
    NOTEBOOK,
    cell_of,
    change,
    hand_in,
    make_school,
    run_nbgrader,
)

pytestmark = pytest.mark.slow
EXAMPLE = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
GRADES = """
select assignment.name, submitted_assignment.student_id, notebook.name, base_cell.name,
       grade.auto_score, grade.manual_score, grade.needs_manual_grade
from grade join submitted_notebook on grade.notebook_id = submitted_notebook.id
join base_cell on grade.cell_id = base_cell.id
join notebook on submitted_notebook.notebook_id = notebook.id
join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
join assignment on submitted_assignment.assignment_id = assignment.id"""
COMMENTS = GRADES.replace(
    "grade.auto_score, grade.manual_score, grade.needs_manual_grade", "grade.auto_comment, grade.manual_comment"
).replace("from grade join", "from comment grade join")
PENALTIES = """
select student_id, timestamp, late_submission_penalty
from submitted_notebook join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id"""
Rows = dict[tuple[str, ...], tuple[Any, ...]]


def rows_of(root: Path) -> Rows:
    """Give every grade and comment of a gradebook, by what it is of, and the penalties."""
    with sqlite3.connect(root / "gradebook.db") as book:
        found = {("grade", *row[:4]): row[4:] for row in book.execute(GRADES)}
        found |= {("comment", *row[:4]): row[4:] for row in book.execute(COMMENTS)}
        found |= {("late", row[0]): row[1:] for row in book.execute(PENALTIES)}
    book.close()
    return found


def row(graded: CourseGraded, candidate: str) -> Row:
    return next(one for one in graded.rows if one.candidate == candidate)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_school(tmp_path_factory.mktemp("school") / "course")


def candidate_of(key: tuple[str, ...]) -> str:
    return key[1] if key[0] == "late" else key[2]


@frozen
class Everybody:
    """The course before and after one run over what the tests' candidates have handed in, and what the run said."""

    handed_in: Path
    root: Path
    graded: CourseGraded

    def row(self, candidate: str) -> Row:
        return row(self.graded, candidate)


@pytest.fixture(scope="module")
def everybody(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Everybody:
    """Grade in one run all that is handed in below: sound, broken, repaired and hostile. Not to be changed."""
    root = tmp_path_factory.mktemp("everybody") / "course"
    shutil.copytree(built, root)
    for send in (hand_in_as_nbgrader_takes_it, hand_in_broken, hand_in_changed, hand_in_links, hand_in_script,
                 hand_in_for_the_outside):  # fmt: skip
        send(root)
    before = root.with_name("before")
    shutil.copytree(root, before, symlinks=True)
    return Everybody(before, root, grade_course(root))


@pytest.fixture
def school(built: Path, tmp_path: Path) -> Path:
    """Give a copy of the school's course, in which nobody has handed in."""
    return Path(shutil.copytree(built, tmp_path / "course"))


@pytest.mark.everything
def test_nbgraders_own_example_gets_nbgraders_marks_cell_by_cell(tmp_path: Path) -> None:
    course = tmp_path / "course"
    for name in ("source", "submitted"):
        shutil.copytree(EXAMPLE / name, course / name)
    shutil.copy(EXAMPLE / "autotests.yml", course)
    (course / "nbgrader_config.py").write_text(
        "c = get_config()\nc.IncludeHeaderFooter.header = 'source/header.ipynb'\n"
    )
    for assignment in ("ps1", "ps1_autotest"):
        run_nbgrader(course, "generate_assignment", assignment)
    shutil.copytree(course / "source" / "ps1_autotest", course / "submitted" / "solver" / "ps1_autotest")
    stock = course.with_name("stock")
    shutil.copytree(course, stock)
    for assignment in ("ps1", "ps1_autotest"):
        run_nbgrader(stock, "autograde", assignment)
    graded = grade_course(course)
    assert len(rows_of(stock)) > 50
    assert rows_of(course) == rows_of(stock)
    assert {(one.candidate, one.assignment) for one in graded.rows} == {
        ("bitdiddle", "ps1"), ("hacker", "ps1"), ("solver", "ps1_autotest"),
    }  # fmt: skip


def hand_in_as_nbgrader_takes_it(school: Path) -> None:
    hand_in(school, "right", ANSWERS, own_words_txt="mine", notes_bak="ignored")
    hand_in(school, "untouched")
    hand_in(school, "late", ANSWERS, timestamp_txt="2026-01-12 13:00:00 UTC")
    hand_in(school, "endless", {**ANSWERS, "total": "import time\nwhile True:\n    time.sleep(1)"})
    hand_in(school, "wrong", {**ANSWERS, "rate": "def rate(a, b): return 90", "lowest": "lowest = ['Ada']"})
    hand_in(school, "typing", {**ANSWERS, "rate": "def rate(:", "warned": "mean_present = 1 / 0", "total": "total = 1"})


def test_a_school_course_gets_nbgraders_marks_but_for_the_warnings_that_are_listed(
    everybody: Everybody, tmp_path: Path
) -> None:
    course = tmp_path / "stock"
    shutil.copytree(everybody.handed_in, course, symlinks=True)
    taken = {"right", "untouched", "late", "endless", "wrong", "typing"}
    for folder in (course / "handed_in").iterdir():
        if folder.name not in taken:
            shutil.rmtree(folder)
    run_nbgrader(course, "autograde", ASSIGNMENT)
    stock = rows_of(course)
    ours = {key: values for key, values in rows_of(everybody.root).items() if candidate_of(key) in taken}
    different = {key for key in stock | ours if stock.get(key) != ours.get(key)}
    rows = [one for one in everybody.graded.rows if one.candidate in taken]
    listed = {("grade", ASSIGNMENT, one.candidate, NOTEBOOK, "check_warned") for one in rows if one.differences}
    assert different == listed
    assert {key[2] for key in different} == {"right", "late", "endless", "wrong"}
    assert all(WARNED in one for found in rows for one in found.differences)
    assert ours["grade", ASSIGNMENT, "right", NOTEBOOK, "check_warned"] == (2.0, None, 0)
    assert ours["late", "late"][1] == 2
    assert ours["grade", ASSIGNMENT, "wrong", NOTEBOOK, "check_lowest"][0] == 1
    assert ours["grade", ASSIGNMENT, "right", NOTEBOOK, "check_words"][0] == 1
    assert ours["grade", ASSIGNMENT, "typing", NOTEBOOK, "check_says"][0] == 0  # this check means its stderr


def hand_in_broken(school: Path) -> None:
    sound = hand_in(school, "sound", ANSWERS).read_text()
    hand_in(school, "cut").write_text(sound[: len(sound) // 2])
    hand_in(school, "blank").write_text("")
    hand_in(school, "deep").write_text("[" * 100_000)
    hand_in(school, "ends", {**ANSWERS, "rate": "import os\nos._exit(0)"})
    (hand_in(school, "none").rename(school / "handed_in" / "none" / ASSIGNMENT / "other.ipynb"))
    change(
        hand_in(school, "in_r", ANSWERS), lambda one: one.metadata.update(kernelspec={"name": "ir", "language": "R"})
    )


def test_one_broken_submission_has_no_marks_and_stops_no_other(everybody: Everybody) -> None:
    assert everybody.row("sound").state == NEEDS_PERSON
    assert everybody.row("sound").mark == 11
    broken = {
        "cut": "cut short", "blank": "blank", "deep": "not a notebook", "ends": "ended the program",
        "none": "None of the",
    }  # fmt: skip
    for candidate, words in broken.items():
        found = everybody.row(candidate)
        assert (found.state, found.mark) == (NOT_GRADED, None)
        assert words in found.reason
    assert everybody.row("in_r").mark == 11  # nbgrader puts the assignment's own language back
    with_marks = {key[2] for key in rows_of(everybody.root) if key[0] == "grade"}
    assert with_marks == {one.candidate for one in everybody.graded.rows} - broken.keys()
    assert not (everybody.root / "autograded" / "cut").exists()


def test_earlier_marks_are_kept_when_a_later_file_is_broken(school: Path) -> None:
    path = hand_in(school, "ada", ANSWERS)
    grade_course(school)
    before, notebook = rows_of(school), school / "autograded" / "ada" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    graded_notebook = notebook.read_text()
    change(path, lambda one: cell_of(one, "total").update(source="import os\nos._exit(1)"))
    found = row(grade_course(school), "ada")
    assert found.state == NOT_GRADED
    assert EARLIER in found.reason
    assert rows_of(school) == before
    assert notebook.read_text() == graded_notebook


def test_a_persons_marks_stay_and_what_is_unchanged_is_not_graded_again(school: Path) -> None:
    path = hand_in(school, "ada", ANSWERS)
    first = grade_course(school)
    with Gradebook(f"sqlite:///{school / 'gradebook.db'}", "school") as book:
        grade = book.find_grade("reason", NOTEBOOK, ASSIGNMENT, "ada")
        grade.manual_score, grade.needs_manual_grade = 3, False
        book.db.commit()
    again = grade_course(school)
    assert (first.new, again.new) == (1, 0)
    assert row(again, "ada").mark == 14
    assert row(again, "ada").differences == row(first, "ada").differences
    change(path, lambda one: cell_of(one, "lowest").update(source="lowest = []"))
    third = grade_course(school)
    assert (third.new, row(third, "ada").mark) == (1, 11)


def hand_in_changed(school: Path) -> None:
    def twice(notebook: Any) -> None:
        copy = nbformat.from_dict(cell_of(notebook, "rate"))
        copy.id, copy.source = "another", "def rate(a, b): return 0"
        notebook.cells.append(copy)

    change(hand_in(school, "twice", ANSWERS), twice)
    for name, version in (("old", 1), ("new", 99)):
        change(
            hand_in(school, name, ANSWERS),
            lambda one, version=version: cell_of(one, "check_rate").metadata.nbgrader.update(schema_version=version),
        )


def test_a_duplicated_cell_and_a_strange_version_are_put_right_and_said(everybody: Everybody) -> None:
    assert [everybody.row(name).mark for name in ("twice", "old", "new")] == [11, 11, 11]
    assert "rate was there more than once" in everybody.row("twice").reason
    assert "check_rate had been changed" in everybody.row("old").reason


def hand_in_links(school: Path) -> None:
    look = "import os\nseen = sorted(os.listdir('.'))\nprint(seen)"
    path = hand_in(school, "links", {**ANSWERS, "total": f"{ANSWERS['total']}\n{look}"})
    (path.parent / "solution.txt").symlink_to(school / "source" / ASSIGNMENT / f"{NOTEBOOK}.ipynb")
    (path.parent / "all").symlink_to(school / "source")


def test_a_link_in_a_submission_leads_nowhere(everybody: Everybody) -> None:
    made = everybody.root / "autograded" / "links" / ASSIGNMENT
    assert "solution.txt is a link" in everybody.row("links").reason
    assert not (made / "solution.txt").exists()
    shown = "".join(one.text for one in cell_of(nbformat.read(made / f"{NOTEBOOK}.ipynb", 4), "total").outputs)
    assert "helper.py" in shown
    assert "solution" not in shown


SCRIPT = "<script>alert(1)</script>"


def hand_in_script(school: Path) -> None:
    def attack(notebook: Any) -> None:
        notebook.metadata["title"] = SCRIPT
        notebook.cells.append(nbformat.v4.new_raw_cell(SCRIPT, metadata={"raw_mimetype": "text/html"}))
        notebook.cells.append(nbformat.v4.new_markdown_cell(SCRIPT, metadata={"tags": [f'"{SCRIPT}']}))

    html = f"from IPython.display import HTML, display\ndisplay(HTML('{SCRIPT}'))"
    answers = {**ANSWERS, "reason": f"My answer {SCRIPT}", "total": f"{ANSWERS['total']}\n{html}"}
    change(hand_in(school, "script", answers), attack)


def test_nbgrader_reads_what_was_graded_and_no_script_of_a_candidate_is_in_it(everybody: Everybody) -> None:
    run_nbgrader(everybody.root, "generate_feedback", ASSIGNMENT, "--student=script")
    page = (everybody.root / "feedback" / "script" / ASSIGNMENT / f"{NOTEBOOK}.html").read_text()
    assert SCRIPT not in page
    assert "alert(1)" in page
    assert ONE_STAGE in page


def hand_in_for_the_outside(school: Path) -> None:
    fetch = "import urllib.request\nurllib.request.urlopen('http://localhost:1/')"
    hand_in(school, "fetches", {**ANSWERS, "total": fetch})
    hand_in(school, "outside", {**ANSWERS, "total": "open('../../shared.csv')"})


def test_a_notebook_that_needs_what_the_sandbox_refuses_waits_for_a_person(everybody: Everybody) -> None:
    assert "internet" in everybody.row("fetches").reason
    assert "outside of the assignment's folder" in everybody.row("outside").reason


def test_what_a_provider_can_put_right_is_refused_in_words(school: Path, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="nothing handed in"):
        grade_course(school)
    hand_in(school, "ada", ANSWERS)
    with pytest.raises(Refusal, match="ps9"):
        grade_course(school, assignments=["ps9"])
    (school / "gradebook.db").unlink()
    with pytest.raises(Refusal, match="nbgrader generate_assignment"):
        grade_course(school)
    (school / "nbgrader_config.py").write_text("1 / 0")
    with pytest.raises(Refusal, match="ZeroDivisionError"):
        grade_course(school)


def test_an_error_behind_a_flood_of_outputs_is_not_lost() -> None:
    check = nbformat.v4.new_code_cell("check()")
    flood = [{"output_type": "display_data", "data": {"text/plain": "x"}, "metadata": {}}] * 300
    made = graded_outputs(check, {"outputs": flood, "error": "AssertionError: wrong"}, None)
    assert made.outputs[-1]["ename"] == "AssertionError"


@pytest.mark.parametrize(
    "messages",
    [
        (),
        ({"end": True},),
        ({"begin": 0}, {"cell": 0}, {"end": True}),
        ({"begin": 0}, {"cell": 0}, {"cell": 1}, {"begin": 1}, {"cell": 1}, {"end": True}),
        ({"begin": 0}, {"cell": 0}, {"begin": 1}, {"cell": True}, {"end": True}),
    ],
)
def test_a_run_that_leaves_out_or_forges_a_cell_is_not_graded(messages: tuple[dict[str, Any], ...]) -> None:
    with pytest.raises(Ungradable):
        _results(Ended(messages), [0, 1], 60)
