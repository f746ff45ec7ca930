"""One joint table of Year 11 pupils in England, from the national tables of GCSE grades by key stage 2 band.

What is published for 2023/24, one breakdown at a time: pupils by band x grade x group, for disadvantage, SEN,
first language and sex. And from the absence tables of the same age: FSM x SEN x sex. The joint table is the
one that has all these margins and nothing else (raking, see raking.py), in two steps:

1. band x disadvantage x SEN x language x sex, from each band x group and from FSM x SEN x sex (FSM stands in
   for the way in which disadvantage goes with SEN and sex);
2. outcomes inside each of those cells (not entered, U, 1 ... 9), from each band x group x outcome, for
   mathematics and for English language. Pupils not entered are all pupils of the band and group less those
   with a grade.

So every published figure for one group at a time comes back: gaps overall and within bands, pass rates,
pupils without a key stage 2 score. What is not published cannot: how two disadvantages act together on a
grade (they add up on the log scale here), and how first language goes with disadvantage and SEN (within a
band not at all).

The key stage 2 average inside a band follows the densities of the neighbouring bands. Within a band it goes
with the grade as steeply as the mean grades by key stage 2 average say (grade_by_score).
"""

from __future__ import annotations

from functools import cache

import numpy as np
from attrs import frozen

from npqml.madeup.pupils import national
from npqml.madeup.pupils.arrays import Numbers
from npqml.madeup.pupils.chance import thresholds
from npqml.madeup.pupils.raking import rake

SCHOOL_TYPE = "State-funded secondary"
SUBJECTS = {"maths": "Mathematics", "english": "English Language"}
AXES = (12, 2, 2, 2, 2)  # band, disadvantaged, SEN, other first language, boy
SCORES = np.arange(59, 120.5, 0.5)
_BAND_OF_SCORE = np.searchsorted([first for first, _ in national.BAND_EDGES], SCORES, side="right") - 1


@frozen
class Tables:
    """The joint table and what is read off it; the first axes are those of AXES."""

    cells: Numbers
    """Pupils in each cell, shape AXES."""
    cuts: dict[str, Numbers]
    """Normal scores between outcomes, by subject "maths" and "english", each AXES + (10,)."""
    score_cuts: Numbers
    """Normal scores between the possible key stage 2 averages, by band, (12, 122)."""
    slope: dict[str, Numbers]
    """Correlation of key stage 2 average and grade inside each band, by subject, each (12,)."""


def _margins(subject: str) -> list[Numbers]:
    """Return band x group x outcome for each breakdown, scaled to the same total: a few pupils lack a group."""
    total = national.gcse_by_band(subject)
    margins = [national.gcse_counts(subject, topic) for topic in national.GROUPS]
    known = [margin.sum(axis=1) for margin in margins]
    return [m * (total / np.where(k > 0, k, 1))[:, None, :] for m, k in zip(margins, known, strict=True)]


def _joint_groups() -> Numbers:
    """Return pupils by band, disadvantage, SEN, language and sex: step 1 of the module's method."""
    by_group = [margin.sum(axis=2) for margin in _margins("Mathematics")]
    sums = [margin.sum(axis=0) for margin in by_group]
    together = national.absence_counts(SCHOOL_TYPE, 11).sum(axis=-1)
    together = rake(together, [((0,), sums[0]), ((1,), sums[1]), ((2,), sums[3])])
    margins = [((0, axis + 1), margin) for axis, margin in enumerate(by_group)]
    return rake(np.ones(AXES), [*margins, ((1, 2, 4), together)])


def _joint_outcomes(groups: Numbers, subject: str) -> Numbers:
    """Return pupils by cell and outcome, shape AXES + (11,): step 2 of the module's method."""
    margins = [((0, axis + 1, 5), margin) for axis, margin in enumerate(_margins(subject))]
    start = groups[..., None] * np.ones(len(national.OUTCOMES))
    return rake(start, [*margins, ((0, 1, 2, 3, 4), groups)])


def _score_weights(groups: Numbers) -> Numbers:
    """Return how common each average from 59 to 120 is within each band, (12, 123); none in the last band.

    Between the middles of two bands the density runs straight, and it falls to nothing above 120. Below 80
    nothing is published: the points that stood for work below the tests' standard lie mostly in the
    seventies, so the density there falls by a third for each point down.
    """
    pupils = groups.reshape(12, -1).sum(axis=1)[:-1]
    edges = np.array(national.BAND_EDGES)
    density = pupils / (edges[:, 1] - edges[:, 0] + 0.5)
    middles = edges.mean(axis=1)
    height = np.interp(SCORES, [*middles[1:], 120.5], [*density[1:], 0])
    height = np.where(SCORES < 80, np.exp((SCORES - 80) / 2.5), height)
    weights = np.zeros((12, len(SCORES)))
    weights[_BAND_OF_SCORE, np.arange(len(SCORES))] = height
    return weights


def _slopes(element: str, weights: Numbers) -> Numbers:
    """Return the correlation of average and grade within each band, from the mean grades by average."""
    scores, means = national.grade_by_score(element)
    counts = national.gcse_by_band(SUBJECTS[element])[:, 1:]
    grades = np.arange(10)
    slope = np.zeros(12)
    for band in range(11):
        weight = weights[band] / weights[band].sum()
        expected = np.interp(SCORES, scores, means)
        spread = np.sqrt(np.cov(expected, aweights=weight, ddof=0))
        grade_spread = np.sqrt(np.cov(grades, fweights=counts[band].astype(int), ddof=0))
        slope[band] = spread / grade_spread
    return slope


@cache
def tables() -> Tables:
    """Return the joint table of all pupils in state-funded schools, worked out once."""
    groups = _joint_groups()
    weights = _score_weights(groups)
    return Tables(
        cells=groups,
        cuts={name: thresholds(_joint_outcomes(groups, subject)) for name, subject in SUBJECTS.items()},
        score_cuts=thresholds(weights),
        slope={name: _slopes(name, weights) for name in SUBJECTS},
    )
