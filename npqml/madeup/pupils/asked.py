"""What the tasks ask of a school: groups large enough to speak of, and slips that stand apart from the right answer.

The numbers are worked out by the pages' own functions (npqml_widgets/schooldata), so that what holds here holds there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import combinations

import numpy as np
import pandas as pd
from attrs import frozen

from npqml.madeup.pupils.estimates import estimates
from npqml.madeup.pupils.measures import Measure, measure
from npqml.madeup.pupils.premium import fewest_apart
from npqml_widgets.answers.comparing import with_fewer_places
from npqml_widgets.schooldata.asked import can_be_asked
from npqml_widgets.schooldata.hiding import TOTAL, cells, small_cells, two_way, worked_out
from npqml_widgets.schooldata.six import six_pupils, tells_apart
from npqml_widgets.schooldata.tables import (
    NO_START,
    gap_by_start,
    progress_by_start,
    start_bands,
    with_estimates,
)

SHARE_APART, GAP_APART, SLIPS_APART, SHORTER_APART, LINK_APART = 0.6, 0.035, 0.025, 0.03, 0.16
"""How far a slip lies from the right answer, at the least: in percentage points, in a gap or an average; slips from
each other; one decimal from two; and the correlation from 0, as its sign may be turned."""


@frozen(slots=False)
class School:
    """The cleaned pupils of a school as the pages have them, with what they need to know of it."""

    phase: str
    pupils: pd.DataFrame
    """With the columns Estimate and To reach."""
    minimum_group: int

    @cached_property
    def bands(self) -> pd.Series[str]:
        """The band of each pupil's start."""
        return start_bands(self.pupils, self.names.baseline, self.names.outcome, self.minimum_group)

    @property
    def names(self) -> Measure:
        """What the school's phase calls its start and its result."""
        return measure(self.phase)

    @cached_property
    def judged(self) -> pd.DataFrame:
        """The pupils of whom can be said whether they reached the standard."""
        return self.pupils.dropna(subset=[self.names.outcome, "To reach"])

    @cached_property
    def progress(self) -> pd.Series[float]:
        """Result less estimate, of the pupils who have both."""
        return (self.pupils[self.names.outcome] - self.pupils["Estimate"]).dropna()


def missing(phase: str, clean: pd.DataFrame, minimum_group: int) -> list[str]:
    """Return what the tasks would miss in a cleaned cohort, in words; nothing when all of them can be asked.

    `clean` has the names and columns of the cleaned export.
    """
    from npqml.madeup.pupils import practice

    school = as_pages_have_it(phase, clean, minimum_group)
    tests = {**TESTS, **practice.TESTS, **COSTLY}
    return next(([words] for words, met in tests.items() if not met(school)), [])


def as_pages_have_it(phase: str, clean: pd.DataFrame, minimum_group: int) -> School:
    """Return a cleaned cohort with estimates and goals."""
    names, pupils = measure(phase), clean.copy()
    goal = (names.standard,) if isinstance(names.standard, str) else ()
    for column in dict.fromkeys((names.baseline, names.outcome, *goal)):
        pupils[column] = pupils[column].astype(float)
    pupils = with_estimates(pupils, estimates(phase), names.baseline)
    pupils["To reach"] = pupils[names.standard] if isinstance(names.standard, str) else names.standard
    return School(phase, pupils, minimum_group)


def apart(values: Iterable[float], least: float) -> bool:
    """Tell whether any two of these numbers differ by more than so much."""
    return all(abs(one - other) > least for one, other in combinations(values, 2))


def far(right: float, slips: Iterable[float], least: float) -> bool:
    """Tell whether each of these numbers differs from the right one by more than so much."""
    return all(abs(slip - right) > least for slip in slips)


def _shown(school: School) -> bool:
    known, counted = school.judged, school.bands[school.progress.index].value_counts()
    with_premium = known[known["PP"] == "Y"]
    reached = (with_premium[school.names.outcome] >= with_premium["To reach"]).mean() * 100
    groups = (known["PP"], school.pupils.loc[school.progress.index, "PP"])
    enough = all(min((group == "Y").sum(), (group == "N").sum()) >= school.minimum_group for group in groups)
    # none, or nearly: 0.3 is read as 0.3% and lies too near; all: earlier years could only be lower
    return bool(enough and counted.min() >= school.minimum_group and 1 + SHARE_APART < reached < 100)


def _share(school: School) -> bool:
    pupils, known, outcome = school.pupils, school.judged, school.names.outcome
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
    return bool(reached.sum() > 1 and far(right, slips, SHARE_APART) and apart(slips, 0.22))


