"""The design's rules for authors, read from the syntax tree of each cell."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

from attrs import define, field, frozen

from npqml.authoring.gates.cell_names import name_faults, overwritten
from npqml.authoring.source import Source
from npqml.grading.checks import GIVEN, hidden_lines
from npqml.grading.code_names import answers_reached, bound, loaded
from npqml.refusal import Refusal

SOLUTION, HIDDEN, END_HIDDEN = "### BEGIN SOLUTION", "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"


@frozen
class TaskCall:
    """One call of `task(...)` in an author's cell; `documents` are those of its answers that are documents."""

    id: str
    criterion: str
    answers: tuple[str, ...]
    hints: int
    documents: tuple[str, ...] = ()


@define
class Reading:
    """What has been seen of a notebook so far, cell by cell."""

    source: Source
    tasks: dict[str, TaskCall] = field(factory=dict)
    answered: dict[str, tuple[str, ...]] = field(factory=dict)
    checks: dict[tuple[str, str], int] = field(factory=dict)
    found: list[Refusal] = field(factory=list)

    def refuse(self, entry: str, found: str, expected: str, do: str) -> None:
        """Note one broken rule."""
        self.found.append(Refusal(self.source.path, entry, found=found, expected=expected, do=do))


def task_calls(code: str) -> list[TaskCall]:
    """List the calls of `task(...)` in a cell; an empty list where the cell cannot be read as Python."""
    return [_task_call(node) for node in _calls(code, "task")]


def _task_call(node: ast.Call) -> TaskCall:
    named = {one.arg: one.value for one in node.keywords if one.arg}
    hints = named.pop("hints", None)
    criterion = named.pop("criterion", None)
    return TaskCall(
        _text(node.args[0]) if node.args else "", _text(criterion), tuple(named),
        len(hints.elts) if isinstance(hints, ast.List | ast.Tuple) else 0,
        tuple(name for name, value in named.items() if _is_document(value)),
    )  # fmt: skip


