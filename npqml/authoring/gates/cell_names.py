"""Which names a cell uses and binds, and whether an instructor's cell could ever miss one of them while marking."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import npqml_widgets
from npqml.authoring.source import Source
from npqml.grading.code_names import BUILTINS, bound, imports, loaded
from npqml.refusal import Refusal


def name_faults(source: Source) -> list[Refusal]:
    """List the names that an instructor's cell uses although only a candidate's cell, or none, makes them.

    Below the first task also those that a candidate's cell could change.
    """
    known: set[str] = set()
    imported: set[str] = set()
    parameters: set[str] = set()
    answers: set[str] = set()
    below_a_task = False
    found = []
    for cell in source.notebook.cells:
        if cell.cell_type != "code":
            continue
        entry, own = cell.metadata.get("npqml", {}), bound(cell.source)
        if "task" in entry:
            answers |= set(entry["answers"])
            below_a_task = True
            continue
        for name in sorted(loaded(cell.source) - known - own - answers - BUILTINS):
            found.append(_unknown(source, cell, name))
        if "worked" in entry:  # what it makes is its own: no built notebook has it
            continue
        if "check" in entry or below_a_task:
            open_names = loaded(cell.source) - own - answers - BUILTINS - imported - parameters
            for name in sorted(name for name in open_names & known if not name.startswith("_")):
                found.append(_open(source, cell, name))
        if "check" in entry:
            continue
        if "parameters" in cell.metadata.get("tags", []):
            parameters |= own
        imported |= {name for name, _ in imports(cell.source)}
        known |= bound(cell.source, top=True)
    return found


def overwritten(source: Source) -> Iterator[Refusal]:
    """Return each name that a check binds and a cell outside its task reads.

    A check runs again whenever an answer changes: what it binds then stands in the other cell's way.
    """
    cells = [cell for cell in source.notebook.cells if cell.cell_type == "code"]
    binds = [bound(cell.source) for cell in cells]
    only_reads = [loaded(cell.source) - own for cell, own in zip(cells, binds, strict=True)]
    for cell, names in zip(cells, binds, strict=True):
        task = cell.metadata.get("npqml", {}).get("check")
        if not task:
            continue
        for other, read in zip(cells, only_reads, strict=True):
            if other is cell or other.metadata.get("npqml", {}).get("check") == task:
                continue
            for name in sorted(names & read - {"_given"}):
                yield Refusal(
                    source.path,
                    f"check {task}",
                    found=f"the name {name} bound here and read in another cell ({_first_line(other)})",
                    expected="names of a check's own",
                    do="Give the name in the check another word.",
                )


def _first_line(cell: Any) -> str:
    """Return a cell's first line, to know it by."""
    return str(cell.source.strip().split("\n")[0][:60])


def _place(cell: Any) -> str:
    entry = cell.metadata.get("npqml", {})
    return f"{entry['check']}, check" if "check" in entry else f"the cell {cell.source.strip().splitlines()[0][:50]!r}"


def _unknown(source: Source, cell: Any, name: str) -> Refusal:
    offered = name in npqml_widgets.__all__
    return Refusal(
        source.path,
        _place(cell),
        found=f"the name {name}, which no instructor's cell above makes",
        expected="names made above by instructor's cells, declared answers, or Python's own",
        do=f"Import it in a locked cell at the top: from npqml_widgets import {name}."
        if offered
        else "While marking, a candidate's cell is not run: make the name in a locked cell.",
    )


def _open(source: Source, cell: Any, name: str) -> Refusal:
    return Refusal(
        source.path,
        _place(cell),
        found=f"the name {name}, which a candidate's cell can change",
        expected='data("...") or a locked name that starts with an underscore',
        do=f"Rename it _{name} where it is made.",
    )
