"""A newer edition of a page under somebody in mid-work: every answer stays, and what changed is said.

Answers given in forms lie in the folder `work` and are never touched; what is carried over here are lines typed in
answer cells, and cells that somebody has added. The same rules stand in npqml/site/front/carryover.js for the course
in the browser; the cases in tests/courseupdate hold both.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from attrs import frozen

from npqml_widgets.handin.saved_notebook import Cell, folded, notebook_in

Notebook = dict[str, Any]
_HEADING = re.compile(r"^##+ +(.+)$", re.MULTILINE)
_MINUTES = re.compile(r"\s*\(\d+ minutes?\)\s*$")
NOTE = "what-changed"


@frozen
class Removed:
    """A task that the new edition does not have, and the lines that were typed for it."""

    title: str
    task: str
    lines: tuple[str, ...] = ()


@frozen
class Update:
    """The new edition with somebody's answers in it; `note` is empty where nothing that they see has changed."""

    notebook: Notebook
    changed: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[Removed, ...]
    note: str

    @property
    def in_words(self) -> str:
        """Say in a line what changed."""
        parts = [
            ("changed", self.changed),
            ("new", self.added),
            ("taken out", tuple(task.title for task in self.removed)),
        ]
        return "; ".join(f"{words}: {', '.join(titles)}" for words, titles in parts if titles) or "no task changed"


@frozen
class _Task:
    title: str
    seen: list[str]


def carry_over(old: Notebook, new: Notebook, earlier: str) -> Update:
    """Return the new edition of a notebook with somebody's own lines and cells in it.

    `earlier` is where the old page is kept, as the note says it. Raises ValueError where the old notebook has no cells.
    """
    there = notebook_in(old)
    if there.fault:
        raise ValueError("The page that was there is damaged: it holds no cells.")
    notebook = deepcopy(new)
    ours = notebook_in(notebook).cells
    before, after = _tasks(there.cells), _tasks(ours)
    typed = {_task_id(cell): cell for cell in there.cells if _is_own(cell) and typed_lines(cell)}
    for cell in ours:
        if _is_own(cell) and _task_id(cell) in typed:
            cell.saved["source"] = typed[_task_id(cell)].source
    _keep_extra_cells(there.cells, notebook)
    kept = [task for task in after if task in before]
    changed = tuple(after[task].title for task in kept if before[task].seen != after[task].seen)
    added = tuple(seen.title for task, seen in after.items() if task not in before)
    removed = tuple(
        Removed(seen.title, task, tuple(typed_lines(typed[task])) if task in typed else ())
        for task, seen in before.items()
        if task not in after
    )
    note = _note(changed, added, removed, earlier) if changed or added or removed else ""
    if note:
        _put_note(notebook, note)
    return Update(notebook, changed, added, removed, note)


def typed_lines(cell: Cell) -> list[str]:
    """Return the lines of an answer cell that are somebody's own: no comment, nor the line that asks for the answer."""
    asks = re.compile(rf"""\banswer\(\s*["']{re.escape(_task_id(cell))}["']\s*\)""")
    lines = cell.source.split("\n")
    return [line for line in lines if line.strip() and not line.strip().startswith("#") and not asks.search(line)]


def _task_id(cell: Cell) -> str:
    return str(cell.about.get("task") or "")


def _is_own(cell: Cell) -> bool:
    return cell.kind == "code" and bool(_task_id(cell))


def _is_extra(cell: Cell) -> bool:
    locked = cell.metadata.get("deletable") is False
    return not cell.metadata.get("npqml") and not cell.metadata.get("nbgrader") and not locked


def _tasks(cells: tuple[Cell, ...]) -> dict[str, _Task]:
    """Return each task's heading and the texts under it, by id, in order: what a candidate sees of it."""
    found: dict[str, _Task] = {}
    title, seen = "", list[str]()
    for cell in cells:
        if cell.about.get("changed") or _is_extra(cell):
            continue
        headings = _HEADING.findall(cell.source) if cell.kind == "markdown" else []
        if headings:
            title, seen = _MINUTES.sub("", headings[-1]).strip(), []
        task, check = _task_id(cell), str(cell.about.get("check") or "")
        if task and task not in found:
            found[task] = _Task(title or task, list(seen))
        if check and check in found:
            found[check].seen.append(folded(cell.source))
        elif not task:
            seen.append(folded(cell.source))
    return found


def _listed(titles: tuple[str, ...]) -> str:
    return ", ".join(f"“{title}”" for title in titles)


def _note(changed: tuple[str, ...], added: tuple[str, ...], removed: tuple[Removed, ...], earlier: str) -> str:
    words = ["**This page is a newer edition.** Every answer that you gave is kept."]
    if changed:
        words.append(f"- The text or the check has changed in {_listed(changed)}: look at your answer again.")
    if added:
        words.append(f"- New: {_listed(added)}.")
    for task in removed:
        lines = "; ".join(task.lines).replace("`", "'")
        quoted = f" You had typed: `{lines}`." if lines else ""
        words.append(f"- Taken out: “{task.title}”. What you answered is kept in `work/{task.task}.json`.{quoted}")
    words.append(f"- The page as it was is kept as `{earlier}`.")
    return "\n".join(words)


def _keep_extra_cells(old: tuple[Cell, ...], notebook: Notebook) -> None:
    """Put cells that somebody has added after the cell that they stood after, or at the end where that one is gone."""
    anchor: object = None
    for cell in old:
        if not _is_extra(cell):
            anchor = anchor if cell.about.get("changed") else cell.saved.get("id")
            continue
        ids = [there.get("id") for there in notebook["cells"]]
        if not cell.source.strip() or cell.saved.get("id") in ids:
            continue
        copy = deepcopy(cell.saved) | ({"outputs": [], "execution_count": None} if cell.kind == "code" else {})
        notebook["cells"].insert(ids.index(anchor) + 1 if anchor in ids else len(ids), copy)
        anchor = cell.saved.get("id")


def _put_note(notebook: Notebook, note: str) -> None:
    start = next((place for place, cell in enumerate(notebook_in(notebook).cells) if cell.about.get("start")), -1)
    metadata = {"deletable": False, "editable": False, "npqml": {"changed": True}}
    cell = {"cell_type": "markdown", "id": NOTE, "metadata": metadata, "source": note}
    notebook["cells"].insert(start + 1, cell)
