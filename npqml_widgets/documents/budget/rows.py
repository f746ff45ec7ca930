"""How rows of a table are read as lines of a budget."""

from __future__ import annotations

from npqml_widgets.documents.budget.model import Line
from npqml_widgets.documents.budget.reading import TEXTS, read_field
from npqml_widgets.documents.shared.entry_rows import RowKind, any_of

LINE_ROWS = RowKind(
    Line,
    "L",
    TEXTS,
    read_field,
    any_of(("what", "who", "price", "actual", "quantity")),
    "says neither what nor how much",
)
"""Each row is a line; one that says neither what nor how much is left out."""
