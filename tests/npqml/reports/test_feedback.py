from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from attrs import evolve

from npqml.grading.assignment import Assignment, Check, Task
from npqml.grading.engine import grade
from npqml.grading.result import NOT_GRADED, Result, SubmissionState, TaskResult
from npqml.grading.rubrics import Row, Rubric
from npqml.grading.worked import Example, RowMark, Worked
from npqml.refusal import Refusal
from npqml.reports.feedback import next_steps, write_feedback, write_one
from npqml_widgets.tasks.states import TaskState
from tests.npqml.grading.conftest import Sender

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
    return write_one(found, MODULE, tmp_path / "feedback.html", {}).read_text(encoding="utf-8")


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


def test_a_module_without_a_criterion_has_no_column_of_them(tmp_path):
    with_one, without = task(1, RIGHT, 2), evolve(task(2, RIGHT, 2), criterion="")
    assert "Criterion</th>" in page(result(with_one, without), tmp_path)
    html = page(result(without), tmp_path)
    assert "Criterion</th>" not in html
    assert "criterion" not in html.partition("</style>")[2]


def test_several_answers_are_told_in_one_sentence(tmp_path):
    said = "We read your answer as −2.5 grades. We read your answer as 1.9 grades."
    html = page(result(task(1, RIGHT, 2, read_as=said, readings=("−2.5 grades", "1.9 grades"))), tmp_path)
    assert "We read your answers as −2.5 grades; 1.9 grades." in html


def test_a_question_and_a_quotation_keep_their_own_marks(tmp_path):
    readings = ("Lower end: −1.61 points", "Which sentence may stand?: “It is unclear.”")
    html = page(result(task(1, RIGHT, 2, read_as="We read.", readings=readings)), tmp_path)
    assert "We read your answers as Lower end: −1.61 points; Which sentence may stand? “It is unclear.”</dd>" in html


def test_a_result_of_an_earlier_version_shows_its_answers_as_they_were_read(tmp_path):
    said = "We read your answer as −2.5 grades. We read your answer as 1.9 grades."
    assert said in page(result(task(1, RIGHT, 2, read_as=said)), tmp_path)


def test_what_waits_for_a_person_and_what_a_person_said_are_shown(tmp_path):
    html = page(result(task(1, WAITING, None, 4), task(2, MARKED, 3, 4, message="Name the date.")), tmp_path)
    assert "A person will decide on 4 more." in html
    assert "Name the date." in html


def test_a_marked_task_shows_its_worked_solution_and_one_that_waits_does_not(tmp_path):
    worked = Worked({"1a-t1": ("62 rows − 4 = 58", "<b>58</b>"), "1a-t2": ("Never seen",), "1a-t3": ("Nor this",)})
    left = task(3, WAITING, None, 2, left_behind=True)
    found = result(task(1, NOT_YET, 0, read_as="We read 62."), task(2, WAITING, None, 4), left)
    html = write_one(found, MODULE, tmp_path / "page.html", {}, worked).read_text(encoding="utf-8")
    seen = html.index("We read 62.")
    assert seen < html.index("Worked solution") < html.index("<li>62 rows − 4 = 58</li>")
    assert "&lt;b&gt;58" in html
    assert "Never seen" not in html
    assert "Nor this" not in html


def test_a_marked_example_is_shown_with_its_marks_once_a_person_has_marked(tmp_path):
    example = Example(
        "We begin on <1 March>.", (RowMark("Date", 2, "A day is named."), RowMark("Person", 1, "“The team”."))
    )
    worked = Worked(examples={"1a-t1": example, "1a-t2": example, "1a-t3": example})
    marked = result(task(1, MARKED, 1, 4), task(2, WAITING, None, 4), task(3, NOT_TRIED, 0, 4))
    html = write_one(marked, MODULE, tmp_path / "page.html", {}, worked).read_text(encoding="utf-8")
    assert html.count("A marked example") == 1
    assert html.index('id="1a-t1"') < html.index("We begin on &lt;1 March&gt;.") < html.index('id="1a-t2"')
    assert "<strong>Date: 2 marks.</strong> A day is named." in html
    assert "<strong>Person: 1 mark.</strong> “The team”." in html


def test_whose_answers_did_not_come_along_is_told_to_send_the_packed_file(tmp_path):
    left = task(2, TaskState.WAITING, None, 6, left_behind=True)
    text = page(result(task(1, TaskState.RIGHT, 2), left, state="needs a person"), tmp_path)
    assert "Send the packed file." in text
    assert "You need do nothing" not in text
    assert "Nothing needs mending" not in text
    assert "Did not come along" in text
    assert "6 more wait for the packed file." in text
    assert "A person" not in text


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


