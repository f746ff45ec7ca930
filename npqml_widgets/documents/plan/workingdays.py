"""The working days of a plan, numbered from 0: without weekends, holidays and other times in which nobody works."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import lru_cache

from npqml_widgets.documents.plan.model import Closed, Plan

DAY = timedelta(days=1)
YEARS = 10
"""How far a plan is followed: a date beyond has a slip in it."""


class WorkingDays:
    """The working days from a plan's first day on. A number stands for a day; what is beyond the last has no date."""

    def __init__(self, starts: date, closed: tuple[Closed, ...]) -> None:
        """Count from this day on, without the times that are closed."""
        followed = starts.year + YEARS
        self.last_followed = date.max if followed > date.max.year else date(followed, starts.month, min(starts.day, 28))
        shut = {day for time in closed for day in _weekdays_of(time, starts, self.last_followed)}
        self._days = [day for day in _weekdays(starts, self.last_followed) if day not in shut]  # as ordinals

    def day(self, number: int) -> date | None:
        """Return the date of a working day by its number."""
        return date.fromordinal(self._days[number]) if 0 <= number < len(self._days) else None

    def before(self, day: date) -> int:
        """Return how many working days lie before a day: the number of the first one that does not."""
        return bisect_left(self._days, day.toordinal())

    def until(self, day: date) -> int:
        """Return how many working days there are up to a day, with the day itself."""
        return bisect_right(self._days, day.toordinal())

    def is_working(self, day: date) -> bool:
        """Tell whether anybody works on a day."""
        return self.until(day) > self.before(day)


def working_days(plan: Plan) -> WorkingDays | None:
    """Return the working days of a plan; None while nobody has said when it begins."""
    return None if plan.starts is None else _counted(plan.starts, plan.closed)


def days_off(plan: Plan) -> list[date]:
    """Return the weekdays on which nobody works, in order, from a plan's first day as far as it is followed."""
    calendar = working_days(plan)
    if calendar is None or plan.starts is None:
        return []
    found = {day for time in plan.closed for day in _weekdays_of(time, plan.starts, calendar.last_followed)}
    return [date.fromordinal(day) for day in sorted(found)]


def _weekdays_of(time: Closed, first: date, last: date) -> list[int]:
    """Return the weekdays of a closed time that lie between two days; none where it has no dates or ends too early."""
    if time.first is None or time.ends is None:
        return []
    return _weekdays(max(time.first, first), min(time.ends, last))


def _weekdays(first: date, last: date) -> list[int]:
    """Return the days from Monday to Friday between two days, as ordinals: these count from a Monday."""
    return [day for day in range(first.toordinal(), last.toordinal() + 1) if (day - 1) % 7 < 5]


@lru_cache(maxsize=8)
def _counted(starts: date, closed: tuple[Closed, ...]) -> WorkingDays:
    return WorkingDays(starts, closed)
