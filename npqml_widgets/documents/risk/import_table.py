"""Risks out of somebody's own table: which column is which field, what was read, what was left out, nothing lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from attrs import evolve, frozen

from npqml_widgets.documents.risk.headings import SECTIONS, fields_for, fits
from npqml_widgets.documents.risk.joinedrows import joined_rows, what_was_joined
from npqml_widgets.documents.risk.model import LABELS, Register, Risk
from npqml_widgets.documents.risk.reading import TEXTS, read_field
from npqml_widgets.documents.shared.cells import text_of
from npqml_widgets.documents.shared.table_import import Cell, Table, read_row, read_table, shortened

_WORDY = ("cause", "event", "effect", "controls", "action", "notes")


@frozen
class Imported:
    """A register with the risks that were read into it; `left_out` says, row by row, what was not and why.

    `done` says which rows of the table were joined or passed over.
    """

    register: Register
    read: int
    left_out: tuple[str, ...] = ()
    done: tuple[str, ...] = ()


def read_risk_table(content: bytes, filename: str, *, sheet: str = "") -> Table:
    """Return the table in an XLSX or CSV file, with the field of a risk that each of its columns seems to be.

    Raises Refused, in words, where the file holds none.
    """
    return read_table(content, filename, fields_for, entry="risk", sheet=sheet, fits=fits, sections=SECTIONS)


def what_was_done(table: Table, fields: Sequence[str]) -> tuple[str, ...]:
    """Say which rows of a table are passed over, and which are joined where its columns are these fields."""
    return (*table.passed_over, *what_was_joined(table, fields))


def import_risks(table: Table, fields: Sequence[str], register: Register, when: datetime) -> Imported:
    """Return the register with the rows of a table added; `fields` are those of its columns, or NO_FIELD.

    What cannot be read as its field is left blank and kept in the notes, as are the columns that are no field.
    """
    rows = joined_rows(table, fields)
    reader = RowReader(register, [row.cells for row in rows])
    risks = [reader.risk(row.place, row.cells) for row in rows]
    read = [evolve(risk, added=risk.added or when) for risk in risks if risk is not None]
    added = evolve(register, risks=(*register.risks, *read))
    return Imported(added, len(read), tuple(reader.reports), what_was_done(table, fields))


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
        """Return a row as a risk; None, unless `always`, if there are no words about a risk in it."""
        read = read_row(
            place, row, TEXTS, lambda field, value: read_field(self.register, field, _counted(field, value))
        )
        found, notes = read.values, read.apart
        self.reports += [f"{report}; left blank and kept in the notes." for report in read.reports]
        if not (always or any(found.get(field) for field in _WORDY) or not all(map(_is_number, notes))):
            self.reports.append(f"{place} was left out: it has no words about a risk ({', '.join(_contents(row))}).")
            return None
        self._settle_id(place, found, notes)
        found["notes"] = "\n".join([*filter(None, [found.get("notes")]), *notes])
        return Risk(**found)

    def _settle_id(self, place: str, found: dict[str, Any], notes: list[str]) -> None:
        """Put in an ID that no other risk has."""
        own = found.get("id", "")
        if not own or own in self._used:
            found["id"] = next(self._free)
        if own and own != found["id"]:
            notes.append(f"{LABELS['id']}: {own}")
            what = f"its ID {shortened(own)} is taken, so it is {found['id']} here"
            self.reports.append(f"{place}: {what}; the old one is kept in the notes.")
        self._used.add(found["id"])


def _contents(cells: Sequence[Cell]) -> Iterator[str]:
    return (f"{heading} {shortened(text_of(value))}" for _, heading, value in cells if text_of(value).strip())


def _is_number(note: str) -> bool:
    return note.rpartition(": ")[2].replace(".", "", 1).replace(",", "").strip().isdecimal()


def _counted(field: str, value: object) -> object:
    """Return a date that a CSV file holds as Excel counts days, such as 45536, as the number that it is."""
    is_count = field in ("due", "review") and isinstance(value, str) and re.fullmatch(r"\s*\d{5}\s*", value)
    return int(value) if is_count and isinstance(value, str) else value
