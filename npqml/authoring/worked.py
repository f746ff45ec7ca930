"""The worked solution of each task: an instructor's cell that gives it in words, run on a cohort's own numbers.

The cell stands behind the task's answer and checks, with `worked: 1a-t1` in its header, and ends in the text; where a
person marks, it ends in the marks of the solution's text instead (see `Marks`). It is in the source alone: no built
notebook has it. It is run with the solution's answers, in a namespace of its own.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypedDict

import attrs
from cattrs.preconf.json import make_converter

from npqml.authoring.cells import for_phase
from npqml.authoring.source import Source
from npqml.grading.checks import Cell
from npqml.grading.worked import Example, RowMark, Solved, Worked
from npqml.refusal import Refusal
from npqml_widgets.documents.field import Document
from npqml_widgets.documents.kinds import KINDS
from npqml_widgets.keeping.plain import from_plain, to_plain
from npqml_widgets.tasks.tasks import find

MINUS = re.compile(r"(?<![\w.)])-(?=\d)")


class Marks(TypedDict):
    """What the cell of a task that a person marks ends in.

    `marks` are those of the solution's text, by the rubric's rows, each with why. `facts` hold every number that the
    text may name, as numbers or in words, and `claims` say of each phrase in it whether it is true on this data.
    """

    marks: dict[str, tuple[float, str]]
    facts: list[Any]
    claims: dict[str, bool]


def is_worked(cell: Any) -> bool:
    """Tell whether a cell gives a worked solution."""
    return "worked" in cell.metadata.get("npqml", {})


def worked_code(source: Source, phase: str) -> dict[str, str]:
    """Return the code of each worked solution of a notebook, by the task's id."""
    cells = for_phase(source.notebook.cells, phase)
    return {str(cell.metadata["npqml"]["worked"]): cell.source for cell in cells if is_worked(cell)}


def work_out(
    codes: Mapping[str, str], cells: Iterable[Cell], solved: Mapping[str, Mapping[str, Any]], file: Path
) -> Worked:
    """Return the worked solutions of a module; `solved` holds by task the names as its solution left them.

    Raises Refusal, which names the source's `file`, where a cell does not run or gives no text.
    """
    solutions, examples, documents = {}, {}, {}
    for cell in (cell for cell in cells if cell.task in codes):  # `npqml check` names those that belong to no task
        if cell.manual:
            examples[cell.task] = example_of(codes[cell.task], cell.task, cell.answers, solved[cell.task], file)[0]
        else:
            solutions[cell.task] = lines_of(codes[cell.task], cell.task, solved[cell.task], file)
        if solved_documents := dict(_documents(cell.task, solved[cell.task], file)):
            documents[cell.task] = solved_documents
    return Worked(solutions, examples, documents)


def _documents(task: str, namespace: Mapping[str, Any], file: Path) -> Iterator[tuple[str, Solved]]:
    """Return the documents among a task's right answers, by label; raises Refusal for one that no file could hold."""
    for name, asked in find(task).fields.items():
        if not isinstance(asked, Document):
            continue
        try:
            plain = to_plain(namespace[name])
            from_plain(plain, asked.kind.load_model())
        except Exception as error:
            raise Refusal(
                file, f"{task}, solution", found=f"{name}, which is no {asked.kind.words} ({error})",
                expected="a document that its form could keep", do="Mend the solution.",
            ) from error  # fmt: skip
        yield asked.label, Solved(next(key for key, kind in KINDS.items() if kind == asked.kind), plain)


def lines_of(code: str, task: str, namespace: Mapping[str, Any], file: Path) -> tuple[str, ...]:
    """Return the lines that a worked solution gives, in a namespace that holds the solution's answers."""
    value = value_of(code, task, namespace, file)
    lines = [line.strip() for line in value.splitlines() if line.strip()] if isinstance(value, str) else []
    if not lines:
        raise _refused(file, task, f"{type(value).__name__} {value!r:.60}" if value else "no text")
    return tuple(MINUS.sub("−", line) for line in lines)


def example_of(
    code: str, task: str, answers: Iterable[str], namespace: Mapping[str, Any], file: Path
) -> tuple[Example, Marks]:
    """Return the solution of a task that a person marks as a marked example, and all that its cell says of it."""
    value = value_of(code, task, namespace, file)
    try:
        marks = make_converter(forbid_extra_keys=True).structure(value, Marks)
        written = (namespace[name] for name in answers if not attrs.has(type(namespace[name])))  # documents stand apart
        text = "\n\n".join(map(str, written))
        rows = [RowMark(row, float(mark), str(why)) for row, (mark, why) in marks["marks"].items()]
    except Exception as error:
        raise Refusal(
            file, f"{task}, worked solution", found=f"{type(value).__name__} {value!r:.60}",
            expected='{"marks": {"Evidence": (2, "why"), ...}, "facts": [...], "claims": {"the lowest": True, ...}}',
            do="Mend the cell.",
        ) from error  # fmt: skip
    return Example(text, tuple(rows)), marks


def value_of(code: str, task: str, namespace: Mapping[str, Any], file: Path) -> Any:
    """Return the value of the last line of a worked solution; raises Refusal where it has none or stops."""
    own = dict(namespace)
    try:
        *first, last = ast.parse(code).body or [ast.Pass()]
        if not isinstance(last, ast.Expr):
            raise _refused(file, task, "no value in its last line")
        exec(compile(ast.Module(first, []), f"worked: {task}", "exec"), own)  # noqa: S102 - the instructor's own cell
        return eval(compile(ast.Expression(last.value), f"worked: {task}", "eval"), own)  # noqa: S307
    except Refusal:
        raise
    except Exception as error:
        raise _refused(file, task, f"{type(error).__name__}: {error}") from error


def _refused(file: Path, task: str, found: str) -> Refusal:
    return Refusal(
        file, f"{task}, worked solution", found=found, expected="a cell that ends in a text, a line for each step",
        do="Mend the cell.",
    )  # fmt: skip
