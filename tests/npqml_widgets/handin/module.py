"""The folder of a module as a candidate has it at home, for tests of handing it in."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from npqml_widgets.handin.preflight import in_words, look_over
from npqml_widgets.keeping import answers, clock, documents
from npqml_widgets.tasks import tasks

NOON = datetime(2026, 11, 25, 12, 0, 0, tzinfo=UTC)
BOOK = "1a-analyse.ipynb"


def at_noon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of module 1a at noon, with a notebook of three tasks, as the folder that the notebook runs in."""
    home = tmp_path / "1a"
    (home / "learn-about").mkdir(parents=True)
    (home / "learn-about" / "1-tools.ipynb").write_text("{}")
    (home / "pupils.csv").write_text("UPN\nA1\n")
    monkeypatch.chdir(home)
    monkeypatch.setattr(clock, "now", lambda: NOON)
    monkeypatch.setattr(answers, "_unsaved", {})
    monkeypatch.setattr(documents, "_unsaved", {})
    monkeypatch.setattr(tasks, "_tasks", {})
    save(home / BOOK, cells())
    return home


def cells(**typed: str) -> list[dict[str, Any]]:
    """Give the cells of a notebook; `typed` are lines typed below an answer, by task."""
    found = [markdown("# Analyse data\n\nWords.")]
    for task, title, names in (
        ("t1", "## Task 1: how many? (3 minutes)", ["on_roll"]),
        ("t2", "## Task 2: how far? (5 minutes)", ["low", "high"]),
        ("t3", "## Task 3: what first?", ["priority"]),
    ):
        source = f'{", ".join(names)} = answer("1a-{task}")\n' + typed.get(task, "# Or type a line here.")
        found += [
            markdown(title),
            code(f'task("1a-{task}", criterion="1.1.1", hints=[])'),
            code(source, {"task": f"1a-{task}", "answers": names}),
        ]
    return found


def markdown(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source.splitlines(keepends=True)}


def code(source: str, about: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {"npqml": about} if about else {}, "source": source, "outputs": []}


def save(path: Path, found: list[dict[str, Any]]) -> None:
    metadata = {"npqml": {"module": "1a", "kind": "learn-how-to"}}
    path.write_text(json.dumps({"cells": found, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}))


def states(folder: Path, **more: Any) -> dict[str, str]:
    return {one.task: one.state for one in look_over(folder, **more).tasks}


def said(folder: Path, **more: Any) -> str:
    return "\n".join(in_words(look_over(folder, **more)))


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
