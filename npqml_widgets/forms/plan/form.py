"""The form of the project plan: its steps, one in full, the chart, what if, people, closed days, warnings, settings."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets

from npqml_widgets.controls.record import Record
from npqml_widgets.documents.plan.consistency import PlanWarning, named, warnings
from npqml_widgets.documents.plan.import_table import import_steps, read_plan_table
from npqml_widgets.documents.plan.model import CLOSED_LABELS, LABELS, PERSON_LABELS, Closed, Person, Plan, Step
from npqml_widgets.documents.plan.printing import printed, title_of
from npqml_widgets.documents.plan.reading import read_closed_field, read_field, read_person_field
from npqml_widgets.documents.plan.schedule import schedule
from npqml_widgets.documents.plan.words import summary
from npqml_widgets.documents.plan.workbook.read import from_xlsx
from npqml_widgets.documents.plan.workbook.write import to_xlsx
from npqml_widgets.documents.shared.entries import entry_of
from npqml_widgets.documents.shared.entry_rows import Imported
from npqml_widgets.documents.shared.printing import Page
from npqml_widgets.documents.shared.table_import import Table
from npqml_widgets.forms.plan.panels import about, chart, heading, load, note
from npqml_widgets.forms.plan.settings import COLUMNS, settings_row, with_setting
from npqml_widgets.forms.plan.table import (
    FILTERS,
    VIEWS,
    closed_columns,
    closed_rows,
    columns,
    person_columns,
    person_rows,
    rows,
    step_row,
)
from npqml_widgets.forms.plan.whatif import TryASlip
from npqml_widgets.forms.shared.examples import example
from npqml_widgets.forms.shared.files import Output, printed_and_workbook
from npqml_widgets.forms.shared.table_form import Entries, TableForm
from npqml_widgets.forms.shared.words import as_list
from npqml_widgets.keeping import clock

NAME = "project-plan"
NONE_OPEN = "Open a step in the table: go to its ID and press Enter, or press “Open”."
NO_FAULTS = note("Nothing was found that does not add up.")
STEP_ENTRIES = Entries("steps", "step", "S", LABELS, read_field, Step)
PERSON_ENTRIES = Entries("people", "person", "P", PERSON_LABELS, read_person_field, Person)
CLOSED_ENTRIES = Entries("closed", "closed time", "C", CLOSED_LABELS, read_closed_field, Closed)
STEPS, ONE, CHART, WHAT_IF, PEOPLE, FAULTS, CLOSED, SETTINGS = range(8)


def plan(name: str = NAME, start: Plan | None = None, *, worked: str = "") -> None:
    """Show the plan that is kept under this name; `start` is what it holds before anything is kept.

    `worked` names the worked example that it begins as. Without either it begins with the example's closed days alone.
    """
    found = example(worked or NAME, Plan)
    PlanForm(name, start or (found if worked else with_closed_days_of(found))).show()


def with_closed_days_of(found: Plan | None) -> Plan | None:
    """Return a plan without steps that has another one's closed days."""
    return None if found is None else Plan(closed=found.closed)


