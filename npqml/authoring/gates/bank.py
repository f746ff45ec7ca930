"""Whether answers.toml has enough for each task, an entry for each named mistake, and speaks of what exists."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from npqml.authoring.answers import Answer, read_answers
from npqml.authoring.gates.rules import task_calls
from npqml.authoring.source import Source, read_source
from npqml.course.modules import Module
from npqml.course.sources import load_sources
from npqml.refusal import Refusal

LEAST = 3


def faults(module: Module) -> list[Refusal]:
    """List what is missing or mistaken in a module's bank of answers."""
    if not (module.answers.is_file() and module.learn_how_to.is_file()):
        return []
    source, answers = read_source(module.learn_how_to), read_answers(module.answers)
    checks, manual, practice = _checks(source), _manual(source), _practice(module)
    sources = load_sources(module.folder.parents[1])
    found = list(_entries(module, answers, checks | practice, manual))
    of_documents = _of_documents(module)
    found += _as_forms_give(module, answers, of_documents)
    for task, check in (checks | practice).items():
        found += _without_entry(module, task, check, answers)
    for task in practice:
        found += _enough(module, task, [one for one in answers if one.task == task], marked=False)
    for answer in answers:
        if answer.source and answer.source not in sources:
            found.append(
                Refusal(
                    module.answers,
                    answer.label,
                    found=f"source = {answer.source!r}",
                    expected="a key of course/sources.toml",
                    do="Mend it.",
                )
            )
    for task in checks:
        found += _enough(module, task, [one for one in answers if one.task == task], typed=task not in of_documents)
    for task in manual:
        samples = sum(one.task == task and one.kind == "text" for one in answers)
        if samples < LEAST:
            found.append(
                Refusal(
                    module.answers,
                    task,
                    found=f"{samples} sample answers",
                    expected=f'at least {LEAST} with kind = "text"',
                    do="Write strong, middling and weak ones.",
                )
            )
    return found


def _checks(source: Source) -> dict[str, str]:
    found: dict[str, str] = {}
    for cell in source.notebook.cells:
        task = cell.metadata.get("npqml", {}).get("check")
        if task:
            found[task] = found.get(task, "") + cell.source.rstrip() + "\n"
    return found


def _practice(module: Module) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in module.learn_about.values():
        found |= _checks(read_source(path))
    return found


def _manual(source: Source) -> set[str]:
    entries = [cell.metadata.get("npqml", {}) for cell in source.notebook.cells]
    return {entry["task"] for entry in entries if "task" in entry and "points" in entry}


def _entries(module: Module, answers: list[Answer], checks: dict[str, str], manual: set[str]) -> Iterator[Refusal]:
    for answer in answers:
        if answer.task not in checks and answer.task not in manual:
            yield Refusal(
                module.answers,
                answer.label,
                found="no such task in learn-how-to.md",
                expected=f"one of {', '.join([*checks, *sorted(manual)])}",
                do="Mend the id.",
            )
        elif answer.kind == "mistake" and not _is_named(answer, checks.get(answer.task, "")):
            yield Refusal(
                module.answers,
                answer.label,
                found=f"mistake = {answer.mistake!r}",
                expected="a mistake that a check of the task names",
                do="Mend the name, or add mistake(...) to the check.",
            )


TUPLES = {"nearest": 3, "comes_before": 4}
"""What names mistakes in tuples, and how long these are."""


def named_mistakes(check: str) -> list[str]:
    """The mistakes that a check can tell of: by `mistake("name", ...)`, `nearest(...)` and `comes_before(...)`."""
    found: dict[str, None] = {}
    for call in (node for node in ast.walk(ast.parse(check)) if isinstance(node, ast.Call)):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if name == "mistake":
            firsts = call.args[:1]
        elif name in TUPLES:
            tuples = [node.elts for node in ast.walk(call) if isinstance(node, ast.Tuple)]
            firsts = [elements[0] for elements in tuples if len(elements) == TUPLES[name]]
        else:
            continue
        found |= dict.fromkeys(
            first.value for first in firsts if isinstance(first, ast.Constant) and isinstance(first.value, str)
        )
    return list(found)


def _without_entry(module: Module, task: str, check: str, answers: list[Answer]) -> Iterator[Refusal]:
    """A refusal for each mistake of a task's checks that no entry of the bank makes: nobody has seen it told apart."""
    made = {one.mistake for one in answers if one.task == task}
    for name in named_mistakes(check):
        if name not in made:
            yield Refusal(
                module.answers,
                task,
                found=f"no answer that makes the mistake {name!r}",
                expected='an entry with kind = "mistake" for each mistake that a check names',
                do="Write it, or take the mistake out of the check.",
            )


def _is_named(answer: Answer, check: str) -> bool:
    """Tell whether something names this mistake: a check of the task, or, where it was adopted, the entry itself."""
    return (answer.adopted and bool(check)) or answer.mistake in named_mistakes(check)


def _of_documents(module: Module) -> set[str]:
    """The tasks of a module that ask for a document."""
    pages = (read_source(path) for path in (module.learn_how_to, *module.learn_about.values()))
    calls = (call for page in pages for cell in page.notebook.cells for call in task_calls(cell.source))
    return {call.id for call in calls if call.documents}


def _as_forms_give(module: Module, answers: list[Answer], of_documents: set[str]) -> Iterator[Refusal]:
    """A refusal for each entry that answers with a document in another way than by its form."""
    for answer in answers:
        if answer.task in of_documents and (answer.way == "line" or answer.typed):
            yield Refusal(
                module.answers, answer.label, found='way = "line"' if answer.way == "line" else "typed",
                expected="code alone: a document is answered in its form, and by no typed line",
                do="Say in code how it differs from the solution's document, and take the line out.",
            )  # fmt: skip


def _enough(
    module: Module, task: str, answers: list[Answer], *, marked: bool = True, typed: bool = True
) -> Iterator[Refusal]:
    least = LEAST if marked else 1  # practice is not marked: one right answer and one mistake show that it works
    right = [one for one in answers if one.kind in ("right", "odd")]
    mistakes = {one.mistake for one in answers if one.kind == "mistake"}
    if len(right) < least:
        yield Refusal(
            module.answers,
            task,
            found=f"{len(right)} right variants",
            expected=f"at least {least}",
            do="Add some.",
        )
    ways = {one.way for one in right}
    if marked and typed and len(ways) < 2:
        yield Refusal(
            module.answers,
            task,
            found="one way of answering only",
            expected='right answers given by way = "control" and by way = "line"',
            do="Add the other.",
        )
    if len(mistakes) < least:
        yield Refusal(
            module.answers,
            task,
            found=f"{len(mistakes)} named mistakes",
            expected=f"at least {least}",
            do="Add some.",
        )
