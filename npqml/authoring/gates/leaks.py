"""Whether a release holds only what a candidate may see, and nothing that would overwrite their work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

from npqml.authoring.gates.rules import HIDDEN, SOLUTION
from npqml.authoring.source import read_source
from npqml.authoring.worked import is_worked
from npqml.course.modules import Module
from npqml.grading.worked import read_worked
from npqml.place import WORKED, Place
from npqml.refusal import Refusal

SHORT = 12  # characters: a shorter line may stand anywhere
MARKERS = ("### BEGIN", "### END")
PATHS = re.compile(r"(?<![\w.])/(?:home|root|Users|tmp|work|var)/[\w.-]+|[A-Z]:\\\\")


def faults(place: Place, module: Module, cohort: str) -> list[Refusal]:
    """List the leaks in the built folders of a module; a module that has not been built yet has none."""
    source, release = place.source(cohort) / module.id, place.release(cohort) / module.id
    found = [_leak(path, "a file under work/") for folder in (source, release) for path in folder.glob("**/work/*")]
    found += [_leak(path, "the worked solutions") for path in release.rglob(WORKED)]
    if not release.is_dir():
        return found
    secrets = secret_lines(module) | _worked_lines(source)
    for path in sorted(release.rglob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        found += [_leak(path, what) for what in _leaks(notebook, secrets)]
    return found


def secret_lines(module: Module) -> set[str]:
    """Return the lines that only instructors may see, short ones left out.

    They are those inside solutions and hidden checks, and the cells of worked solutions.
    """
    lines: set[str] = set()
    for cell in read_source(module.learn_how_to).notebook.cells:
        if is_worked(cell):
            lines |= {line.strip() for line in cell.source.splitlines() if len(line.strip()) > SHORT}
        for begin in (SOLUTION, HIDDEN):
            for part in cell.source.split(begin)[1:]:
                inside = part.split(begin.replace("BEGIN", "END"))[0]
                lines |= {line.strip() for line in inside.splitlines() if len(line.strip()) > SHORT}
    return lines


def _worked_lines(source: Path) -> set[str]:
    """Return what a module's worked solutions say, line by line."""
    worked = read_worked(source)
    lines = [line for lines in worked.solutions.values() for line in lines]
    lines += [line for example in worked.examples.values() for line in example.text.splitlines()]
    lines += [one.why for example in worked.examples.values() for one in example.marks]
    return {line.strip() for line in lines if len(line.strip()) > SHORT}


def _leaks(notebook: Any, secrets: set[str]) -> Iterator[str]:
    for cell in notebook.cells:
        if cell.cell_type == "code" and (cell.get("outputs") or cell.get("execution_count")):
            yield f"an output in cell {cell.id}"
        if any(marker in cell.source for marker in MARKERS):
            yield f"a solution marker in cell {cell.id}"
        hidden = {line.strip() for line in cell.source.splitlines()} & secrets
        if hidden:
            yield f"an instructor's line in cell {cell.id}: {sorted(hidden)[0]!r}"
        if PATHS.search(cell.source):
            yield f"a path of the machine in cell {cell.id}"
    if PATHS.search(str(dict(notebook.metadata))):
        yield "a path of the machine in the notebook's metadata"


def _leak(path: Path, found: str) -> Refusal:
    return Refusal(
        path,
        "",
        found=found,
        expected="nothing that candidates should not have",
        do="Mend the source and build again.",
    )
