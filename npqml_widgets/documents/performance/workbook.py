"""Pupil performance data as a workbook: gains and intervals as live formulas, dates as dates; and back again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from npqml_widgets.documents.performance.caveats import may_not_be_said
from npqml_widgets.documents.performance.model import (
    GROUPS,
    POINT_WORDS,
    POINTS,
    PupilPerformance,
    Results,
    shown,
)
from npqml_widgets.documents.shared.cells import Unreadable, date_of, day_in_cell, from_cell, text_of
from npqml_widgets.documents.shared.workbook import (
    Column,
    Formula,
    Value,
    add_row,
    add_table,
    embolden,
    filled_rows,
    new_book,
    open_book,
    read_sheet,
    saved,
    set_widths,
)
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.plain import DoesNotFit, from_plain

TITLE = "Pupil performance data"
ABOUT, TIMES, GAINS, TYPED_GAINS, MISSING, PARTS, ROLL, DOUBTS = (
    "Performance", "Points in time", "Gains", "Gains of typed averages", "Who has a mark", "By pupil premium", "Rows",
    "Not to be said",
)  # fmt: skip
LISTS = {
    "columns": ("Columns", ("heading", "field")),
    "values": ("Groups", ("value", "group")),
    "codes": ("Codes", ("field", "code", "use")),
    "cleaned": ("Cleaning", ("rule", "count", "examples")),
    "typed": ("Typed averages", ("group", "point", "pupils", "mean")),
}
"""The lists of the document, each with its sheet and its entries."""
DIFFERENCE = "Project minus comparison"
_GAIN_HEADINGS = (
    "Pupils", "Start, n", "Start", "Middle, n", "Middle", "End, n", "End", "Gain", "SD of the pupils' gains", "t",
    "Low", "High",
)  # fmt: skip
_MISSING_HEADINGS = ("Pupils", "In the table", *(f"{word}: with a mark" for word in POINT_WORDS.values()))
_PART_HEADINGS = ("Pupils", "Who", "n", "Average gain")
_LAYOUT_LABEL, LAYOUT = "Layout of this workbook", 1
_FROM_EXPORT, _FIGURES = "Baseline: export of", "Baseline: figures"
_SINGLE = ("purpose", "chosen", "missing", "conclusion", "begins", "ends", "units", "scale", "allocation", "claim",
           "limit", "counted", "source")  # fmt: skip
_DAYS, _WHOLE, _NUMBERS = {"begins", "ends"}, {"limit", "count", "pupils"}, {"mean"}
_ROLL = ("rows", "no_pupil", "left", "repeated", "repeated_otherwise", "joined", "pupils")


def to_xlsx(document: PupilPerformance) -> bytes:
    """Return the document as the content of an XLSX file; raises Refused where a text is longer than a cell holds."""
    book = new_book()
    about = book.create_sheet(ABOUT)
    set_widths(about, [28, 70])
    add_row(about, [TITLE, ""])
    for name in _SINGLE:
        value = getattr(document, name)
        add_row(about, [_label(name), day_in_cell(value) if name in _DAYS else value])
    add_row(about, [_label("left_as_is"), ", ".join(document.left_as_is)])
    if document.baseline is not None:
        add_row(about, [_FROM_EXPORT, day_in_cell(document.baseline.exported)])
        for figure in document.baseline.figures or ("",):
            add_row(about, [_FIGURES, figure])
    add_row(about, [_LAYOUT_LABEL, LAYOUT])
    embolden(about, [1])
    days = zip(POINT_WORDS.values(), document.points, strict=True)
    rows = [(word, day_in_cell(point.day), point.test) for word, point in days]
    add_table(book, TIMES, [Column("Point"), Column("Day", 14), Column("Measured by", 50)], rows)
    figures = shown(document)
    if document.source == "hand" and figures is not None:
        _write_gains(book, TYPED_GAINS, figures)
    if document.results is not None:
        _write_results(book, document.results)
    if figures is not None:
        doubts = [[words] for words in may_not_be_said(document)]
        add_table(book, DOUBTS, [Column("What may not be said from this", 100)], doubts)
    for field, (sheet, names) in LISTS.items():
        entries = [[getattr(entry, name) for name in names] for entry in getattr(document, field)]
        add_table(book, sheet, [Column(_label(name)) for name in names], entries)
    return saved(book, TITLE)


def _write_results(book: Any, results: Results) -> None:
    """Write what came of a table of pupils: gains, who has a mark, gains by pupil premium, and the rows."""
    _write_gains(book, GAINS, results)
    missing = [(GROUPS[side.group], side.listed, *(side.marked or (None,) * len(POINTS))) for side in results.groups]
    add_table(book, MISSING, [Column(heading) for heading in _MISSING_HEADINGS], missing)
    parts = [(GROUPS[part.group], part.who, part.pupils, part.gain) for part in results.parts]
    add_table(book, PARTS, [Column(heading) for heading in _PART_HEADINGS], parts)
    rows = [*((_label(name), getattr(results.roll, name)) for name in _ROLL),
            *((_label(name), getattr(results, name)) for name in ("out", "undecided"))]  # fmt: skip
    add_table(book, ROLL, [Column("What"), Column("Rows or pupils")], rows)


def _write_gains(book: Any, sheet: str, results: Results) -> None:
    """Write averages, and gains, intervals and their difference as formulas of these."""
    rows: list[list[Value]] = []
    for row, side in enumerate(results.groups, 2):
        cells = [value for cell in side.cells for value in (cell.pupils, cell.mean)]
        gain = Formula(f"=G{row}-C{row}") if side.gain is not None else None
        ends: list[Value] = [None, None, None]
        if side.interval is not None:
            half = f"J{row}*I{row}/SQRT(F{row})"
            ends = [Formula(f"=TINV(0.05,F{row}-1)"), Formula(f"=H{row}-{half}"), Formula(f"=H{row}+{half}")]
        rows.append([GROUPS[side.group], *cells, gain, side.deviation, *ends])
    if results.difference is not None:
        ends = [None, None, None]
        if results.interval is not None:
            half = "J4*SQRT(I2^2/F2+I3^2/F3)"
            ends = [Formula("=TINV(0.05,MIN(F2,F3)-1)"), Formula(f"=H4-{half}"), Formula(f"=H4+{half}")]
        rows.append([DIFFERENCE, *[None] * 6, Formula("=H2-H3"), None, *ends])
    add_table(book, sheet, [Column(heading, 18) for heading in _GAIN_HEADINGS], rows)


def from_xlsx(content: bytes, filename: str) -> PupilPerformance | None:
    """Return the document in a workbook that `to_xlsx` has made; None where it is another one.

    What a formula works out is worked out here as well. Raises Refused for what is no workbook, and for entries that
    do not fit.
    """
    book = open_book(content, "pupil performance data", name=filename)
    if ABOUT not in book.sheetnames:
        return None
    about = [(text_of(row.get(1)), row.get(2)) for row in filled_rows(book[ABOUT]).values()]
    found = dict(about)
    layout = found.get(_LAYOUT_LABEL)
    if not isinstance(layout, int):
        return None
    if layout > LAYOUT:
        raise Refused(f"{filename} was written by a newer version of this course. Open it with the newer version.")
    plain: dict[str, Any] = {name: _value(name, found.get(_label(name))) for name in _SINGLE}
    plain["left_as_is"] = [rule for rule in text_of(found.get(_label("left_as_is"))).split(", ") if rule]
    plain["points"] = [
        {"day": _value("begins", values.get("Day")), "test": from_cell(text_of(values.get("Measured by")))}
        for values in _rows(book, TIMES)
    ]
    for field, (sheet, names) in LISTS.items():
        plain[field] = [
            {name: _value(name, values.get(_label(name))) for name in names} for values in _rows(book, sheet)
        ]
    if _FROM_EXPORT in found:
        figures = [from_cell(text_of(value)) for label, value in about if label == _FIGURES]
        plain["baseline"] = {"exported": _value("begins", found[_FROM_EXPORT]), "figures": [*filter(None, figures)]}
    if GAINS in book.sheetnames:
        plain["results"] = _results_in(book)
    try:
        return from_plain(plain, PupilPerformance)
    except DoesNotFit as problem:
        raise Refused(f"{filename}: {reason}" for reason in problem.reasons) from None


def _results_in(book: Any) -> dict[str, Any]:
    """Return the results in a workbook as plain data."""
    groups = {words: key for key, words in GROUPS.items()}
    missing = {text_of(values.get("Pupils")): values for values in _rows(book, MISSING)}
    rolled = {text_of(values.get("What")): _whole(values.get("Rows or pupils")) for values in _rows(book, ROLL)}
    sides = []
    for values in _rows(book, GAINS):
        who = text_of(values.get("Pupils"))
        if who not in groups:
            continue
        marked = [_whole(missing.get(who, {}).get(heading)) for heading in _MISSING_HEADINGS[2:]]
        sides.append(
            {
                "group": groups[who],
                "cells": [
                    {"pupils": _whole(values.get(f"{word}, n")), "mean": values.get(word)}
                    for word in POINT_WORDS.values()
                ],
                "deviation": values.get("SD of the pupils' gains"),
                "listed": _whole(missing.get(who, {}).get("In the table")),
                "marked": [] if marked == [None] * len(POINTS) else marked,
            }
        )
    parts = [
        {
            "group": groups.get(text_of(values.get("Pupils")), text_of(values.get("Pupils"))),
            "who": from_cell(text_of(values.get("Who"))),
            "pupils": _whole(values.get("n")),
            "gain": values.get("Average gain"),
        }
        for values in _rows(book, PARTS)
    ]
    return {
        "roll": {name: rolled.get(_label(name)) for name in _ROLL},
        "groups": sides,
        "parts": parts,
        "out": rolled.get(_label("out")),
        "undecided": rolled.get(_label("undecided")),
    }


def _rows(book: Any, sheet: str) -> Iterator[dict[str, Any]]:
    """Return the rows of a sheet by heading; none where the sheet is gone."""
    if sheet in book.sheetnames:
        for _, values in read_sheet(book, sheet).entries():
            yield values


def _whole(cell: object) -> object:
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _value(name: str, cell: object) -> Any:
    """Return a cell's value as plain data of an entry of this name."""
    if name in _DAYS:
        try:
            day = date_of(cell)
        except Unreadable as expected:
            raise Refused(f"{_label(name)}: found {text_of(cell)}, expected {expected}.") from expected
        return day.isoformat() if isinstance(day, date) else None
    if name in _NUMBERS or name in _WHOLE:
        return _whole(cell) if name in _WHOLE else cell
    return from_cell(text_of(cell))
