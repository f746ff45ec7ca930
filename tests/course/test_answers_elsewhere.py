"""No cell of a module prints the right number of a task: what stands in one place for every seed is no coincidence."""

from __future__ import annotations

import ast
import re
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from npqml.authoring.gates.trials import read_material
from npqml.authoring.gates.variants import seeds
from npqml.authoring.notebooks import notebook_for, write_source
from npqml.course.cohort import load_cohort
from npqml.course.modules import find_module
from npqml.grading.checks import Cell, cells_of
from npqml.madeup.pupils import write_files
from npqml_widgets.answers.fields import Number
from npqml_widgets.charts.figure import Shown
from npqml_widgets.charts.pictures import none_drawn
from npqml_widgets.tasks import tasks

pytestmark = pytest.mark.slow
COURSE = Path(__file__).parents[2] / "course"
VARIANTS = 2  # beside the cohort's own
NUMBER = re.compile(r"(?<![\w.,])[−+-]?\d+(?:\.\d+)?(?![\w]|[.,]\d)")


def printed(cell: Cell, namespace: dict[str, Any]) -> str:
    """Return what a cell shows when it is run."""
    said: list[str] = []
    tree = ast.parse(cell.source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    namespace["show"] = said.append
    exec(compile(tree, cell.id, "exec"), namespace)
    if last is not None:
        namespace["show"] = said.append
        value = eval(compile(ast.Expression(last.value), cell.id, "eval"), namespace)
        if isinstance(value, Shown):
            said.append(str(value))
    return "\n".join(said)


def told(cells: list[Cell]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the right numbers of the marked tasks as they are said, by task and name, and what each cell shows."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    right, shown = dict[str, str](), dict[str, str]()
    for cell in cells:
        if cell.check:
            continue
        shown[cell.id] = printed(cell, namespace)
        for name in cell.answers:
            field = dict(zip(cell.answers, tasks.find(cell.task).fields.values(), strict=True))[name]
            if isinstance(field, Number) and isinstance(namespace.get(name), int | float):
                right[f"{cell.task} {name}"] = f"{namespace[name]:.{field.decimals or 0}f}".replace("-", "−")
    return right, shown


def standing(right: dict[str, str], shown: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Return each answer with the cells that print it; whole numbers of two figures stand anywhere."""
    for answer, number in right.items():
        for cell, text in shown.items():
            found = {one.replace("-", "−").lstrip("+") for one in NUMBER.findall(text)}
            if len(number) > 2 and number in found:
                yield answer, cell


@pytest.mark.parametrize("cohort", ["demo-primary", "demo-secondary", "demo-special"])
def test_no_cell_prints_an_answer_of_a_marked_task(cohort):
    module, school = find_module(COURSE, "1a"), load_cohort(COURSE, cohort)
    material = read_material(module)
    each = []
    for seed in seeds(school, VARIANTS):
        with tempfile.TemporaryDirectory() as folder, none_drawn():
            variant = school.with_seed(seed)
            page = notebook_for(material.how_to, variant, material.sources)
            here = Path(folder) / module.id
            path = write_source(module, page, write_files(variant, Path(folder) / "data"), here)
            with chdir(here), redirect_stdout(StringIO()):
                right, shown = told(cells_of(page, path.name))
                for source in material.about:
                    about = notebook_for(source, variant, material.sources)
                    shown |= {
                        f"{source.slug} {name}": text for name, text in told(cells_of(about, source.slug))[1].items()
                    }
            assert len(right) >= 7
            each.append(set(standing(right, shown)))
    assert not set.intersection(*each)
