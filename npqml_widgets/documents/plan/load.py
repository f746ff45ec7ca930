"""How much work each person has in each week, against the days that they have for the project."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from attrs import frozen

from npqml_widgets.documents.plan.model import Plan, Step
from npqml_widgets.documents.plan.schedule import Schedule, schedule
from npqml_widgets.documents.plan.workingdays import WorkingDays, working_days

WEEK = 5
"""Working days of a whole week."""


@frozen
class Load:
    """The days of work of one person in one week, and the days that they have in it; `steps` are what they work on."""

    person: str
    monday: date
    work: Fraction
    has: Fraction
    steps: tuple[str, ...]

    @property
    def is_too_much(self) -> bool:
        """Whether there is more work than time."""
        return self.work > self.has


def loads(plan: Plan) -> tuple[Load, ...]:
    """Return the load of each person in each week with work, by person and week.

    The work of a step is spread evenly over its days. In a week with closed days a person has a part of their days;
    whoever is not among the plan's people has every working day.
    """
    calendar = working_days(plan)
    if calendar is None:
        return ()
    found, names = schedule(plan), _names(plan)
    work: dict[tuple[str, date], dict[str, Fraction]] = {}
    for step in plan.steps:
        for monday, days in days_by_week(found, step, calendar).items():
            for owner in step.owners:
                share = work.setdefault((names.setdefault(owner.casefold(), owner), monday), {})
                share[step.id] = _of_a_day(step) * days
    has = {person.name.casefold().strip(): person.days for person in plan.people if person.days is not None}
    order = list(dict.fromkeys(names.values()))
    return tuple(
        Load(person, monday, sum(shares.values(), Fraction(0)), _has(has.get(person.casefold()), monday, calendar),
             tuple(shares))
        for (person, monday), shares in sorted(work.items(), key=lambda item: (order.index(item[0][0]), item[0][1]))
    )  # fmt: skip


def days_by_week(found: Schedule, step: Step, calendar: WorkingDays) -> dict[date, int]:
    """Return on how many days of each week a step is worked on, by the week's Monday."""
    times = found.times.get(step.id)
    weeks: dict[date, int] = {}
    for number in range(times.start, times.end) if times else ():
        day = calendar.day(number)
        if day is None:
            break
        monday = monday_of(day)
        weeks[monday] = weeks.get(monday, 0) + 1
    return weeks


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))


def _names(plan: Plan) -> dict[str, str]:
    """Return how each person is written: as among the plan's people, else as first named in a step."""
    return {person.name.casefold().strip(): person.name.strip() for person in plan.people if person.name.strip()}


def _of_a_day(step: Step) -> Fraction:
    """Return which part of a day each owner works on a step, on each of its days."""
    return Fraction(1) if step.work is None else Fraction(step.work, 100 * step.length)


def _has(days: int | None, monday: date, calendar: WorkingDays) -> Fraction:
    after = monday + timedelta(days=WEEK - 1)
    working = calendar.until(after) - calendar.before(monday)
    return Fraction(working) if days is None else Fraction(days, 100) * Fraction(working, WEEK)
