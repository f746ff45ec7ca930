"""Whether answers.toml has enough for each task, and speaks of tasks, mistakes and sources that exist."""

from __future__ import annotations

from collections.abc import Iterator

from npqml.authoring.answers import Answer, read_answers
from npqml.authoring.source import Source, read_source
from npqml.course import Module
from npqml.problems import Problem
from npqml.sources import load_sources

LEAST = 3


def problems(module: Module) -> list[Problem]:
    """List what is missing or mistaken in a module's bank of answers."""
    if not (module.answers.is_file() and module.learn_how_to.is_file()):
        return []
    source, answers = read_source(module.learn_how_to), read_answers(module.answers)
    checks, manual = _checks(source), _manual(source)
    sources = load_sources(module.folder.parents[1])
    found = list(_entries(module, answers, checks, manual))
    for answer in answers:
        if answer.source and answer.source not in sources:
            found.append(Problem(module.answers, answer.label, found=f"source = {answer.source!r}", expected="a key of course/sources.toml", do="Mend it."))  # fmt: skip
    for task in checks:
        found += _enough(module, task, [one for one in answers if one.task == task])
    for task in manual:
        samples = sum(one.task == task and one.kind == "text" for one in answers)
        if samples < LEAST:
            found.append(Problem(module.answers, task, found=f"{samples} sample answers", expected=f"at least {LEAST} with kind = \"text\"", do="Write strong, middling and weak ones."))  # fmt: skip
    return found


def _checks(source: Source) -> dict[str, str]:
    found: dict[str, str] = {}
    for cell in source.notebook.cells:
        task = cell.metadata.get("npqml", {}).get("check")
        if task:
            found[task] = found.get(task, "") + cell.source
    return found


def _manual(source: Source) -> set[str]:
    entries = [cell.metadata.get("npqml", {}) for cell in source.notebook.cells]
    return {entry["task"] for entry in entries if "task" in entry and "points" in entry}


def _entries(module: Module, answers: list[Answer], checks: dict[str, str], manual: set[str]) -> Iterator[Problem]:
    for answer in answers:
        if answer.task not in checks and answer.task not in manual:
            yield Problem(module.answers, answer.label, found="no such task in learn-how-to.md", expected=f"one of {', '.join([*checks, *sorted(manual)])}", do="Mend the id.")  # fmt: skip
        elif answer.kind == "mistake" and f'"{answer.mistake}"' not in checks.get(answer.task, ""):
            yield Problem(module.answers, answer.label, found=f"mistake = {answer.mistake!r}", expected="a mistake that a check of the task names", do="Mend the name, or add mistake(...) to the check.")  # fmt: skip


def _enough(module: Module, task: str, answers: list[Answer]) -> Iterator[Problem]:
    right = [one for one in answers if one.kind in ("right", "odd")]
    mistakes = {one.mistake for one in answers if one.kind == "mistake"}
    if len(right) < LEAST:
        yield Problem(module.answers, task, found=f"{len(right)} right variants", expected=f"at least {LEAST}", do="Add some.")  # fmt: skip
    if not any(one.way == "line" for one in right) or not any(one.way == "control" for one in right):
        yield Problem(module.answers, task, found="one way of answering only", expected='right answers given by way = "control" and by way = "line"', do="Add the other.")  # fmt: skip
    if len(mistakes) < LEAST:
        yield Problem(module.answers, task, found=f"{len(mistakes)} named mistakes", expected=f"at least {LEAST}", do="Add some.")  # fmt: skip
