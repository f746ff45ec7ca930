"""Pupils of a special school, Years 3 to 11, in the school's own small steps of mathematics (0 to 60).

Year group, FSM and sex come from the national absence tables of special schools, and so does absence.
Everything about attainment is MADE UP: no national comparison of such steps exists. Older pupils stand higher
on average, but need counts for more than age. Both steps are judgements with some error, so that a very low
start partly drifts up by itself. Pupils in the engagement model are not in subject-specific study: they have
no steps and no target; the five areas are described, never scored. A few pupils are on an assessment place
and have no EHC plan yet.
"""

from __future__ import annotations

import numpy as np

from npqml.madeup.pupils import attendance, catch_up, national
from npqml.madeup.pupils.arrays import Flags, Numbers, Text
from npqml.madeup.pupils.chance import cells, mix
from npqml.madeup.pupils.table import Columns, Groups, Pupils, letters, pupils

SCHOOL_TYPE = "Special"
YEARS = range(3, 12)
NO_PLAN_YET, EAL, PP_IF_NOT_FSM = 0.07, 0.15, 0.08
ENGAGEMENT = -1.15
"""Below this normal score of attainment (with some doubt) the engagement model is used."""
MIDDLE, A_YEAR, SPREAD = 15, 2.2, 8.5
"""Steps at the start of Year 3, how much more each year group has, and the spread within one."""
GROWTH, GROWTH_SPREAD, ERROR = 4.6, 1.7, 1.5
"""Steps gained in the year and their spread; error of a judgement (steps)."""
PP_START, PP_GROWTH = -0.5, -1.0
"""Disadvantaged pupils start lower (standard deviations) and grow less (steps); both chosen."""
LINK = -0.6
"""Correlation of sessions missed with growth; see attendance.py."""
_STANDARDS = (10, 16, 22, 28, 35, 44)
"""End steps at which the pre-key-stage standards PK2 to PK6, and then the test, begin."""


def draw(rng: np.random.Generator, n: int, *, programme: bool = True) -> Pupils:
    """Return n pupils; without the programme nobody takes part in Catch-up."""
    groups = _groups(rng, n)
    need, growing = rng.standard_normal(n) + PP_START * groups.pp, rng.standard_normal(n)
    engaged = mix(0.9, need, rng.standard_normal(n)) < ENGAGEMENT
    start = MIDDLE + A_YEAR * (groups.year - YEARS[0]) + SPREAD * need
    growth = GROWTH + PP_GROWTH * groups.pp + GROWTH_SPREAD * growing
    first, last = (_judged(rng, steps, engaged) for steps in (start, start + growth))
    last = np.maximum(last, first - 2)  # a teacher who sees more lost looks again
    part = catch_up.takes_part(rng, "special", first, last) & programme
    last = catch_up.add_effect(rng, "special", last, part, most=60)
    missed = attendance.share_missed(mix(LINK, growing, rng.standard_normal(n)), SCHOOL_TYPE, groups)
    results: Columns = {
        "Start": first,
        "End": last,
        "Target": np.clip(first + np.rint(rng.normal(5, 0.9, n)), 1, 60),
        "KS2 Maths": np.where(groups.year == 6, _key_stage_2(last), ""),
        "Engagement": letters(engaged),
        "Catch-up": letters(part),
    }
    return pupils(groups, missed, results, {})


def _groups(rng: np.random.Generator, n: int) -> Groups:
    """Return year group, FSM and sex in their national proportions, and the rest by chance."""
    counts = np.stack([national.absence_counts(SCHOOL_TYPE, year)[:, 1].sum(axis=-1) for year in YEARS])
    year, fsm, boy = cells(rng, counts, n)
    return Groups(
        year=year + YEARS[0],
        boy=boy == 1,
        sen=np.ones(n, dtype=bool),
        plan=rng.random(n) >= NO_PLAN_YET,
        fsm=fsm == 1,
        pp=(fsm == 1) | (rng.random(n) < PP_IF_NOT_FSM),
        eal=rng.random(n) < EAL,
    )


def _judged(rng: np.random.Generator, steps: Numbers, engaged: Flags) -> Numbers:
    """Return whole steps from 0 to 60 as a teacher judges them; blank in the engagement model."""
    judged = np.clip(np.rint(steps + rng.normal(0, ERROR, len(steps))), 0, 60)
    return np.where(engaged, np.nan, judged)


def _key_stage_2(last: Numbers) -> Text:
    """Return what is reported for the end of key stage 2: EM, PK1 to PK6, or a scaled score."""
    steps = np.nan_to_num(last)
    standard = np.searchsorted(_STANDARDS, steps, side="right") + 1
    tested = np.clip(80 + np.rint(1.5 * (steps - _STANDARDS[-1])), 80, 110).astype(int).astype(str)
    code = np.where(standard > len(_STANDARDS), tested, np.char.add("PK", standard.astype(str)))
    return np.where(np.isnan(last), "EM", code)
