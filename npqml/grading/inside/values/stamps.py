"""Single values of pandas as JSON, both ways: moments, lengths of time, periods, intervals, and what is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from npqml.grading.inside.values.columns import SIDES, UNITS
from npqml.grading.inside.values.walk import Reader, Sender, expect, parts, whole
from npqml.grading.inside.values.zones import read_pandas_zone, read_period, send_period, send_zone

# An interval lies between two of these.
_ENDS = (int, float, pd.Timestamp, pd.Timedelta, *(np.dtype(f"{kind}{size}").type for kind, size in (
    *((sign, size) for sign in "iu" for size in (1, 2, 4, 8)), ("f", 2), ("f", 4), ("f", 8))))  # fmt: skip


def _send_timestamp(value: pd.Timestamp, sender: Sender) -> Any:
    moment = value.to_datetime64()  # in UTC; asks the time zone nothing
    return {"Timestamp": [value.unit, int(moment.view(np.int64)), send_zone(value.tzinfo)]}


def _read_timestamp(sent: Any, reader: Reader) -> pd.Timestamp:
    unit, ticks, zone = parts(sent, 3)
    expect(unit in UNITS, "no such unit of time")
    found = pd.Timestamp(np.datetime64(whole(ticks), unit))
    expect(type(found) is pd.Timestamp, "no moment")
    known = read_pandas_zone(zone)
    return found if known is None else found.tz_localize("UTC").tz_convert(known)


def _send_timedelta(value: pd.Timedelta, sender: Sender) -> Any:
    return {"Timedelta": [value.unit, int(value.to_timedelta64().view(np.int64))]}


def _read_timedelta(sent: Any, reader: Reader) -> pd.Timedelta:
    unit, ticks = parts(sent, 2)
    expect(unit in UNITS, "no such unit of time")
    found = pd.Timedelta(np.timedelta64(whole(ticks), unit))
    expect(type(found) is pd.Timedelta, "no length of time")
    return found


def _send_period(value: pd.Period, sender: Sender) -> Any:
    return {"Period": [send_period(value.freqstr, value.freq), value.ordinal]}


def _read_period(sent: Any, reader: Reader) -> pd.Period:
    length, ordinal = parts(sent, 2)
    freq: Any = read_period(length).freq
    found = pd.Period(ordinal=whole(ordinal), freq=freq)
    expect(type(found) is pd.Period, "no period")
    return found


def _send_interval(value: Any, sender: Sender) -> Any:
    return {"Interval": [*sender.each([value.left, value.right]), value.closed]}


def _read_interval(sent: Any, reader: Reader) -> Any:
    *ends, closed = parts(sent, 3)
    left, right = reader.each(ends)
    expect(closed in SIDES and all(any(type(end) is one for one in _ENDS) for end in (left, right)), "no interval")
    return pd.Interval(left, right, closed)


def _send_missing(value: Any, sender: Sender) -> Any:
    return {"missing": "NA" if value is pd.NA else "NaT"}


def _read_missing(sent: Any, reader: Reader) -> Any:
    expect(sent in ("NA", "NaT"), "nothing that is missing")
    return pd.NA if sent == "NA" else pd.NaT


SENDERS: dict[type, Callable[[Any, Sender], Any]] = {
    pd.Timestamp: _send_timestamp,
    pd.Timedelta: _send_timedelta,
    pd.Period: _send_period,
    pd.Interval: _send_interval,
    type(pd.NA): _send_missing,
    type(pd.NaT): _send_missing,
}
READERS: dict[str, Callable[[Any, Reader], Any]] = {
    "Timestamp": _read_timestamp,
    "Timedelta": _read_timedelta,
    "Period": _read_period,
    "Interval": _read_interval,
    "missing": _read_missing,
}
