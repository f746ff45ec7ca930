"""Which answers have arrived with a notebook, and from where: what did not come along is never taken for a blank.

Answers lie in the folder `work`; the notebook carries a copy of each, and lines that were typed. A blank is only
believed where something says that it is one: the folder, the notebook's own copy, a receipt.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from npqml.grading.assignment import Assignment, Task, grade_id
from npqml.grading.submission.ungradable import LeftBehind
from npqml.grading.submission.work_files import TIME, time_in
from npqml_widgets.handin.carried_answers import ASKED, answers_carried, is_later, tasks_answered
from npqml_widgets.handin.files import is_file
from npqml_widgets.handin.receipt import RECEIPT, parse
from npqml_widgets.handin.saved_notebook import SavedNotebook
from npqml_widgets.keeping.answers import Saved
from npqml_widgets.keeping.files import Damaged, Newer
from npqml_widgets.tasks.notebook import typed_names

LEFT_BEHIND = (
    "The answers did not come along: they are kept in the folder work. Ask for the packed file (Check and pack)."
)
PARTLY_LEFT = (
    "The {} did not come along, though the notebook shows that there was one: it is kept in the folder work. "
    "Ask for the packed file (Check and pack)."
)
ONLY_TYPED = (
    "The folder work did not come along: only what was typed in the cells counts. The other tasks wait, since "
    "their answers may have been left behind. Whoever answered in the forms sends the packed file (Check and pack)."
)
FROM_NOTEBOOK = (
    "The folder work did not come along: the answers of {} were taken from the notebook itself. Changes made after it "
    "was opened again, and before Start was pressed again, may be missing: the packed file (Check and pack) has them."
)
ALL_BLANK = "The folder work did not come along. By the notebook itself, no task was answered in its form."


def answers_arrived(
    folder: Path,
    sent: SavedNotebook,
    notebook: Any,
    assignment: Assignment,
    in_work: Mapping[str, Saved],
    sha256: str,
    repairs: list[str],
) -> tuple[dict[str, Saved], frozenset[str]]:
    """Return the answers to grade, by task: those in `work`, and the notebook's own copy where there is a later one.

    With them come the tasks whose answer may have been left behind, where only typed lines came. What was taken from
    where is said in `repairs`. Raises LeftBehind where nothing says what was answered.
    """
    asked = {task.id: task for task in assignment.tasks}
    copies = {task: answer for task, answer in answers_carried(sent).items() if task in asked}
    taken = {
        task: answer
        for task, answer in copies.items()
        if (is_later(answer, in_work[task]) if task in in_work else answer.values)
    }
    work = folder / "work"
    has_work = work.is_dir() and not work.is_symlink()
    typed = _typed(notebook, assignment)
    left: frozenset[str] = frozenset()
    if not _is_whole(folder, sha256):
        _refuse_left_behind(folder, sent, asked, {*in_work, *copies, *typed}, has_work=has_work)
        if not has_work and not copies and typed:
            repairs.append(ONLY_TYPED)
            left = frozenset() if _by_exchange(folder) else frozenset(asked) - typed
    if not has_work and copies:
        number = f"{len(taken)} task{'' if len(taken) == 1 else 's'}"
        repairs.append(FROM_NOTEBOOK.format(number) if taken else ALL_BLANK)
    else:
        repairs += [_taken(asked[task], late=task in in_work) for task in asked if task in taken]
    return {**in_work, **taken}, left


def _taken(task: Task, *, late: bool) -> str:
    if late:
        return f"The notebook holds a later answer to {task.short} than the folder work: the later one counts."
    return f"The saved answer of {task.short} did not come along: it was taken from the notebook itself."


def _refuse_left_behind(
    folder: Path, sent: SavedNotebook, asked: Mapping[str, Task], there: set[str], *, has_work: bool
) -> None:
    """Raise LeftBehind where an answer was left behind, or nothing says whether there was one."""
    shown = tasks_answered(sent)
    lost = [asked[task] for task in asked if task in shown and task not in there]
    if lost and has_work:
        tasks = [task.short for task in lost]
        names = f"{', '.join(tasks[:-1])} and {tasks[-1]}" if tasks[1:] else tasks[0]
        raise LeftBehind(PARTLY_LEFT.format(f"answer of {names}" if len(tasks) == 1 else f"answers of {names}"))
    if lost or not (has_work or there or _by_exchange(folder)):
        raise LeftBehind(LEFT_BEHIND)


def _is_whole(folder: Path, sha256: str) -> bool:
    """Tell whether a receipt says that these are all the files that were packed."""
    path = folder / RECEIPT
    with suppress(OSError, Damaged, Newer):
        return is_file(path) and parse(path.read_bytes()).sha256 == sha256
    return False


def _by_exchange(folder: Path) -> bool:
    """Tell whether nbgrader's exchange brought the files: it takes the whole folder along."""
    path = folder / TIME
    with suppress(OSError):
        return is_file(path) and path.stat().st_size < 100 and time_in(path.read_bytes()) is not None
    return False


def _typed(notebook: Any, assignment: Assignment) -> set[str]:
    """Return the tasks in whose cells a line was typed, whether or not it is Python."""
    cells = {grade_id(cell): cell.source for cell in notebook.cells}
    own = [task for task in assignment.tasks if cells[task.cell] != assignment.originals[task.cell].source]
    return {task.id for task in own if _sets_answer(cells[task.cell], task)}


def _sets_answer(source: str, task: Task) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source)
            whole = source if task.id in ASKED.findall(source) else f'answer("{task.id}")\n{source}'
            return bool(typed_names(whole, task.id) & set(task.answers))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return True
