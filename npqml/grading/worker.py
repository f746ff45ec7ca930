"""Grading one submission from its folder to plain data: read, run behind walls, judge, write the notebook aside."""

from __future__ import annotations

import base64
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from npqml.grading.answer_documents import documents_alone, documents_given, documents_printed, with_documents
from npqml.grading.assignment import Assignment, assignment_or_empty, data_files, grade_id, source_of
from npqml.grading.graded_notebook import graded_notebook, seen_cells
from npqml.grading.inside.limits import Limits
from npqml.grading.job import Done, Job
from npqml.grading.judge import Judge
from npqml.grading.known_mistakes import read_known
from npqml.grading.program import Program, cells_to_run, read_program
from npqml.grading.result import NOT_GRADED
from npqml.grading.sandbox.bubblewrap import HELP
from npqml.grading.sandbox.output import is_complete, picture_may_have_stopped, read_sent, why_incomplete, with_refusals
from npqml.grading.sandbox.run import Module, Sandbox, SandboxBroken, WarmParent
from npqml.grading.submission.read import Submission, read_submission
from npqml.grading.written import words_written
from npqml.place import Place
from npqml.refusal import Refusal
from npqml_widgets.tasks.tasks import find

NO_MODULE = "There is no module “{}” in this cohort: the folder has the wrong name."
A_PERSON = "A person will look at it."


@frozen
class Ready:
    """What grading needs of one module, made once."""

    assignment: Assignment
    program: Program
    judge: Judge
    sandbox: Sandbox
    shown: dict[str, list[Any]]


