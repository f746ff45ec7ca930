"""The tour of the page “Start here”: each right answer is right and says why, each foreseeable slip is named."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from npqml.authoring.source import read_source
from npqml_widgets.documents.criteria import modules
from npqml_widgets.tasks.states import TaskState
from npqml_widgets.tasks.tasks import find

PAGE = Path(__file__).parents[2] / "course" / "assessment" / "start-here.md"
GRID = {"a": {"friday": "24", "monday": "28"}, "b": {"friday": "18", "monday": "27"}}
BARS = {
    "kind": "bar",
    "measure": "On time, %",
    "order": "by value",
    "axis": "from zero",
    "counts": "yes",
    "title": "8C",
}
RIGHT = {
    "start-number": ["25%", "25", "25 per cent"],
    "start-choice": ["points"],
    "start-choices": [["class", "year"]],
    "start-order": [["before", "teach", "after", "compare"]],
    "start-rows": [{"late": "seen", "care": "concluded", "silent": "seen"}],
    "start-grid": [GRID],
    "start-range": ["22 to 35", {"low": "22", "high": "35"}],
    "start-chart": [BARS],
}
SLIPS = [
    ("start-number", "7", "count"), ("start-number", "75%", "others"), ("start-number", "33.3%", "of-the-rest"),
    ("start-number", "20%", "added"), ("start-number", "0.25", "fraction"), ("start-number", "31%", ""),
    ("start-choice", "percent", "percent"), ("start-choice", "pupils", "pupils"),
    ("start-choices", ["year", "two"], "two"), ("start-choices", ["year", "class", "lowest"], "name"),
    ("start-choices", ["year"], ""),
    ("start-order", ["teach", "before", "after", "compare"], "no-start"),
    ("start-order", ["before", "after", "teach", "compare"], "too-early"),
    ("start-order", ["before", "teach", "compare", "after"], "nothing-yet"),
    ("start-rows", {"late": "seen", "care": "seen", "silent": "seen"}, "care"),
    ("start-rows", {"late": "concluded", "care": "concluded", "silent": "seen"}, "late"),
    ("start-rows", {"late": "seen", "care": "concluded", "silent": "concluded"}, "silent"),
    ("start-grid", {"a": {"friday": "24", "monday": "4"}, "b": {"friday": "18", "monday": "9"}}, "only-new"),
    ("start-grid", {"a": {"friday": "24", "monday": "18"}, "b": {"friday": "28", "monday": "27"}}, "turned"),
    ("start-grid", GRID | {"a": {"friday": "6", "monday": "28"}}, ""),
    ("start-range", "24 to 31", "first-and-last"), ("start-range", "24 to 35", ""), ("start-range", "22 to 31", ""),
    ("start-chart", BARS | {"kind": "pie"}, "pie"), ("start-chart", BARS | {"kind": "line"}, "line"),
    ("start-chart", BARS | {"axis": "from the lowest value"}, "cut-axis"),
    ("start-chart", BARS | {"counts": "no"}, "no-counts"),
]  # fmt: skip


@pytest.fixture(scope="module")
def cells() -> list[Any]:
    """The page's cells of code, as their author wrote them."""
    return [cell for cell in read_source(PAGE).notebook.cells if cell.cell_type == "code"]


def judged(cells: list[Any], task: str, value: object) -> Any:
    """Judge an answer by the page's own cells: its imports, the task and its check."""
    names: dict[str, Any] = {}
    (about,) = (cell.source for cell in cells if f'"{task}",' in cell.source)
    (check,) = (cell for cell in cells if cell.metadata.get("npqml", {}).get("check") == task)
    for source in (next(cell.source for cell in cells if "import pandas" in cell.source), about):
        exec(compile(source, task, "exec"), names)
    (answer,) = find(task).fields
    names[answer] = value
    exec(compile(check.source, task, "exec"), names)
    return find(task).verdicts[""]


@pytest.mark.parametrize(("task", "value"), [(task, value) for task, values in RIGHT.items() for value in values])
def test_a_right_answer_is_right_and_says_why(cells, task, value):
    verdict = judged(cells, task, value)
    assert (verdict.state, bool(verdict.message)) == (TaskState.RIGHT, True), verdict


@pytest.mark.parametrize(("task", "value", "mistake"), SLIPS)
def test_a_slip_is_named_or_sent_to_where_to_look(cells, task, value, mistake):
    verdict = judged(cells, task, value)
    assert (verdict.state, verdict.mistake, bool(verdict.message)) == (TaskState.NOT_YET, mistake, True), verdict


def test_every_mistake_of_the_page_is_tried_here(cells):
    checks = (cell.source for cell in cells if "check" in cell.metadata.get("npqml", {}))
    named = {name for source in checks for name in re.findall(r'(?:mistake\(|^ +\()"([a-z-]+)"', source, re.MULTILINE)}
    assert named == {mistake for _, _, mistake in SLIPS if mistake}


@pytest.mark.parametrize("typed", ["a few", "35 to 22"])
def test_what_cannot_be_read_is_said_and_not_judged(cells, typed):
    task = "start-range" if "to" in typed else "start-number"
    assert judged(cells, task, typed).state == TaskState.CANNOT_READ


def test_each_role_begins_with_modules_of_the_framework(cells):
    (source,) = (cell.source for cell in cells if cell.source.startswith("_routes = "))
    shown: dict[str, Any] = {}
    exec(
        compile(source, "roles", "exec"),
        {"first_steps": lambda routes, _: shown.update(routes), "modules_beside": dict},
    )
    assert len(shown) == 4
    known = {module.id for module in modules()}
    assert all({module for module, _ in steps} <= known and len(steps) == 4 for steps in shown.values())
