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

from npqml_widgets.handin.savednotebook import record, source_of

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
            ("taken out", tuple(one.title for one in self.removed)),
        ]
        return "; ".join(f"{words}: {', '.join(titles)}" for words, titles in parts if titles) or "no task changed"


@frozen
class _Task:
    title: str
    seen: list[str]


def carry_over(old: Notebook, new: Notebook, earlier: str) -> Update:
    """Give the new edition of a notebook with somebody's own lines and cells in it.

    `earlier` is where the old page is kept, as the note says it. Raises ValueError where the old notebook has no cells.
    """
    if not isinstance(old.get("cells"), list):
        raise ValueError("The page that was there is damaged: it holds no cells.")
    notebook = deepcopy(new)
    before, after = _tasks(old), _tasks(new)
    typed = {str(_about(cell)["task"]): cell for cell in old["cells"] if _is_own(cell) and typed_lines(cell)}
    for cell in notebook["cells"]:
        if _is_own(cell) and _about(cell)["task"] in typed:
            cell["source"] = source_of(typed[_about(cell)["task"]])
    _keep_extra_cells(old, notebook)
    kept = [task for task in after if task in before]
    changed = tuple(after[task].title for task in kept if before[task].seen != after[task].seen)
    added = tuple(one.title for task, one in after.items() if task not in before)
    removed = tuple(
        Removed(one.title, task, tuple(typed_lines(typed[task])) if task in typed else ())
        for task, one in before.items()
        if task not in after
    )
    note = _note(changed, added, removed, earlier) if changed or added or removed else ""
    if note:
        _put_note(notebook, note)
    return Update(notebook, changed, added, removed, note)


def typed_lines(cell: dict[str, Any]) -> list[str]:
    """Give the lines of an answer cell that are somebody's own: no comment, nor the line that asks for the answer."""
    asks = re.compile(rf"""\banswer\(\s*["']{re.escape(str(_about(cell)["task"]))}["']\s*\)""")
    lines = source_of(cell).split("\n")
    return [line for line in lines if line.strip() and not line.strip().startswith("#") and not asks.search(line)]


def _about(cell: dict[str, Any]) -> dict[str, Any]:
    return record(record(cell, "metadata"), "npqml")


def _is_own(cell: dict[str, Any]) -> bool:
    return cell.get("cell_type") == "code" and bool(_about(cell).get("task"))


def _is_extra(cell: dict[str, Any]) -> bool:
    metadata = record(cell, "metadata")
    return not metadata.get("npqml") and not metadata.get("nbgrader") and metadata.get("deletable") is not False


def _tasks(notebook: Notebook) -> dict[str, _Task]:
    """Give each task's heading and the texts under it, by id, in order: what a candidate sees of it."""
    found: dict[str, _Task] = {}
    title, seen = "", list[str]()
    for cell in notebook["cells"]:
        about = _about(cell)
        if about.get("changed") or _is_extra(cell):
            continue
        text = source_of(cell)
        headings = _HEADING.findall(text) if cell.get("cell_type") == "markdown" else []
        if headings:
            title, seen = _MINUTES.sub("", headings[-1]).strip(), []
        task, check = about.get("task"), about.get("check")
        if task and task not in found:
            found[task] = _Task(title or task, list(seen))
        if check and check in found:
            found[check].seen.append(text)
        elif not task:
            seen.append(text)
    return found


def _listed(titles: tuple[str, ...]) -> str:
    return ", ".join(f"“{title}”" for title in titles)


def _note(changed: tuple[str, ...], added: tuple[str, ...], removed: tuple[Removed, ...], earlier: str) -> str:
    words = ["**This page is a newer edition.** Every answer that you gave is kept."]
    if changed:
        words.append(f"- The text or the check has changed in {_listed(changed)}: look at your answer again.")
    if added:
        words.append(f"- New: {_listed(added)}.")
    for one in removed:
        lines = "; ".join(one.lines).replace("`", "'")
        quoted = f" You had typed: `{lines}`." if lines else ""
        words.append(f"- Taken out: “{one.title}”. What you answered is kept in `work/{one.task}.json`.{quoted}")
    words.append(f"- The page as it was is kept as `{earlier}`.")
    return "\n".join(words)


def _keep_extra_cells(old: Notebook, notebook: Notebook) -> None:
    """Put cells that somebody has added after the cell that they stood after, or at the end where that one is gone."""
    anchor: object = None
    for cell in old["cells"]:
        if not _is_extra(cell):
            anchor = anchor if _about(cell).get("changed") else cell.get("id")
            continue
        ids = [one.get("id") for one in notebook["cells"]]
        if not source_of(cell).strip() or cell.get("id") in ids:
            continue
        copy = deepcopy(cell) | ({"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else {})
        notebook["cells"].insert(ids.index(anchor) + 1 if anchor in ids else len(ids), copy)
        anchor = cell.get("id")


def _put_note(notebook: Notebook, note: str) -> None:
    start = next((place for place, cell in enumerate(notebook["cells"]) if _about(cell).get("start")), -1)
    metadata = {"deletable": False, "editable": False, "npqml": {"changed": True}}
    cell = {"cell_type": "markdown", "id": NOTE, "metadata": metadata, "source": note}
    notebook["cells"].insert(start + 1, cell)
