"""The sponsor's workbook as a sponsor sends it back, for tests: filled in with openpyxl, as Excel would save it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

ANSWERS = {
    "Comment on 4.1.1": "I was there.",
    "Comment on 4.1.2": "=I have the minutes",
    "Confirmed": "yes",
    "Your name": "Ruth Moss",
    "Your role": "Headteacher",
    "Date": "03/05/2027",
}


def filled(form: bytes, **other: Any) -> bytes:
    """Return a form with these answers in its yellow cells; `other` are answers that differ, by the label's words."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(form))
    answers = ANSWERS | {label.replace("_", " "): value for label, value in other.items()}
    for row in book["Sponsor's form"].iter_rows():
        label = str(row[0].value)
        value = next((value for words, value in answers.items() if label.startswith(words)), None)
        if value is not None and not row[1].protection.locked:
            row[1].value = value
            row[1].data_type = "s" if isinstance(value, str) else row[1].data_type
    target = BytesIO()
    book.save(target)
    return target.getvalue()
