"""pandas' own kinds of value as JSON, both ways: a single one, such as a moment, and a column of a table.

Of a column the name of its type and its content are sent, with what is missing in it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from npqml.grading.inside.values.cannot_send import CannotSend
from npqml.grading.inside.values.numpy_values import DTYPES, NAMES, NUMBERS, pack, read_array, send_array, unpack
from npqml.grading.inside.values.walk import OBJECT, Reader, Sender, exactly, expect, only, parts, spread, whole
from npqml.grading.inside.values.zones import read_pandas_zone, read_period, send_period, send_zone

# A numpy array or one of pandas' own kinds of array; always of one dimension.
Column = Any
MOST_LABELS = 10_000
UNITS = ("s", "ms", "us", "ns")
PLAIN = frozenset((*NUMBERS, "object", *(f"{kind}64[{unit}]" for kind in ("datetime", "timedelta") for unit in UNITS)))
WHOLE = {
    name: DTYPES[name.lower()] for name in ("Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64")
}
DECIMAL = {"Float32": DTYPES["float32"], "Float64": DTYPES["float64"]}
SIDES = ("left", "right", "both", "neither")
try:
    TEXT: Any = pd.StringDtype(na_value=np.nan)  # what pandas 3 makes of text
except TypeError:
    TEXT = None  # pandas 2 keeps text as objects
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


def send_column(column: Column, sender: Sender) -> dict[str, Any]:
    """Return a column as one tag. Raises CannotSend where it is none of pandas' own kinds, TooMuch."""
    send = exactly(COLUMNS, column, sender)
    exactly(_TYPES, column.dtype, sender)
    return send(column, sender)


def read_column(sent: Any, reader: Reader) -> Column:
    """Return the column that stands under a tag."""
    tag, content = only(sent)
    if tag in PLAIN:
        return read_array(sent, reader)
    return expect(_COLUMN_READERS.get(tag), "no such type of a column")(content, reader)


def check_labels(labels: pd.Index) -> pd.Index:
    """Return back the labels of categories or of a level; raises Malformed for some that keep pandas busy too long."""
    expect(len(labels) <= MOST_LABELS, "too many different labels")
    if labels.dtype == object:
        spread(labels.tolist())
    return labels


def _send_wrapped(column: Any, sender: Sender) -> dict[str, Any]:
    return send_array(column.to_numpy(), sender)


def _send_times(column: Any, sender: Sender) -> dict[str, Any]:
    packed = pack(column.asi8, sender.meter)
    if type(column.dtype) is pd.DatetimeTZDtype:
        return {"datetimetz": [column.dtype.unit, send_zone(column.dtype.tz), packed]}
    return {NAMES[column.dtype]: packed}


def _read_zoned(sent: Any, reader: Reader) -> Column:
    unit, zone, content = parts(sent, 3)
    expect(unit in UNITS, "no such unit of time")
    moments: Any = pd.DatetimeIndex(unpack(content, DTYPES[f"datetime64[{unit}]"], reader.meter))
    return moments.tz_localize("UTC").tz_convert(expect(read_pandas_zone(zone), "no time zone")).array


def _send_periods(column: Any, sender: Sender) -> dict[str, Any]:
    name = send_period(column.dtype.name.removeprefix("period[").removesuffix("]"), column.dtype.freq)
    return {"period": [name, pack(column.asi8, sender.meter)]}


def _read_periods(sent: Any, reader: Reader) -> Column:
    length, content = parts(sent, 2)
    return pd.arrays.PeriodArray(unpack(content, DTYPES["int64"], reader.meter), dtype=read_period(length))


def _send_masked(column: Any, sender: Sender) -> dict[str, Any]:
    return {column.dtype.name: [pack(column._data, sender.meter), pack(column._mask, sender.meter)]}


def _reads_masked(kind: Any, dtype: np.dtype[Any]) -> Callable[[Any, Reader], Column]:
    def read(sent: Any, reader: Reader) -> Column:
        content, missing = parts(sent, 2)
        return kind(unpack(content, dtype, reader.meter), unpack(missing, DTYPES["bool"], reader.meter))

    return read


def _send_text(column: Any, sender: Sender) -> dict[str, Any]:
    sender.meter.fits(len(column))
    missing = column.dtype.na_value
    tag = "string" if missing is pd.NA else "str"
    texts = column.to_numpy(dtype=object).tolist()
    return {tag: sender.each([None if one is missing or type(one) is float else one for one in texts])}


def _reads_text(dtype: Any) -> Callable[[Any, Reader], Column]:
    def read(sent: Any, reader: Reader) -> Column:
        expect(type(sent) is list and all(one is None or type(one) is str for one in sent), "not a list of texts")
        texts = np.array(reader.each(sent), dtype=object)
        if dtype is not None:
            return pd.array(texts, dtype=dtype)
        texts[[one is None for one in sent]] = np.nan
        return texts

    return read


