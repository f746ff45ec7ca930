"""A small table of numbers as an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from attrs import field, frozen, validators

from npqml_widgets.answers.fields import NO_ANSWER, Answer
from npqml_widgets.answers.options import Unknown, option
from npqml_widgets.answers.reading import (
    BLANK,
    Reading,
    is_blank,
    is_empty,
    quoted,
    read_back,
    read_number,
    unreadable,
)
from npqml_widgets.answers.units import amount, unit_named


@frozen
class Grid(Answer):
    """A small table of numbers: rows and columns are keys with the words shown for them."""

    rows: dict[str, str] = field(validator=validators.min_len(1), kw_only=True)
    columns: dict[str, str] = field(validator=validators.min_len(1), kw_only=True)
    unit: str = field(default="", kw_only=True)

    def read(self, raw: Any) -> Reading:
        """The table as {row: {column: float}} from a table, or from a dict of dicts with keys or words as labels."""
        if is_blank(raw) or is_empty(raw):
            return BLANK
        try:
            cells = cells_of(raw, self.rows, self.columns)
        except Unknown as problem:
            return unreadable(str(problem))
        readings = {place: read_number(cells.get(place), self.unit) for place in self._places()}
        if all(reading.state == "blank" for reading in readings.values()):
            return BLANK
        wrong = [place for place, reading in readings.items() if reading.state == "unreadable"]
        if wrong:
            return unreadable(f"{self._where(wrong[0])}: {readings[wrong[0]].words}")
        gaps = [place for place, reading in readings.items() if reading.state == "blank"]
        if gaps:
            return unreadable(f"Still empty: {len(gaps)} of {len(readings)}, first {self._where(gaps[0])}.")
        value = {row: {column: readings[row, column].value for column in self.columns} for row in self.rows}
        said, remarks = self.said(value), self._remarks(readings)
        return read_back(value, f"We read your table as {said}.{remarks}", f"{said}.{remarks}".removesuffix("."))

    def as_text(self, raw: Any) -> str:
        """The table in plain words, cell by cell, so that a half-filled one can be seen too."""
        try:
            cells = cells_of(raw, self.rows, self.columns)
        except Unknown:
            return super().as_text(raw)
        if self.read(raw).state == "blank":
            return NO_ANSWER
        return self._row_by_row({place: self._cell(cells.get(place)) for place in self._places()})

    def said(self, value: dict[str, dict[str, float]]) -> str:
        """A value that was read, in plain words."""
        unit = unit_named(self.unit)
        return self._row_by_row({(row, column): amount(value[row][column], unit) for row, column in self._places()})

    def _cell(self, raw: Any) -> str:
        reading = read_number(raw, self.unit)
        if reading.state == "read":
            return amount(reading.value, unit_named(self.unit))
        return "(empty)" if reading.state == "blank" else quoted(raw)

    def _row_by_row(self, cells: Mapping[tuple[str, str], str]) -> str:
        return "; ".join(
            f"{words}: " + ", ".join(f"{said} {cells[row, column]}" for column, said in self.columns.items())
            for row, words in self.rows.items()
        )

    def _places(self) -> list[tuple[str, str]]:
        return [(row, column) for row in self.rows for column in self.columns]

    def _where(self, place: tuple[str, str]) -> str:
        return f"{self.rows[place[0]]}, {self.columns[place[1]]}"

    def _remarks(self, readings: Mapping[tuple[str, str], Reading]) -> str:
        """Say what is to be said of a number beside how it was read, once for each such thing."""
        first: dict[str, tuple[str, str]] = {}
        for place, reading in readings.items():
            if reading.remark:
                first.setdefault(reading.remark, place)
        return "".join(f" {self._where(place)}: {remark}" for remark, place in first.items())


def grid(
    label: str,
    rows: Mapping[str, str],
    columns: Mapping[str, str],
    unit: str = "",
    *,
    help: str = "",  # noqa: A002
) -> Grid:
    """Ask for a small table of numbers; the value is {row key: {column key: float}}."""
    return Grid(label, rows=dict(rows), columns=dict(columns), unit=unit, help=help)


def cells_of(raw: object, rows: Mapping[str, str], columns: Mapping[str, str]) -> dict[tuple[str, str], Any]:
    """The cells of a typed table by (row key, column key); raise Unknown for a label of neither.

    A table lying on its side (columns as rows) is turned: its labels say which is which.
    """
    table = _labelled(raw, columns)
    if not table:
        raise Unknown("We cannot read a table in your answer. Give a number for each row and column.")
    turned = all(option(column, columns) is None and option(row, columns) is not None for row, column in table)
    cells: dict[tuple[str, str], Any] = {}
    for (outer, inner), cell in table.items():
        row_label, column_label = (inner, outer) if turned else (outer, inner)
        row, column = option(row_label, rows), option(column_label, columns)
        if row is None or column is None:
            lost, among = (row_label, rows) if row is None else (column_label, columns)
            kind = "row" if row is None else "column"
            raise Unknown(f"We cannot find the {kind} {quoted(lost)}. There are: {'; '.join(among.values())}.")
        cells[row, column] = cell
    return cells


def _labelled(raw: object, columns: Mapping[str, str]) -> dict[tuple[Any, Any], Any]:
    """The cells of a DataFrame, a dict of dicts or (with one column) a Series or plain dict."""
    only = next(iter(columns))
    if isinstance(raw, pd.DataFrame):
        return {
            (row, column): raw.iloc[down, across]
            for down, row in enumerate(raw.index)
            for across, column in enumerate(raw.columns)
        }
    if isinstance(raw, pd.Series):
        raw = dict(zip(raw.index, raw, strict=True))
    if not isinstance(raw, Mapping):
        return {}
    cells: dict[tuple[Any, Any], Any] = {}
    for row, inner in raw.items():
        pairs = (
            inner.items() if isinstance(inner, Mapping | pd.Series) else [(only, inner)] if len(columns) == 1 else []
        )
        cells |= {(row, column): cell for column, cell in pairs}
    return cells
