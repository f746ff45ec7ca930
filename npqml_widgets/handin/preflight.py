"""A look over a module before it is handed in: what is answered, what is not, and whether it can be graded."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from npqml_widgets.handin import limits
from npqml_widgets.handin.files import ASSESSMENT, is_file, notebooks
from npqml_widgets.handin.saved_notebook import TOO_LARGE, Cell, SavedNotebook, read_notebook_file
from npqml_widgets.keeping import answers, files
from npqml_widgets.keeping.documents import named_in
from npqml_widgets.tasks.notebook import typed_names
from npqml_widgets.tasks.states import TaskState

ANSWERED, PARTLY, NOT_TRIED, UNREADABLE = "answered", "partly answered", "not tried", "cannot be read"
DOCUMENTS = "Your documents can be handed in: all that you keep in this folder goes along. Nothing of it is marked."
_TITLE = re.compile(r"^# +(.+)", re.MULTILINE)
_HEADING = re.compile(r"^##+ +(.+)", re.MULTILINE)
_MINUTES = re.compile(r"\s*\(\d+ minutes?\)\s*$")
_DECLARED = re.compile(r"""^\s*task\(\s*["']([\w-]+)["']""", re.MULTILINE)
ASKED = re.compile(r"""\banswer\(\s*["']([\w-]+)["']\s*\)""")


@frozen
class Live:
    """What a running notebook knows of a task: the answers in words, why one cannot be read, and the cell as it ran.

    `unkept` says that the answer stands in the page and could not be written to its file, `short` in words that a text
    is far shorter than asked for.
    """

    lines: tuple[tuple[str, str], ...] = ()
    unreadable: str = ""
    ran: str = ""
    unkept: bool = False
    short: str = ""


@frozen
class TaskLook:
    """One task as it would be handed in: its state, why it cannot be read, what was typed, and what was saved."""

    task: str
    title: str
    state: str
    why: str = ""
    source: str = ""
    lines: tuple[tuple[str, str], ...] = ()

    @property
    def short(self) -> str:
        """The title up to its colon: "Task 3"."""
        return self.title.split(":")[0].strip()


@frozen
class Preflight:
    """What would be handed in; `stops` are why it cannot be graded as it is, `looks` what else to look at."""

    module: str = ""
    title: str = ""
    notebook: Path | None = None
    tasks: tuple[TaskLook, ...] = ()
    stops: tuple[str, ...] = ()
    looks: tuple[str, ...] = ()

    @property
    def gradable(self) -> bool:
        """Whether marking will work on the notebook as it is."""
        return not self.stops

    @property
    def documents(self) -> bool:
        """Whether these are the candidate's own documents, which nobody marks."""
        return self.module == ASSESSMENT


def look_over(folder: Path, live: Mapping[str, Live] | None = None, running: str = "") -> Preflight:
    """Look over a module's folder without changing anything in it.

    `live` is what a running notebook knows of its tasks, by their ids; `running` is the name of its file.
    """
    live = live or {}
    path, looks = _chosen(folder, running)
    if path is None:
        return Preflight(stops=("There is no notebook in this folder, so there is nothing to grade.",))
    book = read_notebook_file(path)
    if book.fault == TOO_LARGE:
        words = f"The notebook is larger than {limits.NOTEBOOK_BYTES // 1_000_000} MB. Choose Edit, Clear Outputs of "
        return Preflight(notebook=path, stops=(f"{words}All Cells, save, and check again.",))
    if book.about.get("module") == ASSESSMENT and not book.fault:
        return Preflight(ASSESSMENT, "", path, looks=tuple(_looks(book.cells, folder, (), {})))
    tasks = tuple(_tasks(book.cells, folder / "work", live))
    found = Preflight(str(book.about.get("module", "")), _title(book.cells), path, tasks)
    return evolve(
        found, stops=tuple(_stops(path, book, tasks)), looks=(*looks, *_looks(book.cells, folder, tasks, live))
    )


def _chosen(folder: Path, running: str) -> tuple[Path | None, list[str]]:
    """Return the notebook to hand in: the one that runs, else the one with tasks that was saved last."""
    every = notebooks(folder)
    found = [path for path in every if path.name == running] or [
        path for path in every if any(cell.task for cell in read_notebook_file(path).cells)
    ]
    if not every:
        return None, []
    chosen = max(found or every, key=lambda path: path.stat().st_mtime_ns)
    others = [path.name for path in every if path != chosen]
    return chosen, [f"Only {chosen.name} is packed. Not packed: {', '.join(others)}."] if others else []


def _title(cells: tuple[Cell, ...]) -> str:
    """Return a notebook's first heading."""
    found = (_TITLE.search(cell.source) for cell in cells if cell.kind == "markdown")
    return next((heading[1].strip() for heading in found if heading), "")


def in_words(found: Preflight) -> list[str]:
    """Say what was found, the most important first; one sentence or two each."""
    if found.documents:
        return [DOCUMENTS, *found.looks]
    said = list(found.stops) or ["This module is ready to hand in: nothing of its page is missing."]
    said += [f"We cannot read your answer to {one.short}. {one.why}".strip() for one in _in(found, UNREADABLE)]
    for state, words in ((NOT_TRIED, TaskState.NOT_TRIED.words), (PARTLY, "Only partly answered")):
        names = ", ".join(one.short for one in _in(found, state))
        said += [f"{words}: {names}. You can hand in all the same, and again later."] if names else []
    if found.tasks and all(one.state == ANSWERED for one in found.tasks):
        said.append("Every task has an answer. Each task says whether it is right, and so will your feedback.")
    return [*said, *found.looks]


def _in(found: Preflight, state: str) -> list[TaskLook]:
    return [one for one in found.tasks if one.state == state]


def _tasks(cells: tuple[Cell, ...], work: Path, live: Mapping[str, Live]) -> Iterator[TaskLook]:
    title = ""
    for cell in cells:
        if cell.kind == "markdown":
            headings = _HEADING.findall(cell.source)
            title = _MINUTES.sub("", headings[-1]).strip() if headings else title
        elif task := cell.task:
            yield _task(task, title or task, cell.answers, cell.source, work / f"{task}.json", live.get(task, Live()))


def _task(task: str, title: str, names: tuple[str, ...], source: str, file: Path, live: Live) -> TaskLook:
    """Look at one task: what its form saved, and what was typed in its cell."""
    values, why = _saved(file, task)
    typed, broken = _typed(source, task)
    given = [name for name in names if name in typed or not _blank(values.get(name))]
    lost = _lost(file.parent, values)
    why = live.unreadable or broken or lost or ("" if len(given) == len(names) else why)
    state = UNREADABLE if why else ANSWERED if len(given) == len(names) else PARTLY if given else NOT_TRIED
    lines = live.lines or tuple((name, _text(values.get(name))) for name in names if not _blank(values.get(name)))
    return TaskLook(task, title, state, why, source if typed else "", lines)


def _saved(file: Path, task: str) -> tuple[dict[str, Any], str]:
    try:
        return answers.parse(file.read_bytes(), task).values, ""
    except FileNotFoundError:
        return {}, ""
    except files.Newer:
        return {}, "Its file was written by a newer version of the course."
    except (OSError, files.Damaged):
        return {}, "The file with your answer is damaged. Open the task and give your answer again."


def _lost(work: Path, values: Mapping[str, Any]) -> str:
    """Say which document of a task is gone from its place; nothing where all are there."""
    gone = [name for name in map(named_in, values.values()) if name and not is_file(work / f"{name}.json")]
    return " ".join(f"Its document, work/{name}.json, is gone: put the file back, and press Start." for name in gone)


def _typed(source: str, task: str) -> tuple[frozenset[str], str]:
    """Name the answers that lines typed in a cell set, and say why the cell cannot be run, if it cannot."""
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset(), "The line that was typed in its cell is not Python."
    whole = source if task in ASKED.findall(source) else f'answer("{task}")\n{source}'
    return typed_names(whole, task) - _set_to_nothing(source), ""


def _set_to_nothing(source: str) -> frozenset[str]:
    """Name what a cell sets to None or to a blank text last of all, which answers nothing."""
    last: dict[str, object] = {}
    for line in ast.parse(source).body:
        targets = line.targets if isinstance(line, ast.Assign) else []
        value = line.value.value if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant) else source
        last |= {target.id: value for target in targets if isinstance(target, ast.Name)}
    return frozenset(name for name, value in last.items() if _blank(value))


def _blank(value: object) -> bool:
    if isinstance(value, dict):
        return all(_blank(one) for one in value.values())
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _text(value: object) -> str:
    if document := named_in(value):
        return f"The document that is kept in work/{document}.json."
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _stops(path: Path, book: SavedNotebook, tasks: tuple[TaskLook, ...]) -> list[str]:
    """Say why the notebook cannot be graded as it is."""
    if book.fault:
        return [
            f"The notebook {path.name} is damaged. Save it again with Ctrl+S (on a Mac, Command+S), and check again."
        ]
    if not tasks:
        return [f"{path.name} holds no answer cell: this is not a notebook with tasks. Open the one that has them."]
    return []


def _looks(
    cells: tuple[Cell, ...], folder: Path, tasks: tuple[TaskLook, ...], live: Mapping[str, Live]
) -> Iterator[str]:
    """Say what else to look at: answer cells that are gone, what is not saved, what was damaged."""
    there = {one.task for one in tasks}
    declared = {name for cell in cells if cell.kind == "code" for name in _DECLARED.findall(cell.source)}
    for task in sorted((declared | set(live)) - there) if there else ():
        yield f"The answer cell of {task} is missing. What its form saved goes along, and grading puts the cell back."
    sources = {cell.task: cell.source for cell in cells}
    for one in tasks:
        known = live.get(one.task, Live())
        if known.ran and known.ran.strip() != sources[one.task].strip():
            yield (
                f"{one.short}: what was last run in its cell is not what is saved. Run the cell (Shift+Enter), save "
                "the page (Ctrl+S), and check again."
            )
        if known.short:
            yield f"{one.short}: {known.short} You can hand in all the same."
        if known.unkept:
            yield f"{one.short}: your answer could not be saved, so it stays behind. Copy it, and tell your provider."
    for path in sorted((folder / "work").glob("*.damaged-*")):
        yield f"A damaged file was put aside as {path.name}. It goes along: your provider may be able to read it."
