"""Sessions missed, drawn from the national absence bands of 2022/23.

What is published: how many pupils missed 0-5, 5-10 ... 50+ per cent of their sessions, by FSM, SEN, sex, year
group and kind of school. Those shares come back exactly. Within a band the share missed rises evenly with the
pupil's normal score; in each group one pupil in ten of the 0-5 band missed nothing.

Attendance goes with attainment because each phase lets the normal score correlate with its results (LINK,
negative). It is an association that was put in, not a cause: the Department found one after controls and
calls it that. How strong it is made is set by what was published for 2018/19, absence over a whole key stage:
reading, writing and mathematics met by 83.9 per cent of pupils who missed nothing and by 40.2 of those
persistently absent; absence of 8.8, 5.2 and 3.7 per cent for pupils below grade 4 in English or mathematics,
at grade 4, and at 5 or more ("The link between absence and attainment at KS2 and KS4", Explore Education
Statistics). In a large draw the share missed then correlates by -0.29 with the GCSE mathematics grade, and by
-0.26 with key stage 2 mathematics. Limits: one figure a pupil and year, and no reasons for absence.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from npqml.madeup.pupils import national
from npqml.madeup.pupils.arrays import Numbers
from npqml.madeup.pupils.chance import thresholds
from npqml.madeup.pupils.table import Groups

_ENDS = np.array([0, 0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 98], dtype=float)
_NONE_MISSED = 0.1
_LOWEST, _HIGHEST = -9.0, 3.5
"""Normal scores at which 0 and 98 per cent are reached: nobody is below the first."""


def share_missed(score: Numbers, school_type: str, groups: Groups) -> Numbers:
    """Return the share of sessions missed in per cent, 0-98, by each pupil's normal score and groups."""
    cell = ((groups.year * 2 + groups.fsm) * 2 + groups.sen) * 2 + groups.boy
    missed = np.zeros(len(score))
    for this in np.unique(cell):
        mine = cell == this
        missed[mine] = np.interp(score[mine], _scores_at_ends(school_type, int(this)), _ENDS)
    return missed


@cache
def _scores_at_ends(school_type: str, cell: int) -> Numbers:
    """Return the normal score at which each share in _ENDS is reached, from the pupils of a cell in each band."""
    counts = national.absence_counts(school_type, cell // 8).reshape(8, -1)[cell % 8]
    none = counts[:1] * _NONE_MISSED
    cuts = thresholds(np.concatenate([none, counts[:1] - none, counts[1:]]))
    return np.array([_LOWEST, *cuts, _HIGHEST])
