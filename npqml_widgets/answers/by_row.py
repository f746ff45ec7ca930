"""One choice for each of several rows as an answer, such as fact or interpretation for each of twelve statements."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from attrs import field, frozen, validators

from npqml_widgets.answers.fields import NO_ANSWER, Answer
from npqml_widgets.answers.options import Unknown, option
from npqml_widgets.answers.reading import (
    BLANK,
    Reading,
    is_blank,
    is_empty,
    missing,
    quoted,
    read_back,
    single,
    unreadable,
)


@frozen
class ChoiceByRow(Answer):
    """One of the same options for each row; rows and options are keys with the words shown for them."""

    rows: dict[str, str] = field(validator=validators.min_len(1), kw_only=True)
    options: dict[str, str] = field(validator=validators.min_len(2), kw_only=True)

    def read(self, raw: Any) -> Reading:
        """The choices as {row: option} from a dict, a Series, a table of one column, or a list in the rows' order."""
        if is_blank(raw) or is_empty(raw):
            return BLANK
        try:
            chosen = self._chosen(raw)
        except Unknown as problem:
            return unreadable(str(problem))
        if not chosen:
            return BLANK
        value: dict[str, str] = {}
        for row, cell in chosen.items():
            key = option(cell, self.options)
            if key is None:
                offered = "; ".join(self.options.values())
                return unreadable(f"{self.rows[row]}: we cannot find {quoted(cell)} here. Choose one of: {offered}.")
            value[row] = key
        if len(value) < len(self.rows):
            first = next(words for row, words in self.rows.items() if row not in value)
            return unreadable(f"{len(value)} of {len(self.rows)} chosen. The first that is open: {quoted(first, 80)}.")
        value = {row: value[row] for row in self.rows}
        said = self.said(value)
        return read_back(value, f"All {len(value)} are chosen. We read them as {said}.", said)

    def offered(self) -> list[str]:
        """The words of all rows, then those of the options."""
        return [*self.rows.values(), *self.options.values()]

    def as_text(self, raw: Any) -> str:
        """The choices row by row, so that those of a half-filled one can be seen too."""
        if is_blank(raw) or is_empty(raw):
            return NO_ANSWER
        try:
            chosen = self._chosen(raw)
        except Unknown:
            return super().as_text(raw)
        return self._row_by_row({row: self._cell(cell) for row, cell in chosen.items()}) if chosen else NO_ANSWER

    def said(self, value: dict[str, str]) -> str:
        """A value that was read, in plain words."""
        return self._row_by_row({row: self.options[key] for row, key in value.items()})

    def key(self, value: dict[str, str]) -> str:
        """The keys chosen, in the order of the rows."""
        return json.dumps([value[row] for row in self.rows], ensure_ascii=False)

    def part_keys(self, value: dict[str, str]) -> list[str]:
        """What each row by itself has in common with all answers that choose the same there, in the rows' order."""
        return [json.dumps([row, value[row]], ensure_ascii=False) for row in self.rows]

    def _chosen(self, raw: Any) -> dict[str, Any]:
        """What stands in each row, without the rows that are blank; raises Unknown for what has no such rows."""
        if isinstance(raw, pd.DataFrame) and raw.shape[1] == 1:
            raw = raw.iloc[:, 0]
        if isinstance(raw, list | tuple | np.ndarray) and len(raw) == len(self.rows):
            raw = dict(zip(self.rows, raw, strict=True))
        if not isinstance(raw, Mapping | pd.Series):
            raise Unknown(f"Give a choice for each of the {len(self.rows)} rows, {self._example()}.")
        chosen = {self._row(label): single(cell) for label, cell in raw.items()}
        return {row: cell for row, cell in chosen.items() if not (is_blank(cell) or _is_missing(cell))}

    def _row(self, label: object) -> str:
        row = option(label, self.rows)
        if row is None:
            raise Unknown(f"We cannot find the row {quoted(label)}. There are: {'; '.join(self.rows.values())}.")
        return row

    def _example(self) -> str:
        return f'as in {{"{next(iter(self.rows))}": "{next(iter(self.options))}", ...}}'

    def _cell(self, cell: Any) -> str:
        key = option(cell, self.options)
        return quoted(cell) if key is None else self.options[key]

    def _row_by_row(self, cells: Mapping[str, str]) -> str:
        return "; ".join(f"{words}: {cells.get(row, '(open)')}" for row, words in self.rows.items())


def _is_missing(cell: object) -> bool:
    return not hasattr(cell, "__len__") and missing(cell)


def choice_by_row(
    label: str,
    rows: Mapping[str, str],
    options: Mapping[str, str],
    *,
    help: str = "",  # noqa: A002
) -> ChoiceByRow:
    """Ask for one of the same options in each row; the value is {row key: option key}."""
    return ChoiceByRow(label, rows=dict(rows), options=dict(options), help=help)
