"""A file that could not be graded, opened in formgrader for a person to mark: what could be saved, and no mark."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import nbformat

from npqml.course.candidates import refuse_nobody
from npqml.grading.assignment import Assignment, Task, grade_id, read_assignment
from npqml.grading.cleaning.outputs import clean_markdown, clean_source
from npqml.grading.editions.choice import Editions
from npqml.grading.gradebook.book import Entry, Made, Records
from npqml.grading.plan import result_before
from npqml.grading.result import NEEDS_PERSON, NOT_GRADED, Result, TaskResult, result_path, save_result
from npqml.grading.submission.work_files import saved_answer
from npqml.place import Place
from npqml.refusal import Refusal
from npqml_widgets.handin import limits
from npqml_widgets.handin.carried_answers import answers_carried
from npqml_widgets.handin.files import is_file
from npqml_widgets.handin.saved_notebook import read_notebook_file
from npqml_widgets.keeping.answers import Saved
from npqml_widgets.tasks.states import TaskState

LONGEST = 20_000  # characters of the file as it came


def open_for_marking(place: Place, cohort: str, candidate: str, module: str) -> Result:
    """Return a file that could not be graded a place in the gradebook, every mark blank, and give its new result.

    The graded notebook is the module's own, with the answers that could be read beside their tasks and the reason on
    top. Raises Refusal where the submission has been graded, or was never looked at.
    """
    refuse_nobody(place, cohort, [candidate])
    before = result_before(place, cohort, candidate, module)
    if before is None or before.state != NOT_GRADED:
        raise Refusal(
            place.autograded(cohort) / candidate / module, "",
            found="a submission that was graded" if before else "a submission that was never graded",
            expected="one that could not be graded", do=f"Run npqml grade {cohort} first, and look at its state.",
        )  # fmt: skip
    assignment = read_assignment(place, cohort, module, Editions(place, cohort).of(before).build)
    folder = place.submitted(cohort) / candidate / module
    carried = _carried(folder, assignment.file)
    saved = {task.id: _saved(folder, task) or _shown(carried.get(task.id)) for task in assignment.tasks}
    notebook = _notebook(assignment, before, saved)
    target = result_path(place, cohort, candidate, module).parent
    target.mkdir(parents=True, exist_ok=True)
    (target / assignment.file).write_text(nbformat.writes(notebook), encoding="utf-8")
    made = Made(before.source_sha256, before.grader)
    with Records(place, cohort) as records:
        records.write(Entry(candidate, module, {}, frozenset(), made))
    tasks = tuple(
        TaskResult(one.id, one.title, one.criterion, None, one.max_mark, TaskState.WAITING)
        for one in assignment.tasks
        if one.marked
    )
    reasons = ("A person marks this file by hand.", *before.reasons)
    result = Result(
        candidate, module, cohort, NEEDS_PERSON, reasons, before.repairs, tasks, datetime.now(UTC),
        before.source_sha256, before.grader, unprotected=before.unprotected, by_hand=True, origin=before.origin,
    )  # fmt: skip
    save_result(place, result)
    return result


def _saved(folder: Any, task: Task) -> str:
    """Return what the form of a task had saved, as text, or an empty one."""
    path = folder / "work" / f"{task.id}.json"
    if not (is_file(path) and path.stat().st_size <= limits.FILE_BYTES):
        return ""
    return _shown(saved_answer(path.read_bytes(), task.id))


def _carried(folder: Any, file: str) -> dict[str, Saved]:
    """Return the answers that the notebook itself carries, where it can be read."""
    path = folder / file
    return answers_carried(read_notebook_file(path)) if is_file(path) else {}


def _shown(saved: Saved | None) -> str:
    return json.dumps(saved.values, ensure_ascii=False, indent=1) if saved and saved.values else ""


def _notebook(assignment: Assignment, before: Result, saved: dict[str, str]) -> Any:
    notebook = nbformat.from_dict(assignment.release)
    answers = {task.cell: saved[task.id] for task in assignment.tasks}
    for cell in notebook.cells:
        found = answers.get(grade_id(cell), "")
        if found:
            words = clean_source(f"Saved in the form of this task:\n{found}")[:LONGEST]
            cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text=words)]
    why = " ".join(before.reasons)
    top = f"**This file could not be graded.** {why}\n\nWhat could be read of it stands below its tasks; the rest "
    top += f"is in submitted/{before.cohort}/{before.candidate}/{before.module}."
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell(clean_markdown(top), id="for-a-person"))
    return notebook
