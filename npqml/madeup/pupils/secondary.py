"""Year 11 pupils, drawn from the joint table in gcse_tables.py.

Added here, because no table gives it: how mathematics and English go together beyond key stage 2 (TOGETHER:
the published spreads of Progress 8, 1.42, and of its elements, 1.49 to 1.64, imply about 0.7 for two elements
with pupils without entries included; 0.6 is taken for two grades), targets, and the three data drops. A pupil
without a key stage 2 score has a target from the school's own test on entry.
"""

from __future__ import annotations

import numpy as np

from npqml.madeup.pupils import attendance, catch_up, national
from npqml.madeup.pupils.arrays import Numbers, Whole
from npqml.madeup.pupils.chance import cells, mix, pick
from npqml.madeup.pupils.gcse_tables import SCHOOL_TYPE, SCORES, tables
from npqml.madeup.pupils.table import Columns, Groups, Pupils, letters, pupils

TOGETHER = 0.6
"""Correlation of the normal scores of mathematics and English among pupils of one cell."""
FSM_IF_PP, FSM_IF_NOT_PP = 0.86, 0.003
"""The premium looks back six years; a few pupils became eligible after the count."""
PLAN_IF_SEN = np.array([0.55, 0.32, 0.18, 0.13, 0.11, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.35])
"""Share of pupils with SEN who have an EHC plan, by band: the lower, the more (chosen; a fifth in all)."""
LINK = -0.5
"""Correlation of sessions missed with both results beyond prior attainment and groups; see attendance.py."""
LAG, ERROR = (0.9, 0.45, 0.1), (0.9, 0.7, 0.5)
"""How far below the result the teacher's grade lies at each data drop, and how uncertain it is (grades)."""
STRETCH = 0.6
"""How far the school's target lies above the national average for the same key stage 2 score (grades)."""


def draw(rng: np.random.Generator, n: int, *, programme: bool = True) -> Pupils:
    """Return n pupils; without the programme nobody takes part in Catch-up."""
    table = tables()
    place = cells(rng, table.cells, n)
    band, groups = place[0], _groups(rng, place)
    maths, in_band = rng.standard_normal(n), rng.standard_normal(n)
    english = mix(TOGETHER, maths, rng.standard_normal(n))
    score = SCORES[pick(in_band, table.score_cuts[band])]
    average = np.where(band == len(national.BANDS) - 1, np.nan, score)
    grade, english_grade = (
        _grades(pick(mix(table.slope[name][band], in_band, beyond), table.cuts[name][place]))
        for name, beyond in (("maths", maths), ("english", english))
    )
    part = catch_up.takes_part(rng, "secondary", average, grade) & programme
    result = catch_up.add_effect(rng, "secondary", grade, part, most=9)
    both = (maths + english) / np.sqrt(2 + 2 * TOGETHER)
    missed = attendance.share_missed(mix(LINK, both, rng.standard_normal(n)), SCHOOL_TYPE, groups)
    reading, arithmetic = _two_tests(rng, average, 0.35 * (english - maths))
    results: Columns = {
        "KS2 Reading": np.rint(reading),
        "KS2 Maths": np.rint(arithmetic),
        "KS2 Average": average,
        "Target": _targets(rng, average, grade),
        **_drops(rng, grade, result),
        "GCSE English": np.rint(english_grade),
        "GCSE Maths": np.rint(result),
        "Catch-up": letters(part),
    }
    not_entered = {"GCSE English": english_grade, "GCSE Maths": grade}
    codes = {name: np.where(np.isnan(grades), "X", "") for name, grades in not_entered.items()}
    return pupils(groups, missed, results, codes)


def _groups(rng: np.random.Generator, place: tuple[Whole, ...]) -> Groups:
    """Return the groups of pupils at a place in the joint table: band, PP, SEN, EAL and sex."""
    band, pp, sen, eal, boy = place
    n = len(band)
    return Groups(
        year=np.full(n, 11),
        boy=boy == 1,
        sen=sen == 1,
        plan=(sen == 1) & (rng.random(n) < PLAN_IF_SEN[band]),
        fsm=rng.random(n) < np.where(pp == 1, FSM_IF_PP, FSM_IF_NOT_PP),
        pp=pp == 1,
        eal=eal == 1,
    )


def _grades(outcome: Whole) -> Numbers:
    """Return grades 0 (U) to 9; blank for a pupil who was not entered."""
    return np.where(outcome == 0, np.nan, outcome - 1.0)


def _two_tests(rng: np.random.Generator, average: Numbers, lean: Numbers) -> tuple[Numbers, Numbers]:
    """Return key stage 2 reading and mathematics whose mean is the average; lean > 0 favours reading.

    Whole points from 80 to 120 for a pupil who sat the test, 59 to 79 for one below its standard.
    """
    twice = 2 * average
    difference = np.rint(5.5 * (lean + 0.9 * rng.standard_normal(len(lean))))
    difference += (difference + twice) % 2
    reading = np.clip((twice + difference) / 2, np.maximum(59, twice - 120), np.minimum(120, twice - 59))
    return reading, twice - reading


def estimates_by_band() -> Numbers:
    """Return the national mean GCSE mathematics grade in each key stage 2 band, U counted as 0; shape (12,)."""
    counts = national.gcse_by_band("Mathematics")[:, 1:]
    means: Numbers = counts @ np.arange(10) / counts.sum(axis=1)
    return means


def _targets(rng: np.random.Generator, average: Numbers, grade: Numbers) -> Numbers:
    """Return targets of 1 to 9: the national average for the score plus STRETCH, or the school's own test."""
    middles = np.mean(national.BAND_EDGES, axis=1)
    expected = np.interp(average, middles, estimates_by_band()[:-1])
    own_test = grade + rng.normal(0, 1, len(grade))
    target = np.where(np.isnan(average), own_test, expected) + STRETCH + rng.normal(0, 0.3, len(grade))
    return np.rint(np.clip(target, 1, 9))


def _drops(rng: np.random.Generator, before: Numbers, after: Numbers) -> dict[str, Numbers]:
    """Return the teacher's grades at three data drops; Catch-up shows in the second by half, then in full."""
    habit = rng.standard_normal(len(before))  # a teacher who rates a pupil high once does so again
    seen = (before, (before + after) / 2, after)
    drops = {}
    for number, (grade, lag, error) in enumerate(zip(seen, LAG, ERROR, strict=True), 1):
        slip = error * mix(0.6, habit, rng.standard_normal(len(before)))
        drops[f"Drop {number}"] = np.rint(np.clip(grade - lag + slip, 0, 9))
    return drops
