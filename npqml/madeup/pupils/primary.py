"""Year 6 pupils of 2026, whose key stage 1 was in 2022.

Groups come from the national absence tables of Year 6 (FSM x SEN x sex). No open table says how key stage 1,
key stage 2 and groups go together, so the results are MADE UP to agree with the published figures one by one:

- key stage 2, 2025: expected standard in reading 75, mathematics 74, writing 72, all three 62 per cent; mean
  scaled scores 106 and 105; girls and boys 65 and 59 per cent (all three), 78 and 72 (reading), 12 points
  apart (writing), 22 and 30 (higher standard in mathematics); disadvantaged pupils 22 points behind others
  (all three, 2024); 7.9 per cent below the standard of the tests in at least one subject;
- key stage 1, 2022: expected standard in reading 67, writing 58, mathematics 68 per cent; disadvantaged and
  others 51 and 72, 41 and 63, 52 and 73; girls and boys 71 and 63, 64 and 52, 67 and 68.

(Explore Education Statistics: key stage 2 attainment 2024/25, provisional; key stage 1 and phonics 2021/22.)

The published shares are of all pupils at the end of the key stage, and so are these: who is below the tests has
not reached the standard. Of the pupils who have a score it is more, about 78 per cent in both tests. That is without
the school's programme of catch-up, which adds about two points of a hundred in mathematics.

Behind the six results stand normal scores that share a pupil's general attainment, a subject trait (literacy
or number), the year in which they were taken, and chance, in the shares of PARTS. That gives key stage 1 and
2 mathematics a correlation of about 0.7, which is chosen, as are the effects of SEN and the steps below the
tests.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen

from npqml.madeup.pupils import attendance, catch_up, national
from npqml.madeup.pupils.arrays import Flags, Numbers, Text
from npqml.madeup.pupils.chance import cells, mix
from npqml.madeup.pupils.table import Columns, Groups, Pupils, letters, pupils

SCHOOL_TYPE = "State-funded primary"
PP_IF_NOT_FSM, FSM_NOT_PP = 0.045, 0.005
"""The premium looks back six years; a few pupils became eligible after the count."""
PLAN_IF_SEN, EAL = 0.2, 0.22
TESTS = ("KS2 Reading", "KS2 Maths")
NO_KS1 = {"Y": 0.09, "N": 0.02}
"""Share who came after Year 2 from another country or sector, by EAL."""
PARTS = {"general": 0.52, "trait": 0.12, "year": 0.2, "chance": 0.16}
"""What stands behind a result among pupils of the same groups, as shares of its variance."""
BEYOND_GROUPS = 0.85
"""Spread of a result among pupils of the same groups, when it is 1 among all."""
BOYS_SPREAD = 1.07
"""Boys' results in key stage 2 mathematics lie wider apart than girls'."""
LINK = -0.35
"""Correlation of sessions missed with general attainment and the year's part; see attendance.py."""
_SHARES = {"boy": 0.508, "pp": 0.302, "sen": 0.19}
"""Of all pupils; the effects of groups are taken from their mean, so that a result has mean 0 over all."""
_ENGAGEMENT = -2.9
"""Below this normal score a pupil with a plan is assessed by the engagement model."""


@frozen
class Result:
    """How one result depends on groups, and how its normal score becomes points.

    Effects are in standard deviations, for boys, disadvantage, SEN support, EHC plan and EAL. Points at a
    normal score of 0, and per standard deviation; pupils below `below` did not reach the standard of the
    tests.
    """

    trait: int
    year: int
    boys: float
    pp: float
    support: float
    plan: float
    eal: float
    middle: float
    slope: float
    below: float


RESULTS = {
    "KS1 Reading": Result(0, 0, -0.10, -0.39, -1.0, -1.65, -0.15, 102.15, 6.6, -1.75),
    "KS1 Writing": Result(0, 0, -0.18, -0.39, -1.0, -1.65, -0.10, 100.55, 6.6, -1.65),
    "KS1 Maths": Result(1, 0, 0.13, -0.40, -1.0, -1.65, -0.05, 102.4, 6.65, -1.75),
    "KS2 Reading": Result(0, 1, -0.07, -0.39, -1.0, -1.65, -0.10, 105.25, 8.9, -1.79),
    "KS2 Writing": Result(0, 1, -0.22, -0.39, -1.0, -1.65, 0.0, 102.8, 6.0, -1.59),
    "KS2 Maths": Result(1, 1, 0.22, -0.39, -1.0, -1.65, 0.10, 104.4, 7.9, -1.79),
}


