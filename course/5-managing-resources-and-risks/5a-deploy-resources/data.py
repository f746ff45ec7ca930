"""The draft budget of mid-October with what everybody wished for, what it would take to begin, and Tom's two papers.

What the governors will agree to is the worked budget of the assessment (course/project.toml, priced); the draft is that
budget with longer mornings, a larger allowance, a dearer breakfast, more licences, more release and two wishes on top.
Planted: Wendy's sum, which is what the worked budget comes to, is SHORT too small; waiting for the committee before the
booklets are ordered sets the date, and without that wait the first morning is the project's.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from attrs import evolve

from npqml.authoring.module_data import Kit
from npqml.authoring.shared_data import catch_up_weekdays
from npqml.authoring.worked_documents.budget import worked_budget
from npqml.authoring.worked_documents.plan import worked_plan
from npqml.course.cohort import Cohort
from npqml.course.school_year import WEEKDAYS, bank_holidays
from npqml.course.sources import load_sources
from npqml_widgets.documents.budget.costs import cost
from npqml_widgets.documents.budget.model import Budget, Line
from npqml_widgets.documents.plan.model import Plan, Step

SHORT = (0.08, 0.14)
"""By which part of the draft Wendy's sum is too small, from and to."""
TUTORS, ALLOWANCE, LICENCE, BREAKFAST, COVER = "L1", "L2", "L6", "L7", "L8"
"""The lines of the worked budget that the draft has larger."""
LONGER = (5, 10, 15)
"""Hundredths of an hour by which each of two tutors is longer in the draft, each morning."""
MORE_ALLOWANCE = range(50, 251, 25)  # pounds above the agreed one
ASKS_MORE = range(50, 201, 25)  # pounds that Tom asks for above the draft
MORE_LICENCES = {"primary": (2, 4), "secondary": (2, 6), "special": (1, 3)}
BREAKFAST_PRICE = (71, 76)  # pence; the agreed one is 70
HALF_DAYS = (7, 8)
VISITS = (1, 3)  # days out, in all
HEADPHONES = range(90, 181, 10)  # pounds
TAKES_HOME = {"primary": 136 / 218, "secondary": 150 / 291, "special": 144 / 270}
"""The part of a day's price that the supply teacher takes home, as in supply-price-answer of course/sources.toml."""
EXTRA_HOURS = (6, 14)
SUPPORT_AWARDS = (2.5, 3.5, 4.0, 4.5)
"""What Wendy reckons with from next April, in per cent; never the teachers' own award."""
RATES = {
    "teachers pension": "Teachers' pension", "support pension": "Our fund's pension for support staff",
    "insurance": "National Insurance", "levy": "Apprenticeship levy", "teachers award": "Pay award for teachers",
}  # fmt: skip
DAYS = {"ask": (4, 5), "order": (3, 5), "train": (2, 3), "families": (4, 6), "room": (3, 5)}
"""School days that a step takes, from and to; those of contracts, committee and lot follow from the calendar, and the
paper takes a day or two less than asking."""
AHEAD = 60
"""School days that the page can count."""
WEEKS_OF_A_YEAR = 39
NEAR = {"hours": 0.3, "pounds": 8.0, "release": 20.0, "days": 1.0}
"""How far every slip lies off the right number and off the other slips."""


def draw(kit: Kit, rng: np.random.Generator) -> dict[str, Any]:
    """Return the calendar of the mornings, the draft and its rates, what it serves, the steps, and Tom's two papers."""
    agreed = _agreed(kit.cohort)
    draft = _draft(kit, agreed, rng)
    steps = _steps(kit, rng)
    return {
        "weeks.csv": _weeks(kit.cohort).copy(),
        "closed.csv": _shut(kit.cohort).copy(),
        "mornings.csv": _mornings(kit, draft),
        "rates.csv": _rates(agreed),
        "pay.csv": _pay(draft, rng),
        "release.csv": _release(kit, draft),
        "lines.csv": _lines(draft),
        "served.csv": _served(kit, draft, rng),
        "tom.csv": _toms_page(draft),
        "steps.csv": steps,
        "late.csv": _late(steps, rng),
        "school-days.csv": _school_days(kit),
        "budget-draft.json": draft,
        "plan-tom.json": _toms_plan(kit, steps),
    }


