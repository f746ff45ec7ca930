"""How pupils did on each question, beside pupils elsewhere: two units lose most, and they are not the hardest.

Pupils lose marks against those elsewhere with the same start in the two units of WEAK. Other units are harder for
everybody, and longer: by percentage, or by marks lost, one would choose wrongly. What all questions together are
above or below elsewhere follows from the pupils' average progress. As on real papers, the easier questions come first.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pandas as pd

from npqml.madeup.draws import draw_until
from npqml.madeup.pupils.arrays import Numbers
from npqml_widgets.answers.comparing import with_fewer_places

UNITS = {
    "primary": (
        "Place value", "Addition and subtraction", "Multiplication and division", "Fractions", "Ratio", "Measures",
        "Geometry", "Statistics",
    ),
    "secondary": (
        "Number", "Fractions and percentages", "Ratio and proportion", "Expressions", "Graphs", "Geometry and measures",
        "Probability", "Statistics",
    ),
    "special": (
        "Counting", "Ordering numbers", "Adding and taking away", "Part and whole", "Shape", "Size and weight",
        "Time and money", "Position",
    ),
}  # fmt: skip
"""What the questions are sorted into, by phase."""
WEAK = {
    "primary": ("Fractions", "Multiplication and division"),
    "secondary": ("Ratio and proportion", "Fractions and percentages"),
    "special": ("Part and whole", "Time and money"),
}
"""The two units in which pupils lose most against pupils elsewhere; the first is the one that module 1a asks about."""
HARD = {"primary": "Ratio", "secondary": "Graphs", "special": "Position"}
"""The unit with the lowest percentage, here as elsewhere."""
MARKS = {"primary": (1, 1, 1, 2, 2, 3), "secondary": (1, 1, 2, 2, 3, 4, 5), "special": (1, 1, 2, 2, 3)}
"""Marks that a question may have, as often as they come: at key stage 2 from 1 to 3."""
COLUMNS = ("Question", "Unit", "Marks", "Our mean", "Elsewhere mean")
AHEAD = 0.3
"""So many marks a pupil each of the two lies ahead of every other unit."""
APART = 0.05
"""How far the usual slips in a unit's loss lie from it and from each other, at the least."""
MARKS_OF_PROGRESS = {"primary": 1.2, "secondary": 8.0, "special": 1.0}
"""Marks on these questions that go with one point, grade or step of progress; ours, for the made-up paper."""
_MORE, _SPREAD, _MOST = (0.9, 1.3), 0.12, 2.5
"""What a weak unit loses more than the others, how far any of these strays, and the most that all together are above
or below elsewhere; marks a pupil."""
_EASY, _HARD = (0.52, 0.74), (0.33, 0.4)
"""Marks that pupils elsewhere get, as a share of those that there are."""
_OF_HARD = {"primary": 5, "secondary": 4, "special": 5}
"""Questions of the hardest unit: so many that it costs the most marks, however few each of them has."""
_AS_ORDERED, _LATER = 0.08, 0.05
"""How far a question strays from its place by difficulty, and how much later each further mark puts it."""
BEGINS = 0.6
"""The share of the marks that pupils elsewhere get on each of the first three questions, at the least."""


def questions(phase: str, seed: int, progress: float) -> pd.DataFrame:
    """Return the questions in the order of the paper, with COLUMNS; means are marks a pupil, to two decimals.

    `progress` is the pupils' average progress. Raises Refusal where no draw shows what it should.
    """
    return draw_until(
        f"questions-{phase}", seed, lambda rng: _drawn(phase, rng, progress), lambda made: must_hold(phase, made)
    ).made


