"""Reading a notebook as its author wrote it: md:myst with a short header and short cell metadata."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import yaml
from attrs import field, frozen
from jupytext.jupytext import read

from npqml.refusal import Refusal

KINDS = ("learn-how-to", "learn-about", "session", "assessment")
CELL_KEYS = {"task", "answers", "check", "part", "points", "near", "worked", "rubric"}
HEADER_KEYS = {"module", "kind", "id", "criteria", "minutes", "verbs", "files"}


@frozen
class Header:
    """The `npqml` entry at the top of a notebook."""

    module: str
    kind: str
    minutes: int
    id: str = ""
    criteria: tuple[str, ...] = ()
    verbs: dict[str, tuple[str, ...]] = field(factory=dict)
    """For each verb of the module's "learn how to" the tasks that practise it."""
    files: tuple[str, ...] = ()
    """The school's files that lie beside a learn-how-to; all of last year's pupils where it names none."""


@frozen
class Source:
    """One md:myst file: its path, its header, its title and its cells."""

    path: Path
    header: Header
    title: str
    notebook: Any

    @property
    def slug(self) -> str:
        """The name of the built notebook, without its ending."""
        return self.path.stem


def read_source(path: Path) -> Source:
    """Read one md:myst file; refuses a header or a cell entry that it does not know, naming the line's cell."""
    if not path.is_file():
        raise Refusal(path, "", found="no such file", expected="a notebook in md:myst", do="Write it.")
    try:
        notebook = read(path, fmt="md:myst")
    except (OSError, UnicodeDecodeError, ValueError, yaml.YAMLError) as error:
        raise Refusal(
            path,
            "",
            found=str(error).split("\n")[0],
            expected="a notebook in md:myst",
            do="Mend the header or the cell it names.",
        ) from error
    if "npqml" not in notebook.metadata:
        raise Refusal(
            path,
            "header",
            found="no npqml entry",
            expected="npqml: {module, kind, minutes}",
            do="Add it between the two lines of ---.",
        )
    header = _header(path, dict(notebook.metadata["npqml"]))
    for number, cell in enumerate(notebook.cells, 1):
        _check_cell(path, number, cell, marked=header.kind == "learn-how-to")
    return Source(path, header, _title(path, notebook), notebook)


def _header(path: Path, entry: dict[str, Any]) -> Header:
    unknown = sorted(set(entry) - HEADER_KEYS)
    if unknown:
        raise Refusal(
            path,
            f"header, npqml: {unknown[0]}",
            found="an unknown entry",
            expected=f"only {', '.join(sorted(HEADER_KEYS))}",
            do="Take it out or mend its spelling.",
        )
    kind = entry.get("kind")
    if kind not in KINDS:
        raise Refusal(
            path,
            "header, npqml: kind",
            found=repr(kind),
            expected=f"one of {', '.join(KINDS)}",
            do="Mend it.",
        )
    minutes = entry.get("minutes")
    if not isinstance(minutes, int) or isinstance(minutes, bool) or minutes < 1:
        raise Refusal(
            path,
            "header, npqml: minutes",
            found=repr(minutes),
            expected="a whole number of minutes",
            do="State the time the unit takes.",
        )
    module = entry.get("module", kind if kind == "assessment" else None)  # the assessment is part of no module
    if not isinstance(module, str):
        raise Refusal(
            path,
            "header, npqml: module",
            found=repr(module),
            expected="a module's id such as 1a",
            do="Mend it.",
        )
    criteria = tuple(str(one) for one in entry.get("criteria") or ())
    verbs, files = _verbs(path, entry.get("verbs", {})), _files(path, entry.get("files", []))
    return Header(module, str(kind), minutes, str(entry.get("id", "")), criteria, verbs, files)


