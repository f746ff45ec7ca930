from __future__ import annotations

import pytest
from attrs import evolve

from npqml.grading.assignment import Assignment, Check, Task
from npqml.grading.gradebook.book import Mark
from npqml.grading.graded_notebook import words
from npqml.grading.job import Seen
from npqml.grading.outcome import _checked, marked_by_person, reasons_of, settled, state_of, task_results
from npqml.grading.result import GRADED, NEEDS_PERSON, NOT_GRADED, WITH_WARNINGS, Result, TaskResult, summary
from npqml_widgets.tasks.states import TaskState

NOT_TRIED, CANNOT_READ, NOT_YET, RIGHT, KEPT, WAITING, MARKED = TaskState

TASK = Task("1a-t2", "Task 2: gap", "1.1.1", "1a-t2", ("gap",), (Check("a", "a", 1), Check("b", "b", 2)))
MANUAL = Task("1a-t3", "Task 3: priority", "1.1.1", "1a-t3", ("priority",), manual=4)


def auto(score: float | None, maximum: float = 1) -> Mark:
    return Mark(score, None, 0, maximum, score is None)


def checked(a: Seen, b: Seen, marks=(0.0, 0.0), cell: Seen | None = None) -> TaskResult:
    seen = {"a": a, "b": b} | ({"1a-t2": cell} if cell else {})
    return _checked(TASK, seen, {"a": auto(marks[0]), "b": auto(marks[1], 2)})


def test_the_part_that_needs_most_work_gives_the_state():
    found = checked(Seen(RIGHT, "read"), Seen(NOT_YET, "read", "middle", "medians-taken"), marks=(1.0, 0.0))
    assert (found.state, found.mark, found.max_mark) == (NOT_YET, 1.0, 3)
    assert (found.mistake, found.message, found.read_as) == ("medians-taken", "middle", "read")


def test_an_answer_that_nobody_marks_gets_no_result():
    guess = Task("1a-t0", "Task 0: a guess", "", "1a-t0", ("guess",))
    assignment = Assignment("2026", "1a", "1a", "1a.ipynb", None, (guess, TASK, MANUAL), {})
    assert [result.task for result in task_results(assignment, {}, {}, {}, {})] == ["1a-t2", "1a-t3"]


def test_a_named_mistake_in_either_part_is_told():
    assert checked(Seen(NOT_YET, "", "no"), Seen(NOT_YET, "", "turned", "sign-turned")).mistake == "sign-turned"


def test_a_line_that_stopped_is_not_called_untried():
    found = checked(Seen(NOT_TRIED), Seen(NOT_TRIED), cell=Seen(error="NameError: name 'ga' is not defined"))
    assert found.state == CANNOT_READ
    assert "NameError" in found.message


def test_a_check_without_a_verdict_could_not_work_with_the_answer():
    assert checked(Seen(error="TypeError: no"), Seen(RIGHT)).state == CANNOT_READ


@pytest.mark.parametrize(
    ("mark", "state", "score"),
    [
        (Mark(0, None, 0, 4, False), NOT_TRIED, 0),
        (Mark(None, None, 0, 4, True), WAITING, None),
        (Mark(None, 3, 0.5, 4, False, "Good."), MARKED, 3.5),
        (Mark(0, 0, 0, 4, False), MARKED, 0),
        (None, WAITING, None),
    ],
)
def test_a_persons_mark_is_told_apart_from_none_and_from_no_answer(mark, state, score):
    found = marked_by_person(MANUAL, {"1a-t3": mark} if mark else {}, "", "")
    assert (found.state, found.mark) == (state, score)


def test_states_of_a_whole_submission():
    right = checked(Seen(RIGHT), Seen(RIGHT), marks=(1.0, 2.0))
    waits = marked_by_person(MANUAL, {}, "", "")
    assert state_of((right,), []) == GRADED
    assert state_of((right,), ["put back"]) == WITH_WARNINGS
    assert state_of((right, waits), ["put back"]) == NEEDS_PERSON


@pytest.mark.parametrize("warnings", [(), ("The earlier mark of Task 2 was kept.",)])
def test_what_waited_is_no_reason_any_more_once_a_person_has_marked_it(warnings):
    waits = marked_by_person(MANUAL, {}, "", "")
    reasons = reasons_of((waits,), warnings, ())
    assert reasons == ("Task 3 waits for a person.", *warnings)
    found = settled(Result("c1", "1a", "x", NEEDS_PERSON, reasons, tasks=(waits,)), (evolve(waits, state=MARKED),))
    assert found.reasons == (warnings or ("Everything could be graded.",))
    assert found.state == (WITH_WARNINGS if warnings else GRADED)


def test_a_file_marked_by_hand_keeps_its_reasons():
    waits = marked_by_person(MANUAL, {}, "", "")
    reasons = ("A person marks this file by hand.", "It was cut short.")
    found = settled(
        Result("c1", "1a", "x", NEEDS_PERSON, reasons, tasks=(waits,), by_hand=True), (evolve(waits, state=MARKED),)
    )
    assert (found.reasons, found.state) == (reasons, WITH_WARNINGS)


def test_what_could_not_be_graded_has_no_mark():
    broken = Result("c1", "1a", "x", NOT_GRADED)
    assert (broken.mark, broken.share) == (None, None)
    assert summary([broken])[NOT_GRADED] == 1


def test_a_path_on_the_providers_computer_is_left_out_of_words():
    said = "No file in (/tmp/tmpx1/autograded/c001/1a) or C:\\Users\\me\\x. See https://www.gov.uk/a/b, 3/4, and/or."
    assert words(said) == "No file in (…) or … See https://www.gov.uk/a/b, 3/4, and/or."


@pytest.mark.parametrize("sent", [None, 3, ["x"], {"a": "b"}])
def test_what_is_no_text_gives_no_words(sent):
    assert words(sent) == ""