def _drawn(phase: str, rng: np.random.Generator, progress: float) -> pd.DataFrame:
    units, weak, hard = UNITS[phase], WEAK[phase], HARD[phase]
    weakest = dict(zip(weak, sorted(rng.uniform(*_MORE, len(weak)), reverse=True), strict=True))
    more = np.array([weakest.get(unit, 0.0) for unit in units])
    ahead = np.clip(progress * MARKS_OF_PROGRESS[phase], -_MOST, _MOST)
    loss = more - (more.sum() + ahead) / len(units) + rng.normal(0, _SPREAD, len(units))
    rows: list[tuple[str, int, float, float]] = []
    ease: list[float] = []
    for unit, lost in zip(units, loss, strict=True):
        marks = rng.choice(MARKS[phase], _OF_HARD[phase] if unit == hard else int(rng.integers(3, 5)))
        found = rng.uniform(*(_HARD if unit == hard else _EASY)) + rng.normal(0, 0.06, len(marks))
        elsewhere = np.clip(found, 0.1, 0.9) * marks
        ours = np.clip(elsewhere - _split(rng, lost, marks), 0.03 * marks, 0.97 * marks)
        ease += list(found - _LATER * marks)
        rows += [(unit, int(mark), *pair) for mark, *pair in zip(marks, ours.round(2), elsewhere.round(2), strict=True)]
    rows = [rows[place] for place in np.argsort(rng.normal(ease, _AS_ORDERED))[::-1]]
    return pd.DataFrame([(number, *row) for number, row in enumerate(rows, 1)], columns=list(COLUMNS))


def _split(rng: np.random.Generator, lost: float, marks: Numbers) -> Numbers:
    """Return a unit's loss, shared out among its questions by their marks, unevenly."""
    weights = marks * rng.uniform(0.6, 1.4, len(marks))
    shares: Numbers = lost * weights / weights.sum()
    return shares


def by_unit(made: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each unit: Questions, Marks; Ours, Elsewhere and Lost in marks a pupil; Our share, %."""
    found = made.groupby("Unit", sort=False).agg(
        Questions=("Question", "size"), Marks=("Marks", "sum"), Ours=("Our mean", "sum"),
        Elsewhere=("Elsewhere mean", "sum"),
    )  # fmt: skip
    found["Lost"] = (found["Elsewhere"] - found["Ours"]).round(2)
    found["Our share, %"] = 100 * found["Ours"] / found["Marks"]
    return found


def must_hold(phase: str, made: pd.DataFrame) -> Mapping[str, bool]:
    """Return what has to be true of the questions, in words, and whether it is."""
    units, weak, hard = by_unit(made), set(WEAK[phase]), HARD[phase]
    first = WEAK[phase][0]
    lost = units["Lost"].sort_values(ascending=False)
    alone = (made["Our mean"] / made["Marks"]).groupby(made["Unit"]).mean()
    return {
        "there are 24 to 30 questions": 24 <= len(made) <= 30,
        "the first three questions are easy": (made["Elsewhere mean"] / made["Marks"]).iloc[:3].min() >= BEGINS,
        "the two weak units lose most, well ahead of the third": set(lost.index[:2]) == weak
        and lost.iloc[1] - lost.iloc[2] >= AHEAD,
        "the first of the two loses more": lost[first] - lost[WEAK[phase][1]] >= AHEAD / 3,
        "they are not the two with the lowest percentages": set(units["Our share, %"].nsmallest(2).index) != weak,
        "they are not the two that lose most marks of all": set((units["Marks"] - units["Ours"]).nlargest(2).index)
        != weak,
        "they are not the two lowest where a question counts as one": set(alone.nsmallest(2).index) != weak,
        "the hardest unit has the lowest percentage, and loses more marks": bool(
            units["Our share, %"].idxmin() == hard
            and units["Our share, %"][first] - units["Our share, %"][hard] >= 3
            and (units["Marks"] - units["Ours"])[hard] - (units["Marks"] - units["Ours"])[first] >= AHEAD
        ),
        "slips in the loss of the two that module 1a asks about stand apart": _told_apart(units.loc[[first, hard]]),
    }


def _told_apart(asked: pd.DataFrame) -> bool:
    """Tell whether the usual slips in a unit's loss give another number than the right one, and than each other."""
    slips = [
        (loss, -loss, loss / questions, 100 * loss / marks, marks - ours)
        for questions, marks, ours, _, loss, _ in asked.itertuples(index=False)
    ]
    told_apart = [(*numbers, with_fewer_places(numbers[0], numbers[1:])) for numbers in slips]
    losses = asked["Lost"].tolist()
    return (
        losses[0] - losses[1] >= AHEAD
        and losses[0] >= AHEAD
        and all(abs(one - other) >= APART - 1e-9 for numbers in told_apart for one, other in combinations(numbers, 2))
    )
