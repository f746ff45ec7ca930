"""Putting a candidate's notebook back into its module's form, and saying what was put back.

The notebook is built anew: from the released cells in their order, the candidate's words in the answer
cells and the candidate's further cells where they stood. Nothing else of what was sent survives: no metadata,
no outputs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import define, evolve, field

from npqml.grading.assignment import Assignment, grade_id
from npqml.grading.editions.origin import origin_of, origin_of_release
from npqml.grading.notebook import Part, parts
from npqml.grading.submission.ungradable import Ungradable
from npqml_widgets.handin.saved_notebook import Cell, SavedNotebook, folded, has_merge_marks

MODULE_OF_ID = re.compile(r"^([1-9][a-z])-")
MERGED = (
    "{} holds two versions that a program could not put together (lines of <<<<<<< and >>>>>>>): keep one of them, and "
    "hand in again."
)
CELL_ID = re.compile(r"^[A-Za-z0-9_-]{1,64}$")

OTHER_BUILD = (
    "The page was made by another build of the course, so that locked cells on it differ: those of the build that "
    "it is judged by were used."
)


@define
class Placed:
    """A cell that was sent, with the released cell that it is, if any, and the candidate's own cells behind it."""

    cell: Cell
    name: str = ""
    own: list[Cell] = field(factory=list, repr=False)


def mend(sent: SavedNotebook, assignment: Assignment) -> tuple[Any, list[str]]:
    """Return the notebook to grade and what was repaired; raises Ungradable where no repair is safe."""
    if not sent.cells:
        raise Ungradable("The notebook is blank: there are no cells in it.")
    cells = [Placed(cell) for cell in sent.cells]
    _name(cells, assignment)
    _refuse_other(sent, cells, assignment)
    repairs: list[str] = []
    other = _is_of_another_build(sent, assignment)
    head, chosen = _arrange(cells, assignment, repairs)
    notebook = parts({"cells": [], "metadata": assignment.release.metadata, "nbformat": 4, "nbformat_minor": 5})
    notebook.cells = [_own(cell) for cell in head]
    for name, original in assignment.originals.items():
        placed = chosen.get(name)
        notebook.cells.append(_restored(placed.cell if placed else None, original, assignment, repairs, other=other))
        notebook.cells += [_own(cell) for cell in (placed.own if placed else [])]
    _unique_ids(notebook.cells, set(assignment.originals))
    return notebook, list(dict.fromkeys(repairs))


def _name(cells: Sequence[Placed], assignment: Assignment) -> None:
    """Find which released cell each sent cell is: by marking data, id, text, or the task it asks for."""
    originals = assignment.originals
    ids = {cell.id: name for name, cell in originals.items()}
    texts = {folded(cell.source): name for name, cell in originals.items() if cell.source.strip()}
    asked = {task.id: task.cell for task in assignment.tasks}
    for placed in cells:
        name = placed.cell.marking.get("grade_id")
        placed.name = name if isinstance(name, str) and name in originals else ids.get(placed.cell.id, "")
    there = {placed.name for placed in cells}
    for placed in cells:
        if not placed.name:
            task = re.search(r"""\banswer\(\s*["']([\w-]+)["']\s*\)""", placed.cell.source)
            name = texts.get(folded(placed.cell.source)) or (asked.get(task.group(1), "") if task else "")
            placed.name = "" if name in there else name


def modules_of(sent: SavedNotebook) -> list[str]:
    """Return the modules that a notebook may be of: the one that it says it is, else those of its cells, in order."""
    said = sent.about.get("module")
    ids = (MODULE_OF_ID.match(str(cell.marking.get("grade_id", ""))) for cell in sent.cells)
    return list(dict.fromkeys([*([said] if isinstance(said, str) and said else []), *(one[1] for one in ids if one)]))


def _refuse_other(sent: SavedNotebook, cells: Sequence[Placed], assignment: Assignment) -> None:
    answer_cells = {task.cell for task in assignment.tasks}
    if any(placed.name in answer_cells for placed in cells):
        return
    if sent.about.get("kind") == "learn-about":
        raise Ungradable(f"This is a learn-about notebook. Send the notebook with the tasks: {assignment.file}.")
    others = set(modules_of(sent)) - {assignment.module}
    if others:
        raise Ungradable(
            f"This is the notebook of another module ({', '.join(sorted(others))[:40]}), "
            f"sent in as {assignment.module}."
        )
    raise Ungradable("None of the module's answer cells is in this notebook.")


