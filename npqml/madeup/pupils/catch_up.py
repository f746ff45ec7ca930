"""The planted programme: who took part in Catch-up, and what it truly added.

Pupils who start low are picked far more often, by their band of prior attainment only. So inside a band of
equal starting points those who took part differ from the rest by the true effect; a comparison of all who
took part with all who did not shows them far behind; and their gain from start to end is larger than the
effect, because everybody grows and low starts drift up anyway.
"""

from __future__ import annotations

import numpy as np

from npqml.madeup.pupils.arrays import Flags, Numbers

EFFECT = {"primary": 2.0, "secondary": 0.5, "special": 2.0}
"""What taking part adds to the outcome, in its own units."""
_EDGES = {"primary": (97, 103), "secondary": (100, 105), "special": (20, 30)}
"""Where a middling and a high baseline begin; both are edges of bands in estimates.csv."""
_CHANCE = np.array([0.6, 0.25, 0.05, 0.2])
"""Of taking part: low, middling, high, and no baseline."""


def takes_part(rng: np.random.Generator, phase: str, baseline: Numbers, result: Numbers) -> Flags:
    """Return who takes part, by baseline; nobody without a result."""
    middling, high = _EDGES[phase]
    group = np.where(np.isnan(baseline), 3, (baseline >= middling).astype(int) + (baseline >= high))
    chosen: Flags = rng.random(len(baseline)) < _CHANCE[group]
    return chosen & ~np.isnan(result)


def add_effect(rng: np.random.Generator, phase: str, result: Numbers, part: Flags, most: float) -> Numbers:
    """Return results with the effect added for those who took part, never above `most`.

    Half a grade means one grade for every other pupil: grades are whole.
    """
    gain = np.floor(EFFECT[phase]) + (rng.random(len(result)) < EFFECT[phase] % 1)
    return np.where(part, np.minimum(result + gain, most), result)
