"""The time that is written beside what is kept, and as a clock in England shows it: one place, for tests to stop it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_HOUR, _NOTHING = timedelta(hours=1), timedelta(0)


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The present day in England."""
    return in_england(now()).date()


def in_england(moment: datetime) -> datetime:
    """Return a moment as a clock in England shows it; one that names no zone was read off such a clock.

    In the hour that a clock shows twice in October, the first is meant.
    """
    return moment.astimezone(ENGLAND) if moment.tzinfo else moment.replace(tzinfo=ENGLAND)


class SummerTime(tzinfo):
    """The time in England by its rule, for where no table of zones is, as in some browsers.

    Clocks go forward on the last Sunday of March and back on that of October, both at 01:00 UTC (since 1996).
    """

    def fromutc(self, when: datetime) -> datetime:
        """Return a moment in UTC as the clock shows it."""
        moment = when.replace(tzinfo=None)
        forward, back = _last_sunday(moment.year, 3), _last_sunday(moment.year, 10)
        shown = when + _HOUR if forward <= moment < back else when
        return shown.replace(fold=1) if back <= moment < back + _HOUR else shown

    def utcoffset(self, shown: datetime | None) -> timedelta:
        """Return how far the clock is ahead of UTC when it shows this."""
        if shown is None:
            return _NOTHING
        time = shown.replace(tzinfo=None, fold=0)
        forward, back = _last_sunday(time.year, 3), _last_sunday(time.year, 10)
        # An hour is left out in March and shown twice in October: `fold` says from which side it is looked at.
        begin, end = (forward, back) if shown.fold else (forward + _HOUR, back + _HOUR)
        return _HOUR if begin <= time < end else _NOTHING

    def dst(self, shown: datetime | None) -> timedelta:
        """Return how much of that is summer time."""
        return self.utcoffset(shown)

    def tzname(self, shown: datetime | None) -> str:
        """Return the name of the time."""
        return "BST" if self.utcoffset(shown) else "GMT"


def _last_sunday(year: int, month: int) -> datetime:
    """Return 01:00 on the last Sunday of a month of 31 days."""
    last = datetime(year, month, 31, 1)
    return last - timedelta(days=last.isoweekday() % 7)


def _england() -> tzinfo:
    try:
        return ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:
        return SummerTime()


ENGLAND = _england()
