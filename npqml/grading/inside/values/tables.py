"""Indexes, Series and DataFrames as JSON, both ways: column by column. What is kept in `attrs` is left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from npqml.grading.inside.values.cannot_send import CannotSend
from npqml.grading.inside.values.numpy_values import read_array, send_array
from npqml.grading.inside.values.pandas_values import (
    COLUMNS,
    MOST_LABELS,
    Column,
    check_labels,
    read_column,
    send_column,
)
from npqml.grading.inside.values.python_values import read_ends, send_ends
from npqml.grading.inside.values.walk import OBJECT, Reader, Sender, exactly, expect, only, parts, some
from npqml.grading.inside.values.zones import read_step, send_step

CODES = ("int8", "int16", "int32", "int64")


def _send_range(index: pd.RangeIndex, sender: Sender) -> Any:
    sender.meter.load(OBJECT)
    return {"RangeIndex": [send_ends(index, sender.meter), sender.send(index.name)]}


def _read_range(sent: Any, reader: Reader) -> pd.RangeIndex:
    ends, name = parts(sent, 2)
    reader.meter.load(OBJECT)
    return pd.RangeIndex(read_ends(ends, reader.meter), name=reader.read(name))


def _send_index(index: Any, sender: Sender) -> Any:
    sender.meter.load(OBJECT)
    step = send_step(index.freq) if isinstance(index, pd.DatetimeIndex | pd.TimedeltaIndex) else None
    return {"Index": [sender.send(index.name), send_column(index._data, sender), step]}


def _read_index(sent: Any, reader: Reader) -> Any:
    name, content, step = parts(sent, 3)
    reader.meter.load(OBJECT)
    label, column, freq = reader.read(name), read_column(content, reader), read_step(step)
    index = pd.Index(column, dtype=column.dtype, name=label)
    expect(index.dtype == column.dtype, "no such type of an index")
    if freq is None:
        return index
    kind = expect(next((one for one in (pd.DatetimeIndex, pd.TimedeltaIndex) if type(index) is one), None), "no step")
    return kind(index, freq=freq, name=label)


def _send_levels(index: Any, sender: Sender) -> Any:
    sender.meter.load(OBJECT)
    sender.meter.fits(len(index) * index.nlevels)
    levels: list[Any] = list(index._levels)  # .levels would rename each, by its own code
    for level in levels:
        exactly(sender.senders, level, sender)
    if max(map(len, levels), default=0) > MOST_LABELS:
        raise CannotSend("This answer has an index with too many different labels: use .reset_index().")
    names, codes = sender.each(list(index.names)), [send_array(np.asarray(one), sender) for one in index.codes]
    return {"MultiIndex": [names, [sender.send(level) for level in levels], codes]}


def _read_levels(sent: Any, reader: Reader) -> pd.MultiIndex:
    names, levels, codes = parts(sent, 3)
    reader.meter.load(OBJECT)
    labels = reader.each(names)
    places: Any = [read_array(one, reader) for one in some(codes) if only(one)[0] in CODES]
    kinds: Any = [check_labels(_index(one, reader)) for one in some(levels)]
    expect(bool(labels) and len(labels) == len(places) == len(codes) == len(kinds), "levels, codes and names differ")
    return pd.MultiIndex(levels=kinds, codes=places, names=labels)


def _index(sent: Any, reader: Reader) -> Any:
    expect(only(sent)[0] in _INDEXES, "no index")
    return reader.read(sent)


def _send_series(series: pd.Series, sender: Sender) -> Any:
    sender.meter.load(OBJECT)
    [column] = _columns(series, sender)
    return {"Series": [sender.send(series.name), sender.send(series.index), send_column(column, sender)]}


def _read_series(sent: Any, reader: Reader) -> Any:
    name, labels, content = parts(sent, 3)
    reader.meter.load(OBJECT)
    return _series(read_column(content, reader), _index(labels, reader), reader.read(name))


def _series(column: Column, index: Any, name: Any = None) -> Any:
    expect(len(column) == len(index), "a column and an index of different length")
    series = pd.Series(column, index=index, name=name, dtype=column.dtype, copy=False)
    expect(series.dtype == column.dtype, "no such type of a column")
    return series


def _send_frame(frame: pd.DataFrame, sender: Sender) -> Any:
    for labels in (frame.index, frame.columns):
        exactly(sender.senders, labels, sender)  # before its length is asked
    sender.meter.fits(len(frame.index) * len(frame.columns))
    sender.meter.load(OBJECT * (1 + len(frame.columns)))
    columns = [send_column(column, sender) for column in _columns(frame, sender)]
    return {"DataFrame": [sender.send(frame.index), sender.send(frame.columns), columns]}


def _read_frame(sent: Any, reader: Reader) -> pd.DataFrame:
    rows, names, contents = parts(sent, 3)
    reader.meter.load(OBJECT * (1 + len(some(contents))))
    index, columns = _index(rows, reader), _index(names, reader)
    expect(len(columns) == len(contents), "more or fewer columns than names")
    held = [read_column(one, reader) for one in contents]
    expect(all(len(one) == len(index) for one in held), "a column and an index of different length")
    # By place, as names may come twice; objects as a Series, or pandas would look for a narrower type.
    stored = {place: one if one.dtype != object else _series(one, index) for place, one in enumerate(held)}
    frame = pd.DataFrame(stored, index=index)
    frame.columns = columns
    return frame


def _columns(table: Any, sender: Sender) -> list[Column]:
    """List the columns as they are stored: a candidate's own kind of column is not asked anything on the way."""
    found: dict[int, Column] = {}
    for block in table._mgr.blocks:
        exactly(COLUMNS, block.values, sender)
        if table.ndim == 1:
            return [block.values]
        found.update(zip(block.mgr_locs, block.values if block.values.ndim == 2 else [block.values], strict=True))
    return [found[place] for place in range(len(found))]


SENDERS: dict[type, Callable[[Any, Sender], Any]] = {
    pd.RangeIndex: _send_range,
    pd.MultiIndex: _send_levels,
    **dict.fromkeys(
        (pd.Index, pd.DatetimeIndex, pd.TimedeltaIndex, pd.PeriodIndex, pd.IntervalIndex, pd.CategoricalIndex),
        _send_index,
    ),
    pd.Series: _send_series,
    pd.DataFrame: _send_frame,
}
_INDEXES: dict[str, Callable[[Any, Reader], Any]] = {
    "RangeIndex": _read_range,
    "MultiIndex": _read_levels,
    "Index": _read_index,
}
READERS: dict[str, Callable[[Any, Reader], Any]] = {**_INDEXES, "Series": _read_series, "DataFrame": _read_frame}
