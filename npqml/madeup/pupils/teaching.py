"""What a cohort has to show, so that the usual slips give visibly wrong numbers."""

from __future__ import annotations

import numpy as np
from attrs import frozen

from npqml.madeup.pupils import catch_up
from npqml.madeup.pupils.arrays import Flags, Numbers, Whole
from npqml.madeup.pupils.estimates import band_of, estimates
from npqml.madeup.pupils.measures import measure
from npqml.madeup.pupils.table import Columns

CLASS_DIFFERENCE = 1.0
"""Percentage points between the mean of the class percentages and the pupils' percentage, at the least."""
GAP_DIFFERENCE = {"primary": 0.5, "secondary": 0.2, "special": 0.3}
"""How much smaller the pupil premium gap gets like for like, at the least, in units of the outcome."""


@frozen
class Figures:
    """What the usual questions give on a cleaned cohort."""

    class_differences: tuple[float, ...]
    """Mean of class percentages less the pupils' percentage; of pupils with a result, and of all."""
    smallest_class: int
    """Fewest pupils with a result in any class."""
    gaps: tuple[float, ...]
    """Mean outcome of PP pupils less that of others: of all with a result, and of those with a baseline."""
    like_for_like: tuple[float, ...]
    """The same within bands of baseline, weighted by PP pupils and by all pupils of the band."""
    lowest: tuple[float, ...]
    """The four lowest outcomes."""
    below: tuple[float, ...]
    """Outcome less estimate of the four pupils furthest below theirs."""
    outcomes_below: tuple[float, ...]
    """Outcomes of those four."""
    groups: tuple[int, ...]
    """Pupils in each cell of SEN by PP that is not empty."""
    catch_up: float
    """Mean outcome of pupils in Catch-up less that of others."""
    catch_up_like_for_like: float
    """The same within bands of baseline, weighted by pupils in Catch-up."""


def figures(phase: str, clean: Columns) -> Figures:
    """Measure a cleaned cohort; at least four pupils need a result and a baseline."""
    names = measure(phase)
    outcome, baseline = clean[names.outcome], clean[names.baseline]
    standard = names.standard if isinstance(names.standard, int) else clean[names.standard]
    known, band = ~np.isnan(outcome), band_of(phase, baseline)
    judged = known & ~np.isnan(standard)  # in a special school a pupil without a target cannot reach it
    both = known & ~np.isnan(baseline)
    below = np.full(len(outcome), np.nan)
    below[both] = np.round(outcome[both] - estimates(phase)["Estimate"].to_numpy()[band[both]], 6)
    furthest = np.argsort(below, kind="stable")[:4]  # blanks are last
    pp, part = (clean[column] == "Y" for column in ("PP", "Catch-up"))
    number = np.unique(clean["Class"], return_inverse=True)[1]
    return Figures(
        class_differences=tuple(
            _class_difference(number[flags], (outcome >= standard)[flags]) for flags in (judged, known | ~known)
        ),
        smallest_class=int(np.bincount(number, known).min()),
        gaps=tuple(_gap(outcome[flags], pp[flags]) for flags in (known, both)),
        like_for_like=tuple(within_bands(outcome[both], pp[both], band[both], weigh[both]) for weigh in (pp, pp | ~pp)),
        lowest=tuple(np.sort(outcome[known])[:4].tolist()),
        below=tuple(below[furthest].tolist()),
        outcomes_below=tuple(outcome[furthest].tolist()),
        groups=tuple(np.unique(np.char.add(clean["SEN"], clean["PP"]), return_counts=True)[1].tolist()),
        catch_up=_gap(outcome[known], part[known]),
        catch_up_like_for_like=within_bands(outcome[both], part[both], band[both], part[both]),
    )


def within_bands(outcome: Numbers, group: Flags, band: Whole, weigh: Flags) -> float:
    """Return the mean difference of group and others inside bands, weighted by the pupils in `weigh`.

    Bands without both are left out; NaN when none has both.
    """
    total = weight = 0.0
    for this in np.unique(band):
        mine = band == this
        if group[mine].any() and not group[mine].all():
            share = weigh[mine].sum()
            total += share * _gap(outcome[mine], group[mine])
            weight += share
    return float(total / weight) if weight else float("nan")


def missing(phase: str, clean: Columns, minimum_group: int) -> list[str]:
    """Return what the cohort fails to show, in words; nothing when it is fit to teach with."""
    found = figures(phase, clean)
    known, everyone = map(abs, found.class_differences)
    apart = known if phase == "special" else min(known, everyone)  # no target, no way to reach it
    shrunk = min(found.like_for_like) - max(found.gaps)
    not_lowest = sum(outcome > found.lowest[2] for outcome in found.outcomes_below[:3])
    helped = found.catch_up_like_for_like / catch_up.EFFECT[phase]
    tests = {
        "class percentages differ weighted and unweighted": apart >= CLASS_DIFFERENCE,
        "each class has two results": found.smallest_class >= 2,
        "the pupil premium gap shrinks like for like": shrunk >= GAP_DIFFERENCE[phase],
        "a pupil premium gap is left like for like": max(found.like_for_like) < 0,
        "the lowest attainers are not those furthest below": not_lowest >= 2,
        "the three lowest stand out": found.lowest[2] < found.lowest[3],
        "the three furthest below stand out": found.below[2] < found.below[3],
        "a group of SEN by pupil premium is small": any(0 < size < minimum_group for size in found.groups),
        "Catch-up seems to harm, and helps like for like": found.catch_up < 0 and 0.25 <= helped <= 2.5,
    }
    return [name for name, met in tests.items() if not met]


def _gap(outcome: Numbers, group: Flags) -> float:
    if not group.any() or group.all():
        return float("nan")
    return float(outcome[group].mean() - outcome[~group].mean())


def _class_difference(number: Whole, reached: Flags) -> float:
    """Return the mean of the class percentages less the percentage of all pupils (points), by class number."""
    sizes = np.bincount(number)
    percentages = 100 * np.bincount(number, reached)[sizes > 0] / sizes[sizes > 0]
    return float(percentages.mean() - 100 * reached.mean())
