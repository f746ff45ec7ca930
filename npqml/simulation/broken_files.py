"""Files broken in the ways in which candidates' files really break, a few in every thirty."""

from __future__ import annotations

from pathlib import Path

import nbformat

from npqml.grading.assignment import Assignment, grade_id

EVERY = 30
BROKEN = {7: "truncated", 13: "duplicated cell", 19: "deleted check", 25: "blank"}
UNGRADABLE = ("truncated", "blank")


def how_broken(number: int) -> str:
    """Say how the file of the candidate with this number (from 1) is broken; nothing for most."""
    return BROKEN.get((number - 1) % EVERY + 1, "")


def break_file(path: Path, how: str, assignment: Assignment) -> None:
    """Break a handed-in notebook in one of the ways that candidates' files really break."""
    if how in UNGRADABLE:
        content = path.read_bytes()
        path.write_bytes(b"" if how == "blank" else content[: len(content) * 2 // 3])
        return
    notebook = nbformat.read(path, as_version=4)
    task = next(task for task in assignment.tasks if task.checks)
    name = task.cell if how == "duplicated cell" else task.checks[0].grade_id
    at = next(number for number, cell in enumerate(notebook.cells) if grade_id(cell) == name)
    if how == "duplicated cell":
        copy = nbformat.from_dict(notebook.cells[at])
        copy.id = f"{name}-copy"
        notebook.cells.insert(at + 1, copy)
    else:
        del notebook.cells[at]
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
