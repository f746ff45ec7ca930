"""Whether every marked task has a worked solution, in its place, that comes to the number of the solution."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Any

from npqml.authoring.cells import for_phase
from npqml.authoring.source import Source
from npqml.authoring.worked import is_worked, lines_of
from npqml.course.modules import Module
from npqml.grading.code_names import bound, loaded
from npqml.refusal import Refusal
from npqml_widgets.answers.by_row import ChoiceByRow
from npqml_widgets.answers.comparing import folded, same_number
from npqml_widgets.answers.fields import Choice, Choices, Field, Number, Order
from npqml_widgets.answers.ranges import NumberRange
from npqml_widgets.charts.facts import facts
from npqml_widgets.charts.field import Chart

PHASES = ("primary", "secondary", "special")
NUMBER = re.compile(r"[−-]?\d+(?:,\d{3})*(?:\.\d+)?")
WHOLE = 0.5
"""A number that is asked for without decimals may be rounded to a whole one."""


def faults(source: Source) -> Iterator[Refusal]:
    """Return a refusal for each marked task without a worked solution, and each one out of its place."""
    if source.header.kind != "learn-how-to":
        return
    for phase in PHASES:
        yield from _faults_of_phase(source, phase)
    for cell in filter(is_worked, source.notebook.cells):
        yield from _faults_of_cell(source, cell)


def _faults_of_phase(source: Source, phase: str) -> Iterator[Refusal]:
    """Return what is missing, comes twice or stands in the wrong place among the cells of a phase."""
    asked, there, before = "", set[str](), True
    wanted: dict[str, None] = {}
    for cell in _cells_for(source, phase):
        entry = cell.metadata.get("npqml", {})
        if "task" in entry:
            asked, before = str(entry["task"]), True
            if "points" in entry:
                wanted[asked] = None
        elif "check" in entry:
            wanted[str(entry["check"])] = None
        elif "worked" in entry:
            task = str(entry["worked"])
            if task != asked or not before:
                yield _refused(
                    source, task, "a cell out of its place", "a place right behind the task's answer and checks",
                    "Move it.",
                )  # fmt: skip
            if task in there:
                yield _refused(source, task, f"two for one task ({phase})", "one", "Take one out.")
            there.add(task)
        else:
            before = False
    for task in wanted:
        if task not in there:
            yield _refused(
                source, task, f"none ({phase})", f"a code cell with npqml: {{worked: {task}}} behind its checks",
                "Write the solution in words, with the numbers of the data: feedback shows it once the task is marked.",
            )  # fmt: skip


def _cells_for(source: Source, phase: str) -> Iterator[Any]:
    return (cell for cell in for_phase(source.notebook.cells, phase) if cell.cell_type == "code")


def _faults_of_cell(source: Source, cell: Any) -> Iterator[Refusal]:
    task = str(cell.metadata["npqml"]["worked"])
    if "### BEGIN" in cell.source:
        yield _refused(source, task, "a solution marker", "none: the whole cell is left out", "Take it out.")
    own = bound(cell.source)
    comprehended = {
        name.id for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.comprehension)
        for name in ast.walk(node.target) if isinstance(name, ast.Name)
    }  # fmt: skip
    for name in sorted(name for name in own - comprehended if not name.startswith("_")):
        yield _refused(source, task, f"the name {name} bound", "names that start with an underscore", "Rename it.")
    for other in source.notebook.cells:
        if other is cell or other.cell_type != "code":
            continue
        for name in sorted(bound(cell.source, top=True) & loaded(other.source) - bound(other.source)):
            yield _refused(
                source, task, f"the name {name} bound here and read in another cell",
                "names of its own: no released notebook has this cell", "Give the name another word.",
            )  # fmt: skip


def faults_on_data(
    module: Module, codes: Mapping[str, str], solved: Mapping[str, Mapping[str, Any]],
    fields: Mapping[str, Mapping[str, Field]], label: str,
) -> Iterator[Refusal]:  # fmt: skip
    """Return a refusal for each worked solution that stops on this data, or does not come to the solution's answer.

    `solved` are the names as they are behind each task's solution, `fields` what the task asks for.
    """
    for task, code in codes.items():
        if task not in solved:
            continue  # `npqml check` names the task that there is not
        try:
            said = "\n".join(lines_of(code, task, solved[task], module.learn_how_to))
        except Refusal as why:
            yield Refusal(why.file, f"{why.entry} ({label})", found=why.found, expected=why.expected, do=why.do)
            continue
        for name, field in fields[task].items():
            missing = missing_in(said, field, solved[task].get(name))
            if missing:
                yield Refusal(
                    module.learn_how_to, f"{task}, worked solution ({label})", found=f"no {missing} in {said!r:.300}",
                    expected=f"the solution's {name}", do="Mend the cell, or the solution.",
                )  # fmt: skip


def missing_in(said: str, field: Field, answer: Any) -> str:
    """Return what of a solution's answer a worked solution does not say; an empty text where it says it all."""
    if isinstance(field, Number):
        numbers = [float(found.replace("−", "-").replace(",", "")) for found in NUMBER.findall(said)]
        within = WHOLE * 10.0 ** -(field.decimals or 0) if field.decimals or not float(answer).is_integer() else 0.0
        return "" if any(same_number(one, answer, within) for one in numbers) else field.said(float(answer))
    if isinstance(field, NumberRange | ChoiceByRow) and (value := field.read(answer).value) is None:
        return "answer that can be read"
    if isinstance(field, NumberRange):
        lost = (missing_in(said, asked, value[name]) for name, asked in field.numbers.items())
        return next((words for words in lost if words), "")
    if isinstance(field, Chart):
        wanted = [facts(answer)["title"]]
    elif isinstance(field, Choice):
        wanted = [field.options[answer]]
    elif isinstance(field, Choices | Order):
        wanted = [field.options[key] for key in answer]
    elif isinstance(field, ChoiceByRow):
        return _row_missing_in(folded(said), field, value)
    else:
        return ""
    return next((words for words in wanted if folded(words) not in folded(said)), "")


def _row_missing_in(said: str, field: ChoiceByRow, value: Mapping[str, str]) -> str:
    """Return the first row behind which a folded text does not name the option that is right for it."""
    starts = {row: said.find(folded(words)) for row, words in field.rows.items()}
    for row, start in starts.items():
        end = min((other for other in starts.values() if other > start), default=len(said))
        if start < 0 or folded(field.options[value[row]]) not in said[start + len(folded(field.rows[row])) : end]:
            return f"{field.rows[row]}: {field.options[value[row]]}"
    return ""


def _refused(source: Source, task: str, found: str, expected: str, do: str) -> Refusal:
    return Refusal(source.path, f"{task}, worked solution", found=found, expected=expected, do=do)
