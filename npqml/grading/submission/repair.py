"""Putting a candidate's notebook back into its module's form, and saying what was put back.

The notebook is built anew: from the released cells in their order, the candidate's words in the answer
cells and the candidate's further cells where they stood. Nothing else of what was sent survives: no metadata,
no outputs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from npqml.grading.assignment import Assignment, grade_id
from npqml.grading.notebook import Part, parts
from npqml.grading.submission.cells import Sent, Ungradable, sent_cells

MODULE_OF_ID = re.compile(r"^([1-9][a-z])-")
CELL_ID = re.compile(r"^[A-Za-z0-9_-]{1,64}$")


def mend(content: Any, assignment: Assignment) -> tuple[Any, list[str]]:
    """Give the notebook to grade and what was repaired; raises Ungradable where no repair is safe."""
    cells = sent_cells(content)
    _name(cells, assignment)
    _refuse_other(content, cells, assignment)
    repairs: list[str] = []
    head, chosen = _arrange(cells, assignment, repairs)
    notebook = parts({"cells": [], "metadata": assignment.release.metadata, "nbformat": 4, "nbformat_minor": 5})
    notebook.cells = [_own(one) for one in head]
    for name, original in assignment.originals.items():
        sent = chosen.get(name)
        notebook.cells.append(_restored(sent, original, assignment, repairs))
        notebook.cells += [_own(one) for one in (sent.group if sent else [])]
    _unique_ids(notebook.cells, set(assignment.originals))
    return notebook, list(dict.fromkeys(repairs))


def _name(cells: list[Sent], assignment: Assignment) -> None:
    """Find which released cell each sent cell is: by marking data, id, text, or the task it asks for."""
    originals = assignment.originals
    ids = {cell.id: name for name, cell in originals.items()}
    texts = {cell.source.strip(): name for name, cell in originals.items() if cell.source.strip()}
    asked = {task.id: task.cell for task in assignment.tasks}
    for cell in cells:
        name = cell.marking.get("grade_id")
        cell.name = name if isinstance(name, str) and name in originals else ids.get(cell.id, "")
    there = {cell.name for cell in cells}
    for cell in cells:
        if not cell.name:
            task = re.search(r"""\banswer\(\s*["']([\w-]+)["']\s*\)""", cell.source)
            name = texts.get(cell.source.strip()) or (asked.get(task.group(1), "") if task else "")
            cell.name = "" if name in there else name


def _refuse_other(content: Any, cells: list[Sent], assignment: Assignment) -> None:
    answer_cells = {task.cell for task in assignment.tasks}
    if any(cell.name in answer_cells for cell in cells):
        return
    metadata = content.get("metadata") if isinstance(content, dict) else None
    header = metadata.get("npqml") if isinstance(metadata, dict) else None
    header = header if isinstance(header, dict) else {}
    if header.get("kind") == "learn-about":
        raise Ungradable(f"This is a learn-about notebook. Send the notebook with the tasks: {assignment.file}.")
    others = {found.group(1) for cell in cells if (found := MODULE_OF_ID.match(str(cell.marking.get("grade_id", ""))))}
    others |= {str(header["module"])} if isinstance(header.get("module"), str) else set()
    others.discard(assignment.module)
    if others:
        raise Ungradable(
            f"This is the notebook of another module ({', '.join(sorted(others))[:40]}), "
            f"sent in as {assignment.module}."
        )
    raise Ungradable("None of the module's answer cells is in this notebook.")


def _arrange(cells: list[Sent], assignment: Assignment, repairs: list[str]) -> tuple[list[Sent], dict[str, Sent]]:
    """Choose one cell for each name, keep the candidate's own cells behind the one that they followed."""
    chosen = {name: _choose(name, cells, assignment) for name in {cell.name for cell in cells if cell.name}}
    head: list[Sent] = []
    group = head
    for cell in cells:
        if cell is chosen.get(cell.name):
            group = cell.group
        elif cell.name:
            label = _label(cell.name, assignment)
            repairs.append(f"{label} was there more than once: the one in its own place counts.")
            group.append(Sent("raw", "", cell.source, {}))
        else:
            group.append(cell)
    order = [cell.name for cell in cells if cell is chosen.get(cell.name)]
    if order != [name for name in assignment.originals if name in chosen]:
        repairs.append("Some cells had been moved: they were put back in the module's order.")
    return head, chosen


def _choose(name: str, cells: list[Sent], assignment: Assignment) -> Sent:
    """Give the cell in the original's place: its id is the original's, else it follows the same cell."""
    same = [number for number, cell in enumerate(cells) if cell.name == name]
    if len(same) == 1:
        return cells[same[0]]
    by_id = [number for number in same if cells[number].id == assignment.originals[name].id]
    names = list(assignment.originals)
    before = names[names.index(name) - 1] if name != names[0] else ""

    def follows(number: int) -> bool:
        known = [cell.name for cell in cells[:number] if cell.name]
        return (known[-1] if known else "") == before

    same = by_id or same
    return cells[next((number for number in same if follows(number)), same[0])]


def _label(name: str, assignment: Assignment) -> str:
    task = assignment.task_of(name)
    if task is None:
        return "A locked cell"
    return f"The {'answer cell' if name == task.cell else 'check'} of {task.short}"


def _restored(sent: Sent | None, original: Any, assignment: Assignment, repairs: list[str]) -> Any:
    """Give the released cell with the candidate's words in it where they are the candidate's to write."""
    cell, label = Part(original), _label(grade_id(original), assignment)
    if cell.cell_type == "code":
        cell.outputs, cell.execution_count = [], None
    if sent is None:
        repairs.append(f"{label} was missing: it was put back.")
        return cell
    marking = {key: value for key, value in original.metadata.nbgrader.items() if key != "checksum"}
    found = {key: value for key, value in sent.marking.items() if key != "checksum"}
    if found != marking:
        repairs.append(f"{label} had lost its marking data, or it had been changed: it was put back.")
    if sent.kind != original.cell_type:
        repairs.append(f"{label} had been turned into another kind of cell: it was turned back.")
    if not marking.get("solution"):
        if sent.source.strip() != original.source.strip():
            repairs.append(f"{label} had been changed: the original was used.")
    elif _has_code(sent.source) or cell.cell_type != "code":
        cell.source = sent.source
    elif sent.source.strip() != original.source.strip():
        repairs.append(f"{label} had been emptied: it was put back.")
    return cell


def _has_code(source: str) -> bool:
    return any(line.strip() and not line.strip().startswith("#") for line in source.splitlines())


def _own(cell: Sent) -> Any:
    """Give a cell of the candidate's own."""
    name = cell.id if CELL_ID.match(cell.id) else ""
    made: dict[str, Any] = {"cell_type": cell.kind, "id": name, "metadata": {}, "source": cell.source}
    if cell.kind == "code":
        made |= {"execution_count": None, "outputs": []}
    return parts(made)


def _unique_ids(cells: list[Any], reserved: set[str]) -> None:
    """Give every further cell an id that no other has, the same for the same file."""
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
