"""How far somebody has come: what is done, begun, open and due in each module, and where they stopped.

Everything is read from the released notebooks and the answers kept beside them; nothing is written or put aside.
"Done" means that every answer which a task asks for has been given. It does not mean right: what a check says is not
kept on disk, and a task that a person marks has no check. Feedback says what was right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from attrs import frozen

from npqml_widgets.keeping.readjson import read_json

DONE, BEGUN, OPEN, UNREADABLE = "done", "begun", "open", "cannot be read"
_HEADING = re.compile(r"^#{2,3} (.+)$", re.MULTILINE)


@frozen
class TaskProgress:
    """One task: its title, the notebook that it stands in, its state, and when its answer was last changed."""

    task: str
    title: str
    notebook: Path
    state: str
    saved: datetime | None = None


@frozen
class ModuleProgress:
    """One module: its tasks in the order of the pages, and the day on which it is due, if there is one."""

    module: str
    tasks: tuple[TaskProgress, ...]
    due: date | None = None

    @property
    def done(self) -> int:
        """How many tasks are done."""
        return sum(one.state == DONE for one in self.tasks)

    @property
    def is_done(self) -> bool:
        """Whether every task is done."""
        return self.done == len(self.tasks)

    def in_words(self, today: date) -> str:
        """Say how far the module is and whether it is due, such as "3 of 11 tasks done; due in 4 days"."""
        begun = sum(one.state == BEGUN for one in self.tasks)
        said = f"{self.done} of {len(self.tasks)} tasks done" + (f", {begun} begun" if begun else "")
        if self.due is None or self.is_done:
            return said
        days = (self.due - today).days
        when = "due today" if days == 0 else f"due in {_days(days)}" if days > 0 else f"{_days(-days)} overdue"
        return f"{said}; {when}"


def progress(root: Path, due: Mapping[str, date] | None = None) -> tuple[ModuleProgress, ...]:
    """Give the progress over all modules in a folder that holds one folder a module, such as release/<cohort>.

    `due` gives the day on which a module is to be handed in.
    """
    found = []
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        notebooks = [*sorted(folder.glob("learn-about/*.ipynb")), *sorted(folder.glob("*.ipynb"))]
        tasks = tuple(one for notebook in notebooks for one in _tasks(notebook, folder / "work"))
        if tasks:
            found.append(ModuleProgress(folder.name, tasks, (due or {}).get(folder.name)))
    return tuple(found)


def where_to_go_on(modules: tuple[ModuleProgress, ...]) -> TaskProgress | None:
    """Give the task to go on with, or None when everything is done.

    That is the task worked on last, if it is not done; else the next one after it that is not; else the first one that
    is not done in the module that is due first.
    """
    tasks = [(module, one) for module in modules for one in module.tasks]
    last = max(
        (number for number, (_, one) in enumerate(tasks) if one.saved is not None),
        key=lambda number: tasks[number][1].saved.timestamp(),  # type: ignore[union-attr]
        default=None,
    )
    if last is not None:
        module = tasks[last][0]
        ahead = [one for each, one in tasks[last:] if each is module and one.state != DONE]
        if ahead:
            return ahead[0]
    unfinished = sorted((one for one in modules if not one.is_done), key=lambda one: one.due or date.max)
    return next((one for module in unfinished for one in module.tasks if one.state != DONE), None)


def begins_page(modules: tuple[ModuleProgress, ...], task: TaskProgress) -> bool:
    """Whether nothing was answered yet on the page that a task stands on: it is read from its top."""
    here = (one for module in modules for one in module.tasks if one.notebook == task.notebook)
    return all(one.saved is None for one in here)


def _tasks(notebook: Path, work: Path) -> Iterator[TaskProgress]:
    """Give the tasks that a notebook's cells declare, each titled by the heading above it."""
    title = ""
    for cell in _cells(notebook):
        if cell.get("cell_type") == "markdown":
            headings = _HEADING.findall("".join(cell.get("source", "")))
            title = headings[-1] if headings else title
            continue
        about = cell.get("metadata", {}).get("npqml", {})
        if about.get("task") and about.get("answers"):
            state, saved = _state(work / f"{about['task']}.json", about["answers"])
            yield TaskProgress(about["task"], title, notebook, state, saved)


def _cells(notebook: Path) -> list[dict[str, Any]]:
    try:
        cells = read_json(notebook.read_bytes())["cells"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [one for one in cells if isinstance(one, dict)] if isinstance(cells, list) else []


def _state(file: Path, answers: list[str]) -> tuple[str, datetime | None]:
    """Read, without touching it, how much of a task has been answered and when it was last changed."""
    try:
        record = read_json(file.read_bytes())
        values, saved = dict(record["values"]), datetime.fromisoformat(record["saved"])
    except FileNotFoundError:
        return OPEN, None
    except (OSError, ValueError, KeyError, TypeError):
        return UNREADABLE, None
    given = sum(not _blank(values.get(name)) for name in answers)
    return (DONE if given == len(answers) else BEGUN if given else OPEN), saved


def _blank(value: object) -> bool:
    if isinstance(value, dict):
        return all(_blank(one) for one in value.values())
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
