"""Which documents have arrived with a notebook: of each that stands for an answer, the very state that was handed in.

A document lies in the folder `work`, and the notebook carries a copy. Nothing of it is loaded here: it stays bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from npqml.grading.assignment import Assignment
from npqml.grading.submission.work_files import copies_of
from npqml_widgets.handin.carried_answers import documents_carried
from npqml_widgets.handin.saved_notebook import SavedNotebook
from npqml_widgets.keeping.answers import Saved
from npqml_widgets.keeping.documents import name_of, named_in
from npqml_widgets.keeping.readjson import read_json

LOST = "The document of {} did not come along: it is kept in {}. Ask for the packed file (Check and pack)."
FROM_NOTEBOOK = "The document of {} did not come along as a file: it was taken from the notebook itself."
ANOTHER_STATE = "The document of {} is not in the state that its task shows: the file that came counts."


def documents_arrived(
    files: Mapping[str, bytes],
    sent: SavedNotebook,
    answers: Mapping[str, Saved],
    assignment: Assignment,
    repairs: list[str],
) -> tuple[dict[str, bytes], frozenset[str]]:
    """Return the documents to grade, as files by their path, and the tasks of which one did not come along.

    What was taken from where is said in `repairs`.
    """
    carried = documents_carried(sent)
    found: dict[str, bytes] = {}
    lost: set[str] = set()
    for task in assignment.tasks:
        for name, answer in _documents(task.id, task.answers, answers.get(task.id)):
            path = f"work/{name}.json"
            there = [files[file] for file in copies_of(name, files)]
            every = [*there, *carried.get(name, ())]
            right = next((content for content in every if _is_state(content, answer)), None)
            if not every:
                lost.add(task.id)
                repairs.append(LOST.format(task.short, path))
                continue
            found[path] = every[0] if right is None else right
            if right is None and there:
                repairs.append(ANOTHER_STATE.format(task.short))
            elif found[path] not in there:
                repairs.append(FROM_NOTEBOOK.format(task.short))
    return found, frozenset(lost)


def _documents(task: str, names: tuple[str, ...], saved: Saved | None) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Return the documents that stand for answers of a task, by their names, each with what stands for it."""
    given = saved.values if saved else {}
    for answer in names:
        if named_in(given.get(answer)) == name_of(task, answer):
            yield name_of(task, answer), given[answer]


def _is_state(content: bytes, answer: Mapping[str, Any]) -> bool:
    try:
        file = read_json(content)
        return bool((file["revision"], file["saved"]) == (answer["revision"], answer["saved"]))
    except (ValueError, KeyError, TypeError, RecursionError):  # a stranger's bytes
        return False
