"""One notebook for every "learn how to" and "learn about" of the framework, and none besides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from npqml.authoring.gates.rules import task_calls
from npqml.authoring.gates.unwritten import lines_left
from npqml.authoring.source import Source, read_source
from npqml.course.framework import load_framework
from npqml.course.modules import Module, modules
from npqml.refusal import Refusal


def coverage(course: Path) -> dict[str, dict[str, str | None]]:
    """Map each learn-how-to, learn-about and criterion to the path of its notebook, or to None while it is not written.

    Paths are relative to the course's root. A criterion is covered by the learn-how-to that practises it. A notebook
    with a place that is still to be written is not written yet.
    """
    framework, written = load_framework(course), modules(course)
    root = course.parent

    def path(found: Path | None) -> str | None:
        finished = found is not None and found.is_file() and not lines_left(found)
        return found.relative_to(root).as_posix() if found is not None and finished else None

    how_to = {
        one.id: path(written[one.id].learn_how_to if one.id in written else None) for one in framework.learn_how_to
    }
    about = {
        one.id: path(written[one.module].learn_about.get(one.id) if one.module in written else None)
        for one in framework.learn_about
    }
    criteria: dict[str, str | None] = {one.id: None for one in framework.criteria}
    for module in written.values():
        if module.learn_how_to.is_file():
            for criterion in practised(read_source(module.learn_how_to)):
                criteria[criterion] = criteria.get(criterion) or path(module.learn_how_to)
    return {"learn_how_to": how_to, "learn_about": about, "criteria": criteria}


def practised(source: Source) -> set[str]:
    """Name the criteria that a notebook's tasks practise; a task may have none."""
    calls = (call for cell in source.notebook.cells if cell.cell_type == "code" for call in task_calls(cell.source))
    return {call.criterion for call in calls if call.criterion}


def missing(found: dict[str, dict[str, Any]]) -> dict[str, list[str]]:
    """List the ids that have no notebook yet, by kind."""
    return {kind: [key for key, path in paths.items() if path is None] for kind, paths in found.items()}


def faults(course: Path) -> list[Refusal]:
    """Refuse a notebook that answers to nothing in the framework; what is not written yet is no fault."""
    framework = load_framework(course)
    how_to = {one.id for one in framework.learn_how_to}
    about = {one.id for one in framework.learn_about}
    found = []
    for module in modules(course).values():
        if module.id not in how_to:
            found.append(_stray(module.folder, module.id, "a learn-how-to of the framework"))
        for key, path in module.learn_about.items():
            if key not in about:
                found.append(_stray(path, key, "a learn-about of the framework"))
    return found


def _stray(path: Path, key: str, expected: str) -> Refusal:
    return Refusal(
        path,
        key,
        found="a notebook with an id that the framework does not have",
        expected=expected,
        do="Rename it or take it out.",
    )


def header_faults(course: Path, module: Module, sources: list[Source]) -> list[Refusal]:
    """Hold headers against the framework: module, id, and that tasks practise each criterion and each verb."""
    framework = load_framework(course)
    expected = {one.id for one in framework.criteria if module.id in one.modules}
    found = []
    for source in sources:
        header = source.header
        if header.module != module.id:
            found.append(Refusal(source.path, "header, module", found=header.module, expected=module.id, do="Mend it."))
        if header.kind == "learn-about" and module.learn_about.get(header.id) != source.path:
            found.append(
                Refusal(
                    source.path,
                    "header, id",
                    found=header.id or "nothing",
                    expected=f"{module.id}-{source.path.stem.split('-')[2]}",
                    do="Mend it or the file's name.",
                )
            )
        if header.kind == "learn-how-to":
            for what, criteria in (("header, criteria", set(header.criteria)), ("tasks", practised(source))):
                if criteria != expected:
                    found.append(
                        Refusal(
                            source.path,
                            what,
                            found=", ".join(sorted(criteria)) or "none",
                            expected=", ".join(sorted(expected)) or "none",
                            do="Each criterion is practised in the module that the framework gives it.",
                        )
                    )
            verbs = next((one.verbs for one in framework.learn_how_to if one.id == module.id), ())
            found += _verb_faults(source, verbs)
    for key in (one.id for one in framework.learn_about if one.module == module.id):
        if key not in module.learn_about:
            found.append(
                Refusal(
                    module.folder,
                    key,
                    found="no notebook",
                    expected=f"learn-about-{key.split('-')[1]}-<slug>.md",
                    do="Write it.",
                )
            )
    for path in (module.learn_how_to, module.session, module.answers):
        if not path.is_file():
            found.append(Refusal(module.folder, path.name, found="no such file", expected="it", do="Write it."))
    return found


def _verb_faults(source: Source, verbs: tuple[str, ...]) -> Iterator[Refusal]:
    """A refusal for each verb of the framework's text without a task, and for a verb or a task that is not there."""
    named, place = source.header.verbs, "header, verbs"
    there = {call.id for cell in source.notebook.cells if cell.cell_type == "code" for call in task_calls(cell.source)}
    for verb in verbs:
        if verb not in named:
            expected = f"{verb}: [a task that practises it]"
            yield Refusal(source.path, place, found=f"no task for {verb!r}", expected=expected, do="Name or write one.")
    for verb, tasks in named.items():
        if verb not in verbs:
            yield Refusal(
                source.path, place, found=repr(verb), expected=f"one of {', '.join(verbs) or 'none'}",
                do="Mend it: verbs stand in course/framework.toml.",
            )  # fmt: skip
        for task in (task for task in tasks if task not in there):
            expected = f"one of {', '.join(sorted(there))}"
            entry = f"{place}, {verb}"
            yield Refusal(source.path, entry, found=f"the task {task}", expected=expected, do="Mend the id.")
