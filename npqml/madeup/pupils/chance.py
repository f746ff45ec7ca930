"""Draws that follow a published distribution, driven by standard normal scores.

Every attribute of a pupil is picked by a normal score. Two attributes whose scores are correlated go
together, and each still follows its own published distribution exactly (a Gaussian copula).
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from npqml.madeup.pupils.arrays import Numbers, Whole

_inverse = np.vectorize(NormalDist().inv_cdf, otypes=[float])


def thresholds(counts: Numbers) -> Numbers:
    """Return the normal scores that part the categories on the last axis; one fewer than categories.

    Nobody may be drawn from a row without any count: its scores mean nothing.
    """
    total = counts.sum(axis=-1, keepdims=True)
    share = np.cumsum(counts, axis=-1)[..., :-1] / np.where(total > 0, total, 1)
    cuts: Numbers = _inverse(np.clip(share, 1e-12, 1 - 1e-12))
    return cuts


def pick(score: Numbers, cuts: Numbers) -> Whole:
    """Return each pupil's category: how many of the cuts in the pupil's row the normal score is above."""
    category: Whole = (score[:, None] > cuts).sum(axis=1)
    return category


def mix(share: Numbers | float, shared: Numbers, own: Numbers) -> Numbers:
    """Return normal scores that correlate with `shared` by `share`; `own` is the part that is not shared."""
    mixed: Numbers = share * shared + np.sqrt(1 - np.square(share)) * own
    return mixed


def cells(rng: np.random.Generator, counts: Numbers, n: int) -> tuple[Whole, ...]:
    """Return the place of n pupils in a table of counts: one array for each axis."""
    share = np.cumsum(counts) / counts.sum()
    return np.unravel_index(np.searchsorted(share, rng.random(n), side="right"), counts.shape)
