"""What must hold of the assessment's notebooks, the cases and the self-check questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from npqml.authoring.assessment import FOLDER, read_assessment
from npqml.authoring.gates import rules, wording
from npqml.course.framework import load_framework
from npqml.course.modules import Module
from npqml.course.sources import load_sources
from npqml.refusal import Refusal, Refusals
from npqml_widgets.documents.quiz import Questions, load_questions
from npqml_widgets.documents.scenario.load import load_case
from npqml_widgets.documents.scenario.model import Case
from npqml_widgets.keeping.authored import Fault, Refused


def faults(course: Path) -> list[Refusal]:
    """List what is wrong with the notebooks of the assessment and with the cases."""
    found: list[Refusal] = []
    criteria = {criterion.id for criterion in load_framework(course).criteria}
    for path in sorted((course / FOLDER).glob("*.md")):
        found += _notebook(course, path, criteria)
    for path in sorted((course / "cases").glob("*.toml")):
        found += _authored(course, path, load_case)
    return found


def question_faults(course: Path, module: Module) -> list[Refusal]:
    """List what is wrong with a module's self-check questions; a module need not have any."""
    path = module.folder / "questions.toml"
    if not path.is_file():
        return []
    found = _authored(course, path, load_questions)
    if not found:
        criteria = load_framework(course).criteria
        known = {one.id for one in criteria}
        without = {""} if all(module.id not in one.modules for one in criteria) else set[str]()
        found += _of_another(path, module, known | without)
    return found


def _notebook(course: Path, path: Path, criteria: set[str]) -> list[Refusal]:
    try:
        source = read_assessment(path, criteria)
    except Refusal as refusal:
        return [refusal]
    except Refusals as several:
        return list(several.refusals)
    return rules.faults(source) + wording.faults(course, source)


def _authored(course: Path, path: Path, load: Callable[[Path], Case | Questions]) -> list[Refusal]:
    """Load a file, which runs its own gates, and hold what it cites against the course's sources."""
    try:
        loaded = load(path)
    except Refused as refused:
        return [_as_refusal(path, reason) for reason in refused.reasons]
    known = load_sources(course)
    return [
        Refusal(
            path, f"sources, {key}", found="no such key in course/sources.toml", expected="a key that is there",
            do="Mend it, or add the source.",
        )
        for key in loaded.sources
        if key not in known
    ]  # fmt: skip


def _as_refusal(path: Path, reason: str) -> Refusal:
    """A fault that a document has found in its own file, as a refusal."""
    if isinstance(reason, Fault):
        return Refusal(path, reason.entry, found=reason.found, expected=reason.expected, do=reason.do)
    return Refusal(path, "", found=reason.rstrip("."), expected="none of it", do="Mend the file.")


def _of_another(path: Path, module: Module, known: set[str]) -> Iterator[Refusal]:
    for one in load_questions(path).question:
        entry = f"question {one.id}"
        if one.module != module.id:
            yield Refusal(
                path, entry, found=f"a question of {one.module}", expected=f"an id that starts with {module.id}-",
                do="Mend the id, or move the question.",
            )  # fmt: skip
        if one.criterion not in known:
            yield Refusal(
                path, f"{entry}, criterion", found=one.criterion or "none", expected="a criterion of the framework",
                do="The ids are in course/framework.toml.",
            )  # fmt: skip
