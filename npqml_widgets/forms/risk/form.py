"""The form of the risk register: all risks in a table, one of them in full, its scales, pictures and warnings."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets
from attrs import evolve

from npqml_widgets.controls.record import Record
from npqml_widgets.controls.tablegrid import TableGrid
from npqml_widgets.documents.risk.changes import changed
from npqml_widgets.documents.risk.consistency import named, warnings
from npqml_widgets.documents.risk.import_table import import_risks, read_risk_table, what_was_done
from npqml_widgets.documents.risk.model import LABELS, Register, Risk
from npqml_widgets.documents.risk.printing import printed, summary, title_of
from npqml_widgets.documents.risk.reading import read_field
from npqml_widgets.documents.risk.scales import CUSTOM, SCORED
from npqml_widgets.documents.risk.workbook.read import brought_up_to_date, from_xlsx
from npqml_widgets.documents.risk.workbook.write import to_xlsx
from npqml_widgets.documents.shared.cells import Unreadable
from npqml_widgets.documents.shared.entries import entry_of, next_id, with_entry, without_entry
from npqml_widgets.documents.shared.entry_rows import Imported
from npqml_widgets.documents.shared.table_import import Table
from npqml_widgets.forms.risk.panels import about, heading, note, pictures
from npqml_widgets.forms.risk.settings import setting_columns, settings_row, with_setting
from npqml_widgets.forms.risk.table import FILTERS, VIEWS, columns, rows
from npqml_widgets.forms.shared.examples import example
from npqml_widgets.forms.shared.files import Output, printed_and_workbook
from npqml_widgets.forms.shared.table_form import GONE, TableForm
from npqml_widgets.forms.shared.words import as_list
from npqml_widgets.keeping import clock

NAME = "risk-register"
NONE_OPEN = "Open a risk in the table: go to its ID and press Enter, or press “Open”."
NO_FAULTS = note("Nothing was found that does not add up.")
LIST, ONE, PICTURES, FAULTS, SETTINGS = range(5)


def risk_register(name: str = NAME, start: Register | None = None, *, worked: str = "") -> None:
    """Show the risk register that is kept under this name; `start` is what it holds before anything is kept.

    `worked` names the worked example that it begins as.
    """
    RiskForm(name, start or (example(worked, Register) if worked else None)).show()


class RiskForm(TableForm[Register]):
    """The risk register."""

    kind = Register
    title = "Risk register"
    entries = "risks"

    def body(self) -> Sequence[widgets.Widget]:
        """Make the table, the entries of one risk, pictures, warnings and settings, each on its own tab."""
        self.risk = ""
        self.summary = widgets.HTML()
        self.grid = TableGrid(
            "All risks",
            columns(self.document),
            {"edit": self.edit, "add": self.add, "open": self.open, "remove": self.remove, "undo": self.undo},
            one="risk",
            views=VIEWS,
            filters=FILTERS,
        )
        self.record = Record(columns(self.document, whole_words=True)[1:], self.edit, blank=NONE_OPEN)
        self.about, self.pictures, self.faults = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.settings = Record(setting_columns(self.document), self.set)
        importer = self.importer(
            lambda content, filename, sheet: read_risk_table(content, filename, sheet=sheet), LABELS, what_was_done
        )
        pages = [
            self.grid,
            widgets.VBox([self.record, self.about]),
            self.pictures,
            self.faults,
            widgets.VBox([widgets.HTML(note(f"{SCORED} {CUSTOM}")), self.settings]),
        ]
        self.tabs = widgets.Tab(pages)
        self.tabs.add_class("npqml-tabs")
        self.tabs.observe(lambda _: self._draw(), names="selected_index")
        return [self.summary, self.tabs, *importer]

    def fill(self) -> None:
        """Show the register in the table and on every tab."""
        register, today = self.document, clock.today()
        found = warnings(register, today)
        self.grid.saved = self.record.saved = self.settings.saved = self.saved
        self.grid.describe(columns(register))
        self.grid.fill(rows(register, found, today))
        self.record.describe(columns(register, whole_words=True)[1:])
        self.settings.describe(setting_columns(register))
        self.settings.fill("Scales and appetite", settings_row(register))
        self._fill_record()
        self.summary.value = heading(register, today)
        self.faults.value = as_list("", (one.words for one in found)) or NO_FAULTS
        titles = (
            "Risks",
            f"One risk: {self.risk or 'none'}",
            "Pictures",
            f"To mend: {len(found)}",
            "Scales and appetite",
        )
        if self.tabs.titles != titles:
            self.tabs.titles = titles
        self._draw()

    def _fill_record(self, *, focus: bool = False) -> None:
        risk = entry_of(self.document, "risks", self.risk)
        if risk is None:
            self.risk = ""
            self.record.fill("", None)
            return
        found = warnings(self.document, clock.today())
        row = next(one for one in rows(self.document, found, clock.today()) if one.id == risk.id)
        self.record.fill(named(risk), row, focus=focus)

    def _draw(self) -> None:
        """Draw pictures only where somebody looks at them: each takes longer than a key press should."""
        if self.tabs.selected_index == PICTURES:
            self.pictures.value = pictures(self.document)
        if self.tabs.selected_index == ONE:
            risk = entry_of(self.document, "risks", self.risk)
            self.about.value = "" if risk is None else about(self.document, risk, clock.today())

    # What the controls ask for; each gives words where it cannot be done.

    def edit(self, row: str, column: str, typed: object) -> str:
        """Change one field of a risk, with a trace in its history."""

        def edited(register: Register) -> Register:
            risk = entry_of(register, "risks", row)
            if risk is None:
                raise ValueError(GONE.format(row))
            value = read_field(register, column, typed)
            return with_entry(register, "risks", changed(risk, clock.now(), **{column: value}))

        try:
            return self.change(edited, f"{LABELS[column]} of {row}")
        except Unreadable as expected:
            return f"found “{str(typed)[:40]}”, expected {expected}."

    def add(self) -> str:
        """Add an empty risk and go to it."""
        words = self.change(
            lambda register: with_entry(register, "risks", Risk(next_id(register.risks, "R"), added=clock.now())),
            "adding a risk",
        )
        self.grid.show_row(self.document.risks[-1].id)
        return words

    def remove(self, row: str) -> str:
        """Take a risk out of the register."""
        return self.change(lambda register: without_entry(register, "risks", row), f"removing {row}")

    def open(self, row: str) -> str:
        """Show one risk in full."""
        self.risk = row
        self.tabs.selected_index = ONE
        self.fill()
        self._fill_record(focus=True)
        return ""

    def set(self, _: str, key: str, typed: object) -> str:
        """Change a setting."""
        words = next(column.label for column in setting_columns(self.document) if column.key == key)
        return self.change(lambda register: with_setting(register, key, typed, clock.now()), f"{words} in the settings")

    # Files.

    def outputs(self) -> tuple[Output[Register], ...]:
        """Return the page to print, the workbook and, where python-docx is installed, the Word document."""
        today = clock.today()
        return printed_and_workbook(lambda register: printed(register, today), to_xlsx)

    def read_own(self, content: bytes, filename: str) -> Imported[Register] | None:
        """Return the register in our own workbook, with what was changed there in its history."""
        found = from_xlsx(content, filename)
        return found and evolve(found, document=brought_up_to_date(self.document, found.document, clock.now()))

    def read_rows(self, table: Table, fields: tuple[str, ...], document: Register) -> Imported[Register]:
        """Return the register with the rows of somebody's table."""
        return import_risks(table, fields, document, clock.now())

    def as_text(self) -> str:
        """Return the register in plain words."""
        register, today = self.document, clock.today()
        found = warnings(register, today)
        return "\n".join(
            [title_of(register), summary(register, today), self.grid.as_text(), *(one.words for one in found)]
        )
