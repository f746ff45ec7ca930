from __future__ import annotations

from collections import Counter

import pytest

from npqml.grading.result import NOT_GRADED, Result, SubmissionState, TaskResult
from npqml.reports import tally
from npqml_widgets.tasks.states import TaskState

NOT_TRIED, CANNOT_READ, NOT_YET, RIGHT, KEPT, WAITING, MARKED = TaskState


def one(candidate: str, *states: str, mistake: str = "", mark: float = 0, state: str = "graded") -> Result:
    tasks = tuple(
        TaskResult(
            f"1a-t{n}", f"Task {n}: x", "1.1.1", None if s == WAITING else (2 if s == RIGHT else mark), 2, s,
            "We read your answer as 5.", "Because.", mistake if s == NOT_YET else "", readings=("5",),
        )
        for n, s in enumerate(states, 1)
    )  # fmt: skip
    return Result(candidate, "1a", "demo", SubmissionState(state), ("why",), (), tasks)


def test_counts_equal_the_simulated_truth(graded):
    _, planted, results = graded
    truth = [(answer.task, answer.state, answer.mistake) for file in planted for answer in file.tasks]
    rows = tally.difficulty(results)
    for title, row in rows.iterrows():
        wanted = Counter(state for task, state, _ in truth if task == f"1a-t{str(title)[5]}")
        assert {state: row[state.capitalize()] for state in tally.TASK_STATES if row[state.capitalize()]} == wanted
    named = Counter(mistake for _, _, mistake in truth if mistake)
    found = tally.misconceptions(results)
    assert dict(zip(found["Name in the check"], found["Candidates"], strict=True)) == named
    assert list(found["Candidates"]) == sorted(found["Candidates"], reverse=True)
    unnamed = Counter(task for task, state, mistake in truth if state == NOT_YET and not mistake)
    assert tally.unexplained(results)["Unexplained"].sum() == sum(unnamed.values())
    assert len(tally.waiting(results, {})) == sum(state == WAITING for _, state, _ in truth)
    assert tally.states(results)[NOT_GRADED] == sum(file.broken == "truncated" for file in planted)


def test_a_file_without_marks_is_in_no_band_and_no_share():
    results = [one("a", RIGHT, RIGHT), one("b", state=NOT_GRADED)]
    assert tally.spread(results).to_dict() == dict.fromkeys(tally.BANDS, 0) | {"80 to 100%": 1}
    assert tally.difficulty(results)["Share right"].tolist() == [1.0, 1.0]
    overview = tally.overview(results, {"a": "Ben Shah"})
    assert overview["Mark"].isna().tolist() == [False, True]


def test_marks_that_wait_are_left_out_of_the_share():
    assert one("a", RIGHT, WAITING).share == 1.0
    assert one("a", WAITING).share is None


def test_unexplained_answers_are_shown_by_how_often_they_were_given():
    results = [one("a", NOT_YET), one("b", NOT_YET), one("c", NOT_YET, mistake="known")]
    row = tally.unexplained(results).iloc[0]
    assert (row["Unexplained"], row["Wrong in all"], row["Examples"]) == (2, 3, "5 (2)")


@pytest.mark.parametrize(
    ("result", "why"),
    [
        (one("a", NOT_YET, NOT_YET, RIGHT), "33% of the marks"),
        (
            one(
                "a",
                RIGHT,
                RIGHT,
                RIGHT,
                NOT_TRIED,
                NOT_TRIED,
                NOT_TRIED,
            ),
            "3 tasks not tried",
        ),
        (one("a", state=NOT_GRADED), "could not be graded"),
    ],
)
def test_who_needs_help_is_said_with_the_reason(result, why):
    rows = tally.help_needed([result, one("z", RIGHT)], {"a": "Ben Shah"})
    assert rows[["Candidate", "Name"]].to_numpy().tolist() == [["a", "Ben Shah"]]
    assert why in rows["Why"][0]


def test_nothing_graded_gives_empty_tables_not_faults():
    results = [one("b", state=NOT_GRADED)]
    for table in (tally.difficulty, tally.misconceptions, tally.unexplained, tally.tasks):
        assert table(results).empty
