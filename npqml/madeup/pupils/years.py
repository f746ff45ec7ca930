"""Earlier years: the share that reached the standard rises, falls or does neither; that of PP goes up and down."""

from __future__ import annotations

import numpy as np
import pandas as pd
from attrs import frozen

from npqml.madeup.pupils.arrays import Numbers, Whole
from npqml.refusal import Refusal

YEARS, WITHOUT_TESTS = 5, (2020, 2021)
"""So many earlier years are given; in two there were no tests."""
FOR_A_TREND = 4
"""So many of the five steps from year to year go the same way, or it is no trend."""
TRIES = 300
"""Draws of one kind of years before another kind is taken."""
_STEP, _JUMP, _CLEAR = 0.03, 0.06, 0.004
"""A step of a trend, how far a year strays without one, and the least step that is no tie; shares of 1."""

LEAST_STEP = 1.2
"""The last two steps of pupils with pupil premium are at least so many pupils, one up and one down."""
MOST_ERRORS = 1.6
"""The last of these steps is no larger than so many standard errors: chance may have made it."""
MOST_YEARS, MOST_PREMIUM = 3_000, 120
"""Draws of the six years before they are refused, and of the pupils with pupil premium in each."""


@frozen
class Reached:
    """How many pupils of one year have a result, and how many of them reached the standard."""

    with_result: int
    reached: int
    premium: int
    """Pupils with pupil premium and a result."""
    premium_reached: int

    @property
    def share(self) -> float:
        """The share that reached the standard, from 0 to 1."""
        return self.reached / self.with_result

    @property
    def premium_share(self) -> float:
        """The share of pupils with pupil premium that reached it, from 0 to 1."""
        return self.premium_reached / self.premium


def step_in_pupils(before: Reached, now: Reached) -> float:
    """Return how many more pupils with pupil premium reached the standard now than if the share had stayed."""
    return now.premium_reached - now.premium * before.premium_share


def earlier_years(rng: np.random.Generator, results_year: int, now: Reached) -> dict[int, Reached]:
    """Return the years before one, the earliest first.

    Whether the share of all pupils rises, falls or does neither over the six years is drawn; where that kind cannot be
    had, it is another. That of pupils with pupil premium goes up and down over the last three, or down and up.
    Raises Refusal where it cannot.
    """
    numbers = [year for year in range(results_year - 1, 0, -1) if year not in WITHOUT_TESTS][:YEARS][::-1]
    wanted = int(rng.integers(3))
    step, jump = (max(least, 1.4 / now.with_result) for least in (_STEP, _JUMP))
    for attempt in range(MOST_YEARS):
        kind = (wanted + attempt // TRIES) % 3 - 1
        sizes = now.with_result + rng.integers(-4, 5, YEARS)
        room = (now.share if kind > 0 else 1 - now.share) / YEARS  # for a trend to have come from
        share = (
            now.share + kind * min(step, room) * np.arange(-YEARS, 0) + rng.normal(0, step / 4 if kind else jump, YEARS)
        )
        found = np.clip(np.rint(share * sizes), 0, sizes).astype(int)
        if _kind(np.append(found / sizes, now.share)) == kind and (years := _with_premium(rng, sizes, found, now)):
            return dict(zip(numbers, years, strict=True))
    raise Refusal(
        "years.csv", "", found=f"no draw of {MOST_YEARS:,} in which pupil premium goes up and down",
        expected="pupils enough, some of whom reached the standard", do="Choose another seed or number of pupils.",
    )  # fmt: skip


def _with_premium(rng: np.random.Generator, sizes: Whole, found: Whole, now: Reached) -> list[Reached]:
    """Return the years with their pupils of pupil premium, whose last two steps go up and down; none if they cannot."""
    stray = max(3, now.premium // 12)  # with as many in both years, a share of last year's pupils would count as right
    for _ in range(MOST_PREMIUM):
        premium = np.clip(now.premium + rng.integers(-stray, stray + 1, YEARS), min(now.premium, 6), sizes)
        last = now.premium_share + rng.choice((-1, 1)) * rng.uniform(0.05, 0.3)
        before = last + np.sign(now.premium_share - last) * rng.uniform(0.05, 0.3)
        share = np.append(now.premium_share + rng.normal(0, 0.1, YEARS - 2), (before, last))
        fewest, most = np.maximum(0, found - (sizes - premium)), np.minimum(premium, found)
        reached = np.clip(np.rint(share * premium), fewest, most).astype(int)
        rows = zip(sizes.tolist(), found.tolist(), premium.tolist(), reached.tolist(), strict=True)
        years = [Reached(*row) for row in rows]
        if _up_and_down(years[-2], years[-1], now) and _told_apart(years[-1], now):
            return years
    return []


def _up_and_down(before: Reached, last: Reached, now: Reached) -> bool:
    steps = step_in_pupils(before, last), step_in_pupils(last, now)
    return steps[0] * steps[1] < 0 and min(map(abs, steps)) >= LEAST_STEP


def _told_apart(last: Reached, now: Reached) -> bool:
    """Tell whether the last step may be chance, and the usual slips give another than the right one, rounded or not."""
    right, counts = step_in_pupils(last, now), now.premium_reached - last.premium_reached
    points, of_last = 100 * (now.premium_share - last.premium_share), -step_in_pupils(now, last)
    slips = (counts, points, -right, of_last)
    both = (now.premium_reached + last.premium_reached) / (now.premium + last.premium)
    error = (both * (1 - both) * (1 / now.premium + 1 / last.premium)) ** 0.5
    by_chance = abs(points) <= 100 * MOST_ERRORS * error
    rounded = abs(right - round(right)) < 0.4  # half a pupil would round either way
    return by_chance and rounded and all(abs(slip - near) > 0.2 for slip in slips for near in (right, round(right)))


def _kind(shares: Numbers) -> int | None:
    """Return 1 for shares that rise, -1 for those that fall, 0 for neither; None where a step is none."""
    steps = np.diff(shares)
    if np.abs(steps).min() < _CLEAR:
        return None
    up = int((steps > 0).sum())
    return 1 if up >= FOR_A_TREND else -1 if up <= YEARS - FOR_A_TREND else 0


def counted(clean: pd.DataFrame, outcome: str, standard: int | str) -> Reached:
    """Return how many cleaned pupils have a result, and how many of them reached the standard."""
    result = clean[outcome].astype(float)
    goal = clean[standard].astype(float) if isinstance(standard, str) else pd.Series(standard, clean.index)
    known, premium = result.notna() & goal.notna(), clean["PP"] == "Y"
    reached = known & (result >= goal)
    return Reached(*(int(flags.sum()) for flags in (known, reached, known & premium, reached & premium)))
