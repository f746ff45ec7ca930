"""A team that wants a change and doubts that it can; whose week pays for it; and what happened in fifteen weeks.

Planted: people want it (about 4.1 of 5) and do not feel able (about 2.6), and at most one in three of those who did not
answer is a full-time teacher. Tom's week grows most; Gareth's grows most for each day that he works. In February
one class has the quizzes and another order, and one has the order and few quizzes, all but one of them acted on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from npqml.authoring.module_data import Kit
from npqml_widgets.documents.change.model import ChangePlan, Ingredient, Minutes

ASKED = (12, 19)
"""How many people the change touches, from and to."""
WANT, ABLE = (4.2, 4.1, 4.0), (2.9, 2.1, 2.8)
"""What people say on average, Q1 to Q3 and Q4 to Q6; Q5 as it counts once it is turned."""
SILENT = {"teacher": 1, "part-time teacher": 8, "teaching assistant": 6, "other": 3, "therapist": 3}
"""How much likelier somebody of one role is to stay silent than somebody of another."""
TURNED, WEEKS_OF = 5, {"week": 1, "fortnight": 2, "half-term": 7}
"""The question that is worded the other way, and how many weeks each turn has."""
WEEKS_OUT = {"carol": (1, 1), "tom": (1, 1), "ines": (1, 2), "gareth": (3, 4)}
"""Weeks of each class in which nothing was planned, from and to: a trip, a closure."""
QUIZZES_MISSED = {"carol": (0, 1), "tom": (0, 1), "ines": (0, 1), "gareth": (6, 7)}
NOT_ACTED_ON = {"carol": (1, 1), "tom": (1, 2), "ines": (0, 1), "gareth": (1, 1)}
OTHER_ORDER = {"carol": (12, 13), "tom": (0, 1), "ines": (0, 1), "gareth": (0, 1)}
"""Of the weeks planned: those without a quiz, with one that nobody acted on, and in another order, from and to."""
APART = {"facets": 0.1, "shares": 1.6, "minutes": 3.0, "log": 1.1}
"""How far a slip lies off the right number and off the other slips."""

_OF_CLASSES = {
    "quiz": "A quiz before moving on",
    "writing": "A comment in every book",
    "scores": "Scores typed into the tracker",
}
WORDS = {
    "primary": _OF_CLASSES | {"report": "Half-term report on the class", "wall": "Display for the hall"},
    "secondary": _OF_CLASSES | {"report": "Half-term report on the set", "wall": "Posters for the corridor"},
    "special": {
        "quiz": "A choice shown before moving on",
        "writing": "A comment on every photograph",
        "scores": "Daily scores of small steps",
        "report": "Half-term summary for each pupil",
        "wall": "Laminated symbols that nobody uses",
    },
}
"""What is called by another name in each phase."""
FOLDER, WHOSE_FOLDER = "Pages for a folder of photographed work", "ines"
"""What module 2a knows as hers."""
TUTORS_MAY_STOP = {"Prints and trims pictures for that folder": 15, "Cuts out the targets for the walls": 10}
"""What each tutor does for two of the practices that may stop, in minutes a week."""
KNOWN = "Wrong options that pupils are known to choose"


def draw(kit: Kit, rng: np.random.Generator) -> dict[str, Any]:
    """Return the pulse, the ledger of minutes, what may stop, the log, the school days, and the page Tom has begun."""
    minutes = _minutes(kit, rng)
    return {
        "pulse.csv": _pulse(kit, rng),
        "minutes.csv": minutes,
        "may-stop.csv": _may_stop(kit, minutes),
        "log.csv": _log(kit, rng),
        "school-days.csv": _school_days(kit),
        "change-plan-tom.json": _tom_begins(kit, minutes),
    }


def _pulse(kit: Kit, rng: np.random.Generator) -> pd.DataFrame:
    asked = int(rng.integers(*ASKED, endpoint=True))
    teachers = min(kit.cohort.team_size - 1, asked - 6)
    part_time = int(rng.integers(1, 2, endpoint=True))
    others = ["therapist"] * 2 if kit.phase == "special" else ["other"] * int(rng.integers(1, 2, endpoint=True))
    roles = ["teacher"] * (teachers - part_time) + ["part-time teacher"] * part_time
    roles += ["teaching assistant"] * (asked - teachers - len(others)) + others
    roles = rng.permutation(roles)
    weights = np.array([SILENT[role] for role in roles], dtype=float)
    silent = rng.choice(asked, int(rng.integers(3, 5, endpoint=True)), replace=False, p=weights / weights.sum())
    rows = []
    for place, role in enumerate(roles, start=1):
        answered = place - 1 not in silent
        mood = rng.normal(0, 0.45)
        says = np.clip(np.rint(np.array([*WANT, *ABLE]) + mood + rng.normal(0, 0.75, 6)), 1, 5)
        says[TURNED - 1] = 6 - says[TURNED - 1]
        answers = {f"Q{number}": int(said) if answered else None for number, said in enumerate(says, start=1)}
        full_time = "NY"[role == "teacher"]
        rows.append({"Slip": place, "Full-time teacher": full_time, "Answered": "NY"[answered], **answers})
    table = pd.DataFrame(rows)
    return table.astype({f"Q{number}": "Int64" for number in range(1, 7)})


def _minutes(kit: Kit, rng: np.random.Generator) -> pd.DataFrame:
    """Return what comes into whose week and what stops in it: for each person, item, minutes from and to, how often."""
    words = WORDS[kit.phase]

    def adds(item: str, least: int, most: int, every: str = "week") -> tuple[str, int, int, str, str]:
        return words.get(item, item), least, most, every, "Adds"

    def stops(item: str, least: int, most: int, every: str = "week") -> tuple[str, int, int, str, str]:
        return words.get(item, item), least, most, every, "Stops"

    both = [adds("quiz", 20, 30), adds("Shared planning", 40, 60, "fortnight")]
    heard, list_of_names = adds("Hears what the quiz showed", 15, 20), stops("Paper list of who came", 5, 10)
    lines = {
        "carol": [
            *both, adds("Explains likely wrong answers to us", 35, 70, "half-term"),
            stops("writing", 40, 60, "fortnight"), stops("report", 70, 105, "half-term"),
        ],
        "tom": [
            *both, adds("Collects everybody's quizzes", 30, 45),
            stops("writing", 20, 30, "fortnight"), stops("scores", 5, 10),
        ],
        "ines": [
            *both, adds("Watches a quiz in Carol's class", 30, 40, "fortnight"),
            stops("writing", 40, 60, "fortnight"), stops("scores", 10, 20),
        ],
        "gareth": [
            *both, adds("Reads up what was said on a day off", 15, 25),
            stops("writing", 10, 20, "fortnight"), stops("scores", 5, 10),
        ],
        "shanice": [
            heard, adds("Passes it on to the tutors", 10, 20), list_of_names, stops("wall", 20, 40, "fortnight"),
        ],
        "beth": [
            heard, adds("Practises the questions with Shanice", 30, 40, "fortnight"),
            stops("wall", 20, 30, "fortnight"), list_of_names,
        ],
    }  # fmt: skip
    rows = []
    for key, items in lines.items():
        person = kit.people[key]
        for item, least, most, every, turn in items:
            step = 35 if every == "half-term" else 10 if every == "fortnight" else 5
            minutes = step * int(rng.integers(least // step, most // step, endpoint=True))
            rows.append({
                "Person": person.name, "Full-time equivalent": person.fte, "Item": item, "Minutes": minutes,
                "Every": every, "Adds or stops": turn,
            })  # fmt: skip
    return pd.DataFrame(rows)


def _growth(minutes: pd.DataFrame) -> pd.Series:
    """Return by how many minutes a week each person's week grows, what stops taken off."""
    weekly = minutes["Minutes"] / minutes["Every"].map(WEEKS_OF)
    return weekly.where(minutes["Adds or stops"] == "Adds", -weekly).groupby(minutes["Person"]).sum()