def _send_category(column: Any, sender: Sender) -> dict[str, Any]:
    categories = column.categories
    exactly(sender.senders, categories, sender)  # before its length is asked
    if type(categories) is pd.CategoricalIndex or len(categories) > MOST_LABELS:
        raise CannotSend("This answer holds too many categories: turn them into text with .astype(str).")
    codes = send_array(column.codes, sender)
    return {"category": [codes, sender.send(categories), bool(column.ordered)]}


def _read_category(sent: Any, reader: Reader) -> Column:
    codes, categories, ordered = parts(sent, 3)
    expect(type(ordered) is bool and only(codes)[0] in ("int8", "int16", "int32", "int64"), "no such categories")
    places, labels = read_array(codes, reader), reader.read(categories)
    expect(isinstance(labels, pd.Index) and not isinstance(labels, pd.MultiIndex | pd.CategoricalIndex), "no labels")
    return pd.Categorical.from_codes(places, dtype=pd.CategoricalDtype(check_labels(labels), ordered))


def _send_intervals(column: Any, sender: Sender) -> dict[str, Any]:
    left, right = (send_column(side.array, sender) for side in (column.left, column.right))
    return {"interval": [left, right, column.closed]}


def _read_intervals(sent: Any, reader: Reader) -> Column:
    left, right, closed = parts(sent, 3)
    expect(closed in SIDES and all(only(side)[0] in PLAIN | {"datetimetz"} for side in (left, right)), "no intervals")
    low, high = (pd.Index(read_column(side, reader)) for side in (left, right))
    expect(low.dtype == high.dtype != object, "intervals between things of different kinds")
    return pd.arrays.IntervalArray.from_arrays(low, high, closed=closed)


def _send_alone(column: Any, sender: Sender) -> Any:
    sender.meter.load(OBJECT)
    return {"array": send_column(column, sender)}


def _read_alone(sent: Any, reader: Reader) -> Any:
    reader.meter.load(OBJECT)
    column = read_column(sent, reader)
    return pd.array(column, dtype=column.dtype) if isinstance(column, np.ndarray) else column


COLUMNS: dict[type, Callable[[Any, Sender], dict[str, Any]]] = {
    np.ndarray: send_array,
    pd.arrays.NumpyExtensionArray: _send_wrapped,
    pd.arrays.DatetimeArray: _send_times,
    pd.arrays.TimedeltaArray: _send_times,
    pd.arrays.PeriodArray: _send_periods,
    pd.arrays.IntervalArray: _send_intervals,
    pd.arrays.IntegerArray: _send_masked,
    pd.arrays.FloatingArray: _send_masked,
    pd.arrays.BooleanArray: _send_masked,
    pd.Categorical: _send_category,
    **{type(pd.array(["a"], dtype=dtype)): _send_text for dtype in (pd.StringDtype(), TEXT or pd.StringDtype())},
}
_COLUMN_READERS: dict[str, Callable[[Any, Reader], Column]] = {
    "datetimetz": _read_zoned,
    "period": _read_periods,
    "interval": _read_intervals,
    "category": _read_category,
    "string": _reads_text(pd.StringDtype()),
    "str": _reads_text(TEXT),
    "boolean": _reads_masked(pd.arrays.BooleanArray, DTYPES["bool"]),
    **{name: _reads_masked(pd.arrays.IntegerArray, dtype) for name, dtype in WHOLE.items()},
    **{name: _reads_masked(pd.arrays.FloatingArray, dtype) for name, dtype in DECIMAL.items()},
}
# The types that a column may say it has: a subclass of one could be the candidate's own.
_TYPES: dict[type, bool] = dict.fromkeys(
    (
        pd.DatetimeTZDtype, pd.PeriodDtype, pd.IntervalDtype, pd.CategoricalDtype, pd.StringDtype, pd.BooleanDtype,
        *(getattr(pd, f"{name}Dtype") for name in (*WHOLE, *DECIMAL)),
        *(type(dtype) for dtype in (*DTYPES.values(), np.dtype(object), pd.Series([0]).array.dtype)),
    ),
    True,
)  # fmt: skip
SENDERS: dict[type, Callable[[Any, Sender], Any]] = {
    **{kind: _send_alone for kind in COLUMNS if kind is not np.ndarray},
    pd.Timestamp: _send_timestamp,
    pd.Timedelta: _send_timedelta,
    pd.Period: _send_period,
    pd.Interval: _send_interval,
    type(pd.NA): _send_missing,
    type(pd.NaT): _send_missing,
}
READERS: dict[str, Callable[[Any, Reader], Any]] = {
    "array": _read_alone,
    "Timestamp": _read_timestamp,
    "Timedelta": _read_timedelta,
    "Period": _read_period,
    "Interval": _read_interval,
    "missing": _read_missing,
}
