"""What is worked out once for all answers changes no verdict: every answer of every bank is judged with it and without.

No mirror: the real modules, each on the data of one demonstration in turn.
"""

from __future__ import annotations

from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from npqml.authoring.gates import trials
from npqml.course.cohort import load_cohort
from npqml.course.modules import modules
from npqml.grading import checks
from npqml.madeup.pupils import write_files

pytestmark = pytest.mark.slow
COURSE = Path(__file__).parents[2] / "course"
COHORTS = ("demo-primary", "demo-secondary", "demo-special")


def outcomes(trial: trials.Trial) -> list[tuple[Any, ...]]:
    """What came of each attempt at each task and near to a right answer: marks, and all of the verdict."""
    every = [(task, one) for tried in (trial.attempts, trial.beside) for task, many in tried.items() for one in many]
    return [(task, attempt.label, attempt.outcomes, attempt.released) for task, attempt in every]


@pytest.mark.parametrize(("module", "cohort"), list(zip(modules(COURSE), cycle(COHORTS), strict=False)))
def test_a_check_says_the_same_whether_its_fixed_parts_are_worked_out_once_or_each_time(
    module, cohort, tmp_path, monkeypatch
):
    school, said = load_cohort(COURSE, cohort), []
    material, data = (
        trials.read_material(modules(COURSE)[module]),
        write_files(school, tmp_path / "data", workbooks=False),
    )
    monkeypatch.setattr(trials, "_judge", lambda module, trial, bank: said.append(outcomes(trial)) or ())
    for turn, ready in (("once", checks._made_ready), ("each-time", lambda cell, *_: (cell, {}))):
        monkeypatch.setattr(checks, "_made_ready", ready)
        trials.try_variant(material, school, data, tmp_path / turn)
    once, each_time = said
    assert len(once) > 200
    assert once == each_time
