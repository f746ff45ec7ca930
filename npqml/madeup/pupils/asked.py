"""What the tasks ask of a school: groups large enough to speak of, and slips that stand apart from the right answer.

The numbers are worked out by the pages' own functions (npqml_widgets/schooldata), so that what holds here holds there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from npqml.madeup.pupils.estimates import estimates
from npqml.madeup.pupils.measures import measure
from npqml_widgets.schooldata.hiding import TOTAL, cells, small_cells, two_way, worked_out
from npqml_widgets.schooldata.tables import gap_by_start, six_pupils, start_bands, t_multiplier, with_estimates

FEWEST_FOR_AN_INTERVAL = 5
"""Pupils behind an interval, at the least: below, Student's t is not worked out well, and nobody should draw one."""
SHARE_APART, GAP_APART, EFFECT_APART, WIDTH_APART, ROUNDING = 0.6, 0.05, 0.07, 0.031, 0.006
"""How far a slip lies from the right answer, at the least: in percentage points, in a gap, in an effect size, in half
an interval; and two slips from each other in half an interval: the nearer one gives its name."""


def missing(phase: str, clean: pd.DataFrame, minimum_group: int) -> list[str]:
    """Return what the tasks would miss in a cleaned cohort, in words; nothing when all of them can be asked.

    `clean` has the names and columns of the cleaned export.
    """
    names = measure(phase)
    pupils = clean.copy()
    for column in dict.fromkeys((names.baseline, names.outcome, *_target(phase))):
        pupils[column] = pupils[column].astype(float)
    pupils = with_estimates(pupils, estimates(phase), names.baseline)
    pupils["To reach"] = pupils[names.standard] if isinstance(names.standard, str) else names.standard
    tests: dict[str, Any] = {
        "enough pupils with and without pupil premium have a result to be shown": lambda: _shown(
            pupils, names.outcome, minimum_group
        ),
        "the group with an interval has five pupils, and its slips stand apart": lambda: _interval(
            pupils, phase, names.outcome
        ),
        "slips in the share that reached the standard stand apart": lambda: _share(pupils, names.outcome),
        "slips in the average progress stand apart": lambda: _progress(pupils, names.baseline, names.outcome),
        "the six pupils can be mistaken in each way": lambda: _six(pupils, names.outcome),
        "slips in the gap stand apart": lambda: _gap(pupils, names.baseline, names.outcome),
        "slips in the effect size stand apart": lambda: _effect(pupils, phase, names.outcome),
        "a small group has to be hidden with others": lambda: _hidden(pupils, phase, minimum_group),
    }
    return next(([words] for words, met in tests.items() if not met()), [])


def _target(phase: str) -> tuple[str, ...]:
    standard = measure(phase).standard
    return (standard,) if isinstance(standard, str) else ()


def _apart(values: Iterable[float], least: float) -> bool:
    return all(abs(one - other) > least for one, other in combinations(values, 2))


def _shown(pupils: pd.DataFrame, outcome: str, minimum_group: int) -> bool:
    known = pupils.dropna(subset=[outcome, "To reach"])
    with_premium = known[known["PP"] == "Y"]
    reached = (with_premium[outcome] >= with_premium["To reach"]).mean() * 100
    enough = min(len(with_premium), len(known) - len(with_premium)) >= minimum_group
    return enough and reached > 1 + SHARE_APART  # none, or nearly: 0.3 is read as 0.3% and lies too near


def _share(pupils: pd.DataFrame, outcome: str) -> bool:
    known = pupils.dropna(subset=[outcome, "To reach"])
    reached = known[outcome] >= known["To reach"]
    everybody, fell_short = len(pupils), int((~reached).sum())
    slips = (
        reached.groupby(known["Class"]).mean().mean() * 100,
        100 * reached.sum() / everybody,
        100 - 100 * fell_short / everybody,
        float(reached.sum()),
        pupils[outcome].mean(),
    )
    right = 100 * reached.mean()
    return reached.sum() > 1 and all(abs(slip - right) > SHARE_APART for slip in slips) and _apart(slips, 0.12)


def _progress(pupils: pd.DataFrame, baseline: str, outcome: str) -> bool:
    each = (pupils[outcome] - pupils["Estimate"]).dropna()
    share = 100 * (each >= 0).sum() / len(each)
    others = (each.mean(), (pupils[outcome] - pupils[baseline]).mean(), pupils[outcome].mean())
    return _apart(others, 0.08) and all(abs(share - other) > 1.2 for other in others)


