"""The form of a rater as an XLSX workbook, for who would rather not open an HTML file, and reading it back."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from attrs import frozen

from npqml_widgets.documents.feedback360.codes import Answers, form_number
from npqml_widgets.documents.feedback360.model import Rater, Round, promises
from npqml_widgets.documents.feedback360.questionnaire import LONGEST_TEXT, RATINGS
from npqml_widgets.documents.shared.cells import from_cell
from npqml_widgets.documents.shared.workbook import add_row, embolden, new_book, offer, open_book, saved, set_widths
from npqml_widgets.keeping.authored import Refused

_TITLE = "Answers"
_FORM = "Form number"
_DECLINE, _REASON = "decline", "reason"
_STAND_IN = "@@@@@@"  # no token has an @ in it
_HEADINGS = ("Number", "About", "Question", "Your answer")
_WIDTHS = (18, 20, 70, 50)


@frozen
class _Row:
    id: str
    about: str
    question: str


def write_sheet(asked: Round, rater: Rater) -> bytes:
    """Return the XLSX form of one rater: one sheet, one row a question, the ratings chosen from a list."""
    from openpyxl.styles import Font, PatternFill, Protection

    book = new_book()
    sheet = book.create_sheet(_TITLE)
    add_row(sheet, [asked.questionnaire.title])
    for words in (*promises(asked), "Fill in the yellow cells. Leave empty what you cannot say. Save, send back."):
        sheet.append([words])  # not broken into lines: a sentence may run over the cells beside it
    sheet.append([_FORM, f"{asked.tag}-{rater.token}"])
    embolden(sheet, [add_row(sheet, _HEADINGS)])
    sheet["A1"].font = Font(bold=True, size=14)
    rated = []
    for row in _rows(asked):
        cell = sheet.cell(add_row(sheet, [row.id, row.about, row.question, None]), 4)
        cell.fill, cell.protection = PatternFill("solid", fgColor="FFF7DB"), Protection(locked=False)
        if row.id.startswith("rating:"):
            rated.append(cell.coordinate)
    scale = ", ".join(f"{rating} {words}" for rating, words in RATINGS.items())
    offer(sheet, f"{rated[0]}:{rated[-1]}", map(str, RATINGS), title="Rating", meaning=f"{scale}. Empty: cannot say.")
    set_widths(sheet, _WIDTHS)
    sheet.protection.sheet = True  # without a password: against slips, not against people
    return saved(book, asked.questionnaire.title)


def write_sheets(asked: Round) -> Iterator[tuple[Rater, bytes]]:
    """Return the XLSX form of every rater: one workbook, made once, with each rater's number put in its place."""
    numbered = "<t>{}-{}</t>".format
    before = numbered(asked.tag, _STAND_IN).encode()
    with ZipFile(BytesIO(write_sheet(asked, Rater("", "team", _STAND_IN)))) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    for rater in asked.raters:
        written = BytesIO()
        with ZipFile(written, "w", ZIP_DEFLATED) as target:
            for name, part in parts.items():
                target.writestr(name, part.replace(before, numbered(asked.tag, rater.token).encode()))
        yield rater, written.getvalue()


def read_sheet(content: bytes, asked: Round) -> Answers:
    """Return what a filled XLSX form says; raises Refused, naming the cell."""
    cells = _cells(content)
    tag, token = form_number(str(cells.get(_FORM, ("", None))[1] or ""))
    if not token:
        raise Refused("The workbook is no form of this course: it has no form number. Ask for the form again.")
    if tag != asked.tag:
        raise Refused(f"The workbook is from another round or other questions ({tag}, expected {asked.tag}).")
    ratings, texts = {}, {}
    for kind, name in ((row.id.partition(":")[0], row.id) for row in _rows(asked)):
        place, value = cells.get(name, ("", None))
        if value is None or not str(value).strip():
            continue
        if kind == "rating":
            ratings[name.partition(":")[2]] = _rating(place, value)
        else:
            texts[name.partition(":")[2]] = _text(place, value)
    reason = texts.pop(_REASON, "")
    if texts.pop(_DECLINE, "").casefold().startswith("y"):
        return Answers(tag, token, declined=True, reason=reason)
    return Answers(tag, token, ratings, texts)


def _rows(asked: Round) -> list[_Row]:
    names = {behaviour.id: behaviour.name for behaviour in asked.questionnaire.behaviours}
    rows = [
        _Row(f"rating:{one.id}", f"{names[one.behaviour]} (1 high to 4 low)", one.text)
        for one in asked.questionnaire.statements
    ]
    rows += [_Row(f"text:{one.id}", "In your own words", one.text) for one in asked.questionnaire.questions]
    rows.append(_Row(f"decline:{_DECLINE}", "If you would rather not", "Write yes here to decline."))
    rows.append(_Row(f"decline:{_REASON}", "If you would rather not", "Your reason, if you want to give one."))
    return rows


def _cells(content: bytes) -> dict[str, tuple[str, Any]]:
    """Return what stands in the answer column, with its address, by the row's number."""
    book = open_book(content, "the form of a rater", as_typed=True)
    found: dict[str, tuple[str, Any]] = {}
    for row in book[_TITLE].iter_rows(max_col=4, max_row=500) if _TITLE in book.sheetnames else ():
        answer = row[1] if row[0].value == _FORM else row[3]
        found.setdefault(str(row[0].value), (answer.coordinate, answer.value))
    return found


def _rating(place: str, value: Any) -> int:
    try:
        number = float(str(value).strip()[:4])
    except ValueError:
        number = 0
    if number not in RATINGS:
        raise Refused(f"Cell {place} holds {str(value)[:40]!r}, expected 1, 2, 3, 4 or nothing. Ask what was meant.")
    return int(number)


def _text(place: str, value: Any) -> str:
    text = from_cell(str(value))
    if len(text) > LONGEST_TEXT:
        raise Refused(f"Cell {place} holds {len(text)} characters, at most {LONGEST_TEXT} fit. Ask for a shorter one.")
    return text
