"""What a line would come to if a candidate typed it: it is sent in as a candidate would, and run in the sandbox."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import nbformat
from attrs import field, frozen

from npqml.grading.assignment import Assignment, Task, assignment_or_empty, grade_id
from npqml.grading.inside.limits import Limits
from npqml.grading.job import Done, Job, Seen
from npqml.grading.sandbox.run import SandboxBroken
from npqml.grading.worker import Worker
from npqml.place import Place

LIMITS = Limits(cell_seconds=10, total_seconds=20)


@frozen
class Tried:
    """What grading makes of a line: answers as data where it is wrong and no check names it, its mark, all in words."""

    answers: dict[str, Any] = field(factory=dict)
    mark: float = 0.0
    said: str = ""


class Tries:
    """Tries lines on the data of one cohort after the other; use it in a `with` block.

    Raises Refusal where there is no sandbox on this machine, as soon as a line is tried.
    """

    def __init__(self, place: Place) -> None:
        """Try lines on the course at this place."""
        self._place, self._worker = place, Worker(place, limits=LIMITS)

    def __enter__(self) -> Tries:
        """Return the tries themselves."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the sandbox."""
        self._worker.close()

    def line(self, cohort: str, task: str, code: str) -> Tried:
        """Return what a line comes to as the answer to a task; whatever it does, this raises nothing on its account."""
        module = task.split("-")[0]
        assignment = assignment_or_empty(self._place, cohort, module)
        asked = next((one for one in assignment.tasks if one.id == task), None)
        if asked is None:
            return Tried(said="no such task in this cohort")
        with tempfile.TemporaryDirectory() as name:
            _send(assignment, asked, code, Path(name))
            try:
                done = self._worker.grade(Job(cohort, "", module, Path(name)))
            except SandboxBroken:
                self._worker.close()
                return Tried(said="a line that ends the sandbox")
        return _tried(asked, done)


def _send(assignment: Assignment, task: Task, code: str, folder: Path) -> None:
    """Write the module as somebody sends it who has typed this line, and nothing else."""
    notebook = nbformat.from_dict(assignment.release)
    for cell in notebook.cells:
        if grade_id(cell) == task.cell:
            cell.source = f"{cell.source}\n{code}"
    (folder / assignment.file).write_text(nbformat.writes(notebook), encoding="utf-8")
    (folder / "work").mkdir()  # with nothing in it: no form was used


def _tried(task: Task, done: Done) -> Tried:
    if done.reasons:
        return Tried(said=" ".join(done.reasons))
    parts = [done.seen.get(one.grade_id, Seen()) for one in task.checks]
    cell = done.seen[task.cell]
    words = [cell.error, *(part.read_as for part in parts)]
    for part in parts:
        words.append(
            f"{part.state}: {part.mistake or part.message}" if part.mistake or part.message else part.state or ""
        )
    said = "; ".join(dict.fromkeys(one.strip(" .") for one in words if one))
    return Tried(cell.answers, sum(done.marks.get(one.grade_id, 0.0) for one in task.checks), said)
