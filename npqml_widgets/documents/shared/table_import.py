"""Somebody's own table out of an XLSX or CSV file: its headings found, its columns understood, its rows read.

Nothing of it is lost: what cannot be read as the field that its column stands for is said, row by row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from npqml_widgets.documents.shared import workbook
from npqml_widgets.documents.shared.cells import Unreadable, text_of
from npqml_widgets.documents.shared.filegrid import Grid, grids_of
from npqml_widgets.documents.shared.passedover import why_passed_over
from npqml_widgets.keeping.authored import Refused

MOST_ROWS, MOST_COLUMNS = 5_000, 200
NO_FIELD = ""
"""Stands for a column that is no field of the document."""
_LOOKED_AT = 30  # rows in which headings are looked for
Fitting = Callable[[str], Sequence[str]]
"""Returns the fields that a plain heading may stand for, likeliest first."""
Fits = Callable[[str, Sequence[object]], bool]
"""Tells whether the cells of a column, blank ones left out, may be those of a field."""
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
Cell = tuple[str, str, object]
"""A field (or NO_FIELD), the heading of the column, and what stands in the cell."""


@frozen
class Table(workbook.Table):
    """A table with the field that each column seems to be, its sheet, and all the sheets of its file.

    `passed_over` says which rows of it are no entries, and why; `covered` what stands in the cell that is merged with
    a blank one below it, by the row's number and the column's place. `is_read`: out of a file, where rows that say
    nothing of their own may go on with the one above.
    """

    fields: tuple[str, ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()
    covered: Mapping[tuple[int, int], object] = field(factory=dict)
    is_read: bool = False

    def cells(self, fields: Sequence[str]) -> list[list[Cell]]:
        """Return the cells of each row, each with its field out of `fields`, one a column."""
        return [list(zip(fields, self.headings, row, strict=True)) for row in self.rows]


@frozen
class Asked:
    """What is looked for in a file: what a row stands for, and how its columns are understood."""

    entry: str
    fitting: Fitting
    fits: Fits
    sections: frozenset[str]


@frozen
class ReadRow:
    """One row: its values by field, what was kept apart as "heading: text", and why what could not be read was not."""

    values: dict[str, Any] = field(factory=dict)
    apart: list[str] = field(factory=list)
    reports: list[str] = field(factory=list)


def read_table(
    content: bytes,
    filename: str,
    fitting: Fitting,
    *,
    entry: str,
    sheet: str = "",
    fits: Fits = lambda field, cells: True,
    sections: Collection[str] = (),
) -> Table:
    """Return the table in an XLSX or CSV file, which has a row for each `entry`, such as "risk".

    The row with most headings that stand for a field is taken for the headings, and the sheet with most of them is
    read unless one is named. `fits` judges a column by its cells too; `sections` are words that head rows and are no
    entry. Raises Refused where there is none.
    """
    asked = Asked(entry, fitting, fits, frozenset(sections))
    grids = grids_of(content, filename)
    tables = [_table(grid, asked) for grid in grids if sheet in ("", grid.sheet)]
    table = max(tables, key=_worth, default=(0, None))[1]
    if table is None or not table.rows:
        raise Refused(f"{filename} holds no table with headings and rows. Choose a file with a row for each {entry}.")
    if len(table.rows) > MOST_ROWS:
        raise Refused(
            f"{filename} has {len(table.rows)} rows, more than {MOST_ROWS:,}. Save only the table in a new file."
        )
    if len(table.headings) > MOST_COLUMNS:
        raise Refused(
            f"{filename} has {len(table.headings):,} columns with something in them, more than {MOST_COLUMNS}. Save "
            "only the table in a new file."
        )
    return evolve(table, sheets=tuple(grid.sheet for grid in grids if grid.sheet))


def guess_fields(
    headings: Sequence[str],
    fitting: Fitting,
    columns: Sequence[Sequence[object]] = (),
    fits: Fits = lambda field, cells: True,
) -> tuple[str, ...]:
    """Return the field that each column seems to be, NO_FIELD where it is none; each field is used once.

    A heading is understood with what stands in brackets or without. Where the columns' cells are given, a field that
    does not fit them is passed over.
    """
    taken: set[str] = set()
    fields = []
    for place, heading in enumerate(headings):
        cells = [cell for cell in columns[place] if text_of(cell).strip()] if columns else []
        found = fitting(plain_heading(heading)) or fitting(plain_heading(_IN_BRACKETS.sub(" ", heading)))
        guess = next((name for name in found if name not in taken and (not cells or fits(name, cells))), NO_FIELD)
        taken |= {guess} - {NO_FIELD}
        fields.append(guess)
    return tuple(fields)


def named_field(heading: str, words: Mapping[str, Iterable[str]], labels: Mapping[str, str]) -> tuple[str, ...]:
    """Return the field of which a plain heading is the label or one of the words; empty where it is none."""
    return next(
        ((one,) for one, synonyms in words.items() if heading == plain_heading(labels[one]) or heading in synonyms), ()
    )


def plain_heading(text: str) -> str:
    """Return a heading in lower case, with nothing but letters and figures in it."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def read_row(place: str, row: Sequence[Cell], texts: Sequence[str], read: Callable[[str, object], Any]) -> ReadRow:
    """Return a row's values; `texts` are fields that take any text, `read` reads the others or raises Unreadable.

    A column that is no field, a second one of the same field, and what cannot be read are kept apart.
    """
    found = ReadRow()
    for name, heading, value in row:
        text = text_of(value)
        if name in texts and text:
            found.values[name] = f"{found.values[name]}\n{text}" if name in found.values else text
        elif text.strip() and (name == NO_FIELD or name in found.values):
            found.apart.append(f"{heading}: {text}")
        elif text.strip():
            try:
                found.values[name] = read(name, value)
            except Unreadable as expected:
                found.apart.append(f"{heading}: {text}")
                found.reports.append(f"{place}, {heading}: found {shortened(text)}, expected {expected}")
    return found