def _may_stop(kit: Kit, minutes: pd.DataFrame) -> pd.DataFrame:
    """Return what may stop in whose week: the practices of module 2a that nobody asks for, and what tutors do for them.

    Each is done by no more teachers than in 2a; whose week grows most does most of them, and one is known as Ines's.
    """
    growth, teachers = _growth(minutes), [kit.people[key].name for key in WEEKS_OUT]
    left, owner = {name: growth[name] for name in teachers}, kit.people[WHOSE_FOLDER].name
    practices = kit.tables_of("2a")["practices.csv"].rename(columns={"Minutes a week each": "Minutes"})
    practices = practices[practices["Who asks for it"].str.startswith("Nobody")]
    rows = []
    for practice in practices.sort_values("Minutes", ascending=False, kind="stable").itertuples():
        hers = owner if practice.Practice == FOLDER else ""
        for name in sorted(teachers, key=lambda name: (name == hers, left[name]), reverse=True)[: practice.Teachers]:
            left[name] -= practice.Minutes
            rows.append({"Person": name, "What may stop": practice.Practice, "Minutes": practice.Minutes})
    rows += [
        {"Person": kit.people[key].name, "What may stop": item, "Minutes": spent}
        for key in ("shanice", "beth") for item, spent in TUTORS_MAY_STOP.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _log(kit: Kit, rng: np.random.Generator) -> pd.DataFrame:
    rows = []
    for key in WEEKS_OUT:
        person = kit.people[key]
        weeks = [{"Class": person.class_in(kit.phase), "Teacher": person.name, "Week": number, "Beginning": first}
                 for number, first in enumerate(_weeks(kit), start=1)]  # fmt: skip
        out = _some(rng, range(len(weeks)), WEEKS_OUT[key])
        planned = [number for number in range(len(weeks)) if number not in out]
        no_quiz = _some(rng, planned, QUIZZES_MISSED[key])
        idle = _some(rng, [number for number in planned if number not in no_quiz], NOT_ACTED_ON[key])
        other = _some(rng, planned, OTHER_ORDER[key])
        late = set() if key == "carol" else _some(rng, planned, (0, 1))
        for number, week in enumerate(weeks):
            there, quiz = number in planned, number in planned and number not in no_quiz
            rows.append({
                **week, "Planned": "NY"[there], "Quiz": "NY"[quiz] if there else "",
                "Acted on": "NY"[number not in idle] if quiz else "",
                "Our order": "NY"[number not in other] if there else "",
                "Prerequisite first": "NY"[number not in late] if there else "",
            })  # fmt: skip
    return pd.DataFrame(rows)


def _some(rng: np.random.Generator, weeks: Sequence[int], number: tuple[int, int]) -> set[int]:
    """Return so many of some weeks, from and to, at most all."""
    wanted = min(int(rng.integers(*number, endpoint=True)), len(weeks))
    return {int(week) for week in rng.choice(list(weeks), wanted, replace=False)} if wanted else set()


def _weeks(kit: Kit) -> list[date]:
    """Return the first school day of each week from the one after the team was asked to February half-term."""
    asked, last = kit.project.dates["team_asked"], kit.project.dates["mid_year_numbers"]
    start = asked + timedelta(days=7 - asked.weekday())
    firsts: dict[tuple[int, int], date] = {}
    for day in kit.year.days():
        if start <= day <= last:
            firsts.setdefault(day.isocalendar()[:2], day)
    return list(firsts.values())


def _half_term(kit: Kit) -> date:
    """Return the last school day before the autumn half-term."""
    return kit.year.half_terms()[0][1]


def _days_until_half_term(kit: Kit) -> list[date]:
    first = kit.project.dates["team_asked"]
    return [day for day in kit.year.days() if first <= day <= _half_term(kit)]


def _school_days(kit: Kit) -> pd.DataFrame:
    """Return the school days from the one on which the team is asked, each with the number of its half-term."""
    first = kit.project.dates["team_asked"]
    return pd.DataFrame(
        {"Date": day, "Half-term": number}
        for number, (start, end) in enumerate(kit.year.half_terms(), start=1)
        for day in kit.year.days()
        if max(first, start) <= day <= end
    )


def _tom_begins(kit: Kit, minutes: pd.DataFrame) -> ChangePlan:
    """Return the page as Tom has begun it: the ledger is whole, the signs, days and owners have faults."""
    days, tom, carol, ines = _days_until_half_term(kit), *(kit.people[key].name for key in ("tom", "carol", "ines"))
    late = _half_term(kit) + timedelta(days=5)
    needs = "The next step's needs stand at the top of each plan"
    ingredients = (
        Ingredient("I1", WORDS[kit.phase]["quiz"], "", "Results in the December check go up", days[-2], tom),
        Ingredient("I2", KNOWN, "", "A reason stands beside each wrong option", late, "Everybody"),
        Ingredient("I3", "Acted on within two lessons", "", "", None, ines),
        Ingredient("I4", "What a step builds on is taught before it", "", needs, days[-3], carol),
        Ingredient("I5", "Slides, boards or paper; which day", "", "", None, ""),
    )
    lines = tuple(
        Minutes(f"M{place}", row.Person, row.Item, row.Turn.lower(), row.Minutes, row.Every)
        for place, row in enumerate(minutes.rename(columns={"Adds or stops": "Turn"}).itertuples(), start=1)
    )
    return ChangePlan("Quizzes before moving on", kit.cohort.school, "", _half_term(kit), ingredients, lines)


def must_hold(kit: Kit, tables: dict[str, Any]) -> dict[str, bool]:
    """Return what has to be true of the tables for every seed, in words, and whether it is."""
    return {
        **_of_the_pulse(tables["pulse.csv"]),
        **_of_the_minutes(tables["minutes.csv"]),
        "what may stop is enough for everybody": _enough(tables["minutes.csv"], tables["may-stop.csv"]),
        **_of_the_log(kit, tables["log.csv"]),
    }


def _apart(least: float, *numbers: float) -> bool:
    return all(abs(one - other) >= least for one, other in combinations(numbers, 2))


def _of_the_pulse(pulse: pd.DataFrame) -> dict[str, bool]:
    given = pulse[pulse["Answered"] == "Y"]
    n, asked = len(given), len(pulse)
    silent = pulse.loc[pulse["Answered"] == "N", "Full-time teacher"]
    sums = given[[f"Q{number}" for number in range(1, 7)]].astype(float).sum()
    want, unturned = sums[:3].sum() / (3 * n), sums[3:].sum() / (3 * n)
    able = unturned + (6 * n - 2 * sums[f"Q{TURNED}"]) / (3 * n)
    six, six_unturned = (want + able) / 2, (want + unturned) / 2
    heard, yes = n / asked, int((given["Q1"] >= 4).sum())
    share, lowest, highest = 100 * yes / n, 100 * yes / asked, 100 * (yes + len(silent)) / asked
    side = 196 * (share / 100 * (1 - share / 100) / n) ** 0.5
    wants = want, six, six_unturned, want * heard, able
    feels = able, unturned, six, six_unturned, able * heard, want
    return {
        "three to six are silent": 3 <= len(silent) <= 6,
        "two thirds of the silent or more are no full-time teachers": bool(3 * silent.eq("N").sum() >= 2 * len(silent)),
        "people want it": 3.8 <= want <= 4.4,
        "people do not feel able": 2.2 <= able <= 3.0,
        "turning one question moves the second facet": unturned - able >= 0.4,
        "the mean of all six says neither": min(want - six, six - able) >= 0.5,
        "the slips of the first facet stand apart": _apart(APART["facets"], *wants),
        "the slips of the second facet stand apart": _apart(APART["facets"], *feels),
        "the slips of the lowest share stand apart": _apart(APART["shares"], lowest, share, share - side, highest),
        "the slips of the highest share stand apart": _apart(
            APART["shares"], highest, share, min(share + side, 100), lowest
        ),
    }


def _of_the_minutes(minutes: pd.DataFrame) -> dict[str, bool]:
    sign = minutes["Adds or stops"].map({"Adds": 1, "Stops": -1})
    every = minutes["Every"].map(WEEKS_OF)
    weekly = minutes["Minutes"] / every
    net = _growth(minutes)
    days = minutes.groupby("Person")["Full-time equivalent"].first() * 5
    a_day = (net / days).sort_values()
    by_week, adds = net.sort_values(), weekly[sign > 0].groupby(minutes["Person"]).sum().sort_values()
    numbers = [
        (sign * weekly).sum(),
        weekly[sign > 0].sum(),
        weekly.sum(),
        (sign * minutes["Minutes"]).sum(),
        (sign * minutes["Minutes"] / every.where(every != 2, 1)).sum(),
        (sign * minutes["Minutes"] / every.where(every != 7, 1)).sum(),
    ]
    most_a_day, most_a_week = (list(each.index[::-1]) for each in (a_day, by_week))
    return {
        "Gareth's minutes are the most per day worked": most_a_day[0] == "Gareth Pugh" and _ahead(a_day) >= 1,
        "Tom's minutes are the most per week": most_a_week[0] == "Tom Ashdown" and _ahead(by_week) >= 5,
        "most is added for Tom, too": adds.index[-1] == "Tom Ashdown",
        "Gareth, Tom and two more have more than before": bool((net > 0).sum() >= 4),
        "somebody's week is no longer than before, or hardly": bool(net.min() <= 10),
        "the slips of the minutes stand apart": _apart(APART["minutes"], *numbers),
    }


def _enough(minutes: pd.DataFrame, may_stop: pd.DataFrame) -> bool:
    """Tell whether nobody's week has to grow: as much may stop in it as comes."""
    growth = _growth(minutes)
    return bool((may_stop.groupby("Person")["Minutes"].sum().reindex(growth.index, fill_value=0) >= growth).all())


def _ahead(rising: pd.Series) -> float:
    """Return how far the last number lies above the one before."""
    return float(rising.iloc[-1] - rising.iloc[-2])


def _of_the_log(kit: Kit, log: pd.DataFrame) -> dict[str, bool]:
    planned = log["Planned"] == "Y"
    yes = pd.DataFrame({name: log[name] == "Y" for name in ("Quiz", "Acted on", "Our order", "Prerequisite first")})
    counts = yes.assign(Weeks=1, Planned=planned).groupby(log["Teacher"]).sum()
    of_planned = 100 * counts[list(yes)].div(counts["Planned"], axis=0)
    gareth, carol = kit.people["gareth"].name, kit.people["carol"].name
    others = of_planned.drop(index=[gareth, carol])
    one, total = counts.loc[gareth], counts.sum()
    acted_of_given = 100 * one["Acted on"] / one["Quiz"] if one["Quiz"] else 0
    every = [
        100 * total["Acted on"] / total["Planned"], 100 * total["Acted on"] / total["Quiz"],
        100 * total["Acted on"] / total["Weeks"], of_planned["Acted on"].mean(),
        100 * total["Quiz"] / total["Planned"],
    ]  # fmt: skip
    quizzes = of_planned.loc[gareth, "Quiz"], 100 * one["Quiz"] / one["Weeks"], one["Quiz"]
    acted = of_planned.loc[gareth, "Acted on"], acted_of_given, 100 * one["Acted on"] / one["Weeks"], one["Acted on"]
    return {
        "Carol goes by another order, and never before what it needs": bool(
            of_planned.loc[carol, "Our order"] <= 20 and of_planned.loc[carol, "Prerequisite first"] == 100
        ),
        "Carol gives quizzes and acts on them": bool((of_planned.loc[carol, ["Quiz", "Acted on"]] >= [85, 75]).all()),
        "Gareth keeps the order and gives few quizzes": bool(
            of_planned.loc[gareth, "Our order"] >= 80 and 25 <= of_planned.loc[gareth, "Quiz"] <= 55
        ),
        "what Gareth acts on is 25 points more of what he gives than of what was planned": bool(
            acted_of_given - of_planned.loc[gareth, "Acted on"] >= 25
        ),
        "Gareth acts on all but one of the quizzes that he gives": bool(one["Quiz"] - one["Acted on"] == 1),
        "the others do as planned": bool(
            (others[["Quiz", "Our order"]] >= 85).all(axis=None) and (others["Acted on"] >= 70).all()
        ),
        "the slips of Gareth's quizzes stand apart": _apart(APART["log"], *quizzes),
        "the slips of what Gareth acted on stand apart": _apart(APART["log"], *acted),
        "the slips of what all acted on stand apart": _apart(APART["log"], *every),
    }