def _files(path: Path, entry: Any) -> tuple[str, ...]:
    if isinstance(entry, list) and all(isinstance(name, str) for name in entry):
        return tuple(entry)
    raise Refusal(
        path, "header, npqml: files", found=repr(entry), expected="a list such as [this-year.csv, staff.csv]",
        do="Mend it.",
    )  # fmt: skip


def _verbs(path: Path, entry: Any) -> dict[str, tuple[str, ...]]:
    if isinstance(entry, dict) and all(isinstance(tasks, list) and tasks for tasks in entry.values()):
        return {str(verb): tuple(map(str, tasks)) for verb, tasks in entry.items()}
    raise Refusal(
        path,
        "header, npqml: verbs",
        found=repr(entry),
        expected="a list of tasks for each verb, such as identify trends: [1a-t2]",
        do="Mend it.",
    )


def _title(path: Path, notebook: Any) -> str:
    for cell in notebook.cells:
        found = re.match(r"# +(.+)", cell.source) if cell.cell_type == "markdown" else None
        if found:
            return found.group(1).strip()
    raise Refusal(
        path,
        "",
        found="no title",
        expected="a first line that starts with one #",
        do="Give the notebook its title.",
    )


def _check_cell(path: Path, number: int, cell: Any, *, marked: bool) -> None:
    entry = cell.metadata.get("npqml", {})
    place = f"cell {number} ({cell.source.strip().splitlines()[0][:50] if cell.source.strip() else 'empty'})"
    if not isinstance(entry, dict) or set(entry) - CELL_KEYS:
        raise Refusal(
            path,
            place,
            found=f"npqml: {entry}",
            expected=f"only {', '.join(sorted(CELL_KEYS))}",
            do="Mend the entry.",
        )
    if "nbgrader" in cell.metadata:
        raise Refusal(
            path,
            place,
            found="nbgrader metadata",
            expected="none: the builder adds it",
            do="Write npqml: {task, answers} or {check, points} instead.",
        )
    if "incorrectly_encoded_metadata" in cell.metadata:
        raise Refusal(
            path,
            place,
            found="metadata that is not valid",
            expected=":key: value, values as in YAML or JSON",
            do="Mend the lines that start with a colon.",
        )
    if "worked" in entry and (not marked or len(entry) > 1 or cell.cell_type != "code"):
        raise Refusal(
            path, place, found=f"npqml: {entry}", expected="npqml: {worked: 1a-t1} in a code cell of learn-how-to.md",
            do="Give the worked solution a cell of its own, beside its task.",
        )  # fmt: skip
    if "rubric" in entry and (not marked or len(entry) > 1 or cell.cell_type != "markdown"):
        raise Refusal(
            path, place, found=f"npqml: {entry}", expected='+++ {"npqml": {"rubric": "1a-t12"}} in learn-how-to.md',
            do="Give the rubric a Markdown cell of its own, with its task.",
        )  # fmt: skip
    if "points" in entry and not marked:
        raise Refusal(
            path, place, found="points in a notebook that is not marked", expected="none", do="Take them out."
        )
    if marked and "check" in entry and "points" not in entry:
        raise Refusal(
            path,
            place,
            found="a check without points",
            expected=f"npqml: {{check: {entry['check']}, points: 1}}",
            do="Say how many marks it gives.",
        )
    if "task" in entry and not entry.get("answers"):
        raise Refusal(
            path,
            place,
            found="a task's cell without answers",
            expected="npqml: {task: 1a-t1, answers: [gap]}",
            do="Declare the names that the cell sets.",
        )
    if not_names := [name for name in entry.get("answers", ()) if not (isinstance(name, str) and name.isidentifier())]:
        raise Refusal(
            path, place, found=f"an answer called {not_names[0]!r}", expected="a name that Python can use, such as gap",
            do='Call it otherwise: YAML reads off, on, yes and no as true or false unless they stand in "".',
        )  # fmt: skip


def copy_notebook(source: Source) -> Any:
    """Give a fresh copy of a source's notebook, to build from."""
    return nbformat.from_dict(source.notebook)