def draw(rng: np.random.Generator, n: int, *, programme: bool = True) -> Pupils:
    """Return n pupils; without the programme nobody takes part in Catch-up."""
    groups = _groups(rng, n)
    general, entry = rng.standard_normal((2, n))  # who sits the tests is one decision for all subjects
    traits, years = rng.standard_normal((2, n)), rng.standard_normal((2, n))
    score, points = {}, {}
    for name, result in RESULTS.items():
        parts = [general, traits[result.trait], years[result.year], rng.standard_normal(n)]
        score[name] = _score(groups, name, parts)
        points[name] = _points(name, score[name], entry)
    codes = {name: _judgement(name, score[name], points[name], groups.plan) for name in RESULTS}
    later = rng.random(n) < np.where(groups.eal, NO_KS1["Y"], NO_KS1["N"])
    start = np.where(later, np.nan, points["KS1 Maths"])
    part = catch_up.takes_part(rng, "primary", start, points["KS2 Maths"]) & programme
    below = {name: np.where(np.isnan(points[name]), codes[name], "") for name in TESTS}
    points["KS2 Maths"] = catch_up.add_effect(rng, "primary", points["KS2 Maths"], part, most=120)
    at_school = mix(np.sqrt(PARTS["year"] / (PARTS["general"] + PARTS["year"])), years[1], general)
    missed = attendance.share_missed(mix(LINK, at_school, rng.standard_normal(n)), SCHOOL_TYPE, groups)
    results: Columns = {**_result_columns(points, codes, later), "Catch-up": letters(part)}
    return pupils(groups, missed, results, below)


def _groups(rng: np.random.Generator, n: int) -> Groups:
    """Return FSM, SEN and sex in their national proportions, and the rest by chance."""
    counts = national.absence_counts(SCHOOL_TYPE, 6).sum(axis=-1)
    fsm, sen, boy = (axis == 1 for axis in cells(rng, counts, n))
    return Groups(
        year=np.full(n, 6),
        boy=boy,
        sen=sen,
        plan=sen & (rng.random(n) < PLAN_IF_SEN),
        fsm=fsm,
        pp=rng.random(n) < np.where(fsm, 1 - FSM_NOT_PP, PP_IF_NOT_FSM),
        eal=rng.random(n) < EAL,
    )


def _score(groups: Groups, name: str, parts: list[Numbers]) -> Numbers:
    """Return normal scores with mean 0 and spread 1 over all pupils: effects of groups, and what is beyond."""
    result, plans = RESULTS[name], _SHARES["sen"] * PLAN_IF_SEN
    beyond = np.sqrt(list(PARTS.values())) @ np.stack(parts)
    if name == "KS2 Maths":
        beyond = beyond * np.where(groups.boy, BOYS_SPREAD, 2 - BOYS_SPREAD)
    score: Numbers = (
        result.boys * (groups.boy - _SHARES["boy"])
        + result.pp * (groups.pp - _SHARES["pp"])
        + result.support * ((groups.sen & ~groups.plan) - (_SHARES["sen"] - plans))
        + result.plan * (groups.plan - plans)
        + result.eal * (groups.eal - EAL)
        + BEYOND_GROUPS * beyond
    )
    return score


def _points(name: str, score: Numbers, entry: Numbers) -> Numbers:
    """Return scaled scores, blank for pupils below the standard of the test: mostly, not only, by score."""
    result = RESULTS[name]
    lowest, highest = (85, 115) if name.startswith("KS1") else (80, 120)
    points = np.clip(np.rint(result.middle + result.slope * score), lowest, highest)
    return np.where(mix(0.9, score, entry) < result.below, np.nan, points)


def _judgement(name: str, score: Numbers, points: Numbers, plan: Flags) -> Text:
    """Return the teacher's code, in step with the scaled score: GDS, EXS, WTS; below the test PK1-PK6 or EM."""
    standards = 4 if name.startswith("KS1") else 6
    depth = np.clip((RESULTS[name].below + 0.4 - score) / 1.6 * standards, 0, standards - 0.5)
    below = np.char.add("PK", (standards - np.floor(depth)).astype(int).astype(str))
    below = np.where(plan & (score < _ENGAGEMENT), "EM", below)
    judged = np.where(points >= 110, "GDS", np.where(points >= 100, "EXS", "WTS"))
    return np.where(np.isnan(points), below, judged)


def _result_columns(points: dict[str, Numbers], codes: dict[str, Text], later: Flags) -> Columns:
    """Return the results as the export has them; a pupil who came later has nothing from key stage 1."""
    return {
        "KS1 Reading": np.rint(np.where(later, np.nan, points["KS1 Reading"])),
        "KS1 Writing": np.where(later, "", codes["KS1 Writing"]),
        "KS1 Maths": np.rint(np.where(later, np.nan, points["KS1 Maths"])),
        "KS1 Maths TA": np.where(later, "", codes["KS1 Maths"]),
        "KS2 Reading": np.rint(points["KS2 Reading"]),
        "KS2 Maths": np.rint(points["KS2 Maths"]),
        "KS2 Writing": codes["KS2 Writing"],
    }
