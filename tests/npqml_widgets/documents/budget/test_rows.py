"""A row is a line as soon as it says what or how much."""

from __future__ import annotations

from npqml_widgets.documents.budget.rows import LINE_ROWS
from npqml_widgets.documents.shared.entry_rows import RowReader


def test_a_row_without_an_amount_or_a_word_is_left_out_unless_it_is_ours() -> None:
    row = [("id", "Ref", "L1"), ("unit", "Unit", "hours")]
    reader = RowReader(LINE_ROWS, (), [row])
    assert reader.entry("Row 2", row) is None
    assert reader.reports == ["Row 2 was left out: it says neither what nor how much (Ref “L1”, Unit “hours”)."]
    kept = reader.entry("Row 2", row, always=True)
    assert kept is not None
    assert kept.unit == "hours"
