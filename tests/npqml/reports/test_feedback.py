from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from npqml.grading.assignment import Assignment, Check, Task
from npqml.grading.result import NOT_GRADED, Result, SubmissionState, TaskResult
from npqml.reports.feedback import next_steps, write_feedback, write_one
from npqml_widgets.tasks.states import TaskState

NOT_TRIED, CANNOT_READ, NOT_YET, RIGHT, KEPT, WAITING, MARKED = TaskState

TASK = Task("1a-t1", "Task 1: roll", "1.1.1", "1a-t1", ("on_roll",), (Check("c", "", 2),), reading="1")
MODULE = Assignment("demo", "1a", "Analyse data", "1a.ipynb", None, (TASK,), {"1-tools": "Where figures come from"})


def task(number: int, state: str, mark: float | None, most: float = 2, **words: str) -> TaskResult:
    return TaskResult(f"1a-t{number}", f"Task {number}: roll", "1.1.1", mark, most, state, **words)


def result(*tasks: TaskResult, state: str = "graded", **more) -> Result:
    return Result(
        "c001", "1a", "demo", SubmissionState(state), tasks=tasks, graded_at=datetime(2026, 11, 24, tzinfo=UTC), **more
    )


def page(found: Result, tmp_path) -> str:
    return write_one(found, MODULE, tmp_path / "feedback.html").read_text(encoding="utf-8")


def test_it_starts_with_the_three_things_that_bring_most(tmp_path):
    found = result(
        task(1, NOT_YET, 0, 2, message="Leavers counted."),
        task(2, CANNOT_READ, 0, 6, message="We cannot read that."),
        task(3, NOT_TRIED, 0, 2),
        task(4, NOT_TRIED, 0, 2),
        task(5, NOT_YET, 2, 3, message="Nearly."),
        task(6, RIGHT, 2),
    )
    assert [step.title for step in next_steps(found)] == [
        "Give your answer to Task 2 again",
        "Try Task 3 and Task 4",
        "Look again at Task 1",
    ]
    html = page(found, tmp_path)
    assert html.index("What to do next") < html.index("Your marks") < html.index("Task by task")


def test_a_module_that_is_all_right_has_nothing_to_mend(tmp_path):
    assert "Nothing needs mending" in page(result(task(1, RIGHT, 2)), tmp_path)


def test_a_wrong_task_says_what_was_seen_why_and_where_to_read(tmp_path):
    html = page(result(task(1, NOT_YET, 0, read_as="We read 11.", message="Leavers counted.")), tmp_path)
    for words in (
        "We read 11.",
        "Leavers counted.",
        "The section “Task 1: roll”",
        "“Where figures come from” in learn-about",
    ):
        assert words in html


def test_several_answers_are_told_in_one_sentence(tmp_path):
    said = "We read your answer as −2.5 grades. We read your answer as 1.9 grades."
    html = page(result(task(1, RIGHT, 2, read_as=said, readings=("−2.5 grades", "1.9 grades"))), tmp_path)
    assert "We read your answers as −2.5 grades; 1.9 grades." in html


def test_a_result_of_an_earlier_version_shows_its_answers_as_they_were_read(tmp_path):
    said = "We read your answer as −2.5 grades. We read your answer as 1.9 grades."
    assert said in page(result(task(1, RIGHT, 2, read_as=said)), tmp_path)


def test_what_waits_for_a_person_and_what_a_person_said_are_shown(tmp_path):
    html = page(result(task(1, WAITING, None, 4), task(2, MARKED, 3, 4, message="Name the date.")), tmp_path)
    assert "A person will decide on 4 more." in html
    assert "Name the date." in html


def test_words_of_a_candidate_are_shown_and_never_run(tmp_path):
    bad = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    html = page(result(task(1, NOT_YET, 0, read_as=bad, message=bad), repairs=(bad,)), tmp_path)
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


def test_a_file_that_could_not_be_graded_gets_a_kind_page_without_marks(tmp_path):
    html = page(result(state=NOT_GRADED, reasons=("The file is blank.",)), tmp_path)
    assert "The file is blank." in html
    assert "not a mark of 0" in html
    assert "What to do" in html
    assert "Your marks" not in html


@pytest.fixture(scope="module")
def pages(graded):
    place, planted, _ = graded
    return place, planted, write_feedback(place, "demo-small")


def test_every_candidate_gets_a_page(pages):
    _, planted, found = pages
    assert [path.parent.parent.name for path in found] == [one.candidate for one in planted]


def test_no_page_shows_a_hidden_check_another_candidate_or_a_path(pages):
    place, planted, found = pages
    names = [one.candidate for one in planted]
    for path in found:
        html = path.read_text(encoding="utf-8")
        assert not re.search(r"isna\(|HIDDEN|same_number|assert |A model answer|SOLUTION", html)
        assert not [name for name in names if name in html and name != path.parent.parent.name]
        assert str(place.root) not in html
        assert not re.search(r"(?<![\w<])/(tmp|home|work|root)/", html)


def test_pages_reach_nothing_outside_and_have_no_scripts(pages):
    for path in pages[2]:
        html = path.read_text(encoding="utf-8")
        assert not re.search(r"<script|<link|<iframe|https?://|@import|url\(", html)
        assert '<html lang="en-GB">' in html
