"""What forms of documents with tables share: entries changed, added, removed, and somebody's own table brought in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import ipywidgets as widgets
from attrs import evolve, frozen

from npqml_widgets.controls.cells import Answer, Column
from npqml_widgets.controls.tablegrid import TableGrid
from npqml_widgets.documents.shared.cells import Unreadable, text_of
from npqml_widgets.documents.shared.entries import entry_of, next_id, with_entry, without_entry
from npqml_widgets.documents.shared.entry_rows import Imported
from npqml_widgets.documents.shared.table_import import NO_FIELD, Table
from npqml_widgets.forms.shared.column_mapping import ColumnMapping, Read
from npqml_widgets.forms.shared.document_form import DocumentForm
from npqml_widgets.forms.shared.words import a_or_an, as_list

T = TypeVar("T")
GONE = "{} was removed. Undo, below the form, or an earlier version brings it back."


@frozen
class Entries:
    """The entries of one list of a document, as a form changes them: `part` is the list, `word` what one is called.

    `labels` are what people read for each field, `read` reads a field or raises Unreadable; `make` makes an empty
    entry of an ID, which begins with `letter`.
    """

    part: str
    word: str
    letter: str
    labels: Mapping[str, str]
    read: Callable[[str, object], Any]
    make: Callable[[str], Any]


class TableForm(DocumentForm[T]):
    """Shows a document with a table of entries, into which somebody's own table can be brought.

    A subclass says in `entries` what is brought in, such as "steps", makes `mapping` and `report` by `importer` among
    its controls, and reads workbooks and tables in `read_own` and `read_rows`.
    """

    entries: str = "entries"

    def read_own(self, content: bytes, filename: str) -> Imported[T] | None:
        """Return the document in a workbook that was written here, None if it is another one."""
        raise NotImplementedError

    def read_rows(self, table: Table, fields: tuple[str, ...], document: T) -> Imported[T]:
        """Return the document with the rows of somebody's table."""
        raise NotImplementedError

    # Entries.

    def table_of(
        self,
        label: str,
        columns: Sequence[Column],
        entries: Entries,
        *,
        opened: Answer | None = None,
        views: Mapping[str, Sequence[str]] | None = None,
        filters: Mapping[str, str] | None = None,
    ) -> TableGrid:
        """Return a table in which entries are changed, added and taken out; `opened` shows one of them in full."""

        def add() -> str:
            words = self.change(
                lambda document: with_entry(
                    document,
                    entries.part,
                    entries.make(next_id(getattr(document, entries.part), entries.letter)),
                ),
                f"adding {a_or_an(entries.word)}",
            )
            grid.show_row(getattr(self.document, entries.part)[-1].id)
            return words

        def remove(row: str) -> str:
            return self.change(lambda document: without_entry(document, entries.part, row), f"removing {row}")

        def edit(row: str, column: str, typed: object) -> str:
            return self.edit_entry(entries, row, column, typed)

        answers: dict[str, Answer] = {"edit": edit, "add": add, "remove": remove, "undo": self.undo}
        answers |= {"open": opened} if opened else {}
        grid = TableGrid(label, columns, answers, one=entries.word, views=views, filters=filters)
        return grid

    def edit_entry(self, entries: Entries, row: str, column: str, typed: object) -> str:
        """Change one field of an entry; give words where it cannot be."""

        def edited(document: T) -> T:
            entry = entry_of(document, entries.part, row)
            if entry is None:
                raise ValueError(GONE.format(row))
            return with_entry(document, entries.part, evolve(entry, **{column: entries.read(column, typed)}))

        try:
            return self.change(edited, f"{entries.labels[column]} of {row}")
        except Unreadable as expected:
            return f"found “{text_of(typed)[:40]}”, expected {expected}."

    # Files.

    def importer(
        self,
        read: Read,
        labels: Mapping[str, str],
        done: Callable[[Table, tuple[str, ...]], Sequence[str]] = lambda table, _: table.passed_over,
    ) -> Sequence[widgets.Widget]:
        """Make, and return, the question which column is what, and the report of what was read."""
        fields = {NO_FIELD: "No field: keep it in the notes", **labels}
        self.mapping = ColumnMapping(read, fields, self.bring_in_rows, done)
        self.report = widgets.HTML()
        return [self.mapping, self.report]

    def reads(self) -> str:
        """Take our own workbooks back, and anybody's table."""
        return ".xlsx,.csv"

    def bring_in(self, content: bytes, filename: str) -> T | None:
        """Return the document in our own workbook; for another table ask first which column is what."""
        found = self.read_own(content, filename) if filename.lower().endswith(".xlsx") else None
        if found is None:
            self.mapping.ask(content, filename)
            self.bar.tell(f"Say which column of {filename} is what, above; nothing is brought in before that.")
            return None
        self._report(found)
        return found.document

    def bring_in_rows(self, table: Table, fields: tuple[str, ...]) -> None:
        """Add the rows of somebody's table to the document."""
        read: list[Imported[T]] = []

        def added(document: T) -> T:
            read.append(self.read_rows(table, fields, document))
            return read[-1].document

        words = self.change(added, "bringing in a table")
        self._report(read[-1])
        added_words = f"{read[-1].read} {self.entries} were added. Undo, below the form, takes them out again."
        self.bar.tell(words or added_words)

    def _report(self, found: Imported[T]) -> None:
        not_read = as_list("Not read as it stands:", found.left_out)
        self.report.value = not_read + as_list("What was done with which rows:", found.done)
