"""The form of the responsibility table: its tasks, one in full, the posts, the grid of letters, what to mend."""

from __future__ import annotations

from collections.abc import Sequence

from npqml_widgets.documents.responsibilities.columns import COLUMNS
from npqml_widgets.documents.responsibilities.consistency import warnings
from npqml_widgets.documents.responsibilities.grid import GRID, grid_table, import_tasks, to_xlsx, with_letters_as_roles
from npqml_widgets.documents.responsibilities.model import Responsibilities
from npqml_widgets.documents.responsibilities.printing import printed, summary
from npqml_widgets.documents.shared.entry_rows import Imported
from npqml_widgets.documents.shared.lists.tomend import ToMend
from npqml_widgets.documents.shared.table_import import Table
from npqml_widgets.forms.shared.examples import example
from npqml_widgets.forms.shared.files import Output, printed_and_workbook
from npqml_widgets.forms.shared.list_form import ListForm
from npqml_widgets.forms.shared.words import as_table

NAME = "responsibilities"
VIEWS = {
    "Tasks": "id what responsible accountable consulted informed".split(),
    "Everything": list(COLUMNS.lists[0].columns),
}


def responsibilities(name: str = NAME, start: Responsibilities | None = None, *, worked: str = "") -> None:
    """Show the responsibility table that is kept under this name; `start` is what it holds before anything is kept.

    `worked` names the worked example that it begins as.
    """
    ResponsibilitiesForm(name, start or (example(worked, Responsibilities) if worked else None)).show()


class ResponsibilitiesForm(ListForm[Responsibilities]):
    """The responsibility table."""

    kind = Responsibilities
    title = COLUMNS.title
    entries = "tasks"
    columns = COLUMNS
    begin = (
        "Begin with Posts: who has a part in the work, and at which school or in which team. Name posts, not people.",
        "Then press “Add a task” for each thing that has to be done: who does it, the one post that answers for it, "
        "who is asked before, who is told after. Put commas between several posts.",
        "A table that you have already, in Excel or as CSV, also one with letters (R, A, C, I) under the posts, "
        "comes in by “Bring in a file” below. The worked example on this page shows how a finished one looks.",
    )
    views = VIEWS
    shown = (GRID,)

    def summary(self) -> Sequence[str]:
        """Return how the table stands."""
        return summary(self.document)

    def find(self) -> tuple[ToMend, ...]:
        """Return what does not add up."""
        return warnings(self.document)

    def show_more(self, _: str) -> str:
        """Return the grid of letters."""
        table = grid_table(self.document)
        if not table.rows:
            return "<p>No task is here yet.</p>"
        return as_table(table)

    def read_table(self, content: bytes, filename: str, sheet: str) -> Table:
        """Return somebody's own table in a file; letters under posts are turned into the roles."""
        return with_letters_as_roles(super().read_table(content, filename, sheet))

    def read_rows(
        self, table: Table, fields: tuple[str, ...], document: Responsibilities
    ) -> Imported[Responsibilities]:
        """Return the table with the rows of somebody's own, and its posts."""
        return import_tasks(table, fields, document)

    def outputs(self) -> tuple[Output[Responsibilities], ...]:
        """Return the page to print, the workbook and, where python-docx is installed, the Word document."""
        return printed_and_workbook(printed, to_xlsx)
