"""Time zones, and how often an index or a period comes round: by name, and only names that are known."""

from __future__ import annotations

import datetime as dt
import importlib
import zoneinfo
from typing import Any

import pandas as pd
from pandas.tseries.frequencies import to_offset

from npqml.grading.inside.values.cannot_send import CannotSend
from npqml.grading.inside.values.walk import expect, text, whole

try:
    pytz: Any = importlib.import_module("pytz")  # makes the zones of pandas 2
except ImportError:
    pytz = None

ZONES = frozenset(zoneinfo.available_timezones())
MOST_DIGITS = 4
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_WEEKS = {f"W-{day}" for day in ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")}
_SHORT = {"D", "h", "min", "s", "ms", "us", "ns"}
PERIODS = frozenset(_SHORT | _WEEKS | {"M"} | {f"{each}-{month}" for each in "YQ" for month in _MONTHS})
STEPS = frozenset(
    _SHORT | _WEEKS | {"B", "MS", "ME", "BMS", "BME"}
    | {f"{each}-{month}" for each in ("QS", "QE", "BQS", "BQE", "YS", "YE", "BYS", "BYE") for month in _MONTHS}
)  # fmt: skip
OFFSETS = frozenset(
    type(to_offset(name)) for name in (*_SHORT, "B", "W-MON", "MS", "ME", "BMS", "BME", *(
        f"{each}-DEC" for each in ("QS", "QE", "BQS", "BQE", "YS", "YE", "BYS", "BYE")))
)  # fmt: skip
_NAMESPACE = type.__dict__["__dict__"].__get__


def send_zone(zone: dt.tzinfo | None) -> str | int | None:
    """Return a time zone as its name, as seconds ahead of UTC, or None where there is none. Raises CannotSend."""
    if zone is None:
        return None
    if type(zone) is dt.timezone:
        ahead = zone.utcoffset(None)
        if not ahead.microseconds:
            return ahead.days * 86_400 + ahead.seconds
    name = zone.key if type(zone) is zoneinfo.ZoneInfo else _pytz_name(zone)
    if type(name) is str and name in ZONES:
        return name
    raise CannotSend("This answer holds times in an unusual time zone: use one such as Europe/London.")


def _pytz_name(zone: Any) -> Any:
    """Return the name of a zone of pytz's, which has a class of its own for each."""
    if pytz is None or zone is pytz.utc:
        return "UTC" if pytz else None
    name = _NAMESPACE(type(zone)).get("zone")
    known = type(name) is str and name in ZONES and type(pytz.timezone(name)) is type(zone)
    return name if known else None


def read_zone(sent: Any) -> dt.tzinfo | None:
    """Return a time zone as Python has it."""
    zone = read_pandas_zone(sent)
    return zoneinfo.ZoneInfo(zone) if isinstance(zone, str) else zone


def read_pandas_zone(sent: Any) -> str | dt.timezone | None:
    """Return what to tell pandas of a time zone: a name becomes whatever this pandas makes of it."""
    if sent is None:
        return None
    if type(sent) is int:
        return dt.timezone(dt.timedelta(seconds=whole(sent, -86_399, 86_399)))
    expect(text(sent) in ZONES, "no such time zone")
    return str(sent)


def send_period(name: str, offset: Any) -> str:
    """Return the name of how long a period is, as "M" or "2D". Raises CannotSend."""
    if _is_ordinary(offset) and _known(name, PERIODS):
        return name
    raise CannotSend("This answer holds periods of an unusual length: use days, weeks, months, quarters or years.")


def read_period(sent: Any) -> pd.PeriodDtype:
    """Return the type of periods of a length."""
    expect(_known(text(sent), PERIODS), "no such period")
    found = pd.PeriodDtype(sent)
    expect(found.name == f"period[{sent}]", "not a period as it is sent")
    return found


def send_step(offset: Any) -> str | None:
    """Return the name of an index's regular step; None for a rare one, such as a calendar of holidays."""
    if not _is_ordinary(offset):
        return None
    name = str(offset.freqstr)
    return name if _known(name, STEPS) and to_offset(name) == offset else None


def read_step(sent: Any) -> Any:
    """Return the regular step of an index, or None."""
    if sent is None:
        return None
    expect(_known(text(sent), STEPS), "no such step")
    found: Any = to_offset(sent)
    expect(found.freqstr == sent, "not a step as it is sent")
    return found


def _known(name: str, names: frozenset[str]) -> bool:
    """Tell whether a name is one of these, or a small number of them: "3D"."""
    forwards = name.removeprefix("-")
    base = forwards.lstrip("0123456789")
    return base in names and len(forwards) - len(base) <= MOST_DIGITS


def _is_ordinary(offset: Any) -> bool:
    """Tell whether a step is of one of pandas' own classes, without asking its class anything."""
    return any(type(offset) is one for one in OFFSETS)
