"""Evidence out of somebody's own table, such as a log of meetings: which column is what, and nothing lost unsaid."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from npqml_widgets.documents.shared.cells import Unreadable
from npqml_widgets.documents.shared.entry_rows import Imported, RowKind, RowReader, any_of
from npqml_widgets.documents.shared.table_import import Cell, Table, named_field, read_table
from npqml_widgets.documents.sponsor.model import LABELS, Evidence, SponsorComments
from npqml_widgets.documents.sponsor.reading import TEXTS, read_field

_WORDS: dict[str, tuple[str, ...]] = {
    "id": ("id", "ref", "reference", "no", "number"),
    "criterion": ("criterion", "criteria", "npq criterion", "strand"),
    "what": ("what", "evidence", "activity", "action", "description", "what happened", "event", "meeting"),
    "partner": ("with whom", "who", "partner", "partners", "people", "attended by", "present"),
    "barrier": ("barrier", "barriers", "what was in the way", "challenge", "challenges", "process"),
    "day": ("date", "when", "day", "on"),
    "place": ("where", "where it can be seen", "document", "location", "file", "link", "evidence location"),
    "figure": ("figure", "number", "data", "impact"),
    "source": ("source", "figure from"),
    "notes": ("notes", "note", "comments", "comment", "remarks"),
}
_ROWS = RowKind(
    Evidence, "E", TEXTS, read_field, any_of(("what", "partner", "day", "place")), "says neither what, nor when"
)


def fields_for(heading: str) -> tuple[str, ...]:
    """Return the fields of a piece of evidence that a plain heading may stand for."""
    return named_field(heading, _WORDS, LABELS)


def fits(field: str, cells: Sequence[object]) -> bool:
    """Tell whether the cells of a column, none of them blank, may be those of a field: half of them can be read."""
    return 2 * sum(_can_be_read(field, cell) for cell in cells) >= len(cells)


def read_evidence_table(content: bytes, filename: str, sheet: str = "") -> Table:
    """Return the table in an XLSX or CSV file, with the field that each of its columns seems to be.

    Raises Refused, in words, where the file holds none.
    """
    return read_table(content, filename, fields_for, entry="piece of evidence", sheet=sheet, fits=fits)


def import_evidence(table: Table, fields: Sequence[str], sheet: SponsorComments) -> Imported[SponsorComments]:
    """Return the sheet with the rows of a table added; `fields` are those of its columns, or NO_FIELD."""
    numbered = zip(table.numbers, table.cells(fields), strict=True)
    rows, reports = read_evidence(sheet.evidence, [(f"Row {number}", row) for number, row in numbered])
    return Imported(evolve(sheet, evidence=(*sheet.evidence, *rows)), len(rows), reports, table.passed_over)


def read_evidence(
    there: tuple[Evidence, ...], rows: Sequence[tuple[str, Sequence[Cell]]], *, always: bool = False
) -> tuple[tuple[Evidence, ...], tuple[str, ...]]:
    """Return rows, each with its place in words, as evidence with IDs that none has yet, and what was not read."""
    reader = RowReader(_ROWS, there, [row for _, row in rows])
    found = [reader.entry(place, row, always=always) for place, row in rows]
    return tuple(row for row in found if row is not None), tuple(reader.reports)


def _can_be_read(field: str, cell: object) -> bool:
    try:
        read_field(field, cell)
    except Unreadable:
        return False
    return True
