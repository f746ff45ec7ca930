"""What the school has in June beside this year's pupils and their places: lateness, what was spent, six pupils.

Planted: whoever sits in catch-up cannot be late that morning; on other mornings a place by lot changes nothing, though
those who come often are late less anyway. What was spent differs a little from the plan of course/project.toml.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from npqml.authoring.module_data import Kit
from npqml.authoring.shared_data import catch_up_weekdays
from npqml.course.school_year import WEEKDAYS
from npqml.madeup.this_year import CHECKS, MOST, attended_share
from npqml_widgets.documents.performance.model import Point, PupilPerformance

LATE = 0.16
"""The share of mornings on which a pupil is late who sits in nothing before the first lesson."""
PUNCTUAL = 1.1
"""How much less often whoever came to all sessions is late than whoever came to none, in the logarithm."""
FALL, NO_EFFECT = 3.0, (0.15, 1.0)
"""Points by which lateness falls over all mornings at the least, and between which it differs on other mornings."""
SUPPORT_ON_COSTS, TEACHERS_ON_COSTS = 0.395, 0.4418
"""What the employer pays on top of pay: for support staff (a made-up pension fund's), and for a teacher's allowance."""
BREAKFAST = 0.70
"""Pounds for one breakfast."""
CATCH_UP = {
    "TA hours with on-costs": ("running", SUPPORT_ON_COSTS),
    "Tom's TLR3 with on-costs": ("running", TEACHERS_ON_COSTS),
    "Gate, half an hour": ("running", SUPPORT_ON_COSTS),
    "Training: fees and TA hours": ("once", 0.1),
    "Licence": ("running", 0.0),
    "Breakfast": ("running", 0.0),
}
"""The lines of catch-up in the project's file: once or running, and on-costs as a share of the rest."""
MARCH = "an outcome met in March, and none has taken its place"


def draw(kit: Kit, rng: np.random.Generator) -> dict[str, object]:
    """Return the module's tables by file name, and what its document begins with."""
    return {
        "late.csv": _late(kit, rng),
        "costs.csv": _costs(kit, rng),
        "six.csv": _six(kit, rng),
        "catch-up.csv": _table(kit),
        "performance-start.json": _start(kit),
    }


def must_hold(kit: Kit, tables: dict[str, pd.DataFrame]) -> dict[str, bool]:
    """Return what has to be true of the tables for every seed, in words, and whether it is."""
    late, costs = tables["late.csv"].set_index("UPN"), tables["costs.csv"]
    places = kit.places.set_index("UPN")
    route, came = places["Route"], attended_share(kit.places)
    place, waiting, often = route == "lot: place", route == "lot: waiting", (route == "lot: place") & (came >= 0.7)
    other, whole = _rates(late, place, waiting, ["other"]), _rates(late, place, waiting, ["catch-up", "other"])
    theirs, before = _rates(late, often, waiting, ["other"]), _rates(late, place, waiting, ["catch-up"])
    counts = float(late.loc[place, "Late other"].sum() - late.loc[waiting, "Late other"].sum())
    ways = [other, whole, theirs, before, counts, -other]
    spent, number = costs["Spent"].sum(), kit.project.numbers["places"]
    half = int((place & (came >= 0.5)).sum())
    running = costs.loc[costs["Paid"] == "running", "Spent"].sum()
    pots = [spent, running, spent - costs["Of which on-costs"].sum(), costs["Planned"].sum()]
    prices = [pot / number for pot in pots] + [spent / len(places), spent / int((route != "lot: waiting").sum())]
    reached = [pot / half for pot in pots] + [spent / number]
    return {
        "lateness falls by three points over all mornings": whole <= -FALL,
        "on other mornings it differs by less than a point, and by something": NO_EFFECT[0] < abs(other) < NO_EFFECT[1],
        "each way to miss what catch-up does to lateness has a number of its own": _apart(ways, 0.3),
        "what a place cost, and a pupil reached, rounds to one number of pounds": all(
            abs(price % 1 - 0.5) > 0.02 for price in (prices[0], reached[0])
        ),
        "each way to miss what a place cost has a number of its own": _apart(prices, 1.2),
        "each way to miss what a pupil reached cost has a number of its own": _apart(reached, 1.2),
    }


def _rates(late: pd.DataFrame, one: pd.Series, other: pd.Series, mornings: list[str]) -> float:
    """Return how many points more often one group is late than another, of the mornings that they were in school."""
    shares = [
        late.loc[group, [f"Late {name}" for name in mornings]].to_numpy().sum()
        / late.loc[group, [f"Mornings {name}" for name in mornings]].to_numpy().sum()
        for group in (one, other)
    ]
    return float(100 * (shares[0] - shares[1]))


def _apart(values: list[float], least: float) -> bool:
    return bool(np.diff(sorted(values)).min() > least)


def _late(kit: Kit, rng: np.random.Generator) -> pd.DataFrame:
    weekdays = catch_up_weekdays(kit.cohort)
    others = tuple(day for day in WEEKDAYS if day not in weekdays)
    first, last = kit.project.dates["full_run"], kit.project.dates["catch_up_ends"]
    days = [len(kit.year.on_weekdays(first, last, names)) for names in (weekdays, others)]
    places, came = kit.places, attended_share(kit.places).to_numpy()
    drew, waits = ((places["Route"] == f"lot: {name}").to_numpy() for name in ("place", "waiting"))
    would = np.where(waits, rng.choice(came[drew], len(places)), came)  # how often whoever waits would have come
    here = kit.pupils.set_index("UPN").loc[places["UPN"], "Attendance"].astype(float).to_numpy() / 100
    chance = LATE * np.exp(0.35 * rng.standard_normal(len(places)) - PUNCTUAL * (would - came[drew].mean()))
    sat = places.filter(like="Attended").sum(axis=1).to_numpy()
    mornings = np.maximum(rng.binomial(days[0], here), sat), rng.binomial(days[1], here)
    return pd.DataFrame(
        {
            "UPN": places["UPN"],
            "Late catch-up": rng.binomial(mornings[0] - sat, np.clip(chance, 0, 0.6)),
            "Mornings catch-up": mornings[0],
            "Late other": rng.binomial(mornings[1], np.clip(chance, 0, 0.6)),
            "Mornings other": mornings[1],
        }
    )


def _costs(kit: Kit, rng: np.random.Generator) -> pd.DataFrame:
    eaten = int(kit.places.filter(like="Attended").to_numpy().sum())
    rows = []
    for line, (paid, on_costs) in CATCH_UP.items():
        planned = kit.project.costs[line]
        spent = planned if line.startswith("Tom") else round(planned * rng.uniform(0.92, 1.1))
        spent = round(eaten * BREAKFAST) if line == "Breakfast" else spent
        rows.append((line, paid, planned, spent, round(spent * on_costs / (1 + on_costs))))
    return pd.DataFrame(rows, columns=["Line", "Paid", "Planned", "Spent", "Of which on-costs"])


def _six(kit: Kit, rng: np.random.Generator) -> pd.DataFrame:
    """Return six pupils, one for each thing that may come next, in any order; "Outcome" is what a plan says.

    The gap to the class is the class's average less the pupil's mark: whoever is slower than others from the same start
    has a wider one in June, whoever is to be left and watched a narrower one.
    """
    checks = kit.pupils.set_index("UPN").astype(dict.fromkeys(CHECKS, float))
    gains = checks[CHECKS[-1]] - checks[CHECKS[1]]
    held, whole = _held(kit), int(gains.mean())
    low = max(int(gains[kit.places["UPN"]].mean()), whole)
    today = kit.project.dates["did_it_help"]
    ahead, past = kit.year.school_days_after(today, 12), kit.project.dates["catch_up_ends"]
    own = "EHC plan" if kit.phase == "special" else "SEN support"
    none = "EHC plan, not of mathematics" if kit.phase == "special" else "none"
    kinds = [
        (none, "", 0.33, -3),
        (own, f"open until {_day(ahead)}", 0.85, -4),
        ("EHC plan", MARCH, 0.8, 1),
        (own, f"not met on {_day(past)}", 0.75, -3),
        (none, "", 0.88, -4),
        (none, "", 0.7, 1),
    ]
    rows = []
    for letter, place in zip("ABCDEF", rng.permutation(len(kinds)), strict=True):
        plan, outcome, came, ahead_by = kinds[place]
        others = int(low + rng.integers(0, 3))
        gain = max(0, others + ahead_by - (int(rng.integers(0, 2)) if ahead_by < 0 else 0))
        sat = round(held * (came + rng.uniform(-0.05, 0.05)))
        gap = int(rng.integers(8, 13))
        rows.append((f"Pupil {letter}", held, sat, gain, others, gap, gap + whole - gain, plan, outcome))
    beside = ["Gain", "Others with this start", "Gap to class Oct", "Gap to class Jun"]
    return pd.DataFrame(rows, columns=["Pupil", "Held", "Came", *beside, "Plan", "Outcome"])


def _held(kit: Kit) -> int:
    """Return how many sessions were held for whoever had a place."""
    return int(kit.places.filter(like="Held").max().sum())


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"


def _table(kit: Kit) -> pd.DataFrame:
    """Return everybody who started low: how they were placed, and all checks."""
    rows = kit.pupils.merge(kit.places[["UPN", "Route"]], on="UPN")
    return pd.DataFrame(rows[["UPN", "Forename", "Surname", "Class", "PP", "Route", *CHECKS]])


def _start(kit: Kit) -> PupilPerformance:
    dates, numbers, held = kit.project.dates, kit.project.numbers, _held(kit)
    return PupilPerformance(
        purpose=(
            f"Catch-up in {kit.cohort.subject}: {numbers['mornings_a_week']} mornings a week before the first lesson, "
            f"in groups of {numbers['group_size']}; {held} sessions. {numbers['places']} places by lot, for twice as "
            f"many who started low. Measured by the in-school check of the two units, 0 to {MOST[kit.phase]}."
        ),
        chosen=(
            "Everybody who started low and drew no place. They were named before the first session, and go first in "
            "September. Pupils who were placed by decision are in neither group."
        ),
        begins=dates["check_october"],
        ends=kit.year.last,
        units="steps" if kit.phase == "special" else "marks",
        limit=kit.cohort.minimum_group,
        points=tuple(
            Point(dates[f"check_{month}"], "the in-school check of the two units")
            for month in ("october", "february", "june")
        ),
    )
