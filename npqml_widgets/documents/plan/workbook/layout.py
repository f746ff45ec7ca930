"""How the workbook of a plan is laid out: its sheets and the columns of its steps."""

from __future__ import annotations

from npqml_widgets.documents.plan.model import LABELS

STEPS, CLOSED, PEOPLE, ABOUT, DAYS_OFF = "Steps", "Closed days", "People", "About", "Days off"
LAYOUT = 1
"""Raised when a workbook is written in a way that an older version of the course cannot read."""
LAYOUT_LABEL = "Layout of this plan"
TITLE, SETTING, STARTS, ENDS = "Title", "For", "Project begins", "Project ends"
SPARE_STEPS = 20
"""Rows under the last step that have their formulas already."""
WORKED_OUT = {"start": "Starts", "end": "Ends", "latest": "Ends at the latest", "slack": "Days to spare"}
"""Columns of steps that are formulas, and their headings."""
COLUMNS = {
    name: (LABELS | WORKED_OUT)[name]
    for name in "id what kind owner days after start end latest slack not_before deadline work done notes".split()
}
"""The columns of the sheet of steps: field and heading."""
FIELDS = {heading: name for name, heading in COLUMNS.items()}
DATES = ("start", "end", "latest", "not_before", "deadline")


def cell(field: str, row: int) -> str:
    """Return the cell of a step's field on the sheet of steps, such as $E2."""
    from openpyxl.utils import get_column_letter

    return f"${get_column_letter(list(COLUMNS).index(field) + 1)}{row}"