def _is_document(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "document"


def _text(node: ast.AST | None) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ""


def _calls(code: str, name: str) -> list[ast.Call]:
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return []
    return [
        node for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    ]  # fmt: skip


def faults(source: Source) -> list[Refusal]:
    """List where a notebook breaks the rules for authors."""
    reading = Reading(source)
    for cell in source.notebook.cells:
        if cell.cell_type == "code":
            _code_cell(reading, cell)
        elif SOLUTION in cell.source or HIDDEN in cell.source:
            reading.refuse("a Markdown cell", "a solution marker", "markers in code cells only", "Move it.")
    reading.found += [*name_faults(source), *overwritten(source)]
    reading.found += list(_task_faults(reading))
    return reading.found


def _code_cell(reading: Reading, cell: Any) -> None:
    entry, code = cell.metadata.get("npqml", {}), cell.source
    place = entry.get("task") or entry.get("check") or f"the cell {code.strip().splitlines()[0][:50]!r}"
    try:
        ast.parse(code)
    except SyntaxError as error:
        reading.refuse(place, f"code that is not Python ({error.msg}, line {error.lineno})", "Python", "Mend it.")
        return
    for call in task_calls(code):
        if call.id in reading.tasks:
            reading.refuse(call.id, "a second task of this id", "one", "Give it an id of its own.")
        reading.tasks[call.id] = call
    if "task" in entry:
        _answer_cell(reading, entry, code)
    elif "check" in entry:
        _check_cell(reading, entry, code)
    elif SOLUTION in code or HIDDEN in code:
        reading.refuse(
            place,
            "a solution marker in an author's cell",
            "markers only where npqml names a task or check",
            "Add the cell's npqml entry.",
        )
    if re.search(r"\bplt\.show\(|\.show\(\)", code):
        reading.refuse(
            place,
            "a chart shown without text",
            "figure(chart, sentence=..., caption=...)",
            "Show it through figure().",
        )


def _answer_cell(reading: Reading, entry: dict[str, Any], code: str) -> None:
    task, names = str(entry["task"]), tuple(entry["answers"])
    reading.answered[task] = names
    asked = [_text(call.args[0]) for call in _calls(code, "answer") if call.args]
    if asked != [task]:
        reading.refuse(task, f"answer({', '.join(asked)})", f'{", ".join(names)} = answer("{task}")', "Mend the cell.")
    if names_set(code.split(SOLUTION)[0]) != set(names):
        reading.refuse(
            task,
            f"the names {sorted(names_set(code.split(SOLUTION)[0]))} before the solution",
            f"{sorted(names)}, as its answers declare",
            "Make them agree.",
        )
    released_as_it_is = reading.source.header.kind != "learn-how-to"
    if not released_as_it_is and SOLUTION not in code:
        reading.refuse(task, "no solution", f"{SOLUTION} ... ### END SOLUTION", "Write the answer once, in the cell.")
    if released_as_it_is and SOLUTION in code:
        reading.refuse(
            task,
            "a solution in a self-study notebook",
            "none: it is not cleared by a release",
            "Take it out.",
        )
    private = sorted(name for name in loaded(code) | names_set(code) if name.startswith("_"))
    if private:
        reading.refuse(
            task,
            f"the name {private[0]} in a solution",
            "names without a leading underscore: those are the checks' own",
            "Rename it.",
        )


def names_set(code: str) -> set[str]:
    """Name what a piece of code binds at its top level."""
    return bound(code, top=True)


def _check_cell(reading: Reading, entry: dict[str, Any], code: str) -> None:
    task, part = str(entry["check"]), str(entry.get("part", ""))
    place = f"{task}, check {part}".rstrip(", ") if part else f"{task}, check"
    reading.checks[task, part] = reading.checks.get((task, part), 0) + 1
    if reading.checks[task, part] > 1:
        reading.refuse(
            place,
            "two checks of one task without a part",
            'part: a, part: b and check("...", part="a")',
            "Name the parts.",
        )
    asked = [(_text(c.args[0]), _part(c)) for c in _calls(code, "check") if c.args]
    if asked != [(task, part)]:
        reading.refuse(
            place,
            f"check{asked}",
            f"one with check({task!r}{f', part={part!r}' if part else ''})",
            "Make the cell and its npqml entry agree.",
        )
    for found, expected in _hidden_faults(code):
        reading.refuse(place, found, expected, "Move what is not hidden above it, and keep one hidden part.")
    for name in _documents_hidden(reading, task, code):
        reading.refuse(
            place, f"a hidden test that reads the document {name}", "a check of a document that candidates see whole",
            "Let it stand above the hidden part: no document is sealed, so the page could not say what marking says.",
        )  # fmt: skip
    for found, expected in _check_faults(ast.parse(code), set(reading.answered.get(task, ()))):
        reading.refuse(place, found, expected, "Mend the check.")


def _documents_hidden(reading: Reading, task: str, code: str) -> tuple[str, ...]:
    """Return the documents of a task on which the hidden part of one of its checks hangs."""
    documents = reading.tasks[task].documents if task in reading.tasks else ()
    lines = hidden_lines(code)
    return answers_reached(code, lines, documents) if documents and lines else ()


def _hidden_faults(code: str) -> Iterator[tuple[str, str]]:
    """Return what is wrong with a check's hidden part, which a release settles by what it knows of answers."""
    if HIDDEN not in code:
        return
    if code.count(HIDDEN) > 1:
        yield "two hidden parts", "one, at the end of the check"
    if code.rstrip().splitlines()[-1].strip() != END_HIDDEN:
        yield "a hidden part with lines below it", "the hidden part at the end of the check"
    if not GIVEN.search(code):
        yield "a hidden part in a check without a name for what was given", "with check(...) as _given:"


def _check_faults(tree: ast.AST, answers: set[str]) -> Iterator[tuple[str, str]]:
    """Return what is wrong with a check: what was found and what was expected; `answers` are those of its task."""
    own = {
        name.id for node in ast.walk(tree) if isinstance(node, ast.comprehension)
        for name in ast.walk(node.target) if isinstance(name, ast.Name)
    }  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and node.msg is None:
            yield (
                f"a bare assert on line {node.lineno}",
                "a message that says what was seen and where to look",
            )
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield f"an import on line {node.lineno}", "names that author cells above have imported"
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and not node.id.startswith("_"):
            if node.id in own:  # lives only inside its comprehension
                continue
            yield f"the name {node.id} bound on line {node.lineno}", "names that start with an underscore"
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in answers:
            yield f"{node.value.id}.{node.attr}", f"_given.{node.value.id}, or charts.facts() for a chart"
        elif isinstance(node, ast.Compare) and any(isinstance(op, ast.Is | ast.IsNot) for op in node.ops):
            if not any(isinstance(side, ast.Constant) and side.value is None for side in node.comparators):
                yield f"a comparison by identity on line {node.lineno}", "a comparison of values"


def _part(call: ast.Call) -> str:
    named = {one.arg: _text(one.value) for one in call.keywords}
    return named.get("part", _text(call.args[1]) if len(call.args) > 1 else "")


def _task_faults(reading: Reading) -> Iterator[Refusal]:
    header, path = reading.source.header, reading.source.path
    prefix = f"{header.id or header.module}-{'q' if header.kind == 'learn-about' else 't'}"
    numbered = header.kind != "assessment"  # there each document has a name of its own
    for key, call in reading.tasks.items():
        names = reading.answered.get(key)
        if numbered and not re.fullmatch(re.escape(prefix) + r"\d+", key):
            yield Refusal(path, key, found="this id", expected=f"{prefix}1, {prefix}2 ...", do="Rename the task.")
        if names is None:
            yield Refusal(
                path,
                key,
                found="no cell for the candidate's answer",
                expected=f"a cell with npqml: {{task: {key}, answers: [...]}}",
                do="Add it.",
            )
        elif set(names) != set(call.answers):
            yield Refusal(
                path,
                key,
                found=f"answers {sorted(names)}",
                expected=f"{sorted(call.answers)}, as task(...) names them",
                do="Make them agree.",
            )
        if call.hints < 1:
            yield Refusal(
                path,
                key,
                found="no hint",
                expected="hints in steps: where to look, the method, an example",
                do="Add hints=[...].",
            )
    for key in [*reading.answered, *(task for task, _ in reading.checks)]:
        if key not in reading.tasks:
            yield Refusal(
                path,
                key,
                found="no task(...) of this id",
                expected=f'task("{key}", criterion=..., ...) above it',
                do="Add it.",
            )
