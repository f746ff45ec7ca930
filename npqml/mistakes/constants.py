"""Answers that a line sets as they stand, whatever the data are, and whether they hold in other cohorts."""

from __future__ import annotations

import ast
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from attrs import evolve

from npqml.authoring.answers import Answer
from npqml.authoring.gates.trials import read_material, try_variant
from npqml.authoring.gates.variants import seeds
from npqml.course.cohort import Cohort, cohort_names, load_cohort
from npqml.course.modules import Module
from npqml.grading.code_names import BUILTINS, bound, loaded
from npqml.madeup.pupils import write_files
from npqml_widgets.answers.fields import Field
from npqml_widgets.tasks.tasks import find

LIBRARIES = frozenset(("np", "pd", "numpy", "pandas", "math"))
READERS = ("read_", "load", "open")  # what brings data in without any name of the page


def constants(code: str, answers: Iterable[str]) -> tuple[str, ...]:
    """Name the answers that a line sets without anything of its page: they are the same on any data.

    Of a line that only a notebook reads, such as one that begins with %, nothing is known: all are named.
    """
    try:
        statements = ast.parse(code).body
    except SyntaxError:
        return tuple(answers)
    made: set[str] = set()
    reckoned: set[str] = set()
    for statement in statements:
        text = ast.unparse(statement)
        own = bound(text) - (bound(text, top=True) if isinstance(statement, ast.Assign | ast.AugAssign) else set())
        of_page = loaded(text) - made - own - BUILTINS - LIBRARIES
        if of_page or loaded(text) & reckoned or any(word in text for word in READERS):
            reckoned |= bound(text)
        elif isinstance(statement, ast.Assign):
            reckoned -= bound(text, top=True)
        made |= bound(text)
    return tuple(name for name in answers if name in made - reckoned)


def fault_elsewhere(course: Path, module: Module, cohort: str, entry: Answer) -> str:
    """Return in words what is wrong with a choice typed in as it stands, in another cohort or variant; else empty.

    There it does not get its mark or its message, or its options are others: "a" may be another pupil. The module of
    the entry's own cohort has just been run.
    """
    material, own = evolve(read_material(module), bank=(entry,)), find(entry.task).fields
    for variant in _variants(course, cohort):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            faults = try_variant(material, variant, write_files(variant, folder / "data"), folder).faults
        other = find(entry.task).fields
        if variant.name == cohort and any(_options(own[name]) != _options(other[name]) for name in own):
            return f"options that mean something else in {variant.name}, seed {variant.seed}"
        for fault in faults:
            if fault.entry.startswith(entry.label):
                return f"{fault.found} in {variant.name}, seed {variant.seed}"
    return ""


def _options(field: Field) -> dict[str, str]:
    """Return the rows and options of a choice but for the numbers in their words, which are each cohort's own."""
    options: dict[str, str] = {**getattr(field, "rows", {}), **getattr(field, "options", {})}
    return {key: re.sub(r"[\d.,%+−-]+", "", words) for key, words in options.items()}


def _variants(course: Path, cohort: str) -> Iterable[Cohort]:
    own = load_cohort(course, cohort)
    yield own.with_seed(seeds(own, 1)[-1])
    yield from (load_cohort(course, name) for name in cohort_names(course) if name != cohort)