def shortened(text: str) -> str:
    """Return the beginning of a text in quotation marks, as a report shows it."""
    plain = " ".join(text.split())
    return f"“{plain}”" if len(plain) <= 40 else f"“{plain[:40]}…”"


def _table(grid: Grid, asked: Asked) -> tuple[int, Table | None]:
    """Return the table below the row with most headings that are understood, and how many there are."""
    counts = [_understood(headings_at(grid, at), asked) for at in range(min(len(grid.rows), _LOOKED_AT))]
    count = max(counts, default=0)
    if not counts:
        return 0, None
    at = counts.index(count)
    headings = headings_at(grid, at)
    below = list(zip(grid.numbers[at + 1 :], grid.rows[at + 1 :], strict=True))
    passed = why_passed_over(
        [row for _, row in below],
        {tuple(plain_heading(text_of(cell)) for cell in grid.rows[row]) for row in (max(at - 1, 0), at)},
        across={place for place, (number, _) in enumerate(below) if number in grid.across},
        entry=asked.entry,
        sections=asked.sections,
    )
    entries = [pair for place, pair in enumerate(below) if place not in passed]
    columns = list(zip(*(row for _, row in entries), strict=True)) or [()] * len(headings)
    return count, Table(
        headings,
        tuple(row for _, row in entries),
        tuple(number for number, _ in entries),
        guess_fields(headings, asked.fitting, columns, asked.fits),
        grid.sheet,
        passed_over=(*_above(grid, at), *(_passed(*below[place], why) for place, why in sorted(passed.items()))),
        covered=grid.covered,
        is_read=True,
    )


def _above(grid: Grid, at: int) -> tuple[str, ...]:
    """Say which rows stand above the headings."""
    return tuple(
        _passed(number, row, "above the headings") for number, row in zip(grid.numbers[:at], grid.rows, strict=False)
    )


def _passed(number: int, row: Sequence[object], why: str) -> str:
    shown = " ".join(text for cell in row if (text := text_of(cell).strip()))
    return f"Row {number} was passed over ({why}): {shortened(shown)}."


def _worth(found: tuple[int, Table | None]) -> tuple[int, int]:
    """Return how good a reading is: headings that are understood, then, of a text cut in several ways, columns."""
    count, table = found
    return count, len(table.headings) if table is not None and not table.sheet else 0


def _understood(headings: Sequence[str], asked: Asked) -> int:
    return sum(name != NO_FIELD for name in guess_fields(headings, asked.fitting))


def headings_at(grid: Grid, at: int) -> tuple[str, ...]:
    """Return the headings of a row, one a column.

    A blank one is what it is merged with above, or what stands just above it; those that occur twice take the
    heading above them, such as Inherent, with them.
    """
    number = grid.numbers[at]
    is_next = at > 0 and grid.numbers[at - 1] == number - 1
    over = [_line(cell) for cell in grid.rows[at - 1]] if is_next else [""] * len(grid.columns)
    texts = [
        _line(cell) or _line(grid.covered.get((number, place))) or over[place]
        for place, cell in enumerate(grid.rows[at])
    ]
    spread = _filled_right(over)
    return tuple(
        f"{spread[place]} {text}".strip() if texts.count(text) > 1 and text else text or f"Column {grid.columns[place]}"
        for place, text in enumerate(texts)
    )


def _line(cell: object) -> str:
    return " ".join(text_of(cell).split())


def _filled_right(texts: Sequence[str]) -> list[str]:
    """Return the texts of a row in which a heading that spans several columns stands over each of them."""
    found: list[str] = []
    for text in texts:
        found.append(text or (found[-1] if found else ""))
    return found
