"""The sponsor's form as an XLSX workbook, for where mail lets no web page through, and reading it back.

A workbook cannot seal what is typed in it, and a key in one of its cells would be given to the candidate. So none is
asked for, and an answer from here is never verified before the provider has asked the sponsor.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from npqml_widgets.documents.shared.cells import Unreadable, date_of, from_cell, text_of
from npqml_widgets.documents.shared.workbook import (
    Value,
    add_row,
    embolden,
    filled_rows,
    new_book,
    offer,
    open_book,
    print_across,
    saved,
    set_widths,
)
from npqml_widgets.documents.sponsor.answer import (
    LONGEST,
    STATEMENT,
    Answer,
    Comment,
    Request,
    content_of,
    criteria_of,
    read_content,
)
from npqml_widgets.documents.sponsor.evidence_tables import HEADINGS, evidence_table, intro
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.plain import DoesNotFit, from_plain, to_plain
from npqml_widgets.keeping.readjson import read_json

FORM, ASKED = "Sponsor's form", "What was asked"
COMMENT, CONFIRMED, NAME, ROLE, DAY = "Comment on {}", "Confirmed (yes or no)", "Your name", "Your role", "Date"
NOT_VERIFIED = (
    "A workbook cannot be sealed: your answer is called “not verified” until the provider of the course has asked you. "
    "Never type a key in here."
)
HOW = "Fill in the yellow cells, save the workbook as .xlsx, and send it back."
EMPTY = (
    "It is the form with nothing filled in. Ask your sponsor to fill in the yellow cells, save the workbook and send "
    "it again; on a phone or in a mail's preview nothing is saved."
)
_PIECE = 30_000  # characters in a cell: the evidence of many rows is longer than one cell holds
_ANSWER = 2
"""The column of the answers."""


def write_form(request: Request) -> bytes:
    """Return the workbook that a sponsor fills in, with the evidence in it."""
    from openpyxl.styles import Alignment, Font, PatternFill, Protection

    book = new_book()
    sheet = book.create_sheet(FORM)
    add_row(sheet, [f"Sponsor's comments: {request.name.strip() or 'a candidate'}"])
    for words in (*intro(request), HOW, NOT_VERIFIED):
        said = sheet.cell(add_row(sheet, [words]), 1)
        said.alignment = Alignment(vertical="top")  # not broken into lines: it may run over the cells beside it
    headings = [add_row(sheet, HEADINGS)]
    for row in evidence_table(request.evidence).rows:
        add_row(sheet, row)
    headings.append(add_row(sheet, ["To fill in", "Your answer"]))
    for label, _ in _questions(request):
        cell = sheet.cell(add_row(sheet, [label, None]), _ANSWER)
        cell.fill, cell.protection = PatternFill("solid", fgColor="FFF7DB"), Protection(locked=False)
        if label.startswith(CONFIRMED):
            offer(sheet, cell.coordinate, ("yes", "no"), title="The statement", meaning="yes or no")
        if label == DAY:
            cell.number_format = "dd/mm/yyyy"
    embolden(sheet, headings)
    sheet["A1"].font = Font(bold=True, size=14)
    set_widths(sheet, (44, 60, 44, 16, 36))
    sheet.protection.sheet = True  # without a password: against slips, not against people
    print_across(sheet, headings=False)
    _write_request(book, request)
    return saved(book, "Sponsor's form", opens=FORM)


def read_form(content: bytes, when: datetime, *, name: str = "The file") -> str | None:
    """Return what a filled form says as the text of an answer; None where the workbook is no such form.

    Raises Refused, naming the cell, where it cannot be read, or nothing was filled in.
    """
    book = open_book(content, "the form of a sponsor", name=name)
    if FORM not in book.sheetnames or ASKED not in book.sheetnames:
        return None
    request = _read_request(book)
    values: dict[str, tuple[int, object]] = {}
    for number, row in filled_rows(book[FORM]).items():
        values.setdefault(_plain(row.get(1)), (number, row.get(_ANSWER)))
    typed = {label: values.get(_plain(label), (0, None)) for label, _ in _questions(request)}
    if all(value is None or not text_of(value).strip() for _, value in typed.values()):
        raise Refused(EMPTY)
    comments = ((criterion, typed[COMMENT.format(criterion)][1]) for criterion in request.criteria)
    answer = Answer(
        request,
        tuple(Comment(criterion, text) for criterion, value in comments if (text := _plain(value))),
        _confirmed(*typed[_statement()]),
        _plain(typed[NAME][1]),
        _plain(typed[ROLE][1]),
        _day(*typed[DAY]),
        when,
    )
    if not answer.name:
        raise Refused(f"The name is missing (sheet {FORM}, row {typed[NAME][0]}). Ask your sponsor to put it in.")
    text = content_of(answer)
    read_content(text)
    return text


def _questions(request: Request) -> list[tuple[str, str]]:
    """Return the labels of what is to be filled in, each with what it means."""
    comments = [(COMMENT.format(criterion.id), criterion.text) for criterion in criteria_of(request)]
    return [*comments, (_statement(), ""), (NAME, ""), (ROLE, ""), (DAY, "")]


def _statement() -> str:
    return f"{CONFIRMED}: {STATEMENT}"


def _write_request(book: Any, request: Request) -> None:
    """Put what was asked on a hidden sheet, in pieces that a cell can hold."""
    sheet = book.create_sheet(ASKED)
    text = json.dumps(to_plain(request), ensure_ascii=True)
    for start in range(0, len(text), _PIECE):
        row: list[Value] = [text[start : start + _PIECE]]
        add_row(sheet, row)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True


def _read_request(book: Any) -> Request:
    pieces = [from_cell(text_of(row.get(1))) for row in filled_rows(book[ASKED]).values()]
    try:
        return from_plain(read_json("".join(pieces).encode("utf-8", "surrogatepass")), Request, whole=False)
    except (ValueError, RecursionError, DoesNotFit):
        raise Refused(f"The hidden sheet {ASKED} of the form was changed. Send your sponsor a new form.") from None


def _plain(value: object) -> str:
    return from_cell(text_of(value)).strip()[: LONGEST + 1]


def _confirmed(row: int, value: object) -> bool:
    said = _plain(value).casefold()
    if said not in ("", "yes", "y", "no", "n"):
        raise Refused(f"Sheet {FORM}, row {row}: found “{said[:40]}”, expected yes or no. Ask what was meant.")
    return said.startswith("y")


def _day(row: int, value: object) -> Any:
    try:
        return date_of(value)
    except Unreadable as expected:
        found = text_of(value)[:40]
        raise Refused(f"Sheet {FORM}, row {row}: found “{found}”, expected {expected}. Ask what was meant.") from None