class PlanForm(TableForm[Plan]):
    """The project plan."""

    kind = Plan
    title = "Project plan"
    entries = "steps"

    def body(self) -> Sequence[widgets.Widget]:
        """Make the table, one step in full, chart, what if, people, warnings, closed days and settings, a tab each."""
        self.step = ""
        self.found: tuple[PlanWarning, ...] = ()
        self.summary = widgets.HTML()
        self.grid = self.table_of("All steps", columns(), STEP_ENTRIES, opened=self.open, views=VIEWS, filters=FILTERS)
        self.record = Record(columns()[1:], self.edit, blank=NONE_OPEN)
        self.about, self.chart, self.work, self.faults = (widgets.HTML() for _ in range(4))
        self.trial = TryASlip()
        self.people = self.table_of("People and their days", person_columns(), PERSON_ENTRIES)
        self.closed = self.table_of("Closed days", closed_columns(), CLOSED_ENTRIES)
        self.settings = Record(COLUMNS, self.set)
        importer = self.importer(
            lambda content, filename, sheet: read_plan_table(content, filename, sheet=sheet), LABELS
        )
        self.tabs = widgets.Tab(
            [
                self.grid,
                widgets.VBox([self.record, self.about]),
                self.chart,
                self.trial,
                widgets.VBox([self.people, self.work]),
                self.faults,
                self.closed,
                self.settings,
            ]
        )
        self.tabs.add_class("npqml-tabs")
        self.tabs.observe(lambda _: self._draw(), names="selected_index")
        return [self.summary, self.tabs, *importer]

    def fill(self) -> None:
        """Show the plan in the tables and on every tab."""
        self.found = warnings(self.document, clock.today())
        for control in (self.grid, self.record, self.people, self.closed, self.settings):
            control.saved = self.saved
        self.grid.fill(rows(self.document, self.found))
        self.people.fill(person_rows(self.document))
        self.closed.fill(closed_rows(self.document))
        self.settings.fill("Settings", settings_row(self.document))
        self._fill_record()
        self.summary.value = heading(self.document)
        self.faults.value = as_list("", (warning.words for warning in self.found)) or NO_FAULTS
        titles = (
            "Steps", f"One step: {self.step or 'none'}", "Gantt chart", "What if", "People",
            f"To mend: {len(self.found)}", "Closed days", "Settings",
        )  # fmt: skip
        if self.tabs.titles != titles:
            self.tabs.titles = titles
        self._draw()

    def _fill_record(self, *, focus: bool = False) -> None:
        step = entry_of(self.document, "steps", self.step)
        if step is None:
            self.step = ""
            self.record.fill("", None)
            return
        times = schedule(self.document).times.get(step.id)
        self.record.fill(named(step), step_row(step, times, unsound=False), focus=focus)

    def _draw(self) -> None:
        """Draw chart, load and what if only where somebody looks at them: they take longer than a key press should."""
        shown = self.tabs.selected_index
        if shown == CHART:
            self.chart.value = chart(self.document)
        if shown == PEOPLE:
            self.work.value = load(self.document)
        if shown == WHAT_IF:
            self.trial.fill(self.document, self.saved)
        if shown == ONE:
            step = entry_of(self.document, "steps", self.step)
            self.about.value = "" if step is None else about(self.document, step, self.found)

    # What the controls ask for; each gives words where it cannot be done.

    def edit(self, row: str, column: str, typed: object) -> str:
        """Change one field of a step."""
        return self.edit_entry(STEP_ENTRIES, row, column, typed)

    def open(self, row: str) -> str:
        """Show one step in full."""
        self.step = row
        self.tabs.selected_index = ONE
        self.fill()
        self._fill_record(focus=True)
        return ""

    def set(self, _: str, key: str, typed: object) -> str:
        """Change a setting."""
        words = next(column.label for column in COLUMNS if column.key == key)
        return self.change(lambda document: with_setting(document, key, typed), f"{words} in the settings")

    # Files.

    def outputs(self) -> tuple[Output[Plan], ...]:
        """Return the page to print, the workbook and, where python-docx is installed, the Word document."""
        return printed_and_workbook(_page, to_xlsx)

    def read_own(self, content: bytes, filename: str) -> Imported[Plan] | None:
        """Return the plan in our own workbook, None if it is another one."""
        return from_xlsx(content, filename)

    def read_rows(self, table: Table, fields: tuple[str, ...], document: Plan) -> Imported[Plan]:
        """Return the plan with the rows of somebody's table."""
        return import_steps(table, fields, document)

    def as_text(self) -> str:
        """Return the plan in plain words."""
        found = warnings(self.document, clock.today())
        return "\n".join(
            [title_of(self.document), *summary(self.document), self.grid.as_text(), *(each.words for each in found)]
        )


def _page(document: Plan) -> Page:
    return printed(document, clock.today())
