"""Progress from what is kept in work/: read only, and honest about what "done" means."""

from __future__ import annotations

import json
from datetime import date

import nbformat
import pytest

from npqml_widgets.documents.progress import BEGUN, DONE, OPEN, UNREADABLE, begins_page, progress, where_to_go_on
from npqml_widgets.keeping import answers


@pytest.fixture
def root(tmp_path):
    for module in ("1a", "3c"):
        cells = [nbformat.v4.new_markdown_cell(f"# Module {module}")]
        for number in (1, 2, 3):
            answers = ["one", "two"] if number == 2 else ["one"]
            about = {"npqml": {"task": f"{module}-t{number}", "answers": answers}}
            cells.append(nbformat.v4.new_markdown_cell(f"## Task {number}: What now?"))
            cells.append(nbformat.v4.new_code_cell("x", metadata=about))
        (tmp_path / module / "work").mkdir(parents=True)
        nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / module / f"{module}-task.ipynb")
    return tmp_path


def save(root, task, monkeypatch, **values):
    monkeypatch.chdir(root / task.partition("-")[0])
    return answers.save(task, values, revision=0)


def states(root):
    return {one.task: one.state for module in progress(root) for one in module.tasks}


def test_a_task_is_done_when_every_answer_is_given_right_or_not(root, monkeypatch):
    save(root, "1a-t1", monkeypatch, one="wrong for sure")
    save(root, "1a-t2", monkeypatch, one="12", two="  ")
    save(root, "1a-t3", monkeypatch, one="", two=[])
    assert states(root) | {} == {
        "1a-t1": DONE, "1a-t2": BEGUN, "1a-t3": OPEN, "3c-t1": OPEN, "3c-t2": OPEN, "3c-t3": OPEN,
    }  # fmt: skip
    module = progress(root)[0]
    assert (module.done, module.is_done, module.tasks[0].title) == (1, False, "Task 1: What now?")


def test_progress_touches_no_file_not_even_a_damaged_one(root):
    file = root / "1a" / "work" / "1a-t1.json"
    file.write_text('{"schema": 1, "values"')
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    assert states(root)["1a-t1"] == UNREADABLE
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


def test_what_is_due_is_said_in_days(root, monkeypatch):
    today = date(2026, 11, 5)
    module = progress(root, {"1a": date(2026, 11, 9), "3c": date(2026, 11, 4)})
    assert module[0].in_words(today) == "0 of 3 tasks done; due in 4 days"
    assert module[1].in_words(today) == "0 of 3 tasks done; 1 day overdue"
    for number in (1, 2, 3):
        save(root, f"3c-t{number}", monkeypatch, one="x", two="y")
    assert progress(root, {"3c": date(2026, 11, 4)})[1].in_words(today) == "3 of 3 tasks done"


def test_one_goes_on_where_one_stopped(root, monkeypatch):
    assert where_to_go_on(progress(root)).task == "1a-t1"
    assert where_to_go_on(progress(root, {"3c": date(2026, 11, 9)})).task == "3c-t1"
    save(root, "3c-t2", monkeypatch, one="half")
    assert where_to_go_on(progress(root)).task == "3c-t2"
    save(root, "3c-t2", monkeypatch, one="half", two="whole")
    assert where_to_go_on(progress(root)).task == "3c-t3"
    save(root, "3c-t3", monkeypatch, one="x")
    assert where_to_go_on(progress(root)).task == "1a-t1"


def test_everything_done_leaves_nothing_to_go_on_with(root, monkeypatch):
    for task in states(root):
        save(root, task, monkeypatch, one="x", two="y")
    assert where_to_go_on(progress(root)) is None


def test_notebooks_that_hold_no_task_or_cannot_be_read_are_no_module(tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "broken.ipynb").write_text(json.dumps({"cells": "none"}))
    (tmp_path / "notes" / "torn.ipynb").write_text("{")
    assert progress(tmp_path) == ()


def test_a_page_is_begun_once_any_of_its_tasks_was_answered_also_a_blank_again(root, monkeypatch):
    found = progress(root)
    assert begins_page(found, found[1].tasks[0])
    save(root, "3c-t3", monkeypatch, one="")
    found = progress(root)
    assert not begins_page(found, found[1].tasks[0])
    assert begins_page(found, found[0].tasks[0])
