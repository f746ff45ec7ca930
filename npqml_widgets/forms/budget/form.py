"""The form of the budget: its lines in a table, one of them in full, totals, what if, warnings, settings and rates."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets
from attrs import evolve

from npqml_widgets.controls.record import Record
from npqml_widgets.documents.budget.choices import SUPPORT_IS_LOCAL
from npqml_widgets.documents.budget.consistency import named, warnings
from npqml_widgets.documents.budget.import_table import import_lines, read_budget_table, what_was_done
from npqml_widgets.documents.budget.model import LABELS, RATE_LABELS, Budget, Line, Rate
from npqml_widgets.documents.budget.printing import METHOD, printed, summary, title_of
from npqml_widgets.documents.budget.reading import read_field, read_rate_field
from npqml_widgets.documents.budget.workbook.read import from_xlsx
from npqml_widgets.documents.budget.workbook.write import to_xlsx
from npqml_widgets.documents.shared.entries import entry_of, with_entry
from npqml_widgets.documents.shared.entry_rows import Imported
from npqml_widgets.documents.shared.table_import import Table
from npqml_widgets.forms.budget.panels import about, heading, note, totals
from npqml_widgets.forms.budget.settings import COLUMNS, settings_row, with_setting
from npqml_widgets.forms.budget.table import FILTERS, VIEWS, columns, line_row, rate_columns, rate_rows, rows
from npqml_widgets.forms.budget.whatif import TryALine
from npqml_widgets.forms.shared.examples import example
from npqml_widgets.forms.shared.files import Output, printed_and_workbook
from npqml_widgets.forms.shared.table_form import GONE, Entries, TableForm
from npqml_widgets.forms.shared.words import as_list

NAME = "budget"
NONE_OPEN = "Open a line in the table: go to its ID and press Enter, or press “Open”."
NO_FAULTS = note("Nothing was found that does not add up.")
LINE_ENTRIES = Entries("lines", "line", "L", LABELS, read_field, Line)
RATE_ENTRIES = Entries("rates", "rate", "R", RATE_LABELS, read_rate_field, Rate)
LINES, ONE, TOTALS, WHAT_IF, FAULTS, SETTINGS, RATES = range(7)


def budget(name: str = NAME, start: Budget | None = None, *, worked: str = "") -> None:
    """Show the budget that is kept under this name; `start` is what it holds before anything is kept.

    `worked` names the worked example that it begins as. Without either it begins with the course's rates alone.
    """
    found = example(worked or NAME, Budget)
    BudgetForm(name, start or (found if worked else with_rates_of(found))).show()


def with_rates_of(found: Budget | None) -> Budget | None:
    """Return a budget without lines that has another one's rates, but for the pension that a school must ask for."""
    if found is None:
        return None
    rates = (
        evolve(rate, percent=None, source=SUPPORT_IS_LOCAL) if rate.kind == "support pension" else rate
        for rate in found.rates
    )
    return Budget(year_ends=found.year_ends, rates=tuple(rates))


