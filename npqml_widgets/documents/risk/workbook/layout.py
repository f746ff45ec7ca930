"""How the workbook of a risk register is laid out: its sheets and the columns of the sheet of all risks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from npqml_widgets.documents.risk.model import LABELS, SCORES, Stage
from npqml_widgets.documents.risk.scales import CATEGORIES, RESPONSES, STATUSES

METHOD, HEAT_MAPS, RISKS, HISTORY = "Method", "Heat maps", "All risks", "History"
WORKED_OUT = {f"{stage}_score": words for stage, words in SCORES.items()} | {"appetite": "Against appetite"}
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
EARLIER = {
    f"{stage.capitalize()} {part}": f"{stage}_{part}"
    for stage in get_args(Stage)
    for part in ("likelihood", "impact", "score")
}
"""Headings of the first layout, and the fields they stood for."""
FIELDS = {heading: name for name, heading in COLUMNS.items()} | EARLIER
"""The field of each heading that a workbook may have."""
WORDS: dict[str, Mapping[Any, str]] = {"category": CATEGORIES, "response": RESPONSES, "status": STATUSES}
DATES = ("due", "review")


def column(field: str) -> str:
    """Return the letter of a field's column on the sheet of all risks."""
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(list(COLUMNS).index(field) + 1))
