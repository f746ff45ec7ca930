"""Where somebody stopped: the task to go on with, and what is open, as words and as links."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from npqml_widgets.forms.progress import where_i_stopped

SAVED = {"saved": "2026-11-05T16:10:00+00:00", "values": {"gap": "3"}}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder that holds the modules and the notebook's own."""
    (tmp_path / "assessment").mkdir()
    monkeypatch.chdir(tmp_path / "assessment")
    return tmp_path


def module(folder: Path, name: str, tasks: dict[str, str]) -> None:
    """Write a module's notebook with these tasks and their titles."""
    cells = []
    for task, title in tasks.items():
        cells.append({"cell_type": "markdown", "metadata": {}, "source": f"## {title}"})
        cells.append({"cell_type": "code", "metadata": {"npqml": {"task": task, "answers": ["gap"]}}, "source": ""})
    (folder / name / "work").mkdir(parents=True)
    (folder / name / f"{name} unit.ipynb").write_text(json.dumps({"cells": cells}))


def test_the_next_open_task_is_linked_and_a_title_cannot_become_markup(folder):
    module(folder, "1a", {"1a-t1": "Count", "1a-t2": "Gaps <b>&"})
    (folder / "1a" / "work" / "1a-t1.json").write_text(json.dumps(SAVED))
    shown = where_i_stopped()
    assert 'href="../1a/1a%20unit.ipynb#task=1a-t2"' in shown.html
    assert "Continue where you stopped:</strong> <a" in shown.html
    assert "Gaps &lt;b&gt;&amp;" in shown.html
    assert "Continue where you stopped: Gaps <b>&" in shown.words
    assert "Module 1a: 1 of 2 tasks done" in shown.words


def test_somebody_who_has_not_begun_is_told_where_to_and_documents_are_no_tasks(folder):
    module(folder, "1a", {"1a-t1": "Count"})
    (folder / "assessment" / "360.ipynb").write_text((folder / "1a" / "1a unit.ipynb").read_text())
    assert "Begin with: Count" in where_i_stopped().words
    assert "assessment" not in where_i_stopped().words


def test_everything_done_is_said_and_nothing_is_listed_as_open(folder):
    module(folder, "1a", {"1a-t1": "Count"})
    (folder / "1a" / "work" / "1a-t1.json").write_text(json.dumps(SAVED))
    shown = where_i_stopped()
    assert "Every task is done." in shown.words
    assert "<details>" not in shown.html


def test_without_any_module_beside_it_the_page_says_so():
    assert where_i_stopped().words.startswith("There are no modules beside this page yet")
