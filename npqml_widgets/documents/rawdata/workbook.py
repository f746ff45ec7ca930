"""The raw data analysis as a workbook: results with live formulas, what was read and cleaned, texts; and back again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from npqml_widgets.documents.rawdata.caveats import may_not_be_said
from npqml_widgets.documents.rawdata.model import RawData, Results, interval_ends
from npqml_widgets.documents.rawdata.words import BAND_HEADINGS, REACHED_HEADINGS
from npqml_widgets.documents.shared.cells import Unreadable, date_of, from_cell, text_of
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

ABOUT, RESULTS, DOUBTS = "Analysis", "Results", "Not to be said"
LISTS = {
    "columns": "Columns",
    "codes": "Codes",
    "cleaned": "Cleaning",
    "estimates": "Estimates",
}
"""The lists of the document, and the sheet of each."""
_LAYOUT_LABEL, LAYOUT = "Layout of this workbook", 1
_SINGLE = ("purpose", "exported", "system", "rules", "conclusion", "units", "standard", "against", "limit", "group",
           "whose", "comparison")  # fmt: skip
_ENTRIES = {
    "columns": ("heading", "field"),
    "codes": ("field", "code", "use"),
    "cleaned": ("rule", "count", "examples"),
    "estimates": ("start", "result"),
}
_NUMBERS = ("with_result", "with_start")
_ROLL = ("rows", "no_pupil", "left", "repeated", "repeated_otherwise", "joined", "pupils")
_GAP = ("overall", "like_for_like", "pupils", "others", "alone")
_INTERVAL = ("who", "mean", "low", "high", "pupils", "deviation")
AVERAGE = "Average progress of all"
_HEADS = ("Roll", REACHED_HEADINGS[0], BAND_HEADINGS[0], "Gap", "Interval")
_DATES = {"exported"}
_WHOLE = {"limit", "count"}


def to_xlsx(document: RawData) -> bytes:
    """Return the analysis as the content of an XLSX file; raises Refused where a text is longer than a cell holds."""
    book = new_book()
    about = book.create_sheet(ABOUT)
    set_widths(about, [28, 70])
    add_row(about, ["Raw data analysis", ""])
    for name in _SINGLE:
        add_row(about, [_label(name), getattr(document, name)])
    add_row(about, [_label("left_as_is"), ", ".join(document.left_as_is)])
    add_row(about, [_LAYOUT_LABEL, LAYOUT])
    embolden(about, [1])
    if document.results is not None:
        _write_results(book, document.results)
        add_table(
            book,
            DOUBTS,
            [Column("What may not be said from this", 100)],
            [[words] for words in may_not_be_said(document)],
        )
    for name, title in LISTS.items():
        entries = _ENTRIES[name]
        rows = [[getattr(entry, part) for part in entries] for entry in getattr(document, name)]
        add_table(book, title, [Column(_label(part)) for part in entries], rows)
    return saved(book, "Raw data analysis")


def _write_results(book: Any, results: Results) -> None:
    """Write the results, each number that follows from others as a formula."""
    sheet = book.create_sheet(RESULTS)
    set_widths(sheet, [44, 16, 16, 20, 16])
    heads = [add_row(sheet, ["Roll", "", "", "", ""])]
    for name in _ROLL[:-1]:
        add_row(sheet, [_label(name), getattr(results.roll, name)])
    first = heads[0] + 1
    add_row(sheet, [_label("pupils"), Formula(f"=B{first}-B{first + 1}-B{first + 2}-B{first + 3}")])
    for name in _NUMBERS:
        add_row(sheet, [_label(name), getattr(results, name)])
    heads.append(add_row(sheet, REACHED_HEADINGS))
    for line in results.reached:
        row = sheet.max_row + 1
        known = line.reached is not None and line.pupils
        share = Formula(f"=100*B{row}/D{row}") if known else None
        add_row(sheet, [line.who, line.reached, line.short, line.pupils, share])
    heads.append(add_row(sheet, BAND_HEADINGS))
    top = sheet.max_row + 1
    for band in results.bands:
        row = sheet.max_row + 1
        progress = Formula(f"=C{row}-D{row}") if band.progress is not None else None
        add_row(sheet, [band.start, band.pupils, band.result, band.estimate, progress])
    if results.progress is not None:
        last = sheet.max_row
        add_row(sheet, [AVERAGE, "", "", "",
                        Formula(f"=SUMPRODUCT(B{top}:B{last},E{top}:E{last})/SUM(B{top}:B{last})")])  # fmt: skip
    heads.append(add_row(sheet, ["Gap", "", "", "", ""]))
    for name in _GAP:
        add_row(sheet, [_label(name), getattr(results.gap, name)])
    heads.append(add_row(sheet, ["Interval", "", "", "", ""]))
    for name, value in _interval_rows(results, sheet.max_row + 1):
        add_row(sheet, [_label(name), value])
    embolden(sheet, heads)


def _interval_rows(results: Results, first: int) -> Iterator[tuple[str, Value]]:
    """Return the entries of the interval; its ends as formulas where what they follow from is shown."""
    interval = results.interval
    mean, count, deviation = (f"B{first + place}" for place in (1, 4, 5))
    half = f"1.96*{deviation}/SQRT({count})"
    told = interval.pupils is not None and interval.deviation is not None
    for name in _INTERVAL:
        value: Value = getattr(interval, name)
        if told and name in ("low", "high"):
            value = Formula(f"={mean}{'-' if name == 'low' else '+'}{half}")
        yield name, value


def from_xlsx(content: bytes, filename: str) -> RawData | None:
    """Return the analysis in a workbook that `to_xlsx` has made; None where it is another one.

    What a formula works out is worked out here as well. Raises Refused for what is no workbook, and for entries that
    do not fit.
    """
    book = open_book(content, "a raw data analysis", name=filename)
    if ABOUT not in book.sheetnames:
        return None
    found = {text_of(row.get(1)): row.get(2) for row in filled_rows(book[ABOUT]).values()}
    layout = found.get(_LAYOUT_LABEL)
    if not isinstance(layout, int):
        return None
    if layout > LAYOUT:
        raise Refused(f"{filename} was written by a newer version of this course. Open it with the newer version.")
    plain: dict[str, Any] = {name: _value(name, found.get(_label(name))) for name in _SINGLE}
    plain["left_as_is"] = [rule for rule in text_of(found.get(_label("left_as_is"))).split(", ") if rule]
    for name, title in LISTS.items():
        rows = read_sheet(book, title).entries() if title in book.sheetnames else ()
        plain[name] = [
            {part: _value(part, values.get(_label(part)), name) for part in _ENTRIES[name]} for _, values in rows
        ]
    if RESULTS in book.sheetnames:
        plain["results"] = _results_of(
            [tuple(row.get(column) for column in range(1, 6)) for row in filled_rows(book[RESULTS]).values()]
        )
    try:
        return from_plain(plain, RawData)
    except DoesNotFit as problem:
        raise Refused(f"{filename}: {reason}" for reason in problem.reasons) from None


def _results_of(rows: list[tuple[Any, ...]]) -> dict[str, Any]:
    """Return the results on their sheet as plain data; what is a formula there is worked out."""
    parts: dict[str, list[tuple[Any, ...]]] = {}
    part = ""
    for row in rows:
        if text_of(row[0]) in _HEADS:
            part = text_of(row[0])
        else:
            parts.setdefault(part, []).append(row)
    single = {text_of(row[0]): row[1] for head in ("Roll", "Gap", "Interval") for row in parts.get(head, ())}
    roll = {name: _whole(single.get(_label(name))) for name in _ROLL[:-1]}
    roll["pupils"] = _taken_off(roll)
    gap = _entries(parts.get("Gap", ()), _GAP)
    interval = _entries(parts.get("Interval", ()), _INTERVAL)
    interval["who"] = from_cell(text_of(interval["who"]))
    if isinstance(interval["deviation"], (int, float)) and isinstance(interval["pupils"], int):
        ends = interval_ends(interval["mean"], interval["deviation"], interval["pupils"])
        interval |= dict(zip(("low", "high"), ends, strict=True))
    bands = parts.get(BAND_HEADINGS[0], ())
    return {
        "roll": roll,
        **{name: _whole(single.get(_label(name))) for name in _NUMBERS},
        "reached": [
            {"who": from_cell(text_of(who)), "reached": _whole(yes), "short": _whole(no), "pupils": _whole(every)}
            for who, yes, no, every, _ in parts.get(REACHED_HEADINGS[0], ())
        ],
        "bands": [
            {"start": from_cell(text_of(start)), "pupils": _whole(pupils), "result": result, "estimate": estimate}
            for start, pupils, result, estimate, _ in bands
            if text_of(start) != AVERAGE
        ],
        "gap": {**gap, "alone": bool(gap["alone"])},
        "interval": interval,
    }


def _entries(rows: Iterable[tuple[Any, ...]], names: Iterable[str]) -> dict[str, Any]:
    found = {text_of(row[0]): row[1] for row in rows}
    return {
        name: _whole(found.get(_label(name))) if name in ("pupils", "others") else found.get(_label(name))
        for name in names
    }


def _taken_off(roll: dict[str, Any]) -> Any:
    """Return how many pupils are left of the rows; nothing that fits where one of the numbers is none."""
    numbers = [roll[name] for name in _ROLL[:4]]
    return 2 * numbers[0] - sum(numbers) if all(isinstance(number, int) for number in numbers) else None


def _whole(cell: object) -> object:
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _label(name: str) -> str:
    if name == "who":  # not the heading of who reached the standard
        return "Of whom"
    return name.replace("_", " ").capitalize()


def _value(name: str, cell: object, sheet: str = "") -> Any:
    """Return a cell's value as plain data of an entry of this name."""
    if name in _DATES:
        try:
            day = date_of(cell)
        except Unreadable as expected:
            raise Refused(f"{_label(name)}: found {text_of(cell)}, expected {expected}.") from expected
        return day.isoformat() if isinstance(day, date) else None
    if name == "standard" or sheet == "estimates":
        return float(cell) if isinstance(cell, (int, float)) and not isinstance(cell, bool) else cell
    if name in _WHOLE:
        return _whole(cell)
    return from_cell(text_of(cell))
