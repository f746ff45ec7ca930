"""Rows of somebody's register that are one risk: merged cells, or rows below it with more controls and actions only."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen

from npqml_widgets.documents.risk.model import RATINGS
from npqml_widgets.documents.shared.cells import text_of
from npqml_widgets.documents.shared.table_import import NO_FIELD, Cell, Table

_OWN = ("id", "event", *RATINGS)
"""A row that has one of these is a risk of its own."""
_OWNERS = ("risk_owner", "action_owner")
_LISTED = ("cause", "event", "effect", "controls", "action", "notes", *_OWNERS)
"""Fields that take the texts of several rows."""


@frozen
class JoinedRow:
    """The rows of one risk: their numbers, and their cells as of one row."""

    numbers: tuple[int, ...]
    cells: tuple[Cell, ...]

    @property
    def place(self) -> str:
        """Which rows these are, as a report names them."""
        return f"Row {self.numbers[0]}" if len(self.numbers) == 1 else f"Rows {_listed(self.numbers)}"


def joined_rows(table: Table, fields: Sequence[str]) -> tuple[JoinedRow, ...]:
    """Return the rows of a table as risks; a row that only goes on with the one above it is joined to it.

    What stands in a merged cell counts for each row of it that is a risk of its own.
    """
    blocks: list[list[int]] = []
    for place in range(len(table.rows)):
        if blocks and _goes_on(table, fields, place):
            blocks[-1].append(place)
        else:
            blocks.append([place])
    return tuple(_joined(table, fields, block) for block in blocks)


def what_was_joined(table: Table, fields: Sequence[str]) -> tuple[str, ...]:
    """Say which rows were joined."""
    rows = joined_rows(table, fields)
    return tuple(f"{row.place} were joined: they are one risk." for row in rows if len(row.numbers) > 1)


def _goes_on(table: Table, fields: Sequence[str], place: int) -> bool:
    """Tell whether a row goes on with the risk above it: it stands just below, and says nothing of another one."""
    number, row = table.numbers[place], table.rows[place]
    if number != table.numbers[place - 1] + 1:
        return False
    if any(field in _OWN and text_of(cell).strip() for field, cell in zip(fields, row, strict=True)):
        return False
    if any(field in _OWN for column, field in enumerate(fields) if table.covered.get((number, column)) is not None):
        return True
    more = any(field in _LISTED and _has_words(cell) for field, cell in zip(fields, row, strict=True))
    return table.is_read and "event" in fields and more


def _has_words(cell: object) -> bool:
    return any(map(str.isalpha, text_of(cell)))


def _joined(table: Table, fields: Sequence[str], block: Sequence[int]) -> JoinedRow:
    cells: list[Cell] = []
    for column, (field, heading) in enumerate(zip(fields, table.headings, strict=True)):
        values = [table.rows[place][column] for place in block]
        first = values[0]
        if not text_of(first).strip():
            values[0] = first = table.covered.get((table.numbers[block[0]], column), first)
        others = [value for value in values if text_of(value).strip()]
        if len(others) < 2:
            cells.append((field, heading, others[0] if others else first))
        elif field in _LISTED:
            texts = list(dict.fromkeys(text_of(value) for value in others))
            cells.append((field, heading, ("; " if field in _OWNERS else "\n").join(texts)))
        else:
            cells += [(field if turn == 0 else NO_FIELD, heading, value) for turn, value in enumerate(others)]
    return JoinedRow(tuple(table.numbers[place] for place in block), tuple(cells))


def _listed(numbers: Sequence[int]) -> str:
    """Return numbers in words: "2 and 3", "2 to 5"."""
    if len(numbers) > 2 and all(after == before + 1 for before, after in pairwise(numbers)):
        return f"{numbers[0]} to {numbers[-1]}"
    return f"{', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
