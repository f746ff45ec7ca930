"""Risks out of somebody's own table: which column is which field, what was read, what was left out, nothing lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from attrs import evolve, frozen

from npqml_widgets.documents.risk.model import LABELS, Register, Risk
from npqml_widgets.documents.risk.reading import TEXTS, read_field
from npqml_widgets.documents.shared.cells import text_of
from npqml_widgets.documents.shared.table_import import (
    Cell,
    Table,
    named_field,
    read_row,
    read_table,
    shortened,
)

_WORDY = ("cause", "event", "effect", "controls", "action", "notes")
_BEFORE = {"inherent", "gross", "initial", "raw", "unmitigated", "before"}
_AFTER = {"residual", "net", "mitigated", "current", "after"}
_NO_RATING = {"action", "actions", "reduce", "target", "why", "reason"}
_WORDS: dict[str, tuple[str, ...]] = {
    "id": ("id", "ref", "reference", "risk id", "risk no", "risk number", "risk ref", "no", "number"),
    "cause": ("cause", "causes", "risk cause", "because of", "source", "trigger"),
    "event": ("event", "risk", "risk event", "description", "risk description", "risk title", "description of risk"),
    "effect": ("effect", "effects", "consequence", "consequences", "risk effect", "potential impact", "outcome"),
    "category": ("category", "risk category", "area", "risk area", "type", "risk type", "theme"),
    "response": ("response", "risk response", "treatment", "strategy", "risk strategy", "approach"),
    "controls": ("controls", "existing controls", "current controls", "controls in place", "control", "mitigation"),
    "risk_owner": ("risk owner", "owner", "owned by", "lead", "risk lead", "responsible", "responsibility"),
    "action": (
        "action",
        "actions",
        "further action",
        "further actions",
        "action required",
        "actions required",
        "action plan",
    ),
    "action_owner": ("action owner", "action by", "by whom", "action lead", "assigned to"),
    "due": ("action due", "due", "due date", "deadline", "target date", "by when", "action date", "completion date"),
    "review": ("next review", "review", "review date", "next review date", "date of next review"),
    "status": ("status", "risk status", "open or closed", "open closed", "state"),
    "notes": ("notes", "note", "comments", "comment", "progress", "update"),
    "added": ("added",),
}
_LIKELIHOOD, _IMPACT = {"likelihood", "probability", "l"}, {"impact", "severity", "i"}


@frozen
class Imported:
    """A register with the risks that were read into it; `left_out` says, row by row, what was not and why."""

    register: Register
    read: int
    left_out: tuple[str, ...] = ()


def read_risk_table(content: bytes, filename: str, *, sheet: str = "") -> Table:
    """Return the table in an XLSX or CSV file, with the field of a risk that each of its columns seems to be.

    Raises Refused, in words, where the file holds none.
    """
    return read_table(content, filename, fields_for, entry="risk", sheet=sheet)


def import_risks(table: Table, fields: Sequence[str], register: Register, when: datetime) -> Imported:
    """Return the register with the rows of a table added; `fields` are those of its columns, or NO_FIELD.

    What cannot be read as its field is left blank and kept in the notes, as are the columns that are no field.
    """
    rows = table.cells(fields)
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
        """Return a row as a risk; None, unless `always`, if there are no words about a risk in it."""
        read = read_row(place, row, TEXTS, lambda field, value: read_field(self.register, field, value))
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


def fields_for(heading: str) -> tuple[str, ...]:
    """Return the fields that a plain heading may stand for, likeliest first.

    A single pair of likelihood and impact is read as inherent, of two pairs the first.
    """
    named = named_field(heading, _WORDS, LABELS)
    if named:
        return named
    parts = set(heading.split())
    ends = [end for end, words in (("likelihood", _LIKELIHOOD), ("impact", _IMPACT)) if parts & words]
    # Both in one heading is a score, which is worked out anew; "action to reduce likelihood" is a text.
    if len(ends) != 1 or len(parts) > 6 or parts & _NO_RATING:
        return ()
    before, after = f"inherent_{ends[0]}", f"residual_{ends[0]}"
    if parts & _AFTER:
        return (after,)
    return (before,) if parts & _BEFORE else (before, after)


def _contents(cells: Sequence[Cell]) -> Iterator[str]:
    return (f"{heading} {shortened(text_of(value))}" for _, heading, value in cells if text_of(value).strip())


def _is_number(note: str) -> bool:
    return note.rpartition(": ")[2].replace(".", "", 1).replace(",", "").strip().isdecimal()
