"""Values of pandas and numpy of every kind that an answer may have, and a comparison that lets nothing pass.

`python -m tests.npqml.grading.inside.values.kinds` prints what `encode` gives for each, for the payloads beside.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd


def table(**changed: Any) -> pd.DataFrame:
    """Give a table as a candidate makes it, mixed columns and a gap in each."""
    columns: dict[str, Any] = {
        "Name": ["Ann", None, "Zoë"],
        "Pupils": [30, 28, 2],
        "Mean": [104.5, np.nan, -0.0],
        "Born": pd.to_datetime(["2014-09-01", None, "2015-08-31"]),
        "Band": pd.Categorical(["low", None, "high"], ["low", "middle", "high"], ordered=True),
    }
    return pd.DataFrame({**columns, **changed})


def mixed() -> list[Any]:
    """Give things of many types for one column."""
    return [1, 2.5, "x", None, True, np.nan, pd.NA, pd.NaT, dt.date(2024, 9, 1), pd.Timestamp("2024-09-01"),
            [1, 2], (1, "a"), {"k": {1}}, np.int8(3), np.array([1, 2]), np.array(5), pd.Series([1.5])]  # fmt: skip


def objects(*things: Any) -> pd.Series:
    """Give a column of objects, whatever pandas would make of them."""
    held = np.empty(len(things), dtype=object)
    for place, thing in enumerate(things):
        held[place] = thing
    return pd.Series(held, dtype=object)


def _moments(unit: str, zone: Any = None) -> pd.Series:
    moments = pd.Series(pd.to_datetime(["2024-03-31 00:30", None, "2024-10-27 01:30"])).astype(f"datetime64[{unit}]")
    return moments if zone is None else moments.dt.tz_localize("UTC").dt.tz_convert(zone)


def _two_levels() -> pd.MultiIndex:
    return pd.MultiIndex.from_tuples([("6A", 1), ("6A", 2), ("6B", None)], names=["Class", None])


WIDTHS = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
MASKED = ("Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64", "Float32", "Float64")
UNITS = ("s", "ms", "us", "ns")
KINDS: dict[str, Callable[[], Any]] = {
    **{f"column of {name}": lambda name=name: pd.Series([0, 1, 127], dtype=name) for name in WIDTHS},
    **{f"column of {name}": lambda name=name: pd.Series([1, None, 3], dtype=name) for name in MASKED},
    **{f"column of moments in {unit}": lambda unit=unit: _moments(unit) for unit in UNITS},
    **{
        f"column of spans in {u}": lambda u=u: pd.Series(np.array([1, "NaT"], dtype=f"timedelta64[{u}]")) for u in UNITS
    },
    "column of largest numbers": lambda: pd.Series([2**64 - 1, 0], dtype="uint64"),
    "column of float32": lambda: pd.Series([0.1, np.nan, np.inf], dtype="float32"),
    "column of float64": lambda: pd.Series([0.1, np.nan, -np.inf, -0.0, 5e-324, 1.7976931348623157e308]),
    "column of complex": lambda: pd.Series([1 + 2j, complex(np.nan, -0.0)]),
    "column of bool": lambda: pd.Series([True, False]),
    "column of boolean": lambda: pd.Series([True, None, False], dtype="boolean"),
    "column of text": lambda: pd.Series(["a", "Zoë", "", "\0", "\ud800", "😀"]),
    "column of text with gaps": lambda: pd.Series(["a", None, np.nan]),
    "column of string": lambda: pd.Series(["a", None, ""], dtype="string"),
    "column of object text": lambda: objects("a", None, np.nan, pd.NA),
    "column of mixed things": lambda: objects(*mixed()),
    "column of category": lambda: pd.Series(["b", None, "a"], dtype="category"),
    "column of category, ordered": lambda: table()["Band"],
    "column of category, unused": lambda: pd.Series(pd.Categorical(["a"], ["z", "a", "b"])),
    "column of category, numbers": lambda: pd.Series(pd.Categorical([3, 1, 3])),
    "column of category, moments": lambda: pd.Series(pd.Categorical(pd.to_datetime(["2024-01-01", None]))),
    "column of category, mixed": lambda: pd.Series(pd.Categorical.from_codes([0, 1, -1], [1, "a"])),
    "column of category, none": lambda: pd.Series(pd.Categorical([None, None])),
    "column of category, ranges": lambda: pd.cut(pd.Series([1, 5, 9, 99]), [0, 3, 6, 9]),
    "column of moments in London": lambda: _moments("ns", "Europe/London"),
    "column of moments in UTC": lambda: _moments("s", "UTC"),
    "column of moments ahead of UTC": lambda: _moments("ms", dt.timezone(dt.timedelta(hours=5, minutes=30))),
    **{
        f"column of periods {length}": lambda length=length: pd.Series(
            pd.PeriodIndex(["2024-09-01", None], freq=length)
        )
        for length in ("D", "M", "Q", "Y", "W", "Q-AUG", "Y-AUG", "W-FRI", "2D", "h")
    },
    "column of ranges": lambda: pd.Series(pd.interval_range(0, 3, closed="left")),
    "column of ranges, gap": lambda: pd.Series(pd.arrays.IntervalArray.from_tuples([(0.5, 1.5), np.nan])),
    "column of ranges of moments": lambda: pd.Series(pd.interval_range(pd.Timestamp("2024-01-01"), periods=2)),
    "column of nothing": lambda: pd.Series([], dtype="float64"),
    "column of no objects": lambda: pd.Series([], dtype=object),
    "column with a name": lambda: pd.Series([1], name="Pupils"),
    "column with a name of two parts": lambda: pd.Series([1], name=("6A", 2)),
    "column with labels": lambda: pd.Series([3, 1], index=pd.Index(["b", "a"], name="Class")),
    "column with the same label twice": lambda: pd.Series([3, 1], index=["a", "a"]),
    "column with labels of two levels": lambda: pd.Series([3, 1, 2], index=_two_levels()),
    "column counted": lambda: pd.Series(["a", "b", "a"]).value_counts(),
    "column by month": lambda: pd.Series(1, index=pd.date_range("2024-01-31", periods=3, freq="ME")),
    "table": table,
    "table with columns of one type": lambda: pd.DataFrame(np.arange(6.0).reshape(2, 3)),
    "table with labels": lambda: table().set_index("Name"),
    "table in groups": lambda: table().groupby(["Band", "Pupils"], observed=True)["Mean"].agg(["mean", "count"]),
    "table with columns of two levels": lambda: pd.DataFrame(
        [[1, 2]], columns=pd.MultiIndex.from_product([["a"], ["b", "c"]])
    ),
    "table pivoted": lambda: pd.crosstab(pd.Series(["a", "b"], name="x"), pd.Series(["c", "d"], name="y")),
    "table described": lambda: table()[["Pupils", "Mean"]].describe(),
    "table with a column twice": lambda: pd.DataFrame([[1, "a", 2.5]], columns=["x", "x", "y"]),
    "table with columns of mixed names": lambda: pd.DataFrame([[1, 2, 3]], columns=["x", 1, None]),
    "table with years as columns": lambda: pd.DataFrame([[1, 2]], columns=[2023, 2024]),
    "table with no rows": lambda: table().iloc[:0],
    "table with no columns": lambda: pd.DataFrame(index=["a", "b"]),
    "table with nothing": pd.DataFrame,
    "table filtered": lambda: table().iloc[[2, 0]],
    "table turned": lambda: table()[["Pupils", "Mean"]].T,
    "table of nullable columns": lambda: table().convert_dtypes(),
    "index of text": lambda: pd.Index(["a", "b"], name="Class"),
    "index of numbers": lambda: pd.Index([3, 1, 2]),
    "index of float32": lambda: pd.Index([0.5, np.nan], dtype="float32"),
    "index of int8": lambda: pd.Index([1, 2], dtype="int8"),
    "index of bool": lambda: pd.Index([True, False]),
    "index of objects": lambda: pd.Index([1, "a", None], dtype=object),
    "index of Int64": lambda: pd.Index([1, None], dtype="Int64"),
    "index of string": lambda: pd.Index(["a", None], dtype="string"),
    "index of a range": lambda: pd.RangeIndex(10, 0, -3, name="n"),
    "index of category": lambda: pd.CategoricalIndex(["a", "b", None], ["b", "a"], name="c"),
    "index of periods": lambda: pd.period_range("2024-01", periods=3, freq="Q"),
    "index of ranges": lambda: pd.interval_range(0.0, 1.0, 4),
    "index of spans": lambda: pd.timedelta_range("1 day", periods=3),
    **{
        f"index of moments each {step}": lambda step=step: pd.date_range("2024-01-01", periods=4, freq=step)
        for step in ("D", "2D", "h", "15min", "B", "W-MON", "MS", "ME", "QS", "QE-AUG", "YS", "YE", "-1D", "BME")
    },
    "index of moments in London": lambda: pd.date_range("2024-03-30", periods=3, tz="Europe/London", name="day"),
    "index of moments unevenly": lambda: pd.DatetimeIndex(["2024-01-01", "2024-01-05", None]),
    "index of one moment": lambda: pd.DatetimeIndex(["2024-01-01"]).as_unit("s"),
    "index of two levels": _two_levels,
    "index of levels not all used": lambda: _two_levels()[:1],
    "index of levels of many kinds": lambda: pd.MultiIndex.from_arrays(
        [pd.date_range("2024-01-01", periods=2), pd.Categorical(["a", "b"]), pd.period_range("2024", periods=2)]
    ),
    "index of no levels' entries": lambda: _two_levels()[:0],
    "array of text": lambda: pd.Series(["a", "b", "a"]).unique(),
    "array of category": lambda: pd.Categorical(["a", None]),
    "array of Int64": lambda: pd.array([1, None], dtype="Int64"),
    "array of moments": lambda: pd.Series(pd.to_datetime(["2024-01-01"])).array,
    "array of numbers": lambda: pd.Series([1.5]).array,
    "array of spans": lambda: pd.Series(np.array([1], dtype="timedelta64[s]")).array,
    **{
        f"numpy {name}": lambda name=name: np.array([[0, 1], [1, 0]], dtype=name)
        for name in (*WIDTHS, "float16", "bool")
    },
    **{
        f"numpy single {name}": lambda name=name: np.dtype(name).type(1)
        for name in (*WIDTHS, "float16", "float32", "bool")
    },
    "numpy single float64": lambda: np.float64("nan"),
    "numpy single complex": lambda: np.complex64(1 + 2j),
    "numpy single text": lambda: np.str_("Zoë"),
    "numpy single moment": lambda: np.datetime64("2024-09", "M"),
    "numpy single moment that is missing": lambda: np.datetime64("NaT"),
    "numpy single span": lambda: np.timedelta64(3, "D"),
    "numpy complex": lambda: np.array([1 + 2j]),
    "numpy text": lambda: np.array([["a", "Zoë😀"]]),
    "numpy days": lambda: np.array(["2024-09-01", "NaT"], dtype="datetime64[D]"),
    "numpy spans": lambda: np.array([1, 2], dtype="timedelta64[m]"),
    "numpy objects": lambda: np.array([[1, "a"], [None, 2.5]], dtype=object),
    "numpy of no dimension": lambda: np.array(3),
    "numpy of no size": lambda: np.empty((0, 3)),
    "numpy by columns": lambda: np.asfortranarray(np.arange(6).reshape(2, 3)),
    "numpy every other": lambda: np.arange(10)[::-2],
    "moment": lambda: pd.Timestamp("2024-09-01 10:20:30.123456789"),
    "moment in London": lambda: pd.Timestamp("2024-10-27 00:30", tz="UTC").tz_convert("Europe/London"),
    "moment in s": lambda: pd.Timestamp("2024-09-01").as_unit("s"),
    "span": lambda: pd.Timedelta(days=-1, nanoseconds=1),
    "span in ms": lambda: pd.Timedelta(hours=1).as_unit("ms"),
    "period": lambda: pd.Period("2024-09", freq="M"),
    "period of a school year": lambda: pd.Period("2024", freq="Y-AUG"),
    "range": lambda: pd.Interval(0, 1.5, closed="both"),
    "range of moments": lambda: pd.Interval(pd.Timestamp("2024-01-01"), pd.Timestamp("2025-01-01")),
    "NA": lambda: pd.NA,
    "NaT": lambda: pd.NaT,
}


def same(one: Any, other: Any) -> bool:
    """Tell whether two values agree in type, order, labels, names, gaps and every bit."""
    if type(one) is not type(other):
        return False
    if isinstance(one, float | complex | np.inexact):
        return repr(one) == repr(other)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return same([*one.items()], [*other.items()])
    if isinstance(one, set | frozenset):
        return same(sorted(one, key=repr), sorted(other, key=repr))
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and one.shape == other.shape and _same_content(one, other)
    if isinstance(one, pd.DataFrame):
        return same(one.columns, other.columns) and all(
            same(one.iloc[:, place], other.iloc[:, place]) for place in range(len(one.columns))
        ) and same(one.index, other.index)  # fmt: skip
    if isinstance(one, pd.Series):
        return same(one.index, other.index) and same(one.name, other.name) and _same_array(one.array, other.array)
    if isinstance(one, pd.MultiIndex):
        parts = ("names", "levels", "codes")
        return all(same([*getattr(one, part)], [*getattr(other, part)]) for part in parts)
    if isinstance(one, pd.Index):
        steps = [getattr(index, "freq", None) for index in (one, other)]
        return steps[0] == steps[1] and same(one.name, other.name) and _same_array(one.array, other.array)
    if isinstance(one, pd.api.extensions.ExtensionArray):
        return _same_array(one, other)
    if isinstance(one, pd.Timestamp | pd.Timedelta):
        return one is pd.NaT or (one.unit == other.unit and repr(one) == repr(other))
    if isinstance(one, np.datetime64 | np.timedelta64):
        return one.dtype == other.dtype and repr(one) == repr(other)
    if isinstance(one, dt.datetime | dt.time):
        return repr(one) == repr(other)  # with its fold and zone
    return one is other or bool(one == other)


def _same_content(one: np.ndarray, other: np.ndarray) -> bool:
    return (
        same(one.ravel().tolist(), other.ravel().tolist()) if one.dtype == object else one.tobytes() == other.tobytes()
    )


def _same_array(one: Any, other: Any) -> bool:
    if type(one) is not type(other) or one.dtype != other.dtype or repr(one.dtype) != repr(other.dtype):
        return False
    if isinstance(one, pd.Categorical):
        return same(one.categories, other.categories) and same(one.codes, other.codes) and one.ordered == other.ordered
    return same([*one], [*other])


def main() -> None:
    """Print what `encode` gives here for each kind, a kind to a line."""
    from npqml.grading.inside.values.codec import encode

    lines = [f"{json.dumps(name)}: {json.dumps(encode(make()), separators=(',', ':'))}" for name, make in KINDS.items()]
    sys.stdout.write("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
