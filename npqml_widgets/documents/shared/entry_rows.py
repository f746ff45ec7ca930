"""Rows of a table read as entries of a document, one after the other: what was read, and what did not fit, in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, Generic, TypeVar

from attrs import frozen

from npqml_widgets.documents.shared.cells import text_of
from npqml_widgets.documents.shared.entries import Entry
from npqml_widgets.documents.shared.table_import import NO_FIELD, Cell, ReadRow, read_row, shortened
from npqml_widgets.documents.shared.workbook import read_sheet

T = TypeVar("T")
E = TypeVar("E")


@frozen
class Imported(Generic[T]):
    """A document with the entries that were read into it; `left_out` says, row by row, what was not and why.

    `done` says which rows of the table were joined or passed over.
    """

    document: T
    read: int
    left_out: tuple[str, ...] = ()
    done: tuple[str, ...] = ()


@frozen
class RowKind(Generic[E]):
    """How rows are read as entries of one kind, which have `id` and `notes`; `letter` begins the IDs made up for them.

    `texts` are the fields that take any text, `read` reads the others or raises Unreadable. A row of which
    `says_something` is not true is left out, as it has `lacks`, such as "no words about a risk".
    """

    make: Callable[..., E]
    letter: str
    texts: Sequence[str]
    read: Callable[[str, object], Any]
    says_something: Callable[[ReadRow], bool]
    lacks: str


class RowReader(Generic[E]):
    """Reads one row after the other as entries with IDs of their own.

    `reports` says what could not be read, `renamed` which ID an entry has now in place of the one in its row.
    """

    def __init__(self, kind: RowKind[E], entries: Iterable[Entry], rows: Iterable[Sequence[Cell]]) -> None:
        """Look at all rows first: an ID that is made up is in none of them, and of none of the `entries` either."""
        self.reports: list[str] = []
        self.renamed: dict[str, str] = {}
        self._kind = kind
        self._used = {entry.id for entry in entries}
        theirs = {text_of(value) for row in rows for field, _, value in row if field == "id"}
        made_up = (f"{kind.letter}{number}" for number in count(1))
        self._free = (name for name in made_up if name not in self._used | theirs)

    def entry(self, place: str, row: Sequence[Cell], *, always: bool = False) -> E | None:
        """Return a row as an entry; None, unless `always`, if it says nothing."""
        read = read_row(place, row, self._kind.texts, self._kind.read)
        self.reports += [f"{report}; left blank and kept in the notes." for report in read.reports]
        if not (always or self._kind.says_something(read)):
            self.reports.append(f"{place} was left out: it {self._kind.lacks} ({', '.join(_shown(row))}).")
            return None
        found = read.values
        notes = [*filter(None, [found.get("notes")]), *read.apart, *self._settle_id(place, found)]
        return self._kind.make(**found | {"notes": "\n".join(notes)})

    def _settle_id(self, place: str, found: dict[str, Any]) -> list[str]:
        """Put in an ID that no other entry has; return the one that was taken, for the notes."""
        own = found.get("id", "")
        if not own or own in self._used:
            found["id"] = next(self._free)
        self._used.add(found["id"])
        if not own or own == found["id"]:
            return []
        self.renamed.setdefault(own, found["id"])
        taken = f"its ID {shortened(own)} is taken, so it is {found['id']} here"
        self.reports.append(f"{place}: {taken}; the old one is kept in the notes.")
        return [f"ID: {own}"]


def any_of(fields: Collection[str]) -> Callable[[ReadRow], bool]:
    """Return what tells whether a row has something in one of these fields."""
    return lambda read: any(read.values.get(field) not in (None, "") for field in fields)


def sheet_rows(
    book: Any, sheet: str, fields: Mapping[str, str], worked_out: Collection[str] = ()
) -> list[tuple[str, list[Cell]]]:
    """Return the filled rows of a sheet of our own workbook: each's place in words, and its cells by field.

    `fields` are those of its headings; what is `worked_out` there is left away.
    """
    table = read_sheet(book, sheet)
    rows = [
        (
            f"{sheet}, row {number}",
            [
                (fields.get(heading, NO_FIELD), heading, value)
                for heading, value in zip(table.headings, row, strict=True)
                if fields.get(heading) not in worked_out and value is not None
            ],
        )
        for number, row in zip(table.numbers, table.rows, strict=True)
    ]
    return [(place, cells) for place, cells in rows if cells]


def _shown(cells: Sequence[Cell]) -> Iterator[str]:
    return (f"{heading} {shortened(text_of(value))}" for _, heading, value in cells if text_of(value).strip())
