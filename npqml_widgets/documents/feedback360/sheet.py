"""The form of a rater as an XLSX workbook, for who would rather not open an HTML file, and reading it back."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from attrs import frozen

from npqml_widgets.documents.feedback360.codes import Answers
from npqml_widgets.documents.feedback360.model import LONGEST_TEXT, RATINGS, Rater, Round, promises
from npqml_widgets.documents.shared.cells import from_cell
from npqml_widgets.documents.shared.workbook import Damaged, add_row, open_book, saved

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
    """Give the XLSX form of one rater: one sheet, one row a question, the ratings chosen from a list."""
    from openpyxl import Workbook
    from openpyxl.styles import Font, PatternFill, Protection
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.active
    sheet.title = _TITLE
    add_row(sheet, [asked.questionnaire.title])
    sheet["A1"].font = Font(bold=True, size=14)
    for words in (*promises(asked), "Fill in the yellow cells. Leave empty what you cannot say. Save, send back."):
        sheet.append([words])
    sheet.append([_FORM, f"{asked.tag}-{rater.token}"])
    sheet.append(_HEADINGS)
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    scale = ", ".join(f"{rating} {words}" for rating, words in RATINGS.items())
    chosen = DataValidation("list", formula1='"1,2,3,4"', allow_blank=True)
    chosen.error, chosen.errorTitle = f"Choose {scale}, or leave it empty.", "Rating"
    chosen.prompt, chosen.promptTitle, chosen.showInputMessage = f"{scale}. Empty: cannot say.", "Rating", True
    sheet.add_data_validation(chosen)
    for row in _rows(asked):
        add_row(sheet, [row.id, row.about, row.question, None])
        cell = sheet.cell(sheet.max_row, 4)
        cell.fill, cell.protection = PatternFill("solid", fgColor="FFF7DB"), Protection(locked=False)
        if row.id.startswith("rating:"):
            chosen.add(cell)
    for letter, width in zip("ABCD", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.protection.sheet = True  # without a password: against slips, not against people
    return saved(book)


def write_sheets(asked: Round) -> Iterator[tuple[Rater, bytes]]:
    """Give the XLSX form of every rater: one workbook, made once, with each rater's number put in its place."""
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
    """Give what a filled XLSX form says; raises Damaged, naming the cell."""
    cells = _cells(content)
    number = str(cells.get(_FORM, ("", None))[1] or "")
    tag, _, token = number.partition("-")
    if not token:
        raise Damaged("The workbook is no form of this course: it has no form number. Ask for the form again.")
    if tag != asked.tag:
        raise Damaged(f"The workbook is from another round or other questions ({tag}, expected {asked.tag}).")
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
    """Give what stands in the answer column, with its address, by the row's number."""
    book = open_book(content, "the form of a rater")
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
        raise Damaged(f"Cell {place} holds {str(value)[:40]!r}, expected 1, 2, 3, 4 or nothing. Ask what was meant.")
    return int(number)


def _text(place: str, value: Any) -> str:
    text = from_cell(str(value))
    if len(text) > LONGEST_TEXT:
        raise Damaged(f"Cell {place} holds {len(text)} characters, at most {LONGEST_TEXT} fit. Ask for a shorter one.")
    return text
