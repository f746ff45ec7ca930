"""Small documents as a workbook and back without loss, and as a page to print: cases walked, reviews and the log.

A document's own entries stand on the first sheet, each of its lists on a sheet of its own, one entry a row.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from io import BytesIO
from typing import Any, TypeVar, get_type_hints

import attrs

from npqml_widgets.documents.shared.cells import LARGEST_CELL, fits, from_cell, to_cell
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.plain import DoesNotFit, from_plain, to_plain

T = TypeVar("T")
ABOUT = "About"
Cell = str | int | float | bool | None
STYLE = (
    "@page{size:A4;margin:15mm}body{font:11pt/1.45 Arial,Helvetica,sans-serif;color:#1a1a1a;background:#fff}"
    "table{border-collapse:collapse;width:100%;margin:0 0 1.5em}"
    "caption{text-align:left;font-weight:bold;padding:.3em 0}"
    "th,td{border:1px solid #767676;padding:.3em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere;"
    "white-space:pre-wrap}tr{break-inside:avoid}"
)


def to_xlsx(document: Any) -> bytes:
    """Give a document as the content of an XLSX file; no text in it can run as a formula.

    Raises Refused where a text is longer than a cell of a spreadsheet can hold.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, headings, rows in _tables(document):
        sheet = book.create_sheet(_heading(name)[:31])
        lines: list[list[Cell]] = [[*headings], *rows]
        for down, row in enumerate(lines, 1):
            for across, value in enumerate(row, 1):
                _write(sheet.cell(down, across), value, f"{name}, row {down}")
        sheet.freeze_panes = "A2"
        for column in sheet.columns:
            longest = max(len(str(cell.value or "")) for cell in column)
            sheet.column_dimensions[column[0].column_letter].width = min(60, longest + 3)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def from_xlsx(content: bytes, kind: type[T]) -> T:
    """Give the document of this kind that `to_xlsx` wrote; raises Refused, in words, where the workbook holds none."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(BytesIO(content), data_only=True)
    except Exception as problem:
        raise Refused(["This is no workbook that can be opened. Choose the XLSX file that was exported."]) from problem
    plain: dict[str, Any] = {}
    for field in attrs.fields(kind):  # type: ignore[arg-type]
        row_kind = _row_kind(kind, field.name)
        name = _heading(field.name)
        if row_kind is None:
            continue
        if name not in book.sheetnames:
            raise Refused([f"The workbook has no sheet {name}. Choose the file that was exported from here."])
        rows = _read(book[name], row_kind)
        plain[field.name] = rows if attrs.has(row_kind) else [row["value"] for row in rows]
    plain |= next(iter(_read(book[ABOUT], kind)), {}) if ABOUT in book.sheetnames else {}
    try:
        return from_plain(plain, kind)
    except DoesNotFit as problem:
        raise Refused(f"In the workbook: {reason}" for reason in problem.reasons) from None


def to_html(document: Any, title: str) -> str:
    """Give a document as one HTML page to print: a table a list, with its caption and marked headings."""
    parts = []
    for name, headings, rows in _tables(document):
        head = "".join(f'<th scope="col">{html.escape(one)}</th>' for one in headings)
        body = "".join(f"<tr>{''.join(f'<td>{_shown(cell)}</td>' for cell in row)}</tr>" for row in rows)
        parts.append(
            f"<table><caption>{_heading(name)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f"<style>{STYLE}</style></head><body><main><h1>{html.escape(title)}</h1>{''.join(parts)}</main></body></html>"
    )


def _tables(document: Any) -> Iterator[tuple[str, list[str], list[list[Cell]]]]:
    """Give each table of a document: its name, the headings, and the rows."""
    kind, plain = type(document), to_plain(document)
    single = [field.name for field in attrs.fields(kind) if _row_kind(kind, field.name) is None]
    if single:
        yield ABOUT, [_heading(one) for one in single], [[plain[one] for one in single]]
    for field in attrs.fields(kind):
        row_kind = _row_kind(kind, field.name)
        if row_kind is None:
            continue
        names = _names(row_kind)
        rows = [[row[one] for one in names] if attrs.has(row_kind) else [row] for row in plain[field.name]]
        yield field.name, [_heading(one) for one in names], rows


def _row_kind(kind: type[Any], name: str) -> type[Any] | None:
    """Give the kind of the entries of a list, or None for a field that holds one value."""
    hint = get_type_hints(kind)[name]
    return hint.__args__[0] if getattr(hint, "__origin__", None) is tuple else None


def _names(kind: type[Any]) -> list[str]:
    return [field.name for field in attrs.fields(kind)] if attrs.has(kind) else ["value"]


def _heading(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _write(cell: Any, value: Cell, place: str) -> None:
    if not isinstance(value, str):
        cell.value = value
        return
    text = to_cell(value)
    if not fits(text):
        raise Refused([f"{place}: found {len(value):,} characters; a cell holds {LARGEST_CELL:,}. Shorten the text."])
    cell.value = text
    cell.data_type = "s"  # openpyxl would make a formula of a text that starts with =


def _read(sheet: Any, kind: type[Any]) -> list[dict[str, Any]]:
    """Give the rows of a sheet by field, found by their headings; rows without anything in them are left out."""
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    headings = [str(one) for one in rows[0]] if rows else []
    texts = {name for name, hint in get_type_hints(kind).items() if hint is str} if attrs.has(kind) else set()
    found = []
    for row in rows[1:]:
        cells = dict(zip(headings, row, strict=False))
        if any(cell is not None for cell in row):
            found.append({
                one: _value(cells[_heading(one)], one in texts) for one in _names(kind) if _heading(one) in cells
            })  # fmt: skip
    return found


def _value(cell: Any, is_text: bool) -> Any:
    if isinstance(cell, str) or (is_text and cell is None):
        return from_cell(cell)
    # Somebody may have typed 12 where a text belongs: a spreadsheet makes a number of it.
    return str(cell) if is_text else cell


def _shown(value: Cell) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return html.escape("" if value is None else str(value))
