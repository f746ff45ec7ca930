"""Rows of a table read as lines of a budget, one after the other: what was read, and what did not fit, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Any

from npqml_widgets.documents.budget.model import LABELS, Budget, Line
from npqml_widgets.documents.budget.reading import TEXTS, read_field
from npqml_widgets.documents.shared.cells import text_of
from npqml_widgets.documents.shared.table_import import Cell, read_row, shortened

_SAYS_SOMETHING = ("what", "who", "price", "actual", "quantity")


class RowReader:
    """Reads one row after the other as lines with IDs of their own; `reports` says what could not be read."""

    def __init__(self, budget: Budget, rows: Iterable[Sequence[Cell]]) -> None:
        """Look at all rows first: an ID that is made up is in none of them."""
        self.reports: list[str] = []
        self._used = {line.id for line in budget.lines}
        theirs = {text_of(value) for row in rows for field, _, value in row if field == "id"}
        self._free = (each for each in map("L{}".format, count(1)) if each not in self._used | theirs)

    def line(self, place: str, row: Sequence[Cell], *, always: bool = False) -> Line | None:
        """Return a row as a line; None, unless `always`, if it says neither what nor how much."""
        read = read_row(place, row, TEXTS, read_field)
        found, notes = read.values, list(read.apart)
        self.reports += [f"{report}; left blank and kept in the notes." for report in read.reports]
        if not (always or any(found.get(field) not in (None, "") for field in _SAYS_SOMETHING)):
            self.reports.append(f"{place} was left out: it says neither what nor how much ({', '.join(_shown(row))}).")
            return None
        self._settle_id(place, found, notes)
        if notes:
            found["notes"] = "\n".join([*filter(None, [found.get("notes")]), *notes])
        return Line(**found)

    def _settle_id(self, place: str, found: dict[str, Any], notes: list[str]) -> None:
        """Put in an ID that no other line has."""
        own = found.get("id", "")
        if not own or own in self._used:
            found["id"] = next(self._free)
        if own and own != found["id"]:
            notes.append(f"{LABELS['id']}: {own}")
            taken = f"its ID {shortened(own)} is taken, so it is {found['id']} here"
            self.reports.append(f"{place}: {taken}; the old one is kept in the notes.")
        self._used.add(found["id"])


def _shown(cells: Sequence[Cell]) -> Iterator[str]:
    return (f"{heading} {shortened(text_of(value))}" for _, heading, value in cells if text_of(value).strip())
