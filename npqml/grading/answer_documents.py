"""The documents among a submission's answers: loaded by their models, outside the sandbox, from the bytes that came.

They are data, never code, and anybody's: what is too large, too deep, of another kind or of no document at all comes
out as Unloadable, which says why. What is kept of them beside the marks is what is printed of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from attrs import frozen

from npqml.grading.assignment import Assignment
from npqml.grading.cleaning.html import clean_document
from npqml.grading.time_limit import TooLong, time_limit
from npqml_widgets.documents.field import Document, Unloadable
from npqml_widgets.documents.shared.printing import to_fragment
from npqml_widgets.keeping.documents import name_of
from npqml_widgets.tasks.tasks import Task, find

NO_END = "The file with your document could not be loaded in time: it holds far more than a document does."
LEVEL = 4
"""Of the heading that a document has in feedback, where it stands under its task."""
LARGEST_PRINTED = 1_000_000  # bytes of a document's file; of a larger one nothing is printed
LONGEST = 300_000  # characters of a printed document that are kept: some hundred risks
TOO_LONG = "<p>Your document is longer than what is shown here. It was marked whole: it stands in your own file.</p>"


@frozen
class Given:
    """A document that was handed in, or Unloadable in its stead, the day on which it was saved, its file's bytes."""

    document: Any
    saved: date
    size: int = 0


def documents_given(assignment: Assignment, files: Mapping[str, bytes]) -> dict[str, dict[str, Given]]:
    """Return the documents that are answers, by task and name, from the files that came by their path.

    Every document that the module asks for is there: None where no file of it came. The module's own cells have run.
    """
    return {
        task.id: {name: _loaded(asked, files.get(f"work/{name_of(task.id, name)}.json")) for name, asked in documents}
        for task in assignment.tasks
        if (documents := list(_asked(find(task.id))))
    }


def with_documents(
    answers: Mapping[str, Mapping[str, Any]], given: Mapping[str, Mapping[str, Given]]
) -> dict[str, dict[str, Any]]:
    """Return answers, by task and name, in which each document is the one that came: no typed line stands for it."""
    loaded = {task: {name: one.document for name, one in those.items()} for task, those in given.items()}
    return {task: {**answers.get(task, {}), **loaded.get(task, {})} for task in {*answers, *loaded}}


def documents_printed(given: Mapping[str, Mapping[str, Given]]) -> dict[str, dict[str, str]]:
    """Return what is printed of each document, by task and label, as HTML that does no harm in a page of ours."""
    return {task: dict(_printed(find(task), those)) for task, those in given.items()}


def documents_alone(assignment: Assignment) -> frozenset[str]:
    """Return the tasks all of whose answers are documents: what is typed or stops in their cells is no matter."""
    return frozenset(
        task.id for task in assignment.tasks if len(list(_asked(find(task.id)))) == len(find(task.id).fields)
    )


def _asked(task: Task) -> Iterator[tuple[str, Document]]:
    return ((name, asked) for name, asked in task.fields.items() if isinstance(asked, Document))


def _loaded(asked: Document, content: bytes | None) -> Given:
    if content is None:
        return Given(None, date.today())
    try:
        with time_limit():
            return Given(*asked.load(content), len(content))
    except (TooLong, RecursionError, MemoryError):
        return Given(Unloadable(NO_END), date.today())


def _printed(task: Task, given: Mapping[str, Given]) -> Iterator[tuple[str, str]]:
    for name, asked in _asked(task):
        one = given[name]
        try:
            with time_limit():
                if one.size > LARGEST_PRINTED:
                    yield asked.label, TOO_LONG
                elif asked.read(one.document).state == "read":
                    html = to_fragment(asked.kind.load_page()(one.document, one.saved), LEVEL)
                    yield asked.label, (clean_document(html) if len(html) <= LONGEST else "") or TOO_LONG
        except (Exception, TooLong):  # a document that its model takes and its page cannot print
            yield asked.label, TOO_LONG
