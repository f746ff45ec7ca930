"""The project's pupils of this year, whom every module from 1b on shares: who they are, five checks, and catch-up.

Planted: catch-up adds EFFECT for whoever came to every session, and in proportion for whoever came to some; places
go by lot among those who start low, so a comparison as allocated finds it. Those who came often gain more anyway
(KEEN), and did before catch-up began. The lot itself is of those that deal alike: in the month before, and in October,
whoever drew a place and whoever waits differ little (ALIKE). Pupils with pupil premium and the lowest come least
(LESS_OFTEN). Nobody of module 1a's pupils is among them: those were last year's.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from attrs import frozen

from npqml.madeup import draws
from npqml.madeup.pupils import identity, phases
from npqml.madeup.pupils.arrays import Numbers, Text, Whole
from npqml.madeup.pupils.measures import measure
from npqml.madeup.pupils.school import FIRST_SCHOOLS, PupilCohort
from npqml.madeup.pupils.table import table
from npqml.madeup.this_year_asked import asked
from npqml_widgets.schooldata.tables import t_multiplier

CHECKS = ("Check Sep", "Check Oct", "Check Dec", "Check Feb", "Check Jun")
"""The same questions on the two units five times, 0 to MOST marks; in a special school the school's small steps."""
MOST = {"primary": 40, "secondary": 40, "special": 60}
EFFECT = {"primary": 4.2, "secondary": 3.5, "special": 6.0}
"""What coming to every session adds by June, in marks or steps: so much that the lot just shows it, by simulation."""
ARRIVED = (0.0, 0.0, 0.2, 0.45, 1.0)
"""How much of the effect shows at each check; the lot is drawn after the second."""
LESS_OFTEN = {"premium": 0.16, "lowest": 0.08}
"""How much less often pupils with pupil premium, and the lowest quarter of those who start low, come."""
KEEN = 1.4
"""Marks from September to October by which whoever is a standard deviation keener gains more, without any catch-up."""
LEVEL = {"primary": (14, 15.5, 18, 20, 23.5), "secondary": (13, 14.5, 17, 19, 22.5), "special": (24, 24.6, 26, 27, 29)}
SPREAD = {"primary": 7.0, "secondary": 6.5, "special": 10.0}
ERROR = 2.1
"""Spread of one check by chance alone, in marks."""
PRIMARY_CLASS = 27
OF_WHOM = {"secondary": 1.0, "special": 0.7}
"""The share of a school's pupils of whom some are offered a place: in a special school those up to Year 10."""
ALIKE = {"early": 0.5, "October": 1.0}
"""Marks by which place and waiting differ at the most: in the gain of the month before, and in October."""
MOST_LOTS = 200
"""Lots that are tried until one deals alike."""
STOPPED, CAME_ANYWAY, DECIDED = 2, 1, 3
ROUTES = ("lot: place", "lot: waiting", "decision")
EARLIEST_YEAR = {"primary": 3, "secondary": 10}


@frozen(kw_only=True)
class Plan:
    """What the project's file and the school year say of catch-up: places, tutors, and mornings held by half-term."""

    places: int
    slots: int
    """Times at which groups meet on one morning."""
    tutors: tuple[str, ...]
    held: Mapping[str, int]
    classes: tuple[tuple[str, str], ...]
    """The classes that named teachers have, each with its teacher."""
    year_ends: int
    """The calendar year in which this school year ends."""


@frozen
class ThisYear:
    """This year's pupils, and how each of those who start low came to be in catch-up or not."""

    pupils: pd.DataFrame
    """UPN, Forename, Surname, Sex, Year, Class, Teacher, SEN, PP, EAL, Attendance, the baseline, and CHECKS."""
    places: pd.DataFrame
    """UPN, Route (ROUTES), Tutor, Slot, and Held and Attended for each half-term of catch-up, as "Held Nov-Dec"."""
    draws: int
    """How many draws it took until everything held that must."""