def _six(pupils: pd.DataFrame, outcome: str) -> bool:
    six = six_pupils(pupils, outcome)
    progress = six[outcome] - six["Estimate"]
    right, most = set(progress.nsmallest(3).index), set(progress.nlargest(3).index)
    lowest = set(six[outcome].nsmallest(3).index)
    with_unknown = {*progress.nsmallest(2).index, *six.index[progress.isna()][:1]}
    ordered = np.sort(progress.dropna())
    return bool(
        progress.isna().any()
        and right not in (lowest, most)
        and ordered[2] < ordered[3]
        and lowest not in (most, with_unknown)
    )


def _gap(pupils: pd.DataFrame, baseline: str, outcome: str) -> bool:
    gaps = gap_by_start(pupils, start_bands(pupils, baseline, outcome), outcome)
    each = gaps["PP average"] - gaps["Others' average"]
    inside, weights = each.drop(TOTAL), gaps["PP pupils"].drop(TOTAL)
    if inside.isna().any() or weights.nunique() < 2:
        return False
    like_for_like = float((inside * weights).sum() / weights.sum())
    return bool(each[TOTAL] < -GAP_APART and _apart((like_for_like, inside.mean()), GAP_APART - 1e-9)) and _apart(
        (like_for_like, each[TOTAL]), GAP_APART
    )


def _effect(pupils: pd.DataFrame, phase: str, outcome: str) -> bool:
    """Learn about 1a-2 asks for the PP gap in SDs; of a special school for the gap in progress."""
    known = pupils.dropna(subset=[outcome, "To reach"])
    every = (known[outcome] - known["Estimate"] if phase == "special" else known[outcome]).dropna()
    with_premium = pupils.loc[every.index, "PP"] == "Y"
    gap, spread = abs(every[with_premium].mean() - every[~with_premium].mean()), every.std()
    right = gap / spread
    error = spread * (1 / with_premium.sum() + 1 / (~with_premium).sum()) ** 0.5
    return all(abs(slip - right) > EFFECT_APART for slip in (gap, 1 / right, gap / error - EFFECT_APART))


def _interval(pupils: pd.DataFrame, phase: str, outcome: str) -> bool:
    """Task 6 asks about pupils with pupil premium: of a secondary school girls, of a special school older ones."""
    part = {"primary": pupils["Year"] > 0, "secondary": pupils["Sex"] == "F", "special": pupils["Year"] >= 7}[phase]
    every = (pupils[outcome] - pupils["Estimate"]).dropna()
    own = every[part[every.index] & (pupils.loc[every.index, "PP"] == "Y")]
    if len(own) < FEWEST_FOR_AN_INTERVAL or len(every) <= 1.5 * len(own):
        return False
    error, root = own.std() / len(own) ** 0.5, len(every) ** 0.5
    right = (1.96 * error, t_multiplier(len(own)) * error)
    by_everybody = 1.96 * own.std() / root, 1.96 * every.std() / root
    slips = (1.96 * own.std(), error, 1.96 * own.std() / len(own))
    clear = all(not right[0] - WIDTH_APART < slip < right[1] + WIDTH_APART for slip in (*slips, *by_everybody))
    named = all(_apart((*slips, one), ROUNDING) for one in by_everybody)
    return clear and named and all(abs(abs(own.mean()) - end) > 0.02 for end in right)


def _hidden(pupils: pd.DataFrame, phase: str, minimum_group: int) -> bool:
    """Task 7: of those here all year some cells are small, subtraction gives them back, not all have to be hidden."""
    pupils = pupils[pupils["Joined"].isna()]
    counts = two_way(_groupings(pupils, phase), pupils["PP"].map({"Y": "PP", "N": "Not PP"}), minimum_group)
    sizes, small = cells(counts), set(small_cells(counts, minimum_group))
    if not small or set(sorted(sizes, key=lambda name: sizes[name])[-2:]) & small:
        return False
    if not worked_out(counts, small, minimum_group) or worked_out(counts, sizes, minimum_group):
        return False
    large = sorted(set(sizes) - small, key=lambda name: sizes[name], reverse=True)
    return any(not worked_out(counts, set(sizes) - {name}, minimum_group) for name in large)


def _groupings(pupils: pd.DataFrame, phase: str) -> Iterator[pd.Series[str]]:
    if phase == "special":
        steps = pupils["Year"].le(6).map({True: "Steps, Years 3 to 6", False: "Steps, Years 7 to 11"})
        yield steps.mask(pupils["Engagement"] == "Y", "Engagement model")
    else:
        yield pupils["SEN"].map({"N": "No SEN", "K": "SEN support", "E": "EHC plan"})
    here = pd.cut(pupils["Attendance"], [0, 90, 95, 101], right=False, labels=["low", "middling", "high"])
    yield here.astype(str)
    yield pupils["EAL"].map({"Y": "EAL", "N": "English first language"})
    yield pupils["Sex"].map({"F": "Girls", "M": "Boys"})
    yield pupils["Class"]