class Worker:
    """Grades one submission after the other; keeps what it has made ready for the module that it graded last."""

    def __init__(self, place: Place, *, limits: Limits | None = None, parent: WarmParent | None = None) -> None:
        """Grade for the course at this place, with a warm parent that others share or with one of its own."""
        self.place, self._parent = place, parent
        self.limits = parent.limits if parent else limits or Limits()
        self._ready: dict[tuple[str, str, str], Ready | Assignment] = {}

    def close(self) -> None:
        """End the sandbox; the next job starts another."""
        for ready in self._ready.values():
            if isinstance(ready, Ready):
                ready.sandbox.close()
        self._ready.clear()

    def grade(self, job: Job) -> Done:
        """Grade one job; any fault of the submission becomes a reason. Raises Refusal for the provider's faults."""
        if job.refused:
            return Done(job, reasons=(job.refused,))
        ready = self._module(job.cohort, job.module, job.edition)
        if isinstance(ready, Assignment):
            return Done(job, reasons=(NO_MODULE.format(job.module),))
        submission = read_submission(job.folder, ready.assignment)
        submission = evolve(submission, repairs=(*job.notes, *submission.repairs))
        if submission.state == NOT_GRADED:
            return Done(job, submission.sha256, submission.reasons, submission.repairs)
        try:
            return self._graded(job, ready, submission)
        except (Refusal, SandboxBroken):
            raise
        except Exception:
            logging.getLogger(__name__).warning("grading %s", job.folder, exc_info=True)
            reason = f"The marking itself failed on this notebook. {A_PERSON}"
            return Done(job, submission.sha256, (reason,), submission.repairs)

    def _module(self, cohort: str, module: str, edition: str) -> Ready | Assignment:
        key = (cohort, module, edition)
        if key not in self._ready:
            self.close()  # one module at a time
            assignment = assignment_or_empty(self.place, cohort, module, edition)
            self._ready[key] = self._prepare(assignment) if assignment.tasks else assignment
        return self._ready[key]

    def _prepare(self, assignment: Assignment) -> Ready:
        source = self._source(assignment)
        program = read_program(assignment)
        indexed = list(enumerate(assignment.release.cells))
        cells = tuple({"index": i, "source": cell.source} for i, cell in indexed if grade_id(cell) in program.prepared)
        files = {path.name: _base64(path) for path in data_files(source)}
        try:
            sandbox = Sandbox(self.place.root, Module(files, cells), self.limits, parent=self._parent)
            try:
                judge = self._judge(assignment)  # while the sandbox makes ready
                made = sandbox.shown
            except (Refusal, SandboxBroken):
                sandbox.close()
                raise
        except SandboxBroken as why:
            raise Refusal(
                source, "", found=f"a sandbox that does not start ({why})", expected="one that does", do=HELP
            ) from why
        failed = {grade_id(indexed[int(i)][1]): one["error"] for i, one in made.items() if one["error"]}
        if failed:
            sandbox.close()
            raise Refusal(
                source, next(iter(failed)), found=next(iter(failed.values())), expected="a module whose own cells run",
                do="Mend the module's source and build it again.",
            )  # fmt: skip
        shown = {grade_id(indexed[int(i)][1]): one["outputs"] for i, one in made.items()}
        return Ready(assignment, program, judge, sandbox, shown)

    def _judge(self, assignment: Assignment) -> Judge:
        adopted = [known for known in read_known(self.place.course, assignment.module) if known.adopted]
        return Judge(self._source(assignment) / assignment.file, adopted)

    def _source(self, assignment: Assignment) -> Path:
        return source_of(self.place, assignment.cohort, assignment.module, assignment.edition)

    def _graded(self, job: Job, ready: Ready, submission: Submission) -> Done:
        assignment, notebook = ready.assignment, submission.notebook
        whole = not ready.program.shortens(notebook)
        cells = list(cells_to_run(notebook, ready.program, whole=whole))
        own = {name: base64.b64encode(content).decode() for name, content in submission.files.items()}
        files = {**own, **ready.sandbox.module.files}
        told = {"cells": cells, "files": files, "draw": job.draw, "whole": whole}
        pictured = ended = ready.sandbox.run(told)
        if job.draw and picture_may_have_stopped(ended):  # no mark hangs on a picture
            ended = ready.sandbox.run(told | {"draw": False})
            pictured = pictured if is_complete(pictured) else ended
        why = why_incomplete(ended, assignment, notebook, self.limits)
        if why:
            return Done(job, submission.sha256, (f"{why} {A_PERSON}",), submission.repairs)
        came = read_sent(ended, assignment, len(notebook.cells))
        ran = came.ran if pictured is ended else read_sent(pictured, assignment, len(notebook.cells)).ran
        given = documents_given(assignment, submission.files)
        came = evolve(came, answers=with_documents(came.answers, given))
        judged = with_refusals(ready.judge.judge(came.answers)[0], came, assignment)
        left = {check.grade_id for task in assignment.tasks if task.id in submission.left for check in task.checks}
        seen = seen_cells(assignment, notebook, came.ran, judged)
        alone = {task.cell for task in assignment.tasks if task.id in documents_alone(assignment)}
        seen |= {name: evolve(seen[name], error="") for name in alone & seen.keys()}
        shown = {} if whole else ready.shown
        return Done(
            job, submission.sha256, (), submission.repairs, seen,
            {name: one.mark for name, one in judged.items() if name not in left},
            {task.id: submission.words_saved(task.id) for task in assignment.tasks if task.manual is not None},
            frozenset(_untouched(assignment, submission)), submission.handed_in,
            graded_notebook(assignment, notebook, ran, judged, shown), 0 if job.draw else came.pictures,
            _written(assignment, came.answers),
            submission.left,
            submission.tries,
            documents_printed(given),
        )  # fmt: skip


def _base64(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode()


def _written(assignment: Assignment, answers: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return what was written for each task that a person marks."""
    by_hand = [task.id for task in assignment.tasks if task.manual is not None]
    return {task: words_written(find(task), answers.get(task, {})) for task in by_hand}


def _untouched(assignment: Assignment, submission: Submission) -> list[str]:
    """Name the answer cells that hold nothing of the candidate's, neither a line nor a saved answer."""
    originals = assignment.originals
    cells = {grade_id(cell): cell for cell in submission.notebook.cells}
    return [
        task.cell
        for task in assignment.tasks
        if cells[task.cell].source == originals[task.cell].source
        and not submission.holds_answer(task.id)
        and task.id not in submission.left
    ]
