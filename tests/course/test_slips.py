"""On many seeds what a named mistake gives lies clear of what is right and of others, and no claim can be guessed.

`NPQML_SEEDS=50` tries as many seeds a phase (some minutes a module), and prints how near the nearest came, and how
often each claim was right. The demonstrations and two more seeds of each are tried with the other gates.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from npqml.authoring.gates import trials
from npqml.authoring.gates.slips import Slip
from npqml.course.cohort import load_cohort
from npqml.course.modules import modules
from npqml.madeup.pupils import write_files

COURSE = Path(__file__).parents[2] / "course"
PHASES = ("primary", "secondary", "special")
SEEDS = range(1, int(os.environ.get("NPQML_SEEDS", "0")) + 1)
ENOUGH = 40
"""Seeds from which on it can be told whether a claim is right too often."""
MODULES = list(modules(COURSE))
LOOKED_AT = {"1a": 30, "1b": 18}
"""So many slips in numbers a module has at least; of a module that is not named, one."""
CLAIMS = ("1a-t9 trend", "1a-t6 claim")
GUESSED = 0.56
"""A claim that is right in a larger share of the seeds can be guessed: half, and some chance on so few seeds."""


def tried(module: str, phase: str, seeds: range, folder: Path) -> list[trials.Tried]:
    """What came of trying a module with the data of each seed."""
    material, school = trials.read_material(modules(COURSE)[module]), load_cohort(COURSE, f"demo-{phase}")
    found = []
    for variant in map(school.with_seed, seeds):
        here = folder / str(variant.seed)
        found.append(trials.try_variant(material, variant, write_files(variant, here / "data", workbooks=False), here))
    return found


def nearest(found: list[trials.Tried]) -> dict[str, Slip]:
    """Of each mistake the slip that came nearest to something else, for its tolerance."""
    slips: dict[str, Slip] = {}
    for slip in (slip for one in found for slip in one.slips):
        name = f"{slip.check} {slip.mistake}"
        slips[name] = min(slips.get(name, slip), slip, key=_room)
    return slips


def _room(slip: Slip) -> float:
    return min(slip.from_right, slip.from_others) - slip.tolerance


@pytest.mark.many_seeds
@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("module", MODULES)
def test_slips_stand_apart_on_many_seeds_and_no_claim_can_be_guessed(module, phase, tmp_path, capsys):
    found = tried(module, phase, SEEDS, tmp_path)
    claims = [claim for claim in CLAIMS if claim.startswith(f"{module}-")]
    right = {claim: Counter(one.choices[claim] for one in found) for claim in claims}
    with capsys.disabled():
        print(f"\n{module}, {phase}, {len(found)} seeds: mistake, tolerance, from what is right, from another mistake")  # noqa: T201
        for name, slip in sorted(nearest(found).items()):
            print(f"  {name:45} {slip.tolerance:6.2f} {slip.from_right:8.2f} {slip.from_others:8.2f} {slip.nearest}")  # noqa: T201
        for claim, times in right.items():
            print(f"  {claim}: {', '.join(f'{option} {number}' for option, number in times.most_common())}")  # noqa: T201
    assert [str(fault) for one in found for fault in one.faults] == []
    assert len(nearest(found)) >= LOOKED_AT.get(module, 1)  # they were looked at
    for claim, times in right.items():
        assert len(times) > 1, claim
        assert len(found) < ENOUGH or max(times.values()) <= GUESSED * len(found), claim
