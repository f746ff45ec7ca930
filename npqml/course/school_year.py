"""A cohort's school year: on which days pupils are in school, and the day that a rule of the course's story names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from attrs import frozen

from npqml.course.cohort import Cohort, Term

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@frozen
class SchoolYear:
    """The days of one school year; only a day on which pupils are in school counts as a school day."""

    terms: tuple[Term, ...]
    training_days: frozenset[date]

    @property
    def first(self) -> date:
        """The first school day."""
        return next(self.days())

    @property
    def last(self) -> date:
        """The last school day."""
        return max(self.days())

    def days(self) -> Iterator[date]:
        """Return every school day in order."""
        for term in self.terms:
            length = (term.end - term.start).days + 1
            yield from (day for day in (term.start + after * DAY for after in range(length)) if self.is_school_day(day))

    def is_school_day(self, day: date) -> bool:
        """Tell whether pupils are in school on a day."""
        return self.is_staff_day(day) and day not in self.training_days

    def is_staff_day(self, day: date) -> bool:
        """Tell whether staff are in school on a day: a school day or a training day."""
        return (
            day.weekday() < len(WEEKDAYS)
            and day not in bank_holidays(day.year)
            and any(
                term.start <= day <= term.end and not term.half_term_start <= day <= term.half_term_end
                for term in self.terms
            )
        )

    def half_terms(self) -> list[tuple[date, date]]:
        """Return the first and the last school day of each half-term, six in a year of three terms."""
        halves = [
            half for term in self.terms for half in ((term.start, term.half_term_start), (term.half_term_end, term.end))
        ]
        days = list(self.days())
        inside = [[day for day in days if start <= day <= end] for start, end in halves]
        return [(those[0], those[-1]) for those in inside if those]

    def next_school_day(self, day: date) -> date:
        """Return the day itself or the first school day after it; the last of the year where there is none."""
        return next((each for each in self.days() if each >= day), self.last)

    def school_days_after(self, day: date, number: int) -> date:
        """Return the school day that lies so many after a day; the last of the year where there are fewer."""
        later = [each for each in self.days() if each > day]
        return later[min(number, len(later)) - 1] if number and later else self.next_school_day(day)

    def on_weekdays(self, first: date, last: date, weekdays: tuple[str, ...]) -> list[date]:
        """Return the school days from one day to another that fall on these weekdays."""
        return [day for day in self.days() if first <= day <= last and WEEKDAYS[day.weekday()] in weekdays]


def school_year(cohort: Cohort) -> SchoolYear:
    """Return a cohort's school year."""
    return SchoolYear(cohort.terms, frozenset(cohort.training_days))


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Return England's bank holidays of a calendar year."""
    import holidays

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def month_in(year: SchoolYear, month: str) -> date:
    """Return the first day of a month of a school year, by the month's name."""
    start, number = year.terms[0].start, MONTHS.index(month) + 1
    return date(start.year + (number < start.month), number, 1)
