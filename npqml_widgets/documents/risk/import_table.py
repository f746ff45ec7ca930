"""Risks out of somebody's own table: which column is which field, what was read, what was left out, nothing lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from attrs import evolve

from npqml_widgets.documents.risk.headings import SECTIONS, fields_for, fits
from npqml_widgets.documents.risk.joinedrows import joined_rows, what_was_joined
from npqml_widgets.documents.risk.model import Register, Risk
from npqml_widgets.documents.risk.reading import TEXTS, read_field
from npqml_widgets.documents.shared.entry_rows import Imported, RowKind, RowReader
from npqml_widgets.documents.shared.table_import import ReadRow, Table, read_table

_WORDY = ("cause", "event", "effect", "controls", "action", "notes")


def read_risk_table(content: bytes, filename: str, *, sheet: str = "") -> Table:
    """Return the table in an XLSX or CSV file, with the field of a risk that each of its columns seems to be.

    Raises Refused, in words, where the file holds none.
    """
    return read_table(content, filename, fields_for, entry="risk", sheet=sheet, fits=fits, sections=SECTIONS)


def what_was_done(table: Table, fields: Sequence[str]) -> tuple[str, ...]:
    """Say which rows of a table are passed over, and which are joined where its columns are these fields."""
    return (*table.passed_over, *what_was_joined(table, fields))


def import_risks(table: Table, fields: Sequence[str], register: Register, when: datetime) -> Imported[Register]:
    """Return the register with the rows of a table added; `fields` are those of its columns, or NO_FIELD.

    What cannot be read as its field is left blank and kept in the notes, as are the columns that are no field.
    """
    rows = joined_rows(table, fields)
    reader = RowReader(risk_rows(register), register.risks, [row.cells for row in rows])
    risks = [reader.entry(row.place, row.cells) for row in rows]
    read = [evolve(risk, added=risk.added or when) for risk in risks if risk is not None]
    added = evolve(register, risks=(*register.risks, *read))
    return Imported(added, len(read), tuple(reader.reports), what_was_done(table, fields))


def risk_rows(register: Register) -> RowKind[Risk]:
    """Return how rows are read as risks whose ratings fit a register; one without words about a risk is left out."""
    return RowKind(
        Risk,
        "R",
        TEXTS,
        lambda field, value: read_field(register, field, _counted(field, value)),
        _has_words,
        "has no words about a risk",
    )


def _has_words(read: ReadRow) -> bool:
    return any(read.values.get(field) for field in _WORDY) or not all(map(_is_number, read.apart))


def _is_number(note: str) -> bool:
    return note.rpartition(": ")[2].replace(".", "", 1).replace(",", "").strip().isdecimal()


def _counted(field: str, value: object) -> object:
    """Return a date that a CSV file holds as Excel counts days, such as 45536, as the number that it is."""
    is_count = field in ("due", "review") and isinstance(value, str) and re.fullmatch(r"\s*\d{5}\s*", value)
    return int(value) if is_count and isinstance(value, str) else value
