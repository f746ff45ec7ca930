"""The course's one project: its days in a cohort's school year, and the numbers that several modules use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from attrs import frozen

from npqml.course.cohort import Cohort
from npqml.course.school_year import DAY, MONTHS, WEEK, WEEKDAYS, SchoolYear, month_in, school_year
from npqml.course.toml import read_toml, refuse
from npqml.refusal import Refusal

PLACES_OF_A_TERM = ("start", "half-term", "end")


@frozen(kw_only=True)
class DateRule:
    """How a date is found in any school year: the first school day after something, or the last before it."""

    what: str
    module: str
    after: str = ""
    before: str = ""
    weeks: int = 0
    weekday: str = ""


@frozen(kw_only=True)
class Number:
    """One of the project's numbers, for each phase, and what it counts."""

    what: str
    primary: int
    secondary: int
    special: int


@frozen(kw_only=True)
class Cost:
    """One line of what the project costs in a school year, in pounds, for each phase."""

    line: str
    strand: str
    primary: int
    secondary: int
    special: int


@frozen(kw_only=True)
class File:
    """The project's file as it is read."""

    date: Mapping[str, DateRule]
    number: Mapping[str, Number]
    cost: tuple[Cost, ...]


@frozen
class Project:
    """The project in one cohort's school: its dates by key, its numbers by key, its costs in pounds by line."""

    dates: Mapping[str, date]
    numbers: Mapping[str, int]
    costs: Mapping[str, int]

    def words(self) -> dict[str, str]:
        """Return what texts may name: `date_KEY` in words, with the year, and `project_KEY` as a number."""
        return {f"date_{key}": in_words(day) for key, day in self.dates.items()} | {
            f"project_{key}": str(number) for key, number in self.numbers.items()
        }


def in_words(day: date) -> str:
    """Return a day as a page says it, such as Thursday 5 November 2026."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def load_project(course: Path, cohort: Cohort) -> Project:
    """Return the project in a cohort's school; nothing where the course has none.

    Raises Refusal for a date that no school day of the cohort's year can be.
    """
    path = course / "project.toml"
    if not path.is_file():
        return Project({}, {}, {})
    file = read_toml(path, File)
    dates = _Dates(path, file.date, school_year(cohort))
    faults = [fault for key in file.date for fault in dates.faults(key)]
    if faults:
        refuse(faults)
    return Project(
        {key: dates.find(key) for key in file.date},
        {key: int(getattr(number, cohort.phase)) for key, number in file.number.items()},
        {cost.line: int(getattr(cost, cohort.phase)) for cost in file.cost},
    )


@frozen
class _Dates:
    """Finds the dates of a project's file in a school year."""

    path: Path
    rules: Mapping[str, DateRule]
    year: SchoolYear

    def find(self, key: str) -> date:
        """Return the school day that a rule names; raises Refusal where the year has none."""
        rule = self.rules[key]
        step = DAY if rule.after else -DAY
        day = self._anchor(key, rule) + (rule.weeks * WEEK if rule.after else -rule.weeks * WEEK)
        while self.year.terms[0].start <= day <= self.year.terms[-1].end:
            if self.year.is_school_day(day) and rule.weekday in ("", WEEKDAYS[day.weekday()]):
                return day
            day += step
        raise Refusal(
            self.path, f"date {key}", found="no such school day in this cohort's year",
            expected=f"a school day {'after' if rule.after else 'before'} {rule.after or rule.before}",
            do="Mend the rule, or the cohort's terms.",
        )  # fmt: skip

    def faults(self, key: str) -> list[Refusal]:
        """Return what is wrong with a rule: what it begins from, its weekday, and a day that cannot be found."""
        rule = self.rules[key]
        if bool(rule.after) == bool(rule.before):
            return [self._fault(key, "both or none of after and before", "one of them")]
        if rule.weekday and rule.weekday not in WEEKDAYS:
            return [self._fault(key, f"weekday {rule.weekday!r}", f"one of {', '.join(WEEKDAYS)}")]
        try:
            self.find(key)
        except Refusal as refusal:
            return [refusal]
        except RecursionError:
            return [self._fault(key, "a date that hangs on itself", "one that begins from something else")]
        return []

    def _fault(self, key: str, found: str, expected: str) -> Refusal:
        return Refusal(self.path, f"date {key}", found=found, expected=expected, do="Mend the rule.")

    def _anchor(self, key: str, rule: DateRule) -> date:
        """Return the first day that may be meant; a date that a rule begins from is not meant itself."""
        word = rule.after or rule.before
        if word in self.rules:
            return self.find(word) + (DAY if rule.after else -DAY)
        if word in MONTHS:
            first = month_in(self.year, word)
            return first if rule.after else first - DAY
        name, _, place = word.partition(" ")
        term = next((term for term in self.year.terms if term.name.casefold() == name), None)
        if term is None or place not in PLACES_OF_A_TERM:
            known = "a month, a term with start, half-term or end, or another date"
            raise self._fault(key, f"{word!r}", known)
        if place == "half-term":
            return term.half_term_end + DAY if rule.after else term.half_term_start - DAY
        return term.start if place == "start" else term.end