def test_what_to_do_next_counts_what_a_person_marked(tmp_path):
    found = result(
        task(1, RIGHT, 2),
        task(2, MARKED, 1, 6, message="Name a date.", written="We start soon."),
        task(3, MARKED, 4, 4, message="Well argued."),
        task(4, MARKED, 0, 3),
    )
    first, second = next_steps(found)
    assert (first.title, first.marks) == ("Improve your answer to Task 2", 5)
    assert "Name a date." in first.words
    assert "What you wrote stands below" in first.words
    assert (second.title, second.marks) == ("Improve your answer to Task 4", 3)
    assert "no comment" in second.words
    html = page(found, tmp_path)
    assert "Nothing needs mending" not in html
    assert "(5 marks to gain)" in html


def test_full_marks_from_a_person_leave_nothing_to_mend(tmp_path):
    assert "Nothing needs mending" in page(result(task(1, RIGHT, 2), task(2, MARKED, 4, 4)), tmp_path)


def test_what_was_written_stands_beside_the_comment_and_what_was_looked_for(tmp_path):
    bad = "First line.\n  <script>alert(1)</script> & so on"
    found = result(task(1, MARKED, 1, 2, written=bad, message="Name a date.", read_as="We have your answer: 8 words."))
    rubrics = {"1a-t1": Rubric("Ours.", (0, 2), (Row("Date", ("None", "A day")),))}
    html = write_one(found, MODULE, tmp_path / "page.html", rubrics).read_text(encoding="utf-8")
    assert "First line.\n  &lt;script&gt;alert(1)&lt;/script&gt; &amp; so on" in html
    assert "<p>Ours.</p>" in html
    assert (
        html.index("<strong>Date</strong>")
        < html.index("<strong>0</strong> None")
        < html.index("<strong>2</strong> A day")
    )
    assert "Name a date." in html
    assert "The section “Task 1: roll”" in html  # it has a mark to gain
    assert "8 words" not in html


def test_the_way_from_a_written_answer_to_its_feedback(place, cohort):
    in_a_form, by_line, blank = (Sender(place, cohort, name) for name in ("c001", "c002", "c003"))
    in_a_form.save("1a-t3", priority="Attendance first.\n\nBy July.")
    by_line.type("1a-t3", "priority = 'Reading <b>first</b>.'")
    grade(place, cohort)
    pages = {path.parts[-3]: path.read_text(encoding="utf-8") for path in write_feedback(place, cohort)}
    assert "Attendance first.\n\nBy July." in pages["c001"]
    assert "Reading &lt;b&gt;first&lt;/b&gt;." in pages["c002"]
    assert "What you wrote" not in pages[blank.folder.parent.name]
    for html in pages.values():
        assert "<strong>4</strong> A cause, a date, a measure and a person" in html
        assert "For illustration." in html
        assert "A model answer" not in html


def test_a_file_that_could_not_be_graded_is_told_of_check_and_pack(tmp_path):
    html = page(result(state=NOT_GRADED, reasons=("The file is blank.",)), tmp_path)
    assert "Check and pack" in html
    assert "whole folder" not in html


@pytest.mark.parametrize(
    ("asked", "found", "do"),
    [
        (["nobody"], "nobody: nobody of this id", "add the candidate to the list"),
        (["{graded}", "nobody", "nobody2"], "nobody, nobody2: nobody of this id", "Mend the id"),
        (["fresh"], "fresh: work that has not been graded", "npqml grade demo-small"),
    ],
)
def test_feedback_of_nobody_says_so_and_writes_nothing(graded, asked, found, do):
    place, planted, _ = graded
    fresh = place.submitted("demo-small") / "fresh"
    fresh.mkdir()
    names = [one.format(graded=planted[0].candidate) for one in asked]
    before = {path: path.stat().st_mtime_ns for path in place.feedback("demo-small").rglob("*.html")}
    try:
        with pytest.raises(Refusal) as refused:
            write_feedback(place, "demo-small", candidates=names)
    finally:
        fresh.rmdir()
    assert found.split(": ")[0] in str(refused.value)
    assert found.split(": ")[1] in refused.value.found
    assert do in refused.value.do
    assert before == {path: path.stat().st_mtime_ns for path in place.feedback("demo-small").rglob("*.html")}
