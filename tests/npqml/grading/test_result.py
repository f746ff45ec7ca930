from __future__ import annotations

import json

from npqml.grading.result import read_result


def test_a_result_from_before_answers_were_kept_still_loads(tmp_path):
    task = {"task": "1a-t1", "title": "Task 1", "criterion": "1.1.1", "mark": 0.0, "max_mark": 2.0, "state": "not yet"}
    path = tmp_path / "result.json"
    path.write_text(json.dumps({"candidate": "c1", "module": "1a", "cohort": "x", "state": "graded", "tasks": [task]}))
    [one] = read_result(path).tasks
    assert (one.answers, one.line) == ({}, "")
