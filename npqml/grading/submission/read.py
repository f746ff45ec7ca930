"""What a candidate sent in: any bytes come out as a notebook to grade or as a reason in words."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from npqml.grading.assignment import Assignment, grade_id
from npqml.grading.result import NOT_GRADED
from npqml.grading.submission.arrived import answers_arrived
from npqml.grading.submission.arrived_documents import documents_arrived
from npqml.grading.submission.repair import mend
from npqml.grading.submission.ungradable import LeftBehind, Ungradable
from npqml.grading.submission.work_files import answers_in_work, saved_answer, time_in, work_files
from npqml_widgets.handin import limits
from npqml_widgets.handin.files import is_file, notebooks
from npqml_widgets.handin.receipt import content_hash
from npqml_widgets.handin.saved_notebook import read_notebook_file
from npqml_widgets.keeping.answers import Saved, as_json
from npqml_widgets.keeping.documents import named_in

ANSWERED = "\n# The answer that was given in the form stands below this cell.\n"
READY = "ready"


@frozen
class Submission:
    """One candidate's module as it can be graded, or the reasons why it cannot.

    `files` are the further files that go along, by their path. `left_behind`: the notebook is sound and its answers
    did not come along. `left` are the tasks of one that can be graded whose answer may have been left behind: no mark
    of theirs is to be had from it.
    """

    path: Path
    notebook: Any = field(default=None, repr=False)
    state: str = READY
    reasons: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    files: dict[str, bytes] = field(factory=dict, repr=False)
    answers: dict[str, Saved] = field(factory=dict, repr=False)
    sha256: str = ""
    left_behind: bool = False
    left: frozenset[str] = frozenset()

    @property
    def handed_in(self) -> datetime | None:
        """The time of handing in, in UTC, where nbgrader's exchange has written one."""
        return time_in(self.files.get("timestamp.txt", b""))

    def words_saved(self, task: str) -> str:
        """Say that a task's saved answer has arrived, with its length, for a task that no check reads."""
        values = self.saved(task).values.values()
        words = sum(len(value.split()) for value in values if isinstance(value, str))
        said = [f"We have your answer: {words} words."] if words else []
        return " ".join([*said, *(["We have your document."] if any(map(named_in, values)) else [])])

    def saved(self, task: str) -> Saved:
        """What the form of a task saved, empty where it saved nothing."""
        return self.answers.get(task) or Saved(task)

    @property
    def tries(self) -> dict[str, int]:
        """How many answers to each task stood long enough in its form to be judged, as the page counted them."""
        return {task: saved.tries + 1 for task, saved in self.answers.items() if self.holds_answer(task)}

    def holds_answer(self, task: str) -> bool:
        """Tell whether the form of a task saved anything."""
        return any(
            bool(value.strip()) if isinstance(value, str) else value not in (None, [], {})
            for value in self.saved(task).values.values()
        )


def read_submission(folder: Path, assignment: Assignment) -> Submission:
    """Read what lies in a candidate's folder for a module; whatever is in it, this gives a submission."""
    empty = Submission(folder)
    try:
        return _read(empty, assignment)
    except Ungradable as why:
        return evolve(empty, state=NOT_GRADED, reasons=(str(why),), sha256=sha256_of(folder))
    except Exception:
        logging.getLogger(__name__).debug("reading %s", folder, exc_info=True)
        return evolve(empty, state=NOT_GRADED, reasons=("The file could not be read.",), sha256=sha256_of(folder))


def _read(empty: Submission, assignment: Assignment) -> Submission:
    repairs: list[str] = []
    path = _notebook_in(empty.path, assignment, repairs)
    sent = read_notebook_file(path)
    if sent.fault:
        raise Ungradable(f"The file {sent.fault}.")
    notebook, mended = mend(sent, assignment)
    repairs += sent.repairs
    files = dict(work_files(empty.path, assignment, repairs))
    in_work, sha256 = answers_in_work(files, assignment, repairs), sha256_of(empty.path)
    try:
        answers, left = answers_arrived(empty.path, sent, notebook, assignment, in_work, sha256, repairs)
    except LeftBehind as why:
        noticed = (*repairs, *mended)
        return evolve(empty, state=NOT_GRADED, reasons=(str(why),), repairs=noticed, sha256=sha256, left_behind=True)
    for task, answer in answers.items():
        name = f"work/{task}.json"
        if saved_answer(files.get(name, b""), task) != answer:  # the notebook that is run reads it from there
            files[name] = as_json(answer)
    documents, lost = documents_arrived(files, sent, answers, assignment, repairs)
    files |= documents
    left |= lost
    found = evolve(
        empty, notebook=notebook, repairs=(*repairs, *mended), files=files, answers=answers, sha256=sha256, left=left
    )
    _mark_answered(found, assignment)
    return found


def _notebook_in(folder: Path, assignment: Assignment, repairs: list[str]) -> Path:
    """Find the notebook to grade: the one with the module's name, else the only one there is."""
    if folder.is_symlink() or folder.parent.is_symlink():
        raise Ungradable("The folder is a link to another place: only files that were sent can be graded.")
    found = notebooks(folder)
    for path in found:
        if path.name == assignment.file:
            if len(found) > 1:
                repairs.append(f"There was more than one notebook: only {assignment.file} counts.")
            return path
    if len(found) == 1:
        repairs.append("The notebook had been given another name, which does no harm.")
        return found[0]
    if found:
        raise Ungradable(f"There is more than one notebook, and none has the module's name ({assignment.file}).")
    raise Ungradable("There is no notebook in what was sent.")


def _mark_answered(submission: Submission, assignment: Assignment) -> None:
    """Add a line to the answer cells that a person marks and whose answer was given in the form.

    nbgrader gives an answer cell whose text is unchanged 0 with "No response."; a form's answer is not in it.
    """
    manual = {task.cell: task.id for task in assignment.tasks if task.manual is not None}
    for cell in submission.notebook.cells:
        task = manual.get(grade_id(cell))
        if task and submission.holds_answer(task):
            cell.source = cell.source.rstrip("\n") + ANSWERED


def sha256_of(folder: Path) -> str:
    """Return the content hash of what was sent, which is on its receipt too: the same files are known again by it."""
    return content_hash(_digests(folder))


def _digests(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        with suppress(OSError):  # what cannot be read is no part of what was graded
            if is_file(path):
                yield path.relative_to(folder).as_posix(), _digest(path)


def _digest(path: Path) -> bytes:
    size = path.stat().st_size
    if size > max(limits.NOTEBOOK_BYTES, limits.FILE_BYTES):  # never graded, and possibly without an end
        return str(size).encode()
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").digest()
