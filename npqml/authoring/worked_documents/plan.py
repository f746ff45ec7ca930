"""The worked plan of the course's project: from the first questions to the team to the last look at what it did.

Its days are those of course/project.toml in the cohort's school year. The steps before the first morning are dated from
that morning back, so that it is reached to the day, and one chain of them has no day to spare.
"""

from __future__ import annotations

from datetime import date

from npqml.course.cohort import Cohort
from npqml.course.people import load_people
from npqml.course.project import Project, load_project
from npqml.course.school_year import DAY, SchoolYear, bank_holidays, school_year
from npqml.course.sources import Sources
from npqml_widgets.documents.plan.model import Closed, Person, Plan, Step

CHAIN = 13
"""School days from the scope to the evening before the first morning, along the longest chain."""
LOT = 3
"""School days in which the lot is prepared and drawn; the last is that of the second check."""
TWO_WEEKS = 10
LAST_DAY_OF_SUMMER = (8, 31)
DAYS_A_WEEK = {"You": 150, "wendy": 100, "daniel": 100, "fiona": 100, "shanice": 200, "beth": 200, "tom": 100}
"""How much of a week each has for the project, in hundredths of a day, by their key among the people."""


def files(cohort: Cohort, _: Sources) -> dict[str, object]:
    """Return the example as the file of its page."""
    return {"project-plan.json": worked_plan(cohort)}


def worked_plan(cohort: Cohort) -> Plan:
    """Return the plan of the course's project in a cohort's school, as it went to the governors."""
    project, year = load_project(cohort.course, cohort), school_year(cohort)
    names = {key: person.name for key, person in load_people(cohort.course, cohort).items()}
    others = ("Site supervisor", "Office")
    people = [*((names.get(key, key), days) for key, days in DAYS_A_WEEK.items()), *((name, 100) for name in others)]
    return Plan(
        title="Catch-up and shared planning",
        setting=cohort.school,
        starts=project.dates["team_asked"],
        ends=year.last,
        closed=closed_times(cohort),
        people=tuple(Person(f"P{number}", name, days) for number, (name, days) in enumerate(people, 1)),
        steps=(*_before_the_first_morning(project, year, names), *_from_then_on(project, year, names)),
    )


def closed_times(cohort: Cohort) -> tuple[Closed, ...]:
    """Return the times of a cohort's year in which pupils are not in school, beside weekends."""
    found: list[tuple[date, date, str]] = []
    for number, term in enumerate(cohort.terms):
        last = number + 1 == len(cohort.terms)
        found.append((term.half_term_start, term.half_term_end, f"{term.name} half-term"))
        until = date(term.end.year, *LAST_DAY_OF_SUMMER) if last else cohort.terms[number + 1].start - DAY
        found.append((term.end + DAY, until, f"Holiday after the {term.name.lower()} term"))
    single = [(day, "Training day") for day in cohort.training_days]
    years = range(cohort.terms[0].start.year, cohort.terms[-1].end.year + 1)
    single += [(day, "Bank holiday") for number in years for day in sorted(bank_holidays(number))]
    for day, what in single:
        in_year = cohort.terms[0].start <= day <= cohort.terms[-1].end
        if in_year and not any(first <= day <= end for first, end, _ in found):
            found.append((day, day, what))
    return tuple(Closed(f"C{number}", *time) for number, time in enumerate(sorted(found), 1))


def _before_the_first_morning(project: Project, year: SchoolYear, names: dict[str, str]) -> tuple[Step, ...]:
    dates, first = project.dates, project.dates["full_run"]
    scope = min(_school_days_before(year, first, CHAIN), _school_days_before(year, dates["budget_planned"], 1))
    return (
        Step("S1", "Ask the team what stands in the way, and plan the change with them", "change", "You", 1, work=25),
        Step(
            "S2", "Settle the scope: who, how often, from when", "", "You", 1, ("S1",), not_before=scope, work=25,
        ),
        Step(
            "S3", "Ask the four whose mornings would change, each alone", "change", f"You, {names['wendy']}", 4,
            ("S2",), work=40,
            notes=f"{names['shanice']}, {names['beth']}, {names['tom']} and the site supervisor. Nobody says yes for "
            "somebody else; the plan can still change.",
        ),
        Step(
            "S4", "Put the new hours in writing", "", names["wendy"], 6, ("S3",), work=75,
            notes="Contracts are read first. Agreed hours only.",
        ),
        Step("S5", "Write the paper for the governors", "", "You", 4, ("S2",), work=50),
        Step(
            "S6", "The governors' committee decides", "milestone", f"You, {names['daniel']}", 1, ("S5",),
            dates["governors_meet"], dates["governors_meet"], 10,
        ),
        Step(
            "S7", "Order the booklets", "", names["wendy"], 4, ("S5",), work=50,
            notes=f"{names['ruth']} lets them be ordered before the committee meets.",
        ),
        Step("S8", "Train the tutors", "", f"{names['shanice']}, {names['beth']}", 2, ("S4", "S7"), work=100),
        Step(
            "S9", "Draw the places by lot", "", f"{names['daniel']}, {names['fiona']}", LOT, ("S2",),
            _school_days_before(year, dates["check_october"], LOT - 1), work=50,
            notes="The list first; the lot on the day of the second check, after it.",
        ),
        Step(
            "S10", "Tell the families, and hear whether they take the place", "change", "Office", 6, ("S9",), work=50,
            notes="Also those who have drawn no place, with what there is for them.",
        ),
        Step("S11", "Make room, gate and first aid ready", "", "Site supervisor", 4, ("S3",), work=100),
        Step(
            "S12", "First morning", "milestone", f"{names['shanice']}, {names['beth']}, {names['tom']}", 1,
            ("S6", "S8", "S10", "S11"), first, first, 10,
        ),
    )  # fmt: skip


def _from_then_on(project: Project, year: SchoolYear, names: dict[str, str]) -> tuple[Step, ...]:
    dates = project.dates
    later = year.school_days_after(dates["full_run"], TWO_WEEKS)
    return (
        Step(
            "S13", "Ask the four how their mornings go, and change what can be changed", "change", "You", 2, ("S12",),
            not_before=later, work=25,
        ),
        Step(
            "S14", "Decide at mid-year: adapt, support or stop", "milestone", f"You, {names['daniel']}", 1, ("S13",),
            dates["mid_year_decision"], dates["mid_year_decision"], 25,
        ),
        Step(
            "S15", "Last morning", "milestone", f"{names['shanice']}, {names['beth']}, {names['tom']}", 1, ("S14",),
            dates["catch_up_ends"], dates["catch_up_ends"], 10,
        ),
        Step(
            "S16", "Say whether it helped, whom, and at what cost", "milestone", f"You, {names['daniel']}", 1, ("S15",),
            dates["did_it_help"], work=50,
        ),
    )  # fmt: skip


def _school_days_before(year: SchoolYear, day: date, number: int) -> date:
    """Return the school day that lies so many before another one; the first of the year where there are fewer."""
    earlier = [each for each in year.days() if each < day]
    return earlier[-number] if number <= len(earlier) else year.first
