"""Entries out of somebody's own table: which column is which field, what was read, what was left out, nothing lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from attrs import evolve

from npqml_widgets.documents.shared.entry_rows import Imported, RowReader
from npqml_widgets.documents.shared.lists.columns import EntryList
from npqml_widgets.documents.shared.table_import import Table, read_table

T = TypeVar("T")


def read_own_table(each: EntryList, content: bytes, filename: str, sheet: str = "") -> Table:
    """Return the table in an XLSX or CSV file, with the field of an entry that each of its columns seems to be.

    Raises Refused, in words, where the file holds none.
    """

    def fits(name: str, cells: Sequence[object]) -> bool:
        return 2 * sum(each.can_read(name, cell) for cell in cells) >= len(cells)

    return read_table(content, filename, each.fields_for, entry=each.word, sheet=sheet, fits=fits)


def import_rows(each: EntryList, table: Table, fields: Sequence[str], document: T) -> Imported[T]:
    """Return the document with the rows of a table added; `fields` are those of its columns, or NO_FIELD.

    What cannot be read as its field is left blank and kept in the notes, as are the columns that are no field.
    """
    rows = table.cells(fields)
    entries = getattr(document, each.part)
    reader = RowReader(each.row_kind, entries, rows)
    read = [reader.entry(f"Row {number}", row) for number, row in zip(table.numbers, rows, strict=True)]
    found = tuple(entry for entry in read if entry is not None)
    added = evolve(document, **{each.part: (*entries, *found)})  # type: ignore[misc]
    return Imported(added, len(found), tuple(reader.reports), table.passed_over)