def _progress(school: School) -> bool:
    pupils, each, names = school.pupils, school.progress, school.names
    rows = progress_by_start(pupils, school.bands, names.outcome).drop(NO_START, errors="ignore")
    elsewhere = estimates(school.phase)
    right = float(each.mean())
    near = (
        (rows["Average result"] - rows["Average estimate"]).mean(),
        pupils[names.outcome].mean() - np.average(elsewhere["Estimate"], weights=elsewhere["Pupils"]),
        -right,
    )
    far_off = ((pupils[names.outcome] - pupils[names.baseline]).mean(), pupils[names.outcome].mean())
    share = 100 * (each >= 0).sum() / len(each)
    return (
        far(right, near, GAP_APART)
        and apart(near, SLIPS_APART)
        and _shorter_is_clear(right, near)
        and all(far(slip, (right, *near), 0.1) for slip in far_off)
        and apart(far_off, 0.1)
        and far(share, (right, *near, *far_off), 1.2)
    )


def _six(school: School) -> bool:
    outcome = school.names.outcome
    six = six_pupils(school.pupils, school.names.baseline, outcome)
    others = (six[outcome] - six["Estimate"], six[outcome] - six[school.names.baseline])
    return tells_apart(list(zip(six[outcome].astype(float), *others, strict=True)))


def _lists(school: School) -> bool:
    meals, premium = school.pupils["FSM"] == "Y", school.pupils["PP"] == "Y"
    return min(int((meals & ~premium).sum()), int((premium & ~meals).sum())) >= fewest_apart(len(school.pupils))


def _gap(school: School) -> bool:
    outcome = school.names.outcome
    gaps = gap_by_start(school.pupils, school.bands, outcome)
    each = gaps["PP average"] - gaps["Others' average"]
    inside, weights, others = (column.drop(TOTAL) for column in (each, gaps["PP pupils"], gaps["Other pupils"]))
    if inside.isna().any():
        return False
    meals = school.pupils.loc[school.progress.index].groupby("FSM")[outcome].mean()
    overall, alike = float(each[TOTAL]), float(inside.mean())
    by_premium, by_all = (float(np.average(inside, weights=weight)) for weight in (weights, weights + others))
    with_result = school.pupils.groupby("PP")[outcome].mean()
    of_meals, of_all = float(meals["Y"] - meals["N"]), float(with_result["Y"] - with_result["N"])
    in_overall, in_alike = (of_meals, of_all, -overall), (alike, by_all, -by_premium, overall)
    return bool(
        overall < -GAP_APART
        and all(far(slip, (overall, by_premium), GAP_APART) for slip in (of_meals, of_all))  # nor like for like
        and apart(in_overall, SLIPS_APART)
        and far(by_premium, in_alike, GAP_APART - 1e-9)
        and apart(in_alike, SLIPS_APART - 1e-9)
        and _shorter_is_clear(overall, in_overall)
        and _shorter_is_clear(by_premium, in_alike)
    )


def _shorter_is_clear(right: float, slips: tuple[float, ...]) -> bool:
    """Tell whether a right answer to one decimal, where two are asked for, can be told from it and from the slips."""
    return far(with_fewer_places(right, slips), (right, *slips), SHORTER_APART)


def _interval(school: School) -> bool:
    return can_be_asked(school.pupils, school.bands, school.names.outcome, school.minimum_group)


def _hidden(school: School) -> bool:
    """Task 7: of those here all year some cells are small, subtraction gives them back, not all have to be hidden."""
    pupils = school.pupils[school.pupils["Joined"].isna()]
    columns = pupils["PP"].map({"Y": "PP", "N": "Not PP"})
    counts = two_way(_groupings(pupils, school.phase), columns, school.minimum_group)
    sizes, small = cells(counts), set(small_cells(counts, school.minimum_group))
    if len(small) < 2 or set(sorted(sizes, key=lambda name: sizes[name])[-2:]) & small:
        return False
    if not worked_out(counts, small, school.minimum_group) or worked_out(counts, sizes, school.minimum_group):
        return False
    hidden = set(sizes)
    for name in sorted(set(sizes) - small, key=lambda name: sizes[name], reverse=True):
        if not worked_out(counts, hidden - {name}, school.minimum_group):
            hidden -= {name}
    return len(sizes) - len(hidden) >= 2  # one may be hidden without need, and still not every cell is


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


def _link(school: School) -> bool:
    pupils = school.pupils
    up = pupils[school.names.outcome]
    return bool(pupils["Attendance"].corr(up - pupils["Estimate"] if school.phase == "special" else up) > LINK_APART)


TESTS: dict[str, Callable[[School], bool]] = {
    "two pupils have free school meals alone and two the premium alone, or one in a small school": _lists,
    "attendance and results go together": _link,
    "slips in the share that reached the standard stand apart": _share,
}
COSTLY: dict[str, Callable[[School], bool]] = {
    "bands of the start and pupils with and without pupil premium are enough to be shown": _shown,
    "slips in the average progress stand apart": _progress,
    "a group supports the claim that it is to support, and its slips stand apart": _interval,
    "slips in the gap stand apart": _gap,
    "the six pupils can be mistaken in each way": _six,
    "small groups have to be hidden with others": _hidden,
}
"""What must hold for the tasks of "learn how to", in words, each with how it is tried. The costly are tried
last; of these first what would explain the others, then what holds least often."""
