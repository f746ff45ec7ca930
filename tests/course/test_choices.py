"""The right option of a choice does not give itself away: it is the longest no more often than chance allows.

No mirror: every choice of every module, as it stands on the demonstration's pages.
"""

from __future__ import annotations

from contextlib import chdir, redirect_stdout
from io import StringIO
from typing import Any

import pytest

from npqml.authoring.gates.trials import read_material
from npqml.authoring.module_data import module_files
from npqml.authoring.notebooks import files_beside, notebook_for, write_source
from npqml.course.cohort import load_cohort
from npqml.course.modules import modules
from npqml.grading.checks import cells_of
from npqml.madeup.pupils import write_files
from npqml_widgets.answers.fields import Choice
from npqml_widgets.charts.pictures import none_drawn
from npqml_widgets.tasks import tasks
from tests.course.conftest import ROOT

pytestmark = pytest.mark.slow
COURSE = ROOT / "course"
COHORT = "demo-secondary"
MODULES = list(modules(COURSE))


def choices(cells: list[Any]) -> dict[str, bool]:
    """Return whether the right option is the longest one, by task and name, of each choice on a page."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    found = {}
    for cell in cells:
        if cell.check:
            continue
        exec(compile(cell.source, cell.id, "exec"), namespace)
        if not cell.answers:
            continue
        for name, field in zip(cell.answers, tasks.find(cell.task).fields.values(), strict=True):
            if isinstance(field, Choice) and namespace.get(name) in field.options:
                lengths = {key: len(words) for key, words in field.options.items()}
                right = lengths.pop(namespace[name])
                found[f"{cell.task} {name}"] = right > max(lengths.values())
    return found


@pytest.mark.parametrize("name", MODULES)
def test_the_right_option_is_the_longest_no_more_often_than_by_chance(name, tmp_path):
    module, school = modules(COURSE)[name], load_cohort(COURSE, COHORT)
    material = read_material(module)
    files, _ = module_files(module, material.how_to, school, write_files(school, tmp_path / "data"), tmp_path / "own")
    page = notebook_for(material.how_to, school, material.sources)
    path = write_source(module, page, files_beside(module, files), tmp_path / module.id)
    found: dict[str, bool] = {}
    with chdir(path.parent), none_drawn(), redirect_stdout(StringIO()):
        for source in (material.how_to, *material.about):
            cells = cells_of(notebook_for(source, school, material.sources), f"{source.slug}.ipynb")
            found |= choices(cells)
    longest = [choice for choice, is_longest in found.items() if is_longest]
    # Of four options one in four is the longest by chance; half of a handful is no pattern yet.
    assert len(longest) <= max(2, 0.4 * len(found)), f"{len(longest)} of {len(found)}: {', '.join(longest)}"
