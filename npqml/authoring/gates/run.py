"""Running the gates: each gives the problems that it found, and none stops the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from npqml.authoring.gates import bank, coverage, documents, leaks, rules, trials, wording
from npqml.authoring.source import Source, read_source
from npqml.course.modules import Module, find_module, modules
from npqml.place import Place
from npqml.refusal import Refusal, Refusals


def check(
    place: Place,
    *,
    only: tuple[str, ...] = (),
    cohorts: tuple[str, ...] = (),
    variants: int = 5,
    progress: Callable[[str], None] = lambda step: None,
) -> list[Refusal]:
    """Run every gate on the course, or on some of its modules, and give the problems found.

    `variants` is how many further seeds each cohort is tried with.
    """
    found: list[Refusal] = []
    if not only:
        progress("framework and coverage")
        found += _safely(lambda: coverage.faults(place.course))
        progress("assessment and cases")
        found += _safely(lambda: documents.faults(place.course))
    for module in _chosen(place.course, only):
        progress(f"{module.id}: texts")
        found += _safely(partial(texts, place.course, module))
        for cohort in cohorts or coverage.cohort_names(place.course):
            progress(f"{module.id}: {cohort}")
            found += _safely(partial(trials.problems, place.course, module, cohort, variants))
            found += _safely(partial(leaks.faults, place, module, cohort))
    return found


def texts(course: Path, module: Module) -> list[Refusal]:
    """Run the gates that need no cohort: headers, cells, names, wording and the bank of answers."""
    found: list[Refusal] = []
    sources = list(read_all(module))
    found += coverage.header_faults(course, module, sources)
    for source in sources:
        found += rules.faults(source)
        found += wording.faults(course, source)
    found += bank.faults(module)
    found += documents.question_faults(course, module)
    return found


def read_all(module: Module) -> Iterator[Source]:
    """Read every notebook of a module, session plan included."""
    for path in (module.learn_how_to, *module.learn_about.values(), module.session):
        if path.is_file():
            yield read_source(path)


def _chosen(course: Path, only: tuple[str, ...]) -> list[Module]:
    return [find_module(course, one) for one in only] or list(modules(course).values())


def _safely(gate: Callable[[], list[Refusal]]) -> list[Refusal]:
    """Run a gate; a file that it cannot read at all is a problem like any other."""
    try:
        return gate()
    except Refusal as problem:
        return [problem]
    except Refusals as several:
        return list(several.refusals)
