"""Risks out of somebody's own table: what was read, what was left out and why, and nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from attrs import evolve, frozen

from npqml_widgets.documents.risk.cells import (
    Unreadable,
    category_of,
    date_of,
    moment_of,
    rating_of,
    response_of,
    status_of,
    text_of,
)
from npqml_widgets.documents.risk.mapping import TO_NOTES, guess_mapping, known_headings
from npqml_widgets.documents.risk.model import LABELS, Register, Risk
from npqml_widgets.documents.shared.table_import import Table, read_table

Cell = tuple[str, str, object]
"""A field (or TO_NOTES), the heading of the column, and what stands in the cell."""
_TEXTS = ("id", "cause", "event", "effect", "controls", "risk_owner", "action", "action_owner", "notes")
_WORDY = ("cause", "event", "effect", "controls", "action", "notes")
_READERS: dict[str, Callable[[object], Any]] = {
    "category": category_of,
    "response": response_of,
    "status": status_of,
    "due": date_of,
    "review": date_of,
    "added": moment_of,
}


@frozen
class Imported:
    """A register with the risks that were read into it; `left_out` says, row by row, what was not and why."""

    register: Register
    read: int
    left_out: tuple[str, ...] = ()


def read_risk_table(content: bytes, filename: str, *, sheet: str = "") -> tuple[Table, tuple[str, ...]]:
    """Give the table in an XLSX or CSV file, and which field each of its columns seems to be.

    Raises NotATable, in words, where the file holds none.
    """
    table = read_table(content, filename, known_headings, sheet=sheet)
    return table, guess_mapping(table.headings)


def import_risks(table: Table, mapping: Sequence[str], register: Register, when: datetime) -> Imported:
    """Add the rows of a table to a register; `mapping` gives a field for each column, or TO_NOTES.

    What cannot be read as its field is left blank and kept in the notes, as are the columns that are no field.
    """
    rows = [list(zip(mapping, table.headings, row, strict=True)) for row in table.rows]
    reader = RowReader(register, rows)
    risks = [reader.risk(f"Row {number}", row) for number, row in zip(table.numbers, rows, strict=True)]
    read = [evolve(risk, added=risk.added or when) for risk in risks if risk is not None]
    return Imported(evolve(register, risks=(*register.risks, *read)), len(read), tuple(reader.reports))


class RowReader:
    """Reads one row after the other as risks whose IDs and ratings fit a register; `reports` says what did not."""

    def __init__(self, register: Register, rows: Iterable[Sequence[Cell]]) -> None:
        """Look at all rows first: an ID that is made up is in none of them."""
        self.register = register
        self.reports: list[str] = []
        self._used = {risk.id for risk in register.risks}
        theirs = {text_of(value) for row in rows for field, _, value in row if field == "id"}
        self._free = (one for one in map("R{}".format, count(1)) if one not in self._used | theirs)

    def risk(self, place: str, row: Sequence[Cell], *, always: bool = False) -> Risk | None:
        """Give a row as a risk; None, unless `always`, if there are no words about a risk in it."""
        found: dict[str, Any] = {}
        notes: list[str] = []
        for field, heading, value in row:
            text = text_of(value)
            if field in _TEXTS and text:
                found[field] = f"{found[field]}\n{text}" if field in found else text
            elif text.strip() and (field == TO_NOTES or field in found):
                notes.append(f"{heading}: {text}")
            elif text.strip():
                try:
                    found[field] = self._read(field, value)
                except Unreadable as expected:
                    notes.append(f"{heading}: {text}")
                    what = f"found {_short(text)}, expected {expected}"
                    self.reports.append(f"{place}, {heading}: {what}; left blank and kept in the notes.")
        if not (always or any(found.get(field) for field in _WORDY) or not all(map(_is_number, notes))):
            self.reports.append(f"{place} was left out: it has no words about a risk ({', '.join(_contents(row))}).")
            return None
        self._settle_id(place, found, notes)
        found["notes"] = "\n".join([*filter(None, [found.get("notes")]), *notes])
        return Risk(**found)

    def _read(self, field: str, value: object) -> Any:
        if field.endswith("likelihood"):
            return rating_of(value, self.register.likelihood)
        if field.endswith("impact"):
            return rating_of(value, self.register.impact)
        return _READERS[field](value)

    def _settle_id(self, place: str, found: dict[str, Any], notes: list[str]) -> None:
        """Give the risk an ID that no other has."""
        own = found.get("id", "")
        if not own or own in self._used:
            found["id"] = next(self._free)
        if own and own != found["id"]:
            notes.append(f"{LABELS['id']}: {own}")
            what = f"its ID {_short(own)} is taken, so it is {found['id']} here"
            self.reports.append(f"{place}: {what}; the old one is kept in the notes.")
        self._used.add(found["id"])


def _contents(cells: Sequence[Cell]) -> Iterator[str]:
    return (f"{heading} {_short(text_of(value))}" for _, heading, value in cells if text_of(value).strip())


def _is_number(note: str) -> bool:
    return note.rpartition(": ")[2].replace(".", "", 1).replace(",", "").strip().isdecimal()


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return f"“{plain}”" if len(plain) <= 40 else f"“{plain[:40]}…”"
