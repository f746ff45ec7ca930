"""The form of the raw data analysis: an export in, cleaned by rules that are seen, results and words out.

Rows of pupils are held in memory only. What is kept, written or handed in is the document, which has none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import ipywidgets as widgets
from attrs import evolve

from npqml_widgets.controls.sections import SectionsControl
from npqml_widgets.controls.steps import Page, Step
from npqml_widgets.documents.rawdata.changes import read_estimates, with_code, with_rule, with_setting, with_text
from npqml_widgets.documents.rawdata.consistency import faults
from npqml_widgets.documents.rawdata.headings import LABELS
from npqml_widgets.documents.rawdata.model import RawData
from npqml_widgets.documents.rawdata.printing import TITLE, printed
from npqml_widgets.documents.rawdata.pupils import (
    Pupils,
    cleaned,
    codes_in,
    pupils_of,
    read_pupil_table,
    what_stands_in,
)
from npqml_widgets.documents.rawdata.results import worked
from npqml_widgets.documents.rawdata.words import gap_words, interval_words, progress_words, roll_words, summary
from npqml_widgets.documents.rawdata.workbook import from_xlsx, to_xlsx
from npqml_widgets.documents.shared.table_import import NO_FIELD, Table
from npqml_widgets.forms.rawdata.example import NAME, estimates_beside
from npqml_widgets.forms.rawdata.sections import SECTIONS, parts_of, state_words
from npqml_widgets.forms.shared.column_mapping import ColumnMapping
from npqml_widgets.forms.shared.document_form import DocumentForm
from npqml_widgets.forms.shared.files import Output, printed_and_workbook
from npqml_widgets.keeping import clock
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.files import folder
from npqml_widgets.keeping.one_at_a_time import one_at_a_time

FIELDS = {NO_FIELD: "Drop it"} | LABELS
GONE = "The rows are no longer in memory, so the numbers cannot follow. Bring the export in again first."
_held: dict[Path, Pupils] = {}
"""The pupils of the export that was read last, by the document's file, as long as the notebook's kernel runs."""


def raw_data_analysis(name: str = NAME, *, start: RawData | None = None, course: str = "") -> None:
    """Show the raw data analysis that is kept under this name.

    `start` is what it holds before anything is kept; `course` says whose the estimates beside the page are.
    """
    RawDataForm(name, start, course=course).show()


class RawDataForm(DocumentForm[RawData]):
    """The raw data analysis, one section at a time, and the question which column is what."""

    kind = RawData
    title = TITLE

    def __init__(self, name: str = NAME, start: RawData | None = None, *, course: str = "") -> None:
        """Open the analysis that is kept under this name."""
        self.here, self.course, self.kept_last = "export", course, True
        super().__init__(name, start)

    def body(self) -> Sequence[widgets.Widget]:
        """Make the sections and, hidden until a file comes, the question which column is what."""
        self.sections = SectionsControl(self.take, self.as_text)
        self.mapping = ColumnMapping(
            self._read, FIELDS, self.bring_in_rows, self._done, about=what_stands_in, once=True
        )
        return [self.sections, self.mapping]

    def fill(self) -> None:
        """Show the section that is open."""
        today = clock.today()
        page: Page = {
            "name": TITLE,
            "nav": [[key, words, state_words(self.document, key, today)] for key, words in SECTIONS.items()],
            "here": self.here,
            "title": SECTIONS[self.here],
            "parts": parts_of(self.document, self.here, self._counts(), self.course, today),
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
            self.here = str(step.get("key")) if step.get("key") in SECTIONS else self.here
            said = self.look()
        elif step["event"] in ("edit", "press"):
            said = self._act(verb, what, str(step.get("value", "")))
        else:
            said = self.look()
        self.fill()
        return said

    def _act(self, verb: str, what: str, value: str) -> str:
        names = self._pupils.names if self._pupils else ()
        acts: dict[str, tuple[Callable[[RawData], RawData], bool]] = {
            "text": (lambda document: with_text(document, what, value, names), False),
            "set": (lambda document: with_setting(document, what, value), True),
            "code": (lambda document: with_code(document, int(what), value), True),
            "rule": (lambda document: with_rule(document, what, applied=what in document.left_as_is), True),
            "estimates": (lambda document: estimates_beside(document, self.course), True),
        }
        if verb not in acts:
            return self.look()
        edit, numbers = acts[verb]
        try:
            said = self.change(
                lambda document: self._worked(edit(document), numbers=numbers), f"a change in {SECTIONS[self.here]}"
            )
        except Refused as problem:
            said = str(problem)
        self.kept_last = not said
        return said

    def _worked(self, document: RawData, *, numbers: bool) -> RawData:
        """Return a changed document with its numbers; raises ValueError where they cannot follow."""
        if not numbers or document.results is None:
            return document
        if self._pupils is None:
            raise ValueError(GONE)
        return worked(document, self._pupils)

    @property
    def _pupils(self) -> Pupils | None:
        """The rows that the document's numbers were worked out from, while they are in memory."""
        held = _held.get(folder() / self.name)
        results = self.document.results
        same = (
            held is not None
            and results is not None
            and (held.columns, held.read) == (self.document.columns, results.roll.rows)
        )
        return held if same else None

    def _counts(self) -> dict[tuple[str, str], int]:
        """Return how many cells hold each code; empty while no rows are in memory."""
        if self._pupils is None:
            return {}
        here, _, _ = cleaned(self._pupils, self.document.left_as_is, (), self.document.exported)
        return {("", ""): 0} | {
            (name, code): count for name, codes in codes_in(self._pupils, here).items() for code, count in codes.items()
        }

    # Files.

    def outputs(self) -> tuple[Output[RawData], ...]:
        """Return the page to print, the workbook and, where python-docx is installed, the Word document."""
        today = clock.today()
        return printed_and_workbook(lambda document: printed(document, today), to_xlsx)

    def reads(self) -> str:
        """Take exports, tables of estimates, and our own workbooks back."""
        return ".xlsx,.csv,.txt,.tsv"

    def bring_in(self, content: bytes, filename: str) -> RawData | None:
        """Return the document with our own workbook or a table of estimates; for an export ask which column is what."""
        ours = from_xlsx(content, filename) if filename.lower().endswith(".xlsx") else None
        if ours is not None:
            return ours
        estimates = read_estimates(content, filename)
        if estimates is not None:
            try:
                return self._worked(evolve(self.document, estimates=estimates), numbers=True)
            except ValueError as problem:
                raise Refused(str(problem)) from problem
        self.mapping.ask(content, filename)
        self.bar.tell(f"Say which column of {filename} is what, above; nothing is read before that.")
        return None

    def bring_in_rows(self, table: Table, fields: tuple[str, ...]) -> None:
        """Read the rows of an export as pupils without a name, and work out what they come to."""
        pupils = pupils_of(table, fields)
        words = self.change(lambda document: worked(document, pupils), "bringing in an export")
        if words:
            raise Refused(words)
        _held[folder() / self.name] = pupils
        self.here = "cleaning"
        self.fill()
        self.bar.tell(
            f"{pupils.read} rows were read. Names were dropped. Look at the steps of cleaning and the codes, above."
        )

    def _read(self, content: bytes, filename: str, sheet: str) -> Table:
        """Return the table in an export, its columns as they were chosen before where it has all of these."""
        table = read_pupil_table(content, filename, sheet)
        chosen = {column.heading: column.field for column in self.document.columns}
        if not chosen or not set(chosen) <= set(table.headings):
            return table
        guessed = zip(table.headings, table.fields, strict=True)
        personal = ("id", "forename", "surname", "name", "dob")
        return evolve(
            table,
            fields=tuple(chosen.get(heading, field if field in personal else NO_FIELD) for heading, field in guessed),
        )

    def _done(self, table: Table, fields: tuple[str, ...]) -> tuple[str, ...]:
        """Say what becomes of names, columns and rows, without showing any of them."""
        dropped, over = fields.count(NO_FIELD), len(table.passed_over)
        return (
            "Names, pupils' numbers and dates of birth find rows of the same pupil, and are then dropped. "
            "Nothing is stored before that.",
            f"{dropped} {'column is' if dropped == 1 else 'columns are'} dropped unread, free text among them.",
            *([f"{over} rows were passed over: titles, headings again, notes."] if over else []),
        )  # fmt: skip

    def as_text(self) -> str:
        """Return the analysis in plain words."""
        document, today = self.document, clock.today()
        numbers = [
            roll_words(document.results.roll), progress_words(document), gap_words(document), interval_words(document),
        ] if document.results else []  # fmt: skip
        own = [document.purpose, document.rules, document.conclusion]
        return "\n".join([TITLE, summary(document), *numbers, *filter(str.strip, own), *faults(document, today)])
