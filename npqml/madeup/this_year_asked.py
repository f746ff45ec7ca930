"""What modules 2b and 3c ask of this year's pupils: who lacks a check, what February shows, slips that stand apart.

Everything is worked out as somebody at the page would: from the two tables, to the places that a task asks for.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import pandas as pd

from npqml_widgets.schooldata.tables import t_multiplier

APART = 0.03
"""Marks by which the effect, the gain before catch-up and each way to miss them lie apart."""
FEBRUARY = (0.1, -0.06)
"""Marks by which a place seems to be ahead in February at the least, and where its interval begins at the latest."""
LESS = 0.05
"""By so much of the sessions held pupils with the premium came less often until February, at the least."""
FEWEST = 2
"""Pupils with a place who have the premium, and who have not, at the least: each side of the gap in who came."""


def asked(pupils: pd.DataFrame, places: pd.DataFrame) -> dict[str, bool]:
    """Return what the tasks of modules 2b and 3c need of the two tables, in words, and whether it is so."""
    return _in_june(pupils, places) | _in_february(pupils, places)


def until_february(places: pd.DataFrame) -> tuple[pd.Series[int], pd.Series[int]]:
    """Return of each row of places.csv the mornings that were held until February, and those attended."""
    names = [name.removeprefix("Held ") for name in places.columns if name.startswith("Held ")]
    until = names[: next(number for number, name in enumerate(names, start=1) if name.endswith("Feb"))]
    held, came = (places[[f"{what} {name}" for name in until]].sum(axis=1) for what in ("Held", "Attended"))
    return held, came


def _in_february(pupils: pd.DataFrame, places: pd.DataFrame) -> dict[str, bool]:
    """Return what module 3c tells of the first months: a place may have helped, and who came least."""
    rows = places.merge(pupils, on="UPN")
    place, premium = rows["Route"] == "lot: place", rows["PP"] == "Y"
    gain = rows["Check Feb"].astype(float) - rows["Check Oct"].astype(float)
    ours, theirs = gain[place].dropna(), gain[rows["Route"] == "lot: waiting"].dropna()
    ahead = ours.mean() - theirs.mean()
    error = (ours.var() / len(ours) + theirs.var() / len(theirs)) ** 0.5
    held, came = until_february(rows)
    shares = [came[group].sum() / max(held[group].sum(), 1) for group in (place & premium, place & ~premium)]
    return {
        "in February a place seems to have added something": ahead >= FEBRUARY[0],
        "and its interval holds nought": ahead - t_multiplier(min(len(ours), len(theirs))) * error <= FEBRUARY[1],
        "until February pupils with pupil premium came less often": shares[0] <= shares[1] - LESS,
    }


def _in_june(pupils: pd.DataFrame, places: pd.DataFrame) -> dict[str, bool]:
    """Return what module 2b tells of the whole year."""
    rows = places.merge(pupils, on="UPN")
    checks = rows.filter(like="Check").astype(float)
    place, waiting = rows["Route"] == "lot: place", rows["Route"] == "lot: waiting"
    held, attended = (rows.filter(like=name).sum(axis=1) for name in ("Held", "Attended"))
    came = (attended / held.where(held > 0)).astype(float)
    gain, early = checks["Check Jun"] - checks["Check Oct"], checks["Check Oct"] - checks["Check Sep"]
    rest = pupils[~pupils["UPN"].isin(places["UPN"])].filter(like="Check").astype(float)
    as_nought = checks["Check Jun"].fillna(0.0) - checks["Check Oct"]
    half, often = place & (came >= 0.5), place & (came >= 0.7)
    ours, theirs = gain[place].dropna(), gain[waiting].dropna()
    effect = ours.mean() - theirs.mean()
    errors = [(ours.var() / len(ours)) ** 0.5, (theirs.var() / len(theirs)) ** 0.5]
    error, multiplier = (errors[0] ** 2 + errors[1] ** 2) ** 0.5, t_multiplier(min(len(ours), len(theirs)))
    lacks_february = checks["Check Feb"].isna() & gain.notna()
    premium = (rows["PP"] == "Y") & place
    return {
        "somebody with a place, and somebody who waits, lacks the June check": bool(
            gain[place].isna().any() and gain[waiting].isna().any()
        ),
        "somebody of the lot has October and June, and no February": bool(lacks_february[place | waiting].any()),
        "the interval's lower end is seen to lie above 0": effect - multiplier * error > 0.02,
        "the effect and each way to miss it stand apart": _apart(
            [
                effect,
                ours.mean(),
                ours.mean() - (rest["Check Jun"] - rest["Check Oct"]).mean(),
                gain[half].mean() - theirs.mean(),
                as_nought[place].mean() - as_nought[waiting].mean(),
                checks["Check Jun"][place].mean() - checks["Check Jun"][waiting].mean(),
                -effect,
            ]
        ),
        "the width of the interval and each way to miss it stand apart": _apart(
            [*(times * width for times in (1.96, multiplier) for width in (error, *errors, sum(errors))), error],
        ),
        "the gain before catch-up, and each way to miss it, stand apart": _apart(
            [
                early[often].mean() - early[waiting].mean(),
                early[often].mean(),
                early[place].mean() - early[waiting].mean(),
                gain[often].mean() - gain[waiting].mean(),
                effect,
                gain[often].mean(),
            ]
        ),
        "two pupils with a place and the premium, and two without it": bool(
            min(premium.sum(), (place & ~premium).sum()) >= FEWEST
        ),
        "fewer came to half of the sessions than had a place": int(half.sum()) < int(place.sum()),
    }


def _apart(values: Iterable[float]) -> bool:
    return all(abs(first - second) > APART for first, second in combinations(values, 2))
