"""The form of a document that is lists of entries, made from its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any, TypeVar

import ipywidgets as widgets

from npqml_widgets.controls.cells import Column, Row
from npqml_widgets.controls.record import Record
from npqml_widgets.controls.tablegrid import TableGrid
from npqml_widgets.documents.shared.cells import Unreadable, text_of
from npqml_widgets.documents.shared.entries import entry_of
from npqml_widgets.documents.shared.entry_rows import Imported
from npqml_widgets.documents.shared.lists.columns import NO_VALUE, EntryList, Field, ListDocument, WorkedOut
from npqml_widgets.documents.shared.lists.import_table import import_rows, read_own_table
from npqml_widgets.documents.shared.lists.tomend import ToMend
from npqml_widgets.documents.shared.lists.workbook import from_xlsx
from npqml_widgets.documents.shared.printing import printable
from npqml_widgets.documents.shared.table_import import Table
from npqml_widgets.forms.shared.table_form import Entries, TableForm
from npqml_widgets.forms.shared.words import READABLE, a_or_an, as_list

T = TypeVar("T")
P = TypeVar("P")
FILTERS = {"unsound": "Something does not add up"}
NO_FAULTS = READABLE.format("<p>Nothing was found that does not add up.</p>")


class ListForm(TableForm[T]):
    """Shows a document of lists: a table for each, one entry of the first in full, what to mend, and the settings.

    A subclass names its columns in `columns`, what to do first in `begin`, the views of its first table in `views`
    and pictures or tables of its own in `shown`; and says in `summary` how it stands and in `find` what to mend. Where
    the settings are what it is about, they stand first, under a title of their own.
    """

    columns: ListDocument[T]
    begin: Sequence[str] = ()
    views: Mapping[str, Sequence[str]] = {}
    shown: Sequence[str] = ()
    settings_title = "Settings"
    settings_first = False

    def is_empty(self) -> bool:
        """Tell whether there is nothing of which `summary` could say how it stands."""
        return not getattr(self.document, self.columns.lists[0].part)

    def summary(self) -> Sequence[str]:
        """Return how the document stands, in sentences."""
        raise NotImplementedError

    def find(self) -> tuple[ToMend, ...]:
        """Return what does not add up in the document."""
        raise NotImplementedError

    def show_more(self, title: str) -> str:
        """Return the HTML of one of the tabs in `shown`."""
        raise NotImplementedError

    # The form.

    def body(self) -> Sequence[widgets.Widget]:
        """Make the tables, one entry in full, own pictures, what to mend and the settings, each on its own tab."""
        first, *others = self.columns.lists
        self.entry = ""
        self.heading, self.about, self.faults = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.grid = self._grid(first, opened=self.open)
        blank = f"Open {a_or_an(first.word)} in the table: go to its ID and press Enter, or press “Open”."
        self.record = Record(_columns(first)[1:], self.edit, blank=blank)
        self.grids = {each.part: self._grid(each) for each in others}
        self.more = {title: widgets.HTML() for title in self.shown}
        self.settings = Record([_column(name, each) for name, each in self.columns.settings.items()], self.set)
        importer = self.importer(self.read_table, first.labels)
        self.in_full = widgets.VBox([self.record, self.about])
        tables = [self.grid, self.in_full, *self.grids.values(), *self.more.values(), self.faults]
        self.tabs = widgets.Tab(self._with_settings(tables, self.settings))
        self.tabs.add_class("npqml-tabs")
        self.tabs.observe(lambda _: self._draw(), names="selected_index")
        return [self.heading, self.tabs, *importer]

    def fill(self) -> None:
        """Show the document in its tables and on every tab."""
        first, *others = self.columns.lists
        self.found = self.find()
        for control in (self.grid, self.record, self.settings, *self.grids.values()):
            control.saved = self.saved
        self.grid.fill(self._rows(first))
        for each in others:
            self.grids[each.part].fill(self._rows(each))
        settings = {name: _typed(each, getattr(self.document, name)) for name, each in self.columns.settings.items()}
        self.settings.fill(self.settings_title, Row("settings", settings))
        self._fill_record()
        self.heading.value = self._heading()
        self.faults.value = as_list("", (fault.words for fault in self.found)) or NO_FAULTS
        of_tables = [
            first.name, f"One {first.word}: {self.entry or 'none'}", *(each.name for each in others), *self.shown,
            f"To mend: {len(self.found)}",
        ]  # fmt: skip
        titles = tuple(self._with_settings(of_tables, self.settings_title))
        if self.tabs.titles != titles:
            self.tabs.titles = titles
        self._draw()

    def _with_settings(self, of_tables: list[P], of_settings: P) -> list[P]:
        """Return what belongs to each tab, in their order."""
        return [of_settings, *of_tables] if self.settings_first else [*of_tables, of_settings]

    def _grid(self, each: EntryList, **more: Any) -> TableGrid:
        views = self.views if more else {}
        return self.table_of(each.name, _columns(each), _entries(each), views=views, filters=FILTERS, **more)

    def _rows(self, each: EntryList) -> list[Row]:
        unsound = {fault.entry for fault in self.found if fault.part == each.part}
        return [
            Row(entry.id, self._cells(each, entry), {}, ("unsound",) if entry.id in unsound else ())
            for entry in getattr(self.document, each.part)
        ]

    def _cells(self, each: EntryList, entry: Any) -> dict[str, Any]:
        own = {name: _typed(column, getattr(entry, name)) for name, column in each.fields.items()}
        return own | {name: each.say(self.document, entry, name) or None for name in each.worked_out}

    def _fill_record(self, *, focus: bool = False) -> None:
        first = self.columns.lists[0]
        entry = entry_of(self.document, first.part, self.entry)
        if entry is None:
            self.entry = ""
            self.record.fill("", None)
            return
        self.record.fill(entry.id, Row(entry.id, self._cells(first, entry)), focus=focus)

    def _draw(self) -> None:
        """Show what takes longer than a key press should only where somebody looks at it."""
        place = self.tabs.selected_index
        shown: Any = None if place is None else self.tabs.children[place]
        if shown is self.in_full:
            here = (self.columns.lists[0].part, self.entry)
            own = (fault.words for fault in self.found if (fault.part, fault.entry) == here)
            self.about.value = as_list("To mend:", own)
        for title, panel in self.more.items():
            if panel is shown:
                panel.value = READABLE.format(self.show_more(title))

    def _heading(self) -> str:
        title = f'<h2 dir="auto" style="font-size: 1.3em">{escape(self._title())}</h2>'
        if self.is_empty():
            return title + as_list("Nothing is here yet.", self.begin)
        first, *others = self.summary()
        return title + as_list(first, others) if others else title + READABLE.format(f"<p>{escape(first)}</p>")

    def _title(self) -> str:
        return printable(self.columns.title_of(self.document))

    # What the controls ask for; each gives words where it cannot be done.

    def edit(self, row: str, column: str, typed: object) -> str:
        """Change one field of an entry of the first list."""
        each = self.columns.lists[0]
        return self.edit_entry(_entries(each), row, column, typed)

    def open(self, row: str) -> str:
        """Show one entry in full."""
        self.entry = row
        self.tabs.selected_index = self.tabs.children.index(self.in_full)
        self.fill()
        self._fill_record(focus=True)
        return ""

    def set(self, _: str, key: str, typed: object) -> str:
        """Change a setting."""
        label = self.columns.settings[key].label
        try:
            return self.change(
                lambda document: self.columns.with_setting(document, key, typed), f"{label} in the settings"
            )
        except Unreadable as expected:
            return f"found “{text_of(typed)[:40]}”, expected {expected}."

    # Files.

    def read_table(self, content: bytes, filename: str, sheet: str) -> Table:
        """Return somebody's own table in a file."""
        return read_own_table(self.columns.lists[0], content, filename, sheet)

    def read_own(self, content: bytes, filename: str) -> Imported[T] | None:
        """Return the document in our own workbook, None if it is another one."""
        return from_xlsx(self.columns, content, filename)

    def read_rows(self, table: Table, fields: tuple[str, ...], document: T) -> Imported[T]:
        """Return the document with the rows of somebody's table."""
        return import_rows(self.columns.lists[0], table, fields, document)

    def as_text(self) -> str:
        """Return the document in plain words."""
        grids = [grid.as_text() for grid in (self.grid, *self.grids.values()) if grid.rows]
        summary = () if self.is_empty() else self.summary()
        return "\n".join([self._title(), *summary, *grids, *(fault.words for fault in self.found)])


def _entries(each: EntryList) -> Entries:
    return Entries(each.part, each.word, each.letter, each.labels, each.read, each.make)


def _columns(each: EntryList) -> list[Column]:
    return [_column(name, column) for name, column in each.columns.items()]


def _column(name: str, column: Field | WorkedOut) -> Column:
    if isinstance(column, WorkedOut):
        return Column(name, column.label, "fixed", wide=column.wide)
    words = f"{column.help} Type a date such as 31/03/2026.".strip() if column.kind.typed == "date" else column.help
    return Column(name, column.label, column.kind.typed, column.kind.options, words, column.wide)


def _typed(column: Field, value: Any) -> Any:
    """Return a value as the form's control holds it."""
    if value in NO_VALUE:
        return None
    if column.kind.options:
        return value
    return value.isoformat() if isinstance(value, date) else column.say(value)
