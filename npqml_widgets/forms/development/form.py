"""The form of the development plan: its rows, one in full, the team, what to mend and the settings."""

from __future__ import annotations

from collections.abc import Sequence

from npqml_widgets.documents.development.columns import COLUMNS
from npqml_widgets.documents.development.consistency import warnings
from npqml_widgets.documents.development.model import DevelopmentPlan
from npqml_widgets.documents.development.printing import printed, summary
from npqml_widgets.documents.shared.lists.tomend import ToMend
from npqml_widgets.documents.shared.lists.workbook import to_xlsx
from npqml_widgets.forms.shared.examples import example
from npqml_widgets.forms.shared.files import Output, printed_and_workbook
from npqml_widgets.forms.shared.list_form import ListForm
from npqml_widgets.keeping import clock

NAME = "development-plan"
VIEWS = {
    "Need and opportunity": "id person need source opportunity where".split(),
    "What others will see": "id person sign support starts check".split(),
    "Hours and money": "id person opportunity where hours cost starts check".split(),
    "Everything": list(COLUMNS.lists[0].columns),
}


def development_plan(name: str = NAME, start: DevelopmentPlan | None = None, *, worked: str = "") -> None:
    """Show the development plan that is kept under this name; `start` is what it holds before anything is kept.

    `worked` names the worked example that it begins as.
    """
    DevelopmentForm(name, start or (example(worked, DevelopmentPlan) if worked else None)).show()


class DevelopmentForm(ListForm[DevelopmentPlan]):
    """The development plan."""

    kind = DevelopmentPlan
    title = "Development plan"
    entries = "rows"
    columns = COLUMNS
    begin = (
        "Begin under Settings: what money there is, and when the plan ends.",
        "Put under The team everybody whom it is for, with the days that they work. Teaching assistants too.",
        "Then press “Add a row” for each need: whose it is, where it shows, what is done about it, what others "
        "will see, who is beside them, and when somebody looks again.",
        "A list that you have already, in Excel or as CSV, comes in by “Bring in a file” below. The worked example on "
        "this page shows how a finished plan looks.",
    )
    views = VIEWS

    def summary(self) -> Sequence[str]:
        """Return how the plan stands."""
        return summary(self.document, clock.today())

    def find(self) -> tuple[ToMend, ...]:
        """Return what does not add up."""
        return warnings(self.document)

    def outputs(self) -> tuple[Output[DevelopmentPlan], ...]:
        """Return the page to print, the workbook and, where python-docx is installed, the Word document."""
        return printed_and_workbook(lambda plan: printed(plan, clock.today()), lambda plan: to_xlsx(COLUMNS, plan))