class BudgetForm(TableForm[Budget]):
    """The budget."""

    kind = Budget
    title = "Budget"
    entries = "lines"

    def body(self) -> Sequence[widgets.Widget]:
        """Make the table, one line in full, totals, what if, warnings, settings and rates, each on its own tab."""
        self.line = ""
        self.summary = widgets.HTML()
        self.grid = self.table_of("All lines", columns(), LINE_ENTRIES, opened=self.open, views=VIEWS, filters=FILTERS)
        self.record = Record(columns(whole_words=True)[1:], self.edit, blank=NONE_OPEN)
        self.about, self.totals, self.faults = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.trial = TryALine(self.take)
        self.settings = Record(COLUMNS, self.set)
        self.rates = self.table_of("Rates and pay awards", rate_columns(), RATE_ENTRIES)
        importer = self.importer(
            lambda content, filename, sheet: read_budget_table(content, filename, sheet=sheet), LABELS, what_was_done
        )
        pages = [
            self.grid,
            widgets.VBox([self.record, self.about]),
            self.totals,
            self.trial,
            self.faults,
            self.settings,
            widgets.VBox([widgets.HTML(note(" ".join(METHOD[:2]))), self.rates]),
        ]
        self.tabs = widgets.Tab(pages)
        self.tabs.add_class("npqml-tabs")
        self.tabs.observe(lambda _: self._draw(), names="selected_index")
        return [self.summary, self.tabs, *importer]

    def fill(self) -> None:
        """Show the budget in the tables and on every tab."""
        found = warnings(self.document)
        for control in (self.grid, self.record, self.settings, self.rates):
            control.saved = self.saved
        self.grid.fill(rows(self.document, found))
        self.rates.fill(rate_rows(self.document))
        self.settings.fill("Settings", settings_row(self.document))
        self._fill_record()
        self.trial.fill(self.document, self.saved)
        self.summary.value = heading(self.document)
        self.faults.value = as_list("", (warning.words for warning in found)) or NO_FAULTS
        titles = (
            "Lines", f"One line: {self.line or 'none'}", "Totals", "What if", f"To mend: {len(found)}", "Settings",
            "Rates",
        )  # fmt: skip
        if self.tabs.titles != titles:
            self.tabs.titles = titles
        self._draw()

    def _fill_record(self, *, focus: bool = False) -> None:
        line = entry_of(self.document, "lines", self.line)
        if line is None:
            self.line = ""
            self.record.fill("", None)
            return
        self.record.fill(named(line), line_row(self.document, line, unsound=False), focus=focus)

    def _draw(self) -> None:
        """Draw totals and months only where somebody looks at them: they take longer than a key press should."""
        if self.tabs.selected_index == TOTALS:
            self.totals.value = totals(self.document)
        if self.tabs.selected_index == ONE:
            line = entry_of(self.document, "lines", self.line)
            self.about.value = "" if line is None else about(self.document, line)

    # What the controls ask for; each gives words where it cannot be done.

    def edit(self, row: str, column: str, typed: object) -> str:
        """Change one field of a line."""
        return self.edit_entry(LINE_ENTRIES, row, column, typed)

    def open(self, row: str) -> str:
        """Show one line in full."""
        self.line = row
        self.tabs.selected_index = ONE
        self.fill()
        self._fill_record(focus=True)
        return ""

    def take(self, line: Line) -> str:
        """Take what was tried for a line into the budget."""

        def taken(document: Budget) -> Budget:
            kept = entry_of(document, "lines", line.id)
            if kept is None:
                raise ValueError(GONE.format(line.id))
            return with_entry(
                document, "lines", evolve(kept, quantity=line.quantity, times=line.times, price=line.price)
            )

        words = self.change(taken, f"taking what was tried for {line.id}")
        self.bar.tell(words or f"{line.id} is changed in the budget. Undo, below the form, takes it back.")
        return words

    def set(self, _: str, key: str, typed: object) -> str:
        """Change a setting."""
        words = next(column.label for column in COLUMNS if column.key == key)
        return self.change(lambda document: with_setting(document, key, typed), f"{words} in the settings")

    # Files.

    def outputs(self) -> tuple[Output[Budget], ...]:
        """Return the page to print, the workbook and, where python-docx is installed, the Word document."""
        return printed_and_workbook(printed, to_xlsx)

    def read_own(self, content: bytes, filename: str) -> Imported[Budget] | None:
        """Return the budget in our own workbook, None if it is another one."""
        return from_xlsx(content, filename)

    def read_rows(self, table: Table, fields: tuple[str, ...], document: Budget) -> Imported[Budget]:
        """Return the budget with the rows of somebody's table."""
        return import_lines(table, fields, document)

    def as_text(self) -> str:
        """Return the budget in plain words."""
        found = warnings(self.document)
        return "\n".join(
            [title_of(self.document), *summary(self.document), self.grid.as_text(), *(each.words for each in found)]
        )
