"""Which class each pupil is in: unequal classes, as real ones are."""

from __future__ import annotations

import numpy as np

from npqml.madeup.pupils.arrays import Numbers, Text
from npqml.madeup.pupils.measures import measure
from npqml.madeup.pupils.table import Columns

_PUPILS_A_CLASS = {"primary": 29, "secondary": 25, "special": 7.5}
_TREES = ("Ash", "Beech", "Cedar", "Elm", "Hazel", "Oak", "Willow", "Birch", "Holly", "Maple", "Rowan")


def class_names(phase: str, pupils: Columns, about: int, rng: np.random.Generator) -> Text:
    """Return each pupil's class, in a cohort planned for `about` so many pupils.

    Secondary: sets by key stage 2 and the first data drop, the top set largest. Primary: 6A, and a smaller 6B
    with more of the pupils who started low, because the extra adult is there. Special: classes of mixed ages
    named after trees.
    """
    number, everybody = max(2, round(about / _PUPILS_A_CLASS[phase])), len(pupils["Year"])
    order = np.argsort(_place(phase, pupils, rng), kind="stable")
    label = np.empty(everybody, dtype=int)
    label[order] = np.repeat(np.arange(number), _sizes(everybody, number))
    return np.array(_labels(phase, pupils, number))[label]


def _sizes(pupils: int, number: int) -> list[int]:
    """Return falling class sizes that add up; the first well larger than the last."""
    weight = np.linspace(1.25, 0.75, number) if number > 2 else np.array([0.58, 0.42])
    ends = np.rint(np.cumsum(weight) / weight.sum() * pupils).astype(int)
    return [int(size) for size in np.diff(ends, prepend=0)]


def _place(phase: str, pupils: Columns, rng: np.random.Generator) -> Numbers:
    """Return the key that pupils are lined up by; the first of the line are in the first class."""
    noise = rng.standard_normal(len(pupils["Year"]))
    if phase == "special":
        return pupils["Year"].astype(float) + 0.6 * noise
    start = _standard(pupils[measure(phase).baseline])
    if phase == "primary":
        return noise * 0.9 - start
    return 0.35 * noise - start - 0.8 * _standard(pupils["Drop 1"])


def _standard(values: Numbers) -> Numbers:
    """Return values with mean 0 and spread 1; a blank counts as a little below the mean."""
    standard: Numbers = np.nan_to_num((values - np.nanmean(values)) / np.nanstd(values), nan=-0.4)
    return standard


def _labels(phase: str, pupils: Columns, number: int) -> list[str]:
    if phase == "special":
        return [*_TREES[:number], *(f"Class {extra}" for extra in range(len(_TREES) + 1, number + 1))]
    year = pupils["Year"][0]
    if phase == "primary":
        return [f"{year}{chr(ord('A') + place)}" for place in range(number)]
    return [f"{year}Ma{place}" for place in range(1, number + 1)]
