"""Lines out of somebody's own table: which column is which field, what was read, what was left out, nothing lost."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from npqml_widgets.documents.budget.model import LABELS, Budget, Line
from npqml_widgets.documents.budget.reading import read_field
from npqml_widgets.documents.budget.rows import LINE_ROWS
from npqml_widgets.documents.shared.cells import Unreadable, text_of
from npqml_widgets.documents.shared.entry_rows import Imported, RowReader
from npqml_widgets.documents.shared.table_import import Cell, Table, named_field, read_table, shortened

_TOTAL = re.compile(r"(?:grand[ -]|sub[ -]?|overall[ -])?totals?\b(?! \w+ \w+ \w+)", re.IGNORECASE)
ONCE = 100  # hundredths
SECTIONS = frozenset("staffing staff resources training cover other income expenditure costs licences".split())
"""Words over the lines of one kind, which nobody calls a line by."""
_WORDS: dict[str, tuple[str, ...]] = {
    "id": ("id", "ref", "reference", "no", "number", "line no", "line number"),
    "what": ("item", "description", "line", "budget line", "cost line", "activity", "heading", "details"),
    "strand": ("strand", "workstream", "theme", "area", "objective"),
    "kind": ("kind", "type", "category", "cost type"),
    "who": ("who", "person", "name", "post", "role", "staff member", "lead"),
    "scheme": ("pension", "pension scheme"),
    "quantity": ("quantity", "qty", "hours", "number of units", "units", "fte", "share of post", "how many"),
    "unit": ("unit", "unit of measure"),
    "times": ("times", "weeks", "mornings", "sessions", "number of weeks", "days"),
    "price": (
        "price", "unit price", "unit cost", "cost per unit", "rate", "hourly rate", "price of one", "cost", "amount",
        "total", "total cost", "budget", "budgeted", "planned", "planned cost", "forecast", "estimate",
        "estimated cost",
    ),
    "paid_on": ("paid on", "invoice date", "date paid", "billed", "billed on", "payment date"),
    "serves_from": ("from", "start", "start date", "serves from", "begins"),
    "serves_to": ("to", "end", "end date", "serves to", "until"),
    "recurs": ("once or running", "one off", "recurring", "one off or recurring", "frequency"),
    "payer": ("who pays", "funding", "funding source", "funded by", "source of funding", "fund", "source"),
    "actual": ("actual", "actuals", "spent", "spend", "actual cost", "actual spend", "spend to date", "paid"),
    "notes": ("notes", "note", "comments", "comment", "remarks"),
}  # fmt: skip


def fields_for(heading: str) -> tuple[str, ...]:
    """Return the fields of a line that a plain heading may stand for."""
    return named_field(heading, _WORDS, LABELS)


def fits(field: str, cells: Sequence[object]) -> bool:
    """Tell whether the cells of a column, none of them blank, may be those of a field: half of them can be read."""
    return 2 * sum(_can_be_read(field, cell) for cell in cells) >= len(cells)


def read_budget_table(content: bytes, filename: str, *, sheet: str = "") -> Table:
    """Return the table in an XLSX or CSV file, with the field of a line that each of its columns seems to be.

    Raises Refused, in words, where the file holds none.
    """
    return read_table(content, filename, fields_for, entry="budget line", sheet=sheet, fits=fits, sections=SECTIONS)


def import_lines(table: Table, fields: Sequence[str], budget: Budget) -> Imported[Budget]:
    """Return the budget with the rows of a table added; `fields` are those of its columns, or NO_FIELD.

    A row with an amount and no quantity counts once. What cannot be read as its field is left blank and kept in the
    notes, as are the columns that are no field.
    """
    numbered = zip(table.numbers, table.cells(fields), strict=True)
    rows = [(f"Row {number}", row) for number, row in numbered if not _is_total(row)]
    reader = RowReader(LINE_ROWS, budget.lines, [row for _, row in rows])
    read = [(reader.entry(place, row), row) for place, row in rows]
    lines = [_counted(line, row) for line, row in read if line is not None]
    added = evolve(budget, lines=(*budget.lines, *lines))
    return Imported(added, len(lines), tuple(reader.reports), what_was_done(table, fields))


def what_was_done(table: Table, fields: Sequence[str]) -> tuple[str, ...]:
    """Say which rows of a table are passed over where its columns are these fields: totals would be counted twice."""
    totals = (
        f"Row {number} was passed over (a total): {shortened(' '.join(text_of(value) for _, _, value in row))}."
        for number, row in zip(table.numbers, table.cells(fields), strict=True)
        if _is_total(row)
    )
    return (*table.passed_over, *totals)


def _is_total(row: Sequence[Cell]) -> bool:
    """Tell whether a row is the sum of others: the first words in it say so."""
    first = next((text for _, _, value in row if (text := text_of(value).strip())), "")
    return _TOTAL.match(first) is not None


def _counted(line: Line, row: Sequence[Cell]) -> Line:
    """Return a line that has an amount, in a row that says no quantity, as one that counts once."""
    says_quantity = any(field == "quantity" and text_of(value).strip() for field, _, value in row)
    return line if says_quantity or line.price is None else evolve(line, quantity=ONCE)


def _can_be_read(field: str, cell: object) -> bool:
    try:
        read_field(field, cell)
    except Unreadable:
        return False
    return True
