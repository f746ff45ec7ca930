"""A row is a line as soon as it says what or how much."""

from __future__ import annotations

from npqml_widgets.documents.budget.model import Budget, Line
from npqml_widgets.documents.budget.rows import RowReader


def test_a_made_up_id_is_in_no_other_row() -> None:
    rows = [[("what", "Item", "Pens")], [("id", "Ref", "L1"), ("what", "Item", "Ink")]]
    reader = RowReader(Budget(lines=(Line("L2"),)), rows)
    found = [reader.line(f"Row {number}", row) for number, row in enumerate(rows, 1)]
    assert [line and line.id for line in found] == ["L3", "L1"]
    assert reader.reports == []
