"""How the workbook of a risk register is laid out: its sheets and the columns of the sheet of all risks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from npqml_widgets.documents.risk.model import LABELS
from npqml_widgets.documents.risk.scales import CATEGORIES, RESPONSES, STATUSES

METHOD, INHERENT, RESIDUAL, RISKS, HISTORY = "Method", "Inherent matrix", "Residual matrix", "All risks", "History"
WORKED_OUT = {"inherent_score": "Inherent score", "residual_score": "Residual score", "appetite": "Against appetite"}
"""Columns that are formulas, and their headings."""
HISTORY_HEADINGS = ("Risk", "When", "Field", "Before", "After", "Recorded (UTC)")
"""The moment stands in words and, for reading back, to the last digit."""
COLUMNS = {
    name: (LABELS | WORKED_OUT)[name]
    for name in (
        "id cause event effect category inherent_likelihood inherent_impact inherent_score residual_likelihood "
        "residual_impact residual_score appetite response controls risk_owner action action_owner due review status "
        "notes added"
    ).split()
}
"""The columns of the sheet of all risks: field and heading."""
WORDS: dict[str, Mapping[Any, str]] = {"category": CATEGORIES, "response": RESPONSES, "status": STATUSES}
DATES = ("due", "review")
FIRST_EXCEL_DAY = date(1900, 3, 1)  # Excel takes 1900 for a leap year: earlier days would move


def column(field: str) -> str:
    """Return the letter of a field's column on the sheet of all risks."""
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(list(COLUMNS).index(field) + 1))