@lru_cache(maxsize=32)
def _agreed(cohort: Cohort) -> Budget:
    """Return the worked budget, without a pay award that nobody has agreed yet."""
    budget = worked_budget(cohort, load_sources(cohort.course))
    return evolve(budget, rates=tuple(rate for rate in budget.rates if rate.kind != "support award"), actuals_to=None)


def _draft(kit: Kit, agreed: Budget, rng: np.random.Generator) -> Budget:
    """Return the budget as everybody wished it in mid-October."""
    least, most = MORE_LICENCES[kit.phase]
    longer, more = 2 * int(rng.choice(LONGER)), 100 * int(rng.choice(MORE_ALLOWANCE))
    licences = 100 * int(rng.integers(least, most, endpoint=True))
    changed: dict[str, dict[str, Any]] = {
        TUTORS: {"quantity": (_line(agreed, TUTORS).quantity or 0) + longer},
        ALLOWANCE: {"price": (_line(agreed, ALLOWANCE).price or 0) + more},
        LICENCE: {"quantity": (_line(agreed, LICENCE).quantity or 0) + licences},
        BREAKFAST: {
            "quantity": 100 * kit.project.numbers["places"] * _held(kit),
            "price": int(rng.integers(*BREAKFAST_PRICE, endpoint=True)), "notes": "Every place, every morning.",
        },
        COVER: {"times": int(rng.integers(*HALF_DAYS, endpoint=True))},
    }  # fmt: skip
    lines = [evolve(line, actual=None, **changed.get(line.id, {})) for line in agreed.lines]
    cover = _line(agreed, COVER)
    visits = evolve(
        cover, id="L13", what="Cover for visits to another school", who="Two teachers", unit="days", times=None,
        quantity=100 * int(rng.integers(*VISITS, endpoint=True)), price=2 * (cover.price or 0), notes="",
    )  # fmt: skip
    headphones = evolve(
        _line(agreed, LICENCE), id="L14", what="Headphones and folders", kind="resources",
        quantity=100, unit="", price=100 * int(rng.choice(HEADPHONES)), paid_on=None, serves_from=None, serves_to=None,
        recurs="once", later_payer="", notes="",
    )  # fmt: skip
    return evolve(agreed, title="Catch-up and shared planning: draft", lines=(*lines, visits, headphones))


def _held(kit: Kit) -> int:
    return len(_mornings_held(kit.cohort))


@lru_cache(maxsize=32)
def _mornings_held(cohort: Cohort) -> tuple[date, ...]:
    """Return the mornings of catch-up."""
    kit = Kit(cohort)
    return tuple(kit.year.on_weekdays(*_span(kit), catch_up_weekdays(cohort)))


def _span(kit: Kit) -> tuple[date, date]:
    return kit.project.dates["full_run"], kit.project.dates["catch_up_ends"]


