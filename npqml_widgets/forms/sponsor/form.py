"""The form of the evidence for the sponsor: rows, one in full, how to ask, what came back, warnings, settings.

No control here writes in an answer. It comes in as the file of the sponsor's form, is kept whole, and is shown.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import PurePath

import ipywidgets as widgets
from attrs import evolve

from npqml_widgets.controls.record import Record
from npqml_widgets.documents.shared.entries import entry_of, with_entry
from npqml_widgets.documents.shared.entry_rows import Imported
from npqml_widgets.documents.shared.printing import Page
from npqml_widgets.documents.shared.table_import import Table
from npqml_widgets.documents.sponsor.answer import request_of
from npqml_widgets.documents.sponsor.answer_file import read_file
from npqml_widgets.documents.sponsor.consistency import SponsorWarning, named, warnings
from npqml_widgets.documents.sponsor.html_form import write_form as write_page
from npqml_widgets.documents.sponsor.import_table import import_evidence, read_evidence_table
from npqml_widgets.documents.sponsor.model import LABELS, Evidence, Received, SponsorComments, with_answer
from npqml_widgets.documents.sponsor.printing import printed, summary, title_of
from npqml_widgets.documents.sponsor.reading import read_field
from npqml_widgets.documents.sponsor.workbook import SETTINGS, from_xlsx, keeping_answers, to_xlsx
from npqml_widgets.documents.sponsor.xlsx_form import read_form
from npqml_widgets.documents.sponsor.xlsx_form import write_form as write_workbook
from npqml_widgets.forms.shared.examples import example
from npqml_widgets.forms.shared.files import Output, printed_and_workbook
from npqml_widgets.forms.shared.table_form import GONE, Entries, TableForm
from npqml_widgets.forms.shared.words import as_list
from npqml_widgets.forms.sponsor.otherdocuments import texts_of_others
from npqml_widgets.forms.sponsor.panels import about, came_back, came_back_as_text, heading, how_to_ask, note
from npqml_widgets.forms.sponsor.table import (
    FILTERS,
    VIEWS,
    columns,
    evidence_row,
    rows,
    setting_columns,
    settings_row,
    with_setting,
)
from npqml_widgets.forms.sponsor.takefigure import TakeFigure
from npqml_widgets.handin.pack import DOCUMENT as HAND_IN
from npqml_widgets.handin.pack import HandIn
from npqml_widgets.keeping import clock, documents
from npqml_widgets.keeping.authored import Refused

NAME = "sponsor-comments"
NONE_OPEN = "Open a row in the table: go to its ID and press Enter, or press “Open”."
NO_FAULTS = note("Nothing was found that does not add up.")
THERE = "The same answer was brought in before. Nothing changed."
ROWS, ONE, ASK, CAME, FAULTS, SETTINGS_TAB = range(6)


def sponsor_comments(name: str = NAME, start: SponsorComments | None = None, *, worked: str = "") -> None:
    """Show the evidence that is kept under this name; `start` is what it holds before anything is kept.

    `worked` names the worked example that it begins as. Without either it begins with the id under which is handed in.
    """
    found = example(worked, SponsorComments) if worked else None
    SponsorForm(name, start or found or SponsorComments(candidate=id_of_hand_in())).show()


def id_of_hand_in() -> str:
    """Return the id that the candidate has given for handing in, empty where none is kept."""
    return documents.load(HAND_IN, HandIn).document.candidate


class SponsorForm(TableForm[SponsorComments]):
    """The evidence for the sponsor, and what came back."""

    kind = SponsorComments
    title = "Evidence for the sponsor"
    entries = "rows"

    def body(self) -> Sequence[widgets.Widget]:
        """Make the table, one row in full, how to ask, what came back, warnings and settings, a tab each."""
        self.row = ""
        self.found: tuple[SponsorWarning, ...] = ()
        self.summary, self.about, self.came, self.faults = (widgets.HTML() for _ in range(4))
        self.grid = self.table_of(
            "All evidence", columns(), self._rows(), opened=self.open, views=VIEWS, filters=FILTERS
        )
        self.record = Record(columns()[1:], self.edit, blank=NONE_OPEN)
        self.figure = TakeFigure(self.take_figure)
        self.settings = Record(setting_columns(), self.set)
        self.tabs = widgets.Tab(
            [
                self.grid,
                widgets.VBox([self.record, self.figure, self.about]),
                widgets.HTML(how_to_ask()),
                self.came,
                self.faults,
                self.settings,
            ]
        )
        self.tabs.add_class("npqml-tabs")
        self.tabs.observe(lambda _: self._draw(), names="selected_index")
        importer = self.importer(read_evidence_table, LABELS)
        return [self.summary, self.tabs, *importer]

    def fill(self) -> None:
        """Show the evidence in the table and on every tab."""
        self.found = self._warnings()
        for control in (self.grid, self.record, self.figure, self.settings):
            control.saved = self.saved
        self.grid.fill(rows(self.document, self.found))
        self.settings.fill("Settings", settings_row(self.document))
        self._fill_record()
        self.summary.value = heading(self.document)
        self.came.value = came_back(self.document)
        self.faults.value = as_list("", (warning.words for warning in self.found)) or NO_FAULTS
        titles = (
            "Evidence", f"One row: {self.row or 'none'}", "Ask your sponsor",
            f"What came back: {len(self.document.answers) or 'nothing'}", f"To mend: {len(self.found)}", "Settings",
        )  # fmt: skip
        if self.tabs.titles != titles:
            self.tabs.titles = titles
        self._draw()

    def _warnings(self) -> tuple[SponsorWarning, ...]:
        """Return what does not add up; other documents are read only where a row has a figure of theirs."""
        figures = any(row.figure.strip() and row.source.strip() for row in self.document.evidence)
        return warnings(self.document, clock.today(), texts_of_others() if figures else None)

    def _fill_record(self, *, focus: bool = False) -> None:
        row = entry_of(self.document, "evidence", self.row)
        if row is None:
            self.row = ""
            self.record.fill("", None)
            return
        self.record.fill(named(row), evidence_row(row), focus=focus)

    def _draw(self) -> None:
        """Look into the other documents only where somebody looks at one row."""
        row = entry_of(self.document, "evidence", self.row)
        if self.tabs.selected_index == ONE:
            self.about.value = "" if row is None else about(row, self.found)
            self.figure.offer(row.id if row else None)

    # What the controls ask for; each gives words where it cannot be done.

    def edit(self, row_id: str, column: str, typed: object) -> str:
        """Change one field of a row."""
        return self.edit_entry(self._rows(), row_id, column, typed)

    def _rows(self) -> Entries:
        """Return how rows are changed; a new one is for the first criterion that the sponsor is asked about."""
        return Entries(
            "evidence", "row", "E", LABELS, read_field,
            lambda row_id: Evidence(row_id, next(iter(self.document.criteria), "")),
        )  # fmt: skip

    def open(self, row_id: str) -> str:
        """Show one row in full."""
        self.row = row_id
        self.tabs.selected_index = ONE
        self.fill()
        self._fill_record(focus=True)
        return ""

    def set(self, _: str, key: str, typed: object) -> str:
        """Change a setting."""
        return self.change(lambda sheet: with_setting(sheet, key, typed), f"{SETTINGS[key]} in the settings")

    def take_figure(self, row_id: str, sentence: str, source: str) -> str:
        """Put a sentence of another document into a row, with where it is from."""

        def taken(sheet: SponsorComments) -> SponsorComments:
            row = entry_of(sheet, "evidence", row_id)
            if row is None:
                raise ValueError(GONE.format(row_id))
            return with_entry(sheet, "evidence", evolve(row, figure=sentence, source=source))

        return self.change(taken, f"a figure from the {source.casefold()} in {row_id}")

    # Files.

    def outputs(self) -> tuple[Output[SponsorComments], ...]:
        """Return the sponsor's form as a page and as a workbook, and the sheet to print and to go on with."""
        asks: tuple[Output[SponsorComments], ...] = (
            Output("Save the sponsor's form (HTML)", "-for-sponsor.html", _form_page),
            Output("Save the sponsor's form for Excel (XLSX)", "-for-sponsor.xlsx", _form_workbook),
        )
        return (*asks, *printed_and_workbook(_page, to_xlsx))

    def reads(self) -> str:
        """Take in answers, the sponsor's Excel form, our own workbook, and anybody's table."""
        return ".json,.xlsx,.csv,.txt,.html"

    def bring_in(self, content: bytes, filename: str) -> SponsorComments | None:
        """Return the sheet with an answer of the sponsor added, or what evidence there is in a table or workbook."""
        ending = PurePath(filename).suffix.lower()
        if ending in (".json", ".txt", ".html"):
            sent = read_file(content)
            return self._with(Received(filename, "page", sent.content, sent.seal, "", clock.now()))
        answer = read_form(content, clock.now(), name=filename) if ending == ".xlsx" else None
        if answer is None:
            return super().bring_in(content, filename)
        file = base64.b64encode(content).decode("ascii")
        return self._with(Received(filename, "workbook", answer, "", file, clock.now()))

    def read_own(self, content: bytes, filename: str) -> Imported[SponsorComments] | None:
        """Return the evidence of our own workbook, with the answers that are kept: none comes in by it."""
        found = from_xlsx(content, filename)
        return None if found is None else evolve(found, document=keeping_answers(self.document, found.document))

    def read_rows(self, table: Table, fields: tuple[str, ...], document: SponsorComments) -> Imported[SponsorComments]:
        """Return the sheet with the rows of somebody's table."""
        return import_evidence(table, fields, document)

    def _with(self, received: Received) -> SponsorComments:
        """Return the sheet with an answer; raises Refused where that very file is there already."""
        there = {(answer.file or answer.content, answer.seal) for answer in self.document.answers}
        if (received.file or received.content, received.seal) in there:
            raise Refused(THERE)
        return with_answer(self.document, received)

    def as_text(self) -> str:
        """Return the evidence and what came back in plain words."""
        lines = [title_of(self.document), summary(self.document), self.grid.as_text()]
        return "\n".join([*lines, came_back_as_text(self.document), *(warning.words for warning in self.found)])


def _page(sheet: SponsorComments) -> Page:
    return printed(sheet, clock.today())


def _form_page(sheet: SponsorComments) -> str:
    return write_page(request_of(sheet, clock.today()))


def _form_workbook(sheet: SponsorComments) -> bytes:
    return write_workbook(request_of(sheet, clock.today()))
