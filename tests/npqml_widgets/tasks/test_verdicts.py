"""Verdicts on the answers of a task."""

from __future__ import annotations

from npqml_widgets.tasks.states import TaskState, Verdict
from npqml_widgets.tasks.tasks import Task
from npqml_widgets.tasks.verdicts import overall


def test_the_state_of_a_task_is_that_of_the_part_that_needs_most_work():
    task = Task("1a-t1", "1.1.1", (), {})
    task.verdicts = {"a": Verdict(TaskState.RIGHT), "b": Verdict(TaskState.NOT_YET, "Look at the column Left.")}
    assert overall(task) == Verdict(TaskState.NOT_YET, "Look at the column Left.")