def _said(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"


@lru_cache(maxsize=32)
def _weeks(cohort: Cohort) -> pd.DataFrame:
    """Return how often each weekday comes in each stretch of school, training days and bank holidays not taken out."""
    kit = Kit(cohort)
    first, last = _span(kit)
    rows = []
    for begins, ends in kit.year.half_terms():
        start, end = max(begins, first), min(ends, last)
        if start > end:
            continue
        days = [start + timedelta(days=after) for after in range((end - start).days + 1)]
        counts = {name: sum(day.weekday() == number for day in days) for number, name in enumerate(WEEKDAYS)}
        rows.append({"From": _said(start), "To": _said(end), **counts})
    return pd.DataFrame(rows)


@lru_cache(maxsize=32)
def _shut(cohort: Cohort) -> pd.DataFrame:
    """Return the weekdays inside those stretches on which no pupils come."""
    kit = Kit(cohort)
    first, last = _span(kit)
    inside = [
        begins + timedelta(days=after) for begins, ends in kit.year.half_terms()
        for after in range((ends - begins).days + 1)
    ]  # fmt: skip
    found = [
        day for day in inside
        if first <= day <= last and day.weekday() < len(WEEKDAYS) and not kit.year.is_school_day(day)
    ]  # fmt: skip
    rows = [
        {
            "Day": _said(day), "Weekday": WEEKDAYS[day.weekday()],
            "What": "Bank holiday" if day in bank_holidays(day.year) else "Training day",
        }
        for day in found
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["Day", "Weekday", "What"])


def _mornings(kit: Kit, draft: Budget) -> pd.DataFrame:
    """Return on which weekdays, for how long and with how many tutors."""
    tutors = _line(draft, TUTORS)
    row = {
        "Weekdays": ", ".join(catch_up_weekdays(kit.cohort)),
        "Tutors": 2,
        "Hours each": (tutors.quantity or 0) / 200,
    }
    return pd.DataFrame([row])


def _line(budget: Budget, name: str) -> Line:
    return next(line for line in budget.lines if line.id == name)


def _rates(agreed: Budget) -> pd.DataFrame:
    """Return the rates of the budget, as the page shows them."""
    rows = [
        {
            "Rate": RATES[rate.kind], "Per cent": (rate.percent or 0) / 100,
            "Above, a year": (rate.threshold or 0) // 100, "From": f"{rate.starts:%d/%m/%Y}" if rate.starts else "",
        }
        for rate in agreed.rates
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _pay(draft: Budget, rng: np.random.Generator) -> pd.DataFrame:
    """Return what an hour of a teaching assistant is paid, how many more Beth asks for, and what Tom asks for."""
    row = {
        "Pay of an hour": (_line(draft, TUTORS).price or 0) / 100,
        "Extra hours": int(rng.integers(*EXTRA_HOURS, endpoint=True)),
        "Allowance": (_line(draft, ALLOWANCE).price or 0) // 100 + int(rng.choice(ASKS_MORE)),
        "Support award": float(rng.choice(SUPPORT_AWARDS)),
    }
    return pd.DataFrame([row])


def _release(kit: Kit, draft: Budget) -> pd.DataFrame:
    """Return the planned release of the draft, and what the agency asks."""
    planning, visits = _line(draft, COVER), _line(draft, "L13")
    half_day = (planning.price or 0) / 100
    row = {
        "Teachers": (planning.quantity or 0) // 100, "Half-days each": planning.times,
        "Days of visits": (visits.quantity or 0) // 100, "Price of a half-day": half_day,
        "Taken home of a half-day": round(half_day * TAKES_HOME[kit.phase], 2),
    }  # fmt: skip
    return pd.DataFrame([row])


def _lines(draft: Budget) -> pd.DataFrame:
    """Return the lines of the draft in whole pounds, with on-costs apart."""
    rows = []
    for line in draft.lines:
        found = cost(draft, line)
        pay, total = round(found.pay / 100), round(found.total / 100)
        rows.append({
            "ID": line.id, "Line": line.what, "Strand": line.strand, "Once or running": line.recurs,
            "Pay or price": pay, "On-costs": total - pay, "Total": total,
        })  # fmt: skip
    return pd.DataFrame(rows)


def _served(kit: Kit, draft: Budget, rng: np.random.Generator) -> pd.DataFrame:
    """Return what each of four lines serves by when: mornings, months and half-days."""
    held = _mornings_held(kit.cohort)
    year = kit.project.dates["full_run"].year
    by = [
        sum(day.year == year for day in held),
        sum(day.year > year and day.month <= 3 for day in held),
        sum(day.year > year and day.month > 3 for day in held),
    ]
    spring, summer = 2, int(rng.integers(1, 2, endpoint=True))
    autumn = (_line(draft, COVER).times or 0) - spring - summer
    return pd.DataFrame(
        [
            ["Mornings", *by, 0],
            ["Months of the licence", 0, 3, 5, 4],
            ["Half-days of planning", autumn, spring, summer, 0],
        ],
        columns=["What", "To December", "January to March", "April to August", "September to December"],
    )


def _toms_page(draft: Budget) -> pd.DataFrame:
    """Return the three lines of Tom's page: pay alone, the licence, and the fee of the training."""
    tutors, licence, fee = (_line(draft, name) for name in (TUTORS, LICENCE, "L4"))
    rows = [
        ("Hours of Shanice and Beth", round(cost(draft, tutors).pay / 100)),
        ("Licence", round(cost(draft, licence).total / 100)),
        ("Training: the fee", round(cost(draft, fee).total / 100)),
    ]
    return pd.DataFrame(rows, columns=["Line", "Amount"])


@lru_cache(maxsize=32)
def _days(cohort: Cohort) -> tuple[date, ...]:
    """Return the school days from the first step on: that is done on the day before the budget is planned."""
    kit = Kit(cohort)
    planned, days = kit.project.dates["budget_planned"], tuple(kit.year.days())
    return days[next(place for place, day in enumerate(days) if day >= planned) - 1 :]


def _school_days(kit: Kit) -> pd.DataFrame:
    """Return the school days from the first step on, numbered from 1."""
    days = _days(kit.cohort)[:AHEAD]
    return pd.DataFrame({"Number": range(1, len(days) + 1), "Date": [f"{day:%d/%m/%Y}" for day in days]})


def _steps(kit: Kit, rng: np.random.Generator) -> pd.DataFrame:
    """Return the steps to the first morning: owner, school days, and what each waits for."""
    days = {name: int(rng.integers(*ends, endpoint=True)) for name, ends in DAYS.items()}
    days["paper"] = max(3, days["ask"] - int(rng.integers(1, 2, endpoint=True)))
    dates = kit.project.dates
    before_run = sum(day < dates["full_run"] for day in _days(kit.cohort))
    to_meeting = sum(dates["budget_planned"] <= day <= dates["governors_meet"] for day in _days(kit.cohort))
    to_check = sum(dates["budget_planned"] <= day <= dates["check_october"] for day in _days(kit.cohort))
    contracts = before_run - 1 - days["ask"] - days["train"]
    wendy, shanice, daniel, fiona = (kit.people[key].name for key in ("wendy", "shanice", "daniel", "fiona"))
    rows = [
        ("A", "Settle the scope: who, how often, from when", "You", 1, ""),
        ("B", "Ask the four whose mornings would change, each alone", "You", days["ask"], "A"),
        ("C", "Put the new hours in writing", wendy, contracts, "B"),
        ("D", "Write the paper for the governors", "You", days["paper"], "A"),
        ("E", "Wait for the committee; its meeting is the last day", "You", to_meeting - days["paper"], "D"),
        ("F", "Order the booklets", wendy, days["order"], "E"),
        ("G", "Train the tutors, with the booklets", shanice, days["train"], "C, F"),
        ("H", "Make the list; draw the lot after the October check", f"{daniel}, {fiona}", to_check, "A"),
        ("I", "Tell the families, and hear who takes the place", "Office", days["families"], "H"),
        ("J", "Make room, gate and first aid ready", "Site supervisor", days["room"], "B"),
    ]
    return pd.DataFrame(rows, columns=["Step", "What", "Who", "School days", "After"])


def ends_of(
    steps: pd.DataFrame, after: Mapping[str, str] | None = None, late: Mapping[str, int] | None = None
) -> dict[str, int]:
    """Return on which school day each step ends; `after` says what some wait for instead, `late` who is how late."""
    ends: dict[str, int] = {}
    for row in steps.to_dict("records"):
        name = row["Step"]
        waits = (after or {}).get(name, row["After"])
        begins = max((ends[other] for other in waits.split(", ") if other), default=0)
        ends[name] = begins + row["School days"] + (late or {}).get(name, 0)
    return ends


LAST = ("E", "G", "I", "J")
"""What the first morning waits for."""
SOONER = {"F": "D"}
"""The booklets are ordered before the committee meets."""


def length(ends: Mapping[str, int]) -> int:
    """Return how many school days pass before the first morning."""
    return max(ends[name] for name in LAST)


def floats(steps: pd.DataFrame) -> dict[str, int]:
    """Return by how many days each of two steps may be late before the first morning moves."""
    whole = length(ends_of(steps))
    return {
        name: max(days for days in range(40) if length(ends_of(steps, late={name: days})) == whole)
        for name in ("C", "I")
    }


def _late(steps: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return how late Wendy and the office would be: she by more than her float, the office by less than its own."""
    spare = floats(steps)
    wendy = spare["C"] + int(rng.integers(1, 4, endpoint=True))
    office = int(rng.integers(2, max(3, min(spare["I"], 6)), endpoint=True))
    return pd.DataFrame([("C", wendy), ("I", office)], columns=["Step", "Days late"])


def double_days(steps: pd.DataFrame, after: Mapping[str, str]) -> int:
    """Return on how many school days both of Wendy's steps are on her desk."""
    ends, days = ends_of(steps, after), steps.set_index("Step")["School days"]
    shared = min(ends["C"], ends["F"]) - max(ends["C"] - days["C"], ends["F"] - days["F"])
    return max(0, int(shared))


@lru_cache(maxsize=32)
def _worked_plan(cohort: Cohort) -> Plan:
    return worked_plan(cohort)


def _toms_plan(kit: Kit, steps: pd.DataFrame) -> Plan:
    """Return Tom's plan: nobody is asked, booklets and first morning wait for nobody, and the training has no owner."""
    worked = _worked_plan(kit.cohort)
    numbers = {name: f"S{place}" for place, name in enumerate((name for name in steps["Step"] if name != "B"), start=1)}
    rows = steps.set_index("Step")
    found = []
    for name, number in numbers.items():
        row = rows.loc[name]
        after = "A" if name == "F" else row["After"]
        waits = tuple(numbers["A" if other == "B" else other] for other in after.split(", ") if other)
        owner = "" if name == "G" else row["Who"]
        found.append(Step(number, row["What"], "", owner, int(row["School days"]), waits))
    first = Step(
        "S10", "First morning", "milestone", f"{kit.people['shanice'].name}, {kit.people['beth'].name}", 1,
        tuple(numbers[name] for name in LAST if name != "E"),
    )  # fmt: skip
    return Plan(
        "Catch-up: to the first morning", kit.cohort.school, _days(kit.cohort)[0], None, worked.closed, worked.people,
        (*found, first),
    )  # fmt: skip


def must_hold(kit: Kit, tables: dict[str, Any]) -> dict[str, bool]:
    """Return what has to be true of the tables for every seed, in words, and whether it is."""
    return _of_hours_and_pay(kit, tables) | _of_the_draft(kit, tables) | _of_the_years(tables) | _of_steps(kit, tables)


def _apart(least: float, *numbers: float) -> bool:
    return all(abs(number - other) >= least for number, other in combinations(numbers, 2))


def _of_hours_and_pay(kit: Kit, tables: dict[str, Any]) -> dict[str, bool]:
    first, last = _span(kit)
    each = tables["mornings.csv"]["Hours each"].iloc[0]
    held = _held(kit)
    weeks = (last - first).days // 7 + 1
    shut = tables["closed.csv"]["Weekday"].isin(catch_up_weekdays(kit.cohort)).sum()
    with_closed = [held + int(shut)] if shut else []
    mornings = [held, weeks * 3, WEEKS_OF_A_YEAR * 3, *with_closed]
    hours = [2 * each * number for number in mornings]
    pay, release = tables["pay.csv"].iloc[0], tables["release.csv"].iloc[0]
    rates = tables["rates.csv"].groupby("Rate")["Per cent"].first() / 100
    insured = rates[RATES["insurance"]] + rates[RATES["levy"]]
    own, teachers = rates[RATES["support pension"]], rates[RATES["teachers pension"]]
    paid = pay["Pay of an hour"] * pay["Extra hours"]
    extra = [paid * (1 + own + insured), paid, paid * (1 + teachers + insured), paid * (1 + own)]
    allowance = pay["Allowance"] * np.array([1 + teachers + insured, 1, 1.42, 1 + teachers, 1 + own + insured, 0.4418])
    planning = release["Teachers"] * release["Half-days each"]
    visits = 2 * release["Days of visits"]
    price, home = release["Price of a half-day"], release["Taken home of a half-day"]
    release_ways = [
        (planning + visits) * price, 0, (planning + visits) * home, (2 * planning + visits) * price, planning * price,
        (planning + visits / 2) * price, (release["Half-days each"] + visits) * price,
    ]  # fmt: skip
    return {
        "the slips of the hours stand apart": _apart(NEAR["hours"], *hours, held, held * each),
        "the slips of the extra hours stand apart": _apart(4, *extra),
        "what Beth and Tom ask for is the total of no line": all(
            abs(asked - total) > 2 for asked in (extra[0], allowance[0]) for total in tables["lines.csv"]["Total"]
        ),
        "the slips of the allowance stand apart": _apart(NEAR["pounds"], *allowance),
        "the slips of the release stand apart": _apart(NEAR["release"], *release_ways),
    }


def _of_the_draft(kit: Kit, tables: dict[str, Any]) -> dict[str, bool]:
    lines = tables["lines.csv"].set_index("ID")
    whole, promised = lines["Total"].sum(), sum(tables["budget-draft.json"].funding.values()) / 100
    off_toms_page = lines.drop([TUTORS, LICENCE, "L4"])["Total"]
    return {
        "Wendy's sum is too small by the right part": SHORT[0] <= 1 - promised / whole <= SHORT[1],
        "the whole is three to six times Tom's page": 3 <= whole / tables["tom.csv"]["Amount"].sum() <= 6.5,
        "cover is the largest line that Tom's page has not": off_toms_page.idxmax() == COVER,
    }


def _of_the_years(tables: dict[str, Any]) -> dict[str, bool]:
    lines, pay = tables["lines.csv"].set_index("ID"), tables["pay.csv"].iloc[0]
    served = tables["served.csv"].set_index("What")
    catch_up = lines[lines["Strand"] == "Catch-up"]
    once = catch_up.loc[catch_up["Once or running"] == "once", "Total"].sum()
    licence, mornings = lines.loc[LICENCE, "Total"], served.loc["Mornings"]
    share = mornings.iloc[0] / mornings.sum()
    running = catch_up["Total"].sum() - once - licence
    christmas = [
        once + running * share, catch_up["Total"].sum() * share, once + (running + licence) * share, running * share,
        once + running * share + licence,
    ]  # fmt: skip
    support, teachers = lines.loc[[TUTORS, "L3"], "Total"].sum(), lines.loc[ALLOWANCE, "Total"]
    things = licence + lines.loc[BREAKFAST, "Total"]
    award = pay["Support award"] / 100
    again = support * (1 + award) + teachers * 1.03 + things
    september = [
        again, support + teachers + things, (support + teachers + things) * 1.03, again + once,
        (support + teachers) * 1.03 + things,
        support * (1 + award) + teachers * 1.035 + things, again - things,
    ]  # fmt: skip
    return {
        "the slips of Christmas stand apart": _apart(NEAR["pounds"], *christmas),
        "the slips of September stand apart": _apart(5, *september),
    }


def _of_steps(kit: Kit, tables: dict[str, Any]) -> dict[str, bool]:
    steps, late = tables["steps.csv"], tables["late.csv"].set_index("Step")["Days late"]
    days = steps.set_index("Step")["School days"]
    ends = ends_of(steps)
    slow, fast = length(ends), length(ends_of(steps, SOONER))
    won = slow - fast
    second = max(ends["C"] + days["G"], ends["I"], ends["J"])
    lost = length(ends_of(steps, late=dict(late))) - slow
    run = kit.project.dates["full_run"]
    before = sum(day < run for day in _days(kit.cohort))
    meeting = ends["C"] + days["G"] == fast
    both = double_days(steps, SOONER)
    return {
        "each step takes a day or more": bool((days >= 1).all()) and days["C"] >= 3,
        "the booklets set the date, and no other chain does": ends["F"] > ends["C"] and second < slow,
        "the second chain is two to seven days shorter": 2 <= slow - second <= 7,
        "without the wait it is the first morning of the project": fast == before and meeting,
        "what is won is not the wait, nor the order": _apart(1, won, days["E"], days["F"], 0),
        "what is lost has its own number": 1 <= lost <= 4 and _apart(1, lost, late["C"], late["C"] + late["I"], 0),
        "Wendy has two to four double days, and not all of the order": 2 <= both <= 4
        and _apart(1, both, days["F"], days["C"], days["C"] + days["F"], 0),
    }
