"""Whether what a person marks has its rubric on the page, and a marked example whose claims are true on the data."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from npqml.authoring.cells import for_phase
from npqml.authoring.gates.variants import FEWEST
from npqml.authoring.source import Source
from npqml.authoring.worked import Marks, example_of
from npqml.course.modules import Module
from npqml.grading.rubrics import Rubric, read_rubrics
from npqml.grading.worked import Example
from npqml.refusal import Refusal
from npqml_widgets.answers.fields import Field, Text, count_words

PHASES = ("primary", "secondary", "special")
NUMBER = re.compile(r"(?<![A-Za-z\d.])[−+-]?\d+(?:,\d{3})*(?:\.\d+)?(?![A-Za-z\d])")
SUPERLATIVES = re.compile(
    r"\b(?:lowest|highest|least|most|fewest|largest|smallest|weakest|strongest|worst|best)\b", re.IGNORECASE
)
TABLE = "| What counts | 0 marks | 1 mark | 2 marks |, a line of |---|, and a row for each thing that is looked for"


def faults(source: Source) -> Iterator[Refusal]:
    """Return a refusal for each task that a person marks whose rubric is missing, unreadable or of other marks."""
    if source.header.kind != "learn-how-to":
        return
    for phase in PHASES:
        cells = for_phase(source.notebook.cells, phase)
        entries = [cell.metadata.get("npqml", {}) for cell in cells]
        points = {str(entry["task"]): float(entry["points"]) for entry in entries if {"task", "points"} <= set(entry)}
        rubrics = read_rubrics(cells)
        written = [str(entry["rubric"]) for entry in entries if "rubric" in entry]
        for task in sorted({*points, *written}):
            found = _fault_of(task, written, rubrics.get(task), points.get(task))
            if found:
                yield Refusal(
                    source.path, f"{task}, rubric ({phase})", found=found[0], expected=found[1], do="Mend the page."
                )


def _fault_of(task: str, written: list[str], rubric: Rubric | None, points: float | None) -> tuple[str, str] | None:
    """Return what is wrong with the rubric of a task, and what was expected."""
    if points is None:
        return "no such task that a person marks", "the id of one"
    if written.count(task) != 1:
        return f"{written.count(task) or 'no'} rubric", f'one Markdown cell with {{"npqml": {{"rubric": "{task}"}}}}'
    if rubric is None:
        return "no table that can be read", TABLE
    if rubric.most != points:
        return f"rows for {rubric.most:g} marks", f"{points:g}, as the answer's cell says"
    return None


def faults_on_data(
    module: Module, codes: Mapping[str, str], solved: Mapping[str, Mapping[str, Any]],
    fields: Mapping[str, Mapping[str, Field]], rubrics: Mapping[str, Rubric], label: str,
) -> Iterator[Refusal]:  # fmt: skip
    """Return a refusal for all that is not true of the marked examples on this data."""
    for task in codes.keys() & solved.keys():
        try:
            example, marks = example_of(codes[task], task, fields[task], solved[task], module.learn_how_to)
        except Refusal as why:
            yield Refusal(why.file, f"{why.entry} ({label})", found=why.found, expected=why.expected, do=why.do)
            continue
        untrue = [*_of_other_length(fields[task], solved[task]), *_untrue(example, marks, rubrics.get(task))]
        for found, expected in untrue:
            yield Refusal(
                module.learn_how_to, f"{task}, marked example ({label})", found=found, expected=expected,
                do="Mend the solution's text, or write another where this is not true.",
            )  # fmt: skip


def unsaid(
    module: Module, codes: Mapping[str, str], solutions: Mapping[str, str], solved: Mapping[str, Mapping[str, Any]],
    fields: Mapping[str, Mapping[str, Field]],
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Return the claims that a marked example does not contain on this data, each by its task and number.

    Left out are those that stand in a string of the task's solution: some other data may need that wording.
    """
    for task in codes.keys() & solved.keys():
        try:
            example, marks = example_of(codes[task], task, fields[task], solved[task], module.learn_how_to)
        except Refusal:  # which `faults_on_data` names
            continue
        nodes = ast.walk(ast.parse(solutions[task]))
        texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        for number, claim in enumerate(marks["claims"], 1):
            if claim not in example.text and not any(claim in text for text in texts):
                yield f"{task}, worked solution, claim {number}", claim


def never_said(module: Module, variants: Sequence[Mapping[str, str]]) -> Iterator[Refusal]:
    """A refusal for each claim that the marked example of no variant contains: it looks after nothing.

    `variants` are what `unsaid` returned for each. In few of them a wording that only some data need may not come up.
    """
    if len(variants) < FEWEST:
        return
    first, *others = variants
    for place, claim in first.items():
        if all(place in other for other in others):
            yield Refusal(
                module.learn_how_to, place, found=f"“{claim}”, which the text has in no variant",
                expected="words of the solution's text", do="Write the claim as the text has it, or take it out.",
            )  # fmt: skip


def _of_other_length(fields: Mapping[str, Field], solved: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Return each box of the example that has too few or too many words; several boxes each have their own."""
    for name, field in fields.items():
        words = count_words(str(solved.get(name, "")))
        if isinstance(field, Text) and field.words and not field.words[0] <= words <= field.words[1]:
            yield f"{name}: {words} words", f"{field.words[0]} to {field.words[1]}"


def _untrue(example: Example, marks: Marks, rubric: Rubric | None) -> Iterator[tuple[str, str]]:
    if rubric is not None:
        yield from _marks_beside(example, rubric)
    known = list(_numbers(" ".join(map(str, marks["facts"]))))
    for said in NUMBER.findall(example.text):
        if not any(_same(said, fact) for fact in known):
            yield f"the number {said}", "one of the facts that its cell works out"
    for claim, true in marks["claims"].items():
        if claim in example.text and not true:
            yield f"“{claim}”, which is not so", "claims that are true on this data"
    rest = example.text
    for claim in sorted(marks["claims"], key=len, reverse=True):
        rest = rest.replace(claim, "")
    for said in SUPERLATIVES.findall(rest):
        yield f"“{said}”, of which no claim says whether it is true", "every superlative among the claims"


def _marks_beside(example: Example, rubric: Rubric) -> Iterator[tuple[str, str]]:
    rows, wanted = [one.row for one in example.marks], [row.name for row in rubric.rows]
    if rows != wanted:
        yield f"marks for {', '.join(rows)}", f"the rubric's rows: {', '.join(wanted)}"
    for one in example.marks:
        if one.mark not in rubric.marks:
            yield f"{one.mark:g} for {one.row}", f"one of {', '.join(f'{mark:g}' for mark in rubric.marks)}"
        if not one.why.strip():
            yield f"no reason for {one.row}", "why it gets its marks"


def _numbers(text: str) -> Iterator[float]:
    return (_value(found) for found in re.findall(r"[−+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?", text))


def _value(said: str) -> float:
    return float(said.replace("−", "-").replace(",", ""))


def _same(said: str, fact: float) -> bool:
    """Tell whether a number as it is said is this one, rounded as it is said; its sign may stand in words."""
    decimals = len(said.partition(".")[2])
    signed = said[0] in "−+-"
    value = _value(said)
    return abs((value if signed else abs(value)) - (fact if signed else abs(fact))) <= 0.5 * 10.0**-decimals + 1e-9
