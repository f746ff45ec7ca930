"""The workbook of a register opened, and read back."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import load_workbook

from npqml_widgets.documents.risk.model import Register
from npqml_widgets.documents.risk.workbook.layout import COLUMNS
from npqml_widgets.documents.risk.workbook.read import from_xlsx
from npqml_widgets.documents.risk.workbook.write import to_xlsx


def book_of(register: Register) -> Any:
    return load_workbook(io.BytesIO(to_xlsx(register)))


def cell(book: Any, field: str, row: int = 2) -> Any:
    return book["All risks"].cell(row, list(COLUMNS).index(field) + 1)


def back(content: bytes) -> Register:
    found = from_xlsx(content, "register.xlsx")
    assert found is not None
    assert found.left_out == ()
    return found.document
