"""What the questions of the self-study pages ask of a school: slips that stand apart from the right answer."""

from __future__ import annotations

from collections.abc import Callable

from npqml.madeup.pupils.asked import SHARE_APART, School, apart, far
from npqml.madeup.pupils.estimates import estimates
from npqml_widgets.schooldata.asked import PUPIL_APART, pupil_asked

EFFECT_APART, EFFECTS_APART = 0.07, 0.04
"""How far a slip in an effect size lies from the right one, at the least, and slips from each other."""


def _shares_by_class(school: School) -> bool:
    """1a-1, question 2: the share of all pupils with pupil premium, not the average of the classes' shares."""
    known = school.judged[school.judged["PP"] == "Y"]
    reached = known[school.names.outcome] >= known["To reach"]
    shares = 100 * reached.groupby(known["Class"]).mean()
    right, everybody = 100 * reached.mean(), (school.pupils["PP"] == "Y").sum()
    slips = (shares.mean(), 100 * reached.sum() / everybody)
    one_way = abs(right % 1 - 0.5) > 0.01  # 32.5 may be rounded to 32 and to 33
    return bool(one_way and far(right, slips, 1.1 * SHARE_APART) and apart(slips, SHARE_APART / 2))


def _one_pupil(school: School) -> bool:
    """1a-1, question 4: one pupil's progress, by another row of the estimates or with the sign turned."""
    names, rows = school.names, estimates(school.phase)
    child = pupil_asked(school.pupils, rows, names.baseline, names.outcome)
    result, right = child[names.outcome], child[names.outcome] - child["Estimate"]
    others = [result - row for row in rows["Estimate"] if row != child["Estimate"]]
    return far(right, (*others, -right, result - child[names.baseline]), PUPIL_APART) and far(
        -right, others, PUPIL_APART
    )


def _worth_of_a_child(school: School) -> bool:
    """1a-2, question 1: of ten pupils each is worth ten points, so that one mistake would be right."""
    counted = school.judged["Class"].value_counts().sort_index()
    return abs(counted.iloc[0] - 100 / counted.iloc[0]) > 1.1


def _effect(school: School) -> bool:
    """1a-2, question 4: the PP gap in SDs; of a special school the gap in progress."""
    known = school.judged
    every = (
        school.progress[school.progress.index.isin(known.index)]
        if school.phase == "special"
        else known[school.names.outcome]
    )
    with_premium = school.pupils.loc[every.index, "PP"] == "Y"
    if not with_premium.any() or with_premium.all():
        return False
    gap, spread = abs(every[with_premium].mean() - every[~with_premium].mean()), every.std()
    right = gap / spread
    error = spread * (1 / with_premium.sum() + 1 / (~with_premium).sum()) ** 0.5
    slips = (gap, 1 / right, gap / error)
    return bool(far(right, slips, EFFECT_APART) and apart(slips, EFFECTS_APART))


TESTS: dict[str, Callable[[School], bool]] = {
    "a child's share of a class is told from the number of pupils": _worth_of_a_child,
    "slips in the effect size stand apart": _effect,
    "slips in the progress of one pupil stand apart": _one_pupil,
    "slips in the share of pupils with pupil premium stand apart": _shares_by_class,
}
"""What must hold for these questions, in words, each with how it is tried."""
