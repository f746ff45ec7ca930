"""The form of the change plan: its ingredients, one in full, the minutes by person, what to mend and the settings."""

from __future__ import annotations

from collections.abc import Sequence

from npqml_widgets.documents.change.columns import COLUMNS
from npqml_widgets.documents.change.consistency import warnings
from npqml_widgets.documents.change.model import ChangePlan
from npqml_widgets.documents.change.printing import LEDGER, ledger_table, printed, summary
from npqml_widgets.documents.shared.lists.tomend import ToMend
from npqml_widgets.documents.shared.lists.workbook import to_xlsx
from npqml_widgets.forms.shared.examples import example
from npqml_widgets.forms.shared.files import Output, printed_and_workbook
from npqml_widgets.forms.shared.list_form import ListForm
from npqml_widgets.forms.shared.words import as_table
from npqml_widgets.keeping import clock

NAME = "change-plan"
VIEWS = {
    "Ingredients": "id what hold sign by owner".split(),
    "Everything": list(COLUMNS.lists[0].columns),
}


def change_plan(name: str = NAME, start: ChangePlan | None = None, *, worked: str = "") -> None:
    """Show the change plan that is kept under this name; `start` is what it holds before anything is kept.

    `worked` names the worked example that it begins as.
    """
    ChangeForm(name, start or (example(worked, ChangePlan) if worked else None)).show()


class ChangeForm(ListForm[ChangePlan]):
    """The change plan."""

    kind = ChangePlan
    title = COLUMNS.title
    entries = "ingredients"
    columns = COLUMNS
    begin = (
        "Begin under Settings: what is changed, how it is meant to work, and by which day you look at all signs.",
        "Then press “Add an ingredient” for each thing that has to happen: is it tight or loose, what would one see in "
        "a fortnight, by which day, and who looks after it.",
        "Under Minutes put in what comes into whose week, and what stops in it. Nobody's week should grow unsaid.",
        "A list that you have already, in Excel or as CSV, comes in by “Bring in a file” below. The worked example on "
        "this page shows how a finished plan looks.",
    )
    views = VIEWS
    shown = (LEDGER,)

    def summary(self) -> Sequence[str]:
        """Return how the plan stands."""
        return summary(self.document, clock.today())

    def find(self) -> tuple[ToMend, ...]:
        """Return what does not add up."""
        return warnings(self.document)

    def show_more(self, _: str) -> str:
        """Return the minutes of each person."""
        if not self.document.people:
            return "<p>Nobody's minutes are put in yet.</p>"
        return as_table(ledger_table(self.document))

    def outputs(self) -> tuple[Output[ChangePlan], ...]:
        """Return the page to print, the workbook and, where python-docx is installed, the Word document."""
        return printed_and_workbook(lambda plan: printed(plan, clock.today()), lambda plan: to_xlsx(COLUMNS, plan))
