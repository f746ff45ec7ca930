"""What the outputs of a saved notebook say of its answers: those that it carries, and that there were some."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from npqml_widgets.handin.saved_notebook import Cell, SavedNotebook, record
from npqml_widgets.keeping import carried
from npqml_widgets.keeping.answers import Saved
from npqml_widgets.tasks.states import VERDICT_TYPE, TaskState

READ = re.compile(r"\bWe read (?:your (?:answer|table|order|document)\b|-?\d)")
"""How a form says back what it read; the words stand in every notebook that was saved after Start."""
ASKED = re.compile(r"""\banswer\(\s*["']([\w-]+)["']""")


def answers_carried(notebook: SavedNotebook) -> dict[str, Saved]:
    """Return the answers that the notebook itself carries, blank ones too, by task; of several the latest."""
    found: dict[str, Saved] = {}
    for _, output in _outputs(notebook):
        answer = carried.read(record(output, "metadata").get(carried.KEY))
        if answer is not None and (answer.task not in found or is_later(answer, found[answer.task])):
            found[answer.task] = answer
    return found


def documents_carried(notebook: SavedNotebook) -> dict[str, list[bytes]]:
    """Return the files of documents that the notebook itself carries, by name, each state once."""
    found: dict[str, list[bytes]] = {}
    for _, output in _outputs(notebook):
        for name, content in carried.documents_in(record(output, "metadata").get(carried.KEY)).items():
            found.setdefault(name, [])
            if content not in found[name]:
                found[name].append(content)
    return found


def tasks_answered(notebook: SavedNotebook) -> frozenset[str]:
    """Return the tasks of which the outputs show that an answer was read, though not which."""
    found = set()
    for cell, output in _outputs(notebook):
        data = record(output, "data")
        verdict = record(data, VERDICT_TYPE)
        if verdict.get("state") in (TaskState.RIGHT, TaskState.NOT_YET, TaskState.CANNOT_READ):
            found.add(str(verdict.get("task", "")))
        if READ.search(_text(data.get("text/plain"))):
            asked = ASKED.search(cell.source)
            found.add(cell.task or str(cell.about.get("check", "")) or (asked[1] if asked else ""))
    return frozenset(found - {""})


def is_later(answer: Saved, other: Saved) -> bool:
    """Tell whether an answer was saved later than another one; what is in no file goes by the count of changes."""
    if answer.saved is None or other.saved is None:
        return answer.revision > other.revision
    return _moment(answer.saved) > _moment(other.saved)


def _moment(saved: datetime) -> datetime:
    return saved if saved.tzinfo else saved.replace(tzinfo=UTC)


def _outputs(notebook: SavedNotebook) -> Iterator[tuple[Cell, dict[str, Any]]]:
    for cell in notebook.cells:
        outputs = cell.saved.get("outputs")
        for output in outputs if isinstance(outputs, list) else ():
            if isinstance(output, dict):
                yield cell, output


def _text(value: object) -> str:
    if isinstance(value, list):
        return "".join(line for line in value if isinstance(line, str))
    return value if isinstance(value, str) else ""
