"""A module as it was built: its notebook, its tasks and their titles, and which cell gives which mark."""

from __future__ import annotations

import ast
import re
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import frozen

from npqml.grading.notebook import parts, read_notebook
from npqml.place import WORKED, Place
from npqml.refusal import Refusal

DATA = frozenset({".csv", ".xlsx", ".txt", ".md", ".json"})
MINUTES = re.compile(r"\s*\(\d+ minutes?\)\s*$")


@frozen
class Check:
    """A cell that judges a task, or a part of it."""

    grade_id: str
    part: str
    points: float


@frozen
class Task:
    """One task: where it stands, what answers it asks for and which cells mark it."""

    id: str
    title: str
    criterion: str
    cell: str
    answers: tuple[str, ...]
    checks: tuple[Check, ...] = ()
    manual: float | None = None
    reading: str = ""

    @property
    def max_mark(self) -> float:
        """The marks that the task can give."""
        return sum(one.points for one in self.checks) + (self.manual or 0)

    @property
    def marked(self) -> bool:
        """Whether checks or a person mark it; a guess that is only kept, say, gets no result."""
        return bool(self.checks) or self.manual is not None

    @property
    def short(self) -> str:
        """The title up to its colon: "Task 3"."""
        return self.title.split(":")[0].strip()


@frozen
class Assignment:
    """One module of a cohort: the notebook that candidates were given and its tasks.

    `edition` is the build of an earlier edition that is kept, and empty for the present one.
    """

    cohort: str
    module: str
    title: str
    file: str
    release: Any
    tasks: tuple[Task, ...]
    learn_about: dict[str, str]
    edition: str = ""

    @cached_property
    def originals(self) -> dict[str, Any]:
        """The cells that nbgrader knows, by grade id, in their order."""
        return {grade_id(cell): cell for cell in self.release.cells if grade_id(cell)}

    def task_of(self, name: str) -> Task | None:
        """Give the task that a cell (by grade id) belongs to."""
        return next((t for t in self.tasks if name == t.cell or name in [c.grade_id for c in t.checks]), None)


def grade_id(cell: Any) -> str:
    """Give a cell's grade id, or an empty text."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def source_of(place: Place, cohort: str, module: str, edition: str = "") -> Path:
    """Return the instructor's folder of a module, as it is now or of an earlier edition."""
    return place.earlier(cohort, module) / edition / "source" if edition else place.source(cohort) / module


def release_of(place: Place, cohort: str, module: str, edition: str = "") -> Path:
    """Return the candidates' folder of a module, as it is now or of an earlier edition."""
    return place.earlier(cohort, module) / edition / "release" if edition else place.release(cohort) / module


def read_assignment(place: Place, cohort: str, module: str, edition: str = "") -> Assignment:
    """Read a built module; refuses one that has not been built."""
    folder = release_of(place, cohort, module, edition)
    paths = sorted(folder.glob("*.ipynb"))
    if len(paths) != 1:
        raise Refusal(
            folder,
            "",
            found=f"{len(paths)} notebooks",
            expected="the module's one released notebook",
            do=f"Run: npqml build {cohort} --module {module}",
        )
    release = read_notebook(paths[0])
    return Assignment(
        cohort,
        module,
        title_of(release),
        paths[0].name,
        release,
        tuple(_tasks(release.cells)),
        {path.stem: title_of(read_notebook(path)) for path in sorted(folder.glob("learn-about/*.ipynb"))},
        edition,
    )


def assignment_or_empty(place: Place, cohort: str, module: str, edition: str = "") -> Assignment:
    """Read a built module; one that there is not comes out without tasks, so that a stray folder can be told of."""
    if module in built_modules(place, cohort):
        return read_assignment(place, cohort, module, edition)
    return Assignment(cohort, module, f"Module {module}", "", parts({"cells": [], "metadata": {}}), (), {})


def data_files(source: Path) -> list[Path]:
    """Return the files beside an instructor's notebook that its cells may read."""
    found = (path for path in sorted(source.glob("*")) if path.suffix in DATA and path.is_file())
    return [path for path in found if path.name != WORKED]


def title_of(notebook: Any) -> str:
    """Give a notebook's first heading."""
    for cell in notebook.cells:
        found = re.search(r"^# +(.+)", cell.source, re.MULTILINE) if cell.cell_type == "markdown" else None
        if found:
            return found.group(1).strip()
    return ""


def built_modules(place: Place, cohort: str) -> list[str]:
    """List the modules of a cohort that have been built."""
    folders = (path for path in place.release(cohort).glob("*") if (place.source(cohort) / path.name).is_dir())
    return sorted(path.name for path in folders if any(path.glob("*.ipynb")))


def refuse_unbuilt(place: Place, cohort: str) -> list[str]:
    """List the modules of a cohort that have been built; refuses where there is none."""
    modules = built_modules(place, cohort)
    if not modules:
        raise Refusal(
            place.release(cohort),
            "",
            found="no module that has been built",
            expected="released notebooks",
            do=f"Run: npqml build {cohort}",
        )
    return modules


def _tasks(cells: list[Any]) -> list[Task]:
    criteria = {key: value for cell in cells for key, value in _criteria(cell)}
    checks: dict[str, list[Check]] = {}
    for cell in cells:
        entry = cell.metadata.get("npqml", {})
        if "check" in entry:
            check = Check(grade_id(cell), str(entry.get("part", "")), float(entry["points"]))
            checks.setdefault(entry["check"], []).append(check)
    found: list[Task] = []
    title, text = "", ""
    for cell in cells:
        entry = cell.metadata.get("npqml", {})
        if cell.cell_type == "markdown":
            heading = re.findall(r"^##+ +(.+)", cell.source, re.MULTILINE)
            text = cell.source if heading else f"{text}\n{cell.source}"
            title = MINUTES.sub("", heading[-1]).strip() if heading else title
        elif "task" in entry:
            name = str(entry["task"])
            shown = f"{title} ({name})" if title in {one.title for one in found} else title or name
            manual = float(entry["points"]) if "points" in entry else None
            found.append(
                Task(
                    name,
                    shown,
                    criteria.get(name, ""),
                    grade_id(cell),
                    tuple(entry.get("answers", ())),
                    tuple(checks.get(name, ())),
                    manual,
                    _reading(text),
                )
            )
    return found


def _reading(text: str) -> str:
    """Give the number of the learn-about notebook that a section's text speaks of."""
    found = re.search(r"learn-about[-/ ](\d)", text)
    return found.group(1) if found else ""


def _criteria(cell: Any) -> list[tuple[str, str]]:
    if cell.cell_type != "code" or "task(" not in cell.source:
        return []
    try:
        nodes = list(ast.walk(ast.parse(cell.source)))
    except SyntaxError:
        return []
    found = []
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "task" and node.args:
            for word in node.keywords:
                if word.arg == "criterion":
                    found.append((_text(node.args[0]), _text(word.value)))
    return found


def _text(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ""
