"""The untouched course holds on the data of every cohort that is accepted.

No mirror: it is about all gates, cohorts and made-up pupils together.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from attrs import evolve

from npqml.authoring.gates.trials import read_material, try_variant
from npqml.course.cohort import RANGES, Cohort, load_cohort
from npqml.course.modules import find_module, modules
from npqml.madeup.pupils import limits, write_files
from npqml.refusal import Refusal
from tests.conftest import EVERYTHING
from tests.npqml.authoring.gates.faults import REAL

pytestmark = pytest.mark.slow
PHASES = ("primary", "secondary", "special")
COHORTS = 6 if EVERYTHING else 3
OTHERS = [module for module in modules(REAL) if module != "1a"]
SMALLEST = [
    (phase, group, limits.fewest(phase, group)) for phase in PHASES for group in (4, 6, limits.largest_group(phase))
]


def cohorts(seed: int, number: int) -> list[Cohort]:
    """Draw cohorts from all that a cohort's file may say, the smallest and the largest often."""
    draw, found = random.Random(seed), []
    for _ in range(number):
        phase = draw.choice(PHASES)
        group = draw.choice((4, 6, 6, draw.randint(RANGES["minimum_group"][0], limits.largest_group(phase))))
        least, most = limits.fewest(phase, group), limits.most(phase)
        pupils = draw.choice((least, least + 1, most, draw.randint(least, most)))
        of_phase = load_cohort(REAL, f"demo-{phase}")
        found.append(
            evolve(
                of_phase, pupils=pupils, minimum_group=group, seed=draw.randint(*RANGES["seed"]),
                team_size=draw.randint(*RANGES["team_size"]), subject=draw.choice(("mathematics", "maths")),
            )
        )  # fmt: skip
    return found


def faults_of(cohort: Cohort, folder: Path, module: str = "1a") -> list[str]:
    material = read_material(find_module(REAL, module))
    try:
        data = write_files(cohort, folder / "data", workbooks=False)
    except Refusal as refusal:  # a very large school of which no draw fits is refused, with what to change
        said_how_to_go_on = "Set another number of pupils, another seed, or a larger minimum_group" in str(refusal)
        return [] if said_how_to_go_on and cohort.pupils > 250 else [str(refusal)]
    return [str(fault) for fault in try_variant(material, cohort, data, folder).faults]


@pytest.mark.parametrize(
    "cohort",
    cohorts(20261129, COHORTS),
    ids=lambda cohort: f"{cohort.phase}-{cohort.pupils}-{cohort.seed}",
)
def test_the_course_holds_on_an_accepted_cohort(cohort, tmp_path):
    assert faults_of(cohort, tmp_path) == []


@pytest.mark.parametrize(
    ("cohort", "module"),
    list(zip(cohorts(20261130, len(OTHERS)), OTHERS, strict=True)),
    ids=lambda value: value if isinstance(value, str) else f"{value.phase}-{value.pupils}-{value.seed}",
)
def test_every_other_module_holds_on_an_accepted_cohort(cohort, module, tmp_path):
    assert faults_of(cohort, tmp_path, module) == []


@pytest.mark.many_seeds
@pytest.mark.parametrize("seed", range(4))
def test_the_course_holds_on_many_accepted_cohorts(seed, tmp_path):
    for number, cohort in enumerate(cohorts(seed, 6)):
        assert faults_of(cohort, tmp_path / str(number)) == [], cohort


@pytest.mark.many_seeds
@pytest.mark.parametrize(("phase", "group", "pupils"), SMALLEST)
def test_the_smallest_school_holds_for_several_seeds(phase, group, pupils, tmp_path):
    smallest = evolve(load_cohort(REAL, f"demo-{phase}"), pupils=pupils, minimum_group=group)
    for seed in range(2):
        assert faults_of(evolve(smallest, seed=seed), tmp_path / str(seed)) == [], seed