def this_year(school: PupilCohort, plan: Plan) -> ThisYear:
    """Return this year's pupils of a cohort's school; the same cohort and seed give the same."""
    drawn = draws.draw_until(
        "this-year", school.seed, lambda rng: _draw(school, plan, rng), lambda made: must_hold(school, plan, made)
    )
    pupils, places = drawn.made
    return ThisYear(pupils, places, drawn.draws)


def must_hold(school: PupilCohort, plan: Plan, made: tuple[pd.DataFrame, pd.DataFrame]) -> dict[str, bool]:
    """Return what must hold of every school, in words, and whether it does."""
    pupils, places = made
    effect, low, high = effect_as_allocated(pupils, places)
    gains = _gains(pupils, places)
    drawn = places.set_index("UPN")
    came = attended_share(places)
    often = (drawn["Route"] == ROUTES[0]) & (came >= 0.7)
    waiting = drawn["Route"] == ROUTES[1]
    had_place = drawn["Route"] == ROUTES[0]
    rows = pupils.set_index("UPN").loc[drawn.index]
    early = (rows[CHECKS[1]].astype(float) - rows[CHECKS[0]].astype(float)).dropna()
    ahead = early[often.reindex(early.index)].mean() - early[waiting.reindex(early.index)].mean()
    dealt = early[had_place.reindex(early.index)].mean() - early[waiting.reindex(early.index)].mean()
    october = rows[CHECKS[1]].astype(float)
    premium = rows["PP"] == "Y"
    truth = EFFECT[school.phase] * came[had_place].mean()
    missing = int(pupils[CHECKS[-1]].isna().sum())
    return {
        "the interval of the effect begins between 0 and 0.8": 0 < low <= 0.8,
        "the true effect lies in its interval": low <= truth <= high,
        "pupils with pupil premium come 10 points less": came[had_place & premium].mean()
        <= came[had_place & ~premium].mean() - 0.10,
        "those who came often seem to gain a mark more than the effect": gains[often].mean() - gains[waiting].mean()
        >= effect + 1,
        "those who came often were ahead before it began": ahead >= 0.8,
        "the lot's two groups had gained alike in the month before": abs(dealt) <= ALIKE["early"],
        "and stood alike in October": abs(october[had_place].mean() - october[waiting].mean()) <= ALIKE["October"],
        "two to five of the June checks are missing": 2 <= missing <= 5,
        "a sixth of the places or more went to somebody who came often": int(often.sum()) >= max(3, plan.places // 6),
        **asked(pupils, places),
    }


def effect_as_allocated(pupils: pd.DataFrame, places: pd.DataFrame) -> tuple[float, float, float]:
    """Return what a place by lot added from October to June, and its 95% interval: place minus waiting."""
    gains, route = _gains(pupils, places), places.set_index("UPN")["Route"]
    place, waiting = (gains[route == name].dropna() for name in ROUTES[:2])
    effect = float(place.mean() - waiting.mean())
    error = float((place.var() / len(place) + waiting.var() / len(waiting)) ** 0.5)
    half = t_multiplier(min(len(place), len(waiting))) * error
    return effect, effect - half, effect + half


def attended_share(places: pd.DataFrame) -> pd.Series[float]:
    """Return the share of the sessions held that each pupil came to, by UPN; blank where none was held for them."""
    rows = places.set_index("UPN")
    held, attended = (rows.filter(like=name).sum(axis=1) for name in ("Held", "Attended"))
    return (attended / held.where(held > 0)).astype(float)


def _gains(pupils: pd.DataFrame, places: pd.DataFrame) -> pd.Series[float]:
    rows = pupils.set_index("UPN").loc[list(places["UPN"])]
    return rows[CHECKS[-1]].astype(float) - rows[CHECKS[1]].astype(float)


def _draw(school: PupilCohort, plan: Plan, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    phase = school.phase
    number = PRIMARY_CLASS * len(plan.classes) if phase == "primary" else max(school.pupils, _fewest(phase, plan))
    drawn = table(phases.draw(phase, rng, number, programme=False).columns)
    drawn["Year"] = _year_groups(phase, drawn, plan)
    if phase == "special":
        drawn = drawn[drawn["Year"] <= 10].reset_index(drop=True)
    ability = _ability(drawn[measure(phase).baseline], rng)
    drawn["Class"], drawn["Teacher"] = _classes(phase, drawn, ability, plan)
    who = identity.identity(rng, drawn[["Sex", "Year", "EAL"]], plan.year_ends, FIRST_SCHOOLS[phase])
    pupils = pd.concat([who[["UPN", "Forename", "Surname"]], drawn], axis=1)
    baseline = measure(phase).baseline
    if phase == "primary":  # only Year 6 sat key stage 1 tests
        pupils[baseline] = pupils[baseline].where(pupils["Year"] == 6)
    keen = rng.standard_normal(len(pupils))
    before = _checks(phase, ability, keen, rng)
    places = _places(phase, pupils, before, keen, plan, rng)
    checks = _with_effect(phase, pupils, places, before, rng)
    own = ["UPN", "Forename", "Surname", "Sex", "Year", "Class", "Teacher", "SEN", "PP", "EAL", "Attendance", baseline]
    pupils = pd.concat([pupils[own], checks], axis=1)
    order = pupils.sort_values(["Class", "Surname", "Forename"], kind="stable").index
    return pupils.loc[order].reset_index(drop=True), places.sort_values("UPN").reset_index(drop=True)


def _fewest(phase: str, plan: Plan) -> int:
    """Return how many pupils there are this year at the least, whatever last year's were: the lot needs its pupils."""
    return int((3 * plan.places + DECIDED) / OF_WHOM[phase])


def _ability(baseline: pd.Series, rng: np.random.Generator) -> Numbers:
    known = baseline.astype(float)
    standard = ((known - known.mean()) / known.std()).fillna(-0.4).to_numpy()
    ability: Numbers = 0.75 * standard + (1 - 0.75**2) ** 0.5 * rng.standard_normal(len(standard))
    return ability


def _year_groups(phase: str, drawn: pd.DataFrame, plan: Plan) -> Whole:
    if phase == "special":
        return np.asarray(drawn["Year"], dtype=int)
    classes = len(plan.classes) if phase == "primary" else 1
    years: Whole = EARLIEST_YEAR[phase] + np.arange(len(drawn)) * classes // len(drawn)
    return years


def _classes(phase: str, drawn: pd.DataFrame, ability: Numbers, plan: Plan) -> tuple[Text, Text]:
    """Return each pupil's class and teacher: by year in primary, sets by attainment, by age in a special school."""
    names = sorted(plan.classes)
    if phase == "primary":
        by_year = {int(name.removeprefix("Year ")): (name, teacher) for name, teacher in names}
        found = [by_year[year] for year in drawn["Year"]]
    else:
        place = np.argsort(np.argsort(-ability if phase == "secondary" else drawn["Year"].to_numpy(), kind="stable"))
        found = [names[int(number)] for number in place * len(names) // len(drawn)]
    return np.array([name for name, _ in found]), np.array([teacher for _, teacher in found])


def _checks(phase: str, ability: Numbers, keen: Numbers, rng: np.random.Generator) -> Numbers:
    """Return the five checks as they would be without catch-up; shape (pupils, 5)."""
    pace = 0.8 * rng.standard_normal(len(ability))
    months = np.array([0, 1, 2.5, 4.5, 8]) / 8
    level = np.array(LEVEL[phase])[None, :] + SPREAD[phase] * 0.8 * ability[:, None]
    keener = KEEN * keen[:, None] * np.array([0, 1.0, 1.15, 1.3, 1.5])[None, :]
    chance = ERROR * rng.standard_normal((len(ability), len(CHECKS)))
    checks: Numbers = level + keener + 2.4 * pace[:, None] * months + chance
    return checks


def _places(
    phase: str, pupils: pd.DataFrame, before: Numbers, keen: Numbers, plan: Plan, rng: np.random.Generator
) -> pd.DataFrame:
    """Return who of those who start low got a place by lot, waits, or was placed by decision, and what they came to."""
    low = np.argsort(before[:, 1], kind="stable")[: 2 * plan.places + DECIDED]
    route = _lot(before[low], plan, rng)
    had = route != ROUTES[1]
    premium, lowest = (pupils["PP"].to_numpy() == "Y")[low], np.arange(len(low)) < len(low) / 4
    share = 0.74 + 0.17 * keen[low] - LESS_OFTEN["premium"] * premium - LESS_OFTEN["lowest"] * lowest
    came_anyway = set(rng.choice(np.flatnonzero(route == ROUTES[1]), CAME_ANYWAY, replace=False))
    stopped = set(rng.choice(np.flatnonzero(route == ROUTES[0]), STOPPED, replace=False))
    slots = rng.permutation(np.resize(np.arange(plan.slots * len(plan.tutors)), int(had.sum()) + CAME_ANYWAY))
    rows, taken = [], 0
    for number, pupil in enumerate(low):
        in_it = bool(had[number]) or number in came_anyway
        row: dict[str, object] = {"UPN": pupils["UPN"].iloc[pupil], "Route": str(route[number])}
        row |= {
            "Tutor": plan.tutors[slots[taken] // plan.slots] if in_it else "",
            "Slot": f"{slots[taken] % plan.slots + 1}" if in_it else "",
        }
        for place, (half_term, held) in enumerate(plan.held.items()):
            there = held if in_it else 0
            gone = number in stopped and place > 0
            chance = float(np.clip(share[number] - 0.04 * place, 0.05, 0.98))
            row |= {
                f"Held {half_term}": there,
                f"Attended {half_term}": 0 if gone else int(rng.binomial(there, chance)),
            }
        rows.append(row)
        taken += in_it
    return pd.DataFrame(rows)


def _lot(before: Numbers, plan: Plan, rng: np.random.Generator) -> Text:
    """Return the route of each of those who start low: by the first lot that deals alike, else by the last tried."""
    routes = np.array([ROUTES[2]] * DECIDED + [ROUTES[0]] * plan.places + [ROUTES[1]] * plan.places)
    early, october = before[:, 1] - before[:, 0], before[:, 1]
    for _ in range(MOST_LOTS):
        route: Text = routes[rng.permutation(len(routes))]
        place, waiting = route == ROUTES[0], route == ROUTES[1]
        apart = [abs(marks[place].mean() - marks[waiting].mean()) for marks in (early, october)]
        if apart[0] <= ALIKE["early"] / 2 and apart[1] <= ALIKE["October"] / 2:  # half: marks are rounded afterwards
            break
    return route


def _with_effect(
    phase: str, pupils: pd.DataFrame, places: pd.DataFrame, before: Numbers, rng: np.random.Generator
) -> pd.DataFrame:
    """Return the checks as they were taken: with the effect of what each came to, in whole marks, a few missing."""
    came = attended_share(places).reindex(pupils["UPN"]).fillna(0.0).to_numpy()
    marks = before + EFFECT[phase] * came[:, None] * np.array(ARRIVED)[None, :]
    whole = np.clip(np.rint(marks), 0, MOST[phase])
    whole[rng.random(whole.shape) < np.array([0.02, 0.02, 0.03, 0.04, 0.0])[None, :]] = np.nan
    in_lot = np.flatnonzero(pupils["UPN"].isin(places["UPN"]).to_numpy())
    whole[in_lot, 1] = np.clip(np.rint(marks[in_lot, 1]), 0, MOST[phase])  # the lot went by it: nobody in it lacks it
    whole[_away(pupils, places, rng), -1] = np.nan
    whole[rng.choice(in_lot[~np.isnan(whole[in_lot, -1])]), 3] = np.nan  # not the same pupils at each check
    return pd.DataFrame({name: pd.array(whole[:, place], dtype="Int64") for place, name in enumerate(CHECKS)})


def _away(pupils: pd.DataFrame, places: pd.DataFrame, rng: np.random.Generator) -> Whole:
    """Return who misses the June check: two to five pupils, one of them with a place by lot and one who waits."""
    route = pupils["UPN"].map(places.set_index("UPN")["Route"])
    first = [rng.choice(np.flatnonzero(route == name)) for name in ROUTES[:2]]
    others = np.setdiff1d(np.arange(len(pupils)), first)
    away: Whole = np.append(first, rng.choice(others, int(rng.integers(0, 4)), replace=False))
    return away
