"""The form in which one's own project is chosen: the questions, the measures, what stays, the days, what to mend."""

from __future__ import annotations

from collections.abc import Sequence

from npqml_widgets.documents.ownproject.columns import COLUMNS, MEASURES
from npqml_widgets.documents.ownproject.consistency import warnings
from npqml_widgets.documents.ownproject.model import OwnProject
from npqml_widgets.documents.ownproject.printing import days_in_order, printed, summary
from npqml_widgets.documents.shared.lists.tomend import ToMend
from npqml_widgets.documents.shared.lists.workbook import to_xlsx
from npqml_widgets.forms.shared.examples import example
from npqml_widgets.forms.shared.files import Output, printed_and_workbook
from npqml_widgets.forms.shared.list_form import ListForm
from npqml_widgets.forms.shared.words import as_table

NAME = "own-project"
DAYS = "Days in order"
VIEWS = {
    "Dates": "id what about before after".split(),
    "Everything": list(MEASURES.columns),
}


def own_project(name: str = NAME, start: OwnProject | None = None, *, worked: str = "") -> None:
    """Show the choice of a project that is kept under this name; `start` is what it holds before anything is kept.

    `worked` names the worked example that it begins as.
    """
    OwnProjectForm(name, start or (example(worked, OwnProject) if worked else None)).show()


class OwnProjectForm(ListForm[OwnProject]):
    """The choice of a project."""

    kind = OwnProject
    title = COLUMNS.title
    entries = "measures"
    columns = COLUMNS
    settings_title = "The choice"
    settings_first = True
    begin = (
        "Answer the questions below in any order; leave blank what you do not know yet.",
        "Under Measures put in what you have of your pupils before you begin, and what could be counted in your team.",
        "Under What stays as it is put in what you may not change.",
        "To mend says what does not fit yet. It is a list of questions, not a mark.",
    )
    views = VIEWS
    shown = (DAYS,)

    def is_empty(self) -> bool:
        """Tell whether nothing has been answered yet."""
        return self.document == OwnProject()

    def summary(self) -> Sequence[str]:
        """Return how the choice stands."""
        return summary(self.document)

    def find(self) -> tuple[ToMend, ...]:
        """Return what does not fit yet."""
        return warnings(self.document)

    def show_more(self, _: str) -> str:
        """Return the days that the project plan can start from."""
        days = days_in_order(self.document)
        return as_table(days) if days else "<p>No day is put in yet.</p>"

    def outputs(self) -> tuple[Output[OwnProject], ...]:
        """Return the page to print, the workbook and, where python-docx is installed, the Word document."""
        return printed_and_workbook(printed, lambda project: to_xlsx(COLUMNS, project))
