"""A document's tables as its model alone gives them: as a workbook, and back without loss.

A document's own entries stand on the first sheet, each of its lists on a sheet of its own, one entry a row. Ways
through a case, reviews and the log need no code of their own for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar, get_type_hints

import attrs

from npqml_widgets.documents.shared.workbook import Column, add_table, new_book, open_book, read_sheet, saved
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.plain import DoesNotFit, from_plain, to_plain

T = TypeVar("T")
ABOUT = "About"
Cell = str | int | float | bool | None


def to_xlsx(document: Any) -> bytes:
    """Return a document as the content of an XLSX file; no text in it can run as a formula.

    Raises Refused where a text is longer than a cell of a spreadsheet can hold.
    """
    book = new_book()
    for name, headings, rows in _tables(document):
        add_table(book, name, [Column(heading) for heading in headings], rows)
    return saved(book, type(document).__name__)


def from_xlsx(content: bytes, kind: type[T]) -> T:
    """Return the document of this kind that `to_xlsx` wrote; raises Refused where the workbook holds none."""
    book = open_book(content, "the workbook that was written here")
    plain: dict[str, Any] = {}
    for field in attrs.fields(kind):  # type: ignore[arg-type]
        row_kind = _row_kind(kind, field.name)
        if row_kind is None:
            continue
        rows = _read(book, _heading(field.name), row_kind)
        plain[field.name] = rows if attrs.has(row_kind) else [row["value"] for row in rows]
    plain |= next(iter(_read(book, ABOUT, kind)), {}) if ABOUT in book.sheetnames else {}
    try:
        return from_plain(plain, kind)
    except DoesNotFit as problem:
        raise Refused(f"In the workbook: {reason}" for reason in problem.reasons) from None


def _tables(document: Any) -> Iterator[tuple[str, list[str], list[list[Cell]]]]:
    """Return each table of a document: its name, the headings, and the rows."""
    kind, plain = type(document), to_plain(document)
    single = [field.name for field in attrs.fields(kind) if _row_kind(kind, field.name) is None]
    if single:
        yield ABOUT, [_heading(name) for name in single], [[plain[name] for name in single]]
    for field in attrs.fields(kind):
        row_kind = _row_kind(kind, field.name)
        if row_kind is None:
            continue
        names = _names(row_kind)
        rows = [[row[name] for name in names] if attrs.has(row_kind) else [row] for row in plain[field.name]]
        yield _heading(field.name), [_heading(name) for name in names], rows


def _row_kind(kind: type[Any], name: str) -> type[Any] | None:
    """Return the kind of the entries of a list, or None for a field that holds one value."""
    hint = get_type_hints(kind)[name]
    return hint.__args__[0] if getattr(hint, "__origin__", None) is tuple else None


def _names(kind: type[Any]) -> list[str]:
    return [field.name for field in attrs.fields(kind)] if attrs.has(kind) else ["value"]


def _heading(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _read(book: Any, sheet: str, kind: type[Any]) -> list[dict[str, Any]]:
    """Return the rows of a sheet by field, found by their headings."""
    texts = {name for name, hint in get_type_hints(kind).items() if hint is str} if attrs.has(kind) else set()
    return [
        {
            name: _value(values[_heading(name)], is_text=name in texts)
            for name in _names(kind)
            if _heading(name) in values
        }
        for _, values in read_sheet(book, sheet).entries()
    ]


def _value(cell: Any, *, is_text: bool) -> Any:
    """Return a cell's value; where a text belongs, as a text: of a 12 that is typed, a spreadsheet makes a number."""
    if not is_text:
        return cell
    return "" if cell is None else str(cell)
