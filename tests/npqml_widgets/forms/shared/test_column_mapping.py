"""Before somebody's table is brought in, it is asked which column is what; nothing is brought in until it is agreed."""

from __future__ import annotations

from npqml_widgets.documents.shared.table_import import NO_FIELD, Table, named_field, read_table
from npqml_widgets.forms.shared.column_mapping import ColumnMapping

LABELS = {"line": "Budget line", "cost": "Cost"}
FIELDS = {NO_FIELD: "No field"} | LABELS


def read(content: bytes, filename: str, sheet: str) -> Table:
    words = {"line": ("item",), "cost": ("price",)}
    return read_table(
        content, filename, lambda heading: named_field(heading, words, LABELS), entry="budget line", sheet=sheet
    )


def test_columns_are_asked_with_a_guess_and_an_example_and_brought_in_as_they_were_chosen():
    came: list[tuple[Table, tuple[str, ...]]] = []
    mapping = ColumnMapping(read, FIELDS, lambda table, fields: came.append((table, fields)))
    assert mapping.layout.display == "none"
    mapping.ask(b"Item,Price,Who\nBooks,90,Bursar\nCover,300,\n", "spent.csv")
    assert mapping.layout.display == ""
    asked = {column.label: (column.options, column.help) for column in mapping.record.columns}
    assert asked == {label: (FIELDS, help_) for label, help_ in (
        ("Item", "For example: Books"), ("Price", "For example: 90"), ("Who", "For example: Bursar"))}  # fmt: skip
    assert mapping._yes.description == "Bring in 2 rows"
    mapping._choose("", "2", "line")
    assert not came
    mapping._agreed(None)
    ((table, fields),) = came
    assert (fields, table.rows[0]) == (("line", "cost", "line"), ("Books", "90", "Bursar"))
    assert mapping.layout.display == "none"
