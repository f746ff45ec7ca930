from __future__ import annotations

import json
import warnings

import pandas as pd
import pytest

from npqml.grading import time_limit as clock
from npqml.grading.judge import TOO_LONG, Judge
from npqml.refusal import Refusal

NAME = "1a-analyse-performance-data.ipynb"
RIGHT = {"1a-t1": {"on_roll": 10}, "1a-t2": {"gap": 4.0}, "1a-t4": {"small": "ehc"}}


def source_with(place, cohort, cell: str, text: str):
    """Give the instructor's notebook with one cell's text replaced."""
    path = place.source(cohort) / "1a" / NAME
    notebook = json.loads(path.read_text(encoding="utf-8"))
    next(one for one in notebook["cells"] if one["id"] == cell)["source"] = text
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def marks(judge, answers):
    return {name: one.mark for name, one in judge.judge(answers)[0].items()}


@pytest.fixture
def judge(place, cohort):
    return Judge(place.source(cohort) / "1a" / NAME)


def test_each_check_gives_its_mark_and_words(judge):
    found, _ = judge.judge(RIGHT | {"1a-t2": {"gap": 3.0}})
    assert {name: (one.mark, one.verdict.state) for name, one in found.items()} == {
        "1a-t1-check": (2, "right"), "1a-t2-check-a": (1, "right"), "1a-t2-check-b": (0, "not yet"),
        "1a-t4-check": (1, "right"),
    }  # fmt: skip
    assert found["1a-t2-check-b"].verdict.mistake == "medians-taken"
    assert found["1a-t1-check"].verdict.read_as == "We read your answer as 10 pupils."


def test_an_answer_that_was_never_given_is_not_tried(judge):
    found, _ = judge.judge({})
    assert {(one.mark, one.verdict.state) for one in found.values()} == {(0, "not tried")}


def test_one_submission_leaves_nothing_for_the_next(place, cohort):
    text = (
        'with check("1a-t4") as _given:\n    _notes = data("pupils.csv")\n    assert "Left" in _notes, "gone"\n'
        '    _kept.append(1)\n    assert len(_kept) == 1, "something of an earlier submission was there"\n'
    )
    path = source_with(place, cohort, "1a-t4-check", text)
    notebook = json.loads(path.read_text(encoding="utf-8"))
    first = next(one for one in notebook["cells"] if one["cell_type"] == "code")
    first["source"] = "".join(first["source"]) + "\n_kept = []"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    judge = Judge(path)
    assert [marks(judge, RIGHT)["1a-t4-check"] for _ in range(3)] == [1, 1, 1]


def test_a_warning_costs_no_mark(place, cohort):
    text = (
        'import warnings, sys\nwith check("1a-t1") as _given:\n    warnings.warn("old", FutureWarning)\n'
        '    sys.stderr.write("beside it")\n    assert _given.on_roll == 10, "no"\n'
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert marks(Judge(source_with(place, cohort, "1a-t1-check", text)), RIGHT)["1a-t1-check"] == 2


def test_a_check_that_never_ends_is_ended_and_the_others_are_judged(place, cohort, monkeypatch):
    monkeypatch.setattr(clock.time_limit.__wrapped__, "__defaults__", (0.3,))
    text = 'with check("1a-t1") as _given:\n    while _given.on_roll:\n        pass\n'
    found, _ = Judge(source_with(place, cohort, "1a-t1-check", text)).judge(RIGHT)
    assert (found["1a-t1-check"].mark, found["1a-t1-check"].verdict.message) == (0, TOO_LONG)
    assert found["1a-t4-check"].mark == 1


def test_a_fault_of_the_course_is_the_providers_to_mend_and_nobodys_nought(place, cohort):
    path = place.source(cohort) / "1a" / NAME
    cell = next(one for one in json.loads(path.read_text())["cells"] if "import pandas" in "".join(one["source"]))
    with pytest.raises(Refusal, match="ZeroDivisionError"):
        Judge(source_with(place, cohort, cell["id"], "1 / 0"))


@pytest.mark.parametrize("answer", [pd.DataFrame({"a": [1]}), {"a": {"b": []}}, "x" * 100_000, 10**300, [None], {1}])
def test_an_answer_of_another_kind_is_unreadable_or_wrong_and_never_stops_anything(judge, answer):
    found, _ = judge.judge({task: dict.fromkeys(given, answer) for task, given in RIGHT.items()})
    assert {one.mark for one in found.values()} <= {0, 1}
    assert found["1a-t1-check"].mark == 0
