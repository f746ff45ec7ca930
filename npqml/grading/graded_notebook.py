"""The graded notebook in nbgrader's own form: the candidate's cells, made harmless, and the verdict of each check."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from attrs import evolve, field, frozen

from npqml.grading.assignment import Assignment, grade_id
from npqml.grading.cleaning.outputs import clean_markdown, clean_source
from npqml.grading.job import Seen
from npqml.grading.judge import Judged, unnamed
from npqml.grading.typed_line import typed_line
from npqml_widgets.tasks.states import NO_ANSWER, TaskState
from npqml_widgets.tasks.verdicts import as_output

LONGEST = 2_000  # characters of any words that come out of a candidate's run
# Where a folder lies on the provider's computer is nobody's business.
PATH = re.compile(r"(?<![\w/.])(?:/[^\s/()'\",:;]+){2,}/?|\b[A-Za-z]:\\[^\s()'\",;]+")
ERRORS = {TaskState.NOT_TRIED: "NotTried", TaskState.NOT_YET: "NotYet"}


@frozen
class Ran:
    """What stage 1 gave, by the number of a cell in the notebook: outputs that have been made harmless, and errors."""

    outputs: dict[int, list[Any]] = field(factory=dict)
    errors: dict[int, str] = field(factory=dict)
    counts: dict[int, int] = field(factory=dict)


def words(value: Any) -> str:
    """Words from a candidate's run on one line, without the places of folders, and not too long."""
    text = value if isinstance(value, str) else ""
    return PATH.sub("…", " ".join(clean_source(text[: 2 * LONGEST]).split())[:LONGEST])


def seen_cells(assignment: Assignment, notebook: Any, ran: Ran, judged: Mapping[str, Judged]) -> dict[str, Seen]:
    """What each graded cell came to, by grade id."""
    tasks = {task.cell: task for task in assignment.tasks}
    found = {}
    for index, cell in enumerate(notebook.cells):
        name = grade_id(cell)
        if name in judged:
            verdict = judged[name].verdict
            found[name] = Seen(
                verdict.state, words(verdict.read_as), words(verdict.message), words(verdict.mistake),
                readings=tuple(map(words, verdict.readings)),
            )  # fmt: skip
        elif name:
            found[name] = Seen(error=words(ran.errors.get(index, "")))
        if name in tasks and (answers := unnamed([judged[check.grade_id] for check in tasks[name].checks])):
            line = typed_line(cell.source, tasks[name].answers)
            found[name] = evolve(found[name], answers=answers, line=line)
    return found


def graded_notebook(
    assignment: Assignment, notebook: Any, ran: Ran, judged: Mapping[str, Judged], shown: Mapping[str, list[Any]]
) -> str:
    """The graded notebook as text.

    `shown` are the outputs of the module's own prepared cells by grade id.
    """
    ours = {cell.source for cell in assignment.release.cells if cell.cell_type == "markdown"}
    cells = []
    for index, cell in enumerate(notebook.cells):
        name = grade_id(cell)
        made: dict[str, Any] = {
            "cell_type": cell.cell_type, "id": cell.id, "metadata": cell.metadata, "source": cell.source,
        }  # fmt: skip
        if cell.cell_type == "raw":  # nbconvert prints it as it stands
            made |= {"cell_type": "markdown", "source": clean_markdown(f"```\n{cell.source}\n```")}
        elif cell.cell_type == "markdown" and cell.source not in ours:
            made["source"] = clean_markdown(cell.source)
        elif cell.cell_type == "code":
            made |= {"execution_count": ran.counts.get(index), "outputs": ran.outputs.get(index, [])}
            if name in shown:
                made["outputs"] = shown[name]
            elif name in judged:
                made["outputs"] = _verdict_outputs(cell, judged[name])
        cells.append(made)
    whole = {"cells": cells, "metadata": assignment.release.metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True) + "\n"


def _verdict_outputs(cell: Any, judged: Judged) -> list[dict[str, Any]]:
    """What a check shows: its verdict, and the error that nbgrader's pages look for where marks were lost."""
    entry, verdict = cell.metadata["npqml"], judged.verdict
    bundle = as_output(entry["check"], str(entry.get("part", "")), verdict)
    outputs = [{"output_type": "display_data", "metadata": {}, "data": bundle}]
    if verdict.state != TaskState.RIGHT and judged.mark < judged.points:
        name = ERRORS.get(verdict.state, "CannotRead")
        said = verdict.message or NO_ANSWER
        outputs.append({"output_type": "error", "ename": name, "evalue": said, "traceback": [f"{name}: {said}"]})
    return outputs