def _arrange(
    cells: Sequence[Placed], assignment: Assignment, repairs: list[str]
) -> tuple[list[Cell], dict[str, Placed]]:
    """Choose one cell for each name, keep the candidate's own cells behind the one that they followed."""
    chosen = _chosen(cells, assignment)
    head: list[Cell] = []
    own = head
    for placed in cells:
        if placed is chosen.get(placed.name):
            own = placed.own
        elif placed.name:
            label = _label(placed.name, assignment)
            repairs.append(f"{label} was there more than once: the one in its own place counts.")
            own.append(evolve(placed.cell, kind="raw", id=""))
        else:
            own.append(placed.cell)
    order = [placed.name for placed in cells if placed is chosen.get(placed.name)]
    if order != [name for name in assignment.originals if name in chosen]:
        repairs.append("Some cells had been moved: they were put back in the module's order.")
    return head, chosen


def _chosen(cells: Sequence[Placed], assignment: Assignment) -> dict[str, Placed]:
    """Return for each name the cell in the original's place: its id is as there, else it follows the same cell."""
    names = list(assignment.originals)
    before = dict(zip(names, ["", *names], strict=False))
    same: dict[str, list[tuple[str, Placed]]] = {}
    last = ""
    for placed in cells:
        if placed.name:
            same.setdefault(placed.name, []).append((last, placed))
            last = placed.name
    found = {}
    for name, several in same.items():
        by_id = [one for one in several if one[1].cell.id == assignment.originals[name].id] or several
        found[name] = next((placed for last, placed in by_id if last == before[name]), by_id[0][1])
    return found


def _label(name: str, assignment: Assignment) -> str:
    task = assignment.task_of(name)
    if task is None:
        return "A locked cell"
    return f"The {'answer cell' if name == task.cell else 'check'} of {task.short}"


def _restored(sent: Cell | None, original: Any, assignment: Assignment, repairs: list[str], *, other: bool) -> Any:
    """Return the released cell with the candidate's words in it where they are the candidate's to write."""
    cell, label = Part(original), _label(grade_id(original), assignment)
    if cell.cell_type == "code":
        cell.outputs, cell.execution_count = [], None
    if sent is None:
        repairs.append(f"{label} was missing: it was put back.")
        return cell
    untouched = folded(sent.source) == folded(original.source)
    marking = {key: value for key, value in original.metadata.nbgrader.items() if key != "checksum"}
    found = {key: value for key, value in sent.marking.items() if key != "checksum"}
    if found != marking:
        repairs.append(f"{label} had lost its marking data, or it had been changed: it was put back.")
    if sent.kind != original.cell_type:
        repairs.append(f"{label} had been turned into another kind of cell: it was turned back.")
    if not marking.get("solution"):
        if not untouched:
            repairs.append(OTHER_BUILD if other else f"{label} had been changed: the original was used.")
    elif untouched:
        pass
    elif _has_code(sent.source) or cell.cell_type != "code":
        cell.source = sent.source
        if has_merge_marks(sent.source):
            repairs.append(MERGED.format(label))
    else:
        repairs.append(f"{label} had been emptied: it was put back.")
    return cell


def _is_of_another_build(sent: SavedNotebook, assignment: Assignment) -> bool:
    """Tell whether a page says that it was made by another build than the one that it is judged by."""
    own, judged_by = origin_of(sent).build, origin_of_release(assignment.release).build
    return bool(own and judged_by) and own != judged_by


def _has_code(source: str) -> bool:
    return any(line.strip() and not line.strip().startswith("#") for line in source.splitlines())


def _own(cell: Cell) -> Any:
    """Return a cell of the candidate's own."""
    name = cell.id if CELL_ID.match(cell.id) else ""
    made: dict[str, Any] = {"cell_type": cell.kind, "id": name, "metadata": {}, "source": cell.source}
    if cell.kind == "code":
        made |= {"execution_count": None, "outputs": []}
    return parts(made)


def _unique_ids(cells: list[Any], reserved: set[str]) -> None:
    """Return every further cell an id that no other has, the same for the same file."""
    used = {cell.id for cell in cells if grade_id(cell)} | reserved
    for number, cell in enumerate(cells, 1):
        if grade_id(cell):
            continue
        if not cell.id or cell.id in used:
            cell.id = next(name for name in _names(number) if name not in used)
        used.add(cell.id)


def _names(number: int) -> Iterator[str]:
    yield f"own-{number}"
    for further in range(1, 10_000):
        yield f"own-{number}-{further}"
