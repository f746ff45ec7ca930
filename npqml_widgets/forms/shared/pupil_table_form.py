"""The form of a document out of a table of pupils: a file in, its columns asked for, sections, results that follow.

Rows of pupils are held in memory only. What is kept, written or handed in is the document, which has none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import ipywidgets as widgets
from attrs import evolve

from npqml_widgets.controls.sections import Part, SectionsControl
from npqml_widgets.controls.steps import Page, Step
from npqml_widgets.documents.rawdata.headings import PERSONAL
from npqml_widgets.documents.rawdata.model import PupilDocument
from npqml_widgets.documents.rawdata.pupils import Pupils, cleaned, codes_in, what_stands_in
from npqml_widgets.documents.shared.table_import import NO_FIELD, Table
from npqml_widgets.forms.shared.column_mapping import ColumnMapping
from npqml_widgets.forms.shared.document_form import DocumentForm
from npqml_widgets.keeping import clock
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.files import folder
from npqml_widgets.keeping.one_at_a_time import one_at_a_time

T = TypeVar("T", bound=PupilDocument)
GONE = "The rows are no longer in memory, so the numbers cannot follow. Bring the file in again first."
held: dict[Path, Pupils] = {}
"""The pupils of the file that was read last, by the document's file, as long as the notebook's kernel runs."""


class PupilTableForm(DocumentForm[T]):
    """A document whose numbers follow from rows of pupils, one section at a time.

    A subclass names its `headings` (the sections, in order), the `fields` that a column can be, and the section that is
    shown `once_read`; its documents have columns, codes, left_as_is and results as those of documents/rawdata.
    """

    headings: Mapping[str, str]
    fields: Mapping[str, str]
    once_read: str

    def __init__(self, name: str, start: T | None = None) -> None:
        """Open the document that is kept under this name."""
        self.here, self.kept_last = next(iter(self.headings)), True
        super().__init__(name, start)

    # What a subclass gives.

    def parts(self, today: date) -> list[Part]:
        """Return what stands in the section that is open."""
        raise NotImplementedError

    def state_of(self, section: str, today: date) -> str:
        """Say in a few words how far a section is."""
        raise NotImplementedError

    def acts(self, what: str, value: str) -> Mapping[str, tuple[Callable[[T], T], bool]]:
        """Return what each kind of control does with its value, and whether the numbers follow from it."""
        raise NotImplementedError

    def work(self, document: T, pupils: Pupils) -> T:
        """Return the document with what these pupils come to."""
        raise NotImplementedError

    def table_in(self, content: bytes, filename: str, sheet: str) -> Table:
        """Return the table of pupils in a file, with the field that each column seems to be; raises Refused."""
        raise NotImplementedError

    def rows_of(self, table: Table, fields: tuple[str, ...]) -> Pupils:
        """Return the pupils in a table whose columns are these fields; raises Refused."""
        raise NotImplementedError

    # What every such form does.

    def body(self) -> Sequence[widgets.Widget]:
        """Make the sections and, hidden until a file comes, the question which column is what."""
        self.sections = SectionsControl(self.take, self.as_text)
        self.mapping = ColumnMapping(
            self._as_before, self.fields, self.bring_in_rows, _done, about=what_stands_in, once=True
        )
        return [self.sections, self.mapping]

    def fill(self) -> None:
        """Show the section that is open."""
        today = clock.today()
        page: Page = {
            "name": self.title,
            "nav": [[key, words, self.state_of(key, today)] for key, words in self.headings.items()],
            "here": self.here,
            "title": self.headings[self.here],
            "parts": self.parts(today),
            "kept": self.kept_last,
            "focus": "",
        }
        self.sections.page = page

    @one_at_a_time
    def take(self, step: Step) -> str:
        """Do what a step asks for, and return words to say about it."""
        self.kept_last = True
        verb, _, what = str(step.get("key", "")).partition(":")
        if step["event"] == "go":
            self.here = str(step.get("key")) if step.get("key") in self.headings else self.here
            said = self.look()
        elif step["event"] in ("edit", "press"):
            said = self._act(verb, what, str(step.get("value", "")))
        else:
            said = self.look()
        self.fill()
        return said

    def _act(self, verb: str, what: str, value: str) -> str:
        acts = self.acts(what, value)
        if verb not in acts:
            return self.look()
        edit, numbers = acts[verb]
        try:
            said = self.change(
                lambda document: self.with_numbers(edit(document)) if numbers else edit(document),
                f"a change in {self.headings[self.here]}",
            )
        except Refused as problem:
            said = str(problem)
        self.kept_last = not said
        return said

    def with_numbers(self, document: T) -> T:
        """Return a changed document with its numbers; raises ValueError where they cannot follow."""
        if document.rows is None:
            return document
        if self.pupils is None:
            raise ValueError(GONE)
        return self.work(document, self.pupils)

    @property
    def pupils(self) -> Pupils | None:
        """The rows that the document's numbers were worked out from, while they are in memory."""
        found = held.get(folder() / self.name)
        same = found is not None and (found.columns, found.read) == (self.document.columns, self.document.rows)
        return found if same else None

    def names(self) -> frozenset[str]:
        """Return the pupils' whole names, which no text may hold, while they are known."""
        return self.pupils.names if self.pupils else frozenset()

    def counts(self) -> dict[tuple[str, str], int]:
        """Return how many cells hold each code; empty while no rows are in memory."""
        if self.pupils is None:
            return {}
        here, _, _ = cleaned(self.pupils, self.document.left_as_is, (), self.document.exported)
        return {("", ""): 0} | {
            (name, code): count for name, codes in codes_in(self.pupils, here).items() for code, count in codes.items()
        }

    def ask_columns(self, content: bytes, filename: str) -> None:
        """Ask which column of a file is what; nothing is read before somebody has agreed."""
        self.mapping.ask(content, filename)
        self.bar.tell(f"Say which column of {filename} is what, above; nothing is read before that.")

    def bring_in_rows(self, table: Table, fields: tuple[str, ...]) -> None:
        """Read the rows of a table as pupils without a name, and work out what they come to."""
        pupils = self.rows_of(table, fields)
        words = self.change(lambda document: self.work(document, pupils), "bringing in a table of pupils")
        if words:
            raise Refused(words)
        held[folder() / self.name] = pupils
        self.here = self.once_read
        self.fill()
        self.bar.tell(
            f"{pupils.read} rows were read. Names were dropped. Look at “{self.headings[self.once_read]}”, above."
        )

    def _as_before(self, content: bytes, filename: str, sheet: str) -> Table:
        """Return the table in a file, its columns as they were chosen before where it has all of these."""
        table = self.table_in(content, filename, sheet)
        chosen = {column.heading: column.field for column in self.document.columns}
        if not chosen or not set(chosen) <= set(table.headings):
            return table
        guessed = zip(table.headings, table.fields, strict=True)
        return evolve(
            table,
            fields=tuple(chosen.get(heading, field if field in PERSONAL else NO_FIELD) for heading, field in guessed),
        )


def _done(table: Table, fields: tuple[str, ...]) -> tuple[str, ...]:
    """Say what becomes of names, columns and rows, without showing any of them."""
    dropped, over = fields.count(NO_FIELD), len(table.passed_over)
    return (
        "Names, pupils' numbers and dates of birth find rows of the same pupil, and are then dropped. "
        "Nothing is stored before that.",
        f"{dropped} {'column is' if dropped == 1 else 'columns are'} dropped unread, free text among them.",
        *([f"{over} rows were passed over: titles, headings again, notes."] if over else []),
    )  # fmt: skip
