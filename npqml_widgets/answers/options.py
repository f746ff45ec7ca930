"""Finding, in what somebody typed, the options or the cells of a table that are meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import pandas as pd

from npqml_widgets.answers.comparing import folded
from npqml_widgets.answers.reading import quoted

# What people put between the things of a list; a number in front, as in "2. ", is no part of a thing.
_BETWEEN = re.compile(r"(?:[\n,;>→|&]|\bthen\b|\band\b|\d+[.)](?!\d))", re.IGNORECASE)
_LONGEST = 10_000  # characters of a text that is searched for options


class Unknown(ValueError):
    """Says in words which part of an answer is none of the options."""


def bare(text: object) -> str:
    """Give text without case, spaces, quotation marks and a closing full stop."""
    return folded(str(text)).replace('"', "").replace("'", "").rstrip(".")


def option(typed: object, options: Mapping[str, str]) -> str | None:
    """Give the key of the option that was typed as its key or as its words; None if it is none of them."""
    if isinstance(typed, str) and typed in options:
        return typed
    wanted = bare(typed)
    by_key = (key for key in options if bare(key) == wanted)
    by_words = (key for key, words in options.items() if bare(words) == wanted)
    return next(by_key, None) or next(by_words, None)


def several(raw: object, options: Mapping[str, str]) -> list[str]:
    """Give the keys of all options in a list, Series or text, as they come; raise Unknown for others."""
    if isinstance(raw, pd.DataFrame):
        raw = raw.to_numpy().ravel()
    if isinstance(raw, str) or not isinstance(raw, Iterable):
        return _in_text(str(raw), options)
    if isinstance(raw, Mapping):  # {"a": True, "b": False}
        raw = [thing for thing, wanted in raw.items() if wanted]
    keys: list[str] = []
    for thing in sorted(raw, key=str) if isinstance(raw, set | frozenset) else raw:
        key = option(thing, options)
        if key is None:
            raise Unknown(f"We cannot find {quoted(thing)} here.")
        keys.append(key)
    return keys


def _in_text(text: str, options: Mapping[str, str]) -> list[str]:
    """Take the longest run of pieces that is an option, again and again: an option may hold a comma."""
    if len(text) > _LONGEST:
        raise Unknown(f"{quoted(text)} is too long to be a list of what is offered.")
    whole = option(text, options)
    if whole is not None:
        return [whole]
    pieces = _pieces(text.strip().strip("[](){}"))
    longest = max(len(_pieces(words)) for words in (*options, *options.values()))
    keys, place = [], 0
    while place < len(pieces):
        for end in range(min(place + longest, len(pieces)), place, -1):
            key = option("".join(pieces[place:end]), options)
            if key is not None:
                keys.append(key)
                place = end
                break
        else:
            piece = pieces[place].strip()
            if piece and not _BETWEEN.fullmatch(piece):
                raise Unknown(f"We cannot find {quoted(piece)} here.")
            place += 1
    return keys


def _pieces(text: str) -> list[str]:
    """Cut a text before and after everything that may part two options, and lose nothing of it."""
    cuts = [0, *(cut for found in _BETWEEN.finditer(text) for cut in found.span()), len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]


def listed(raw: object, rows: Mapping[str, str], columns: Mapping[str, str]) -> dict[tuple[str, str], Any]:
    """Give the cells of a typed table by (row key, column key); raise Unknown for a label of neither.

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
    """Give the cells of a DataFrame, a dict of dicts or (with one column) a Series or plain dict."""
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
