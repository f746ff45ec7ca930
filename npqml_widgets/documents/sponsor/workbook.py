"""The evidence as an XLSX workbook whose counts are formulas, and back; an answer goes out with it and never comes in.

What somebody has written in a spreadsheet can be no sponsor's answer: only the form's own file is (answer_file.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import evolve

from npqml_widgets.documents.criteria import criteria
from npqml_widgets.documents.shared.cells import Unreadable, day_in_cell, from_cell, text_of
from npqml_widgets.documents.shared.entry_rows import Imported, sheet_rows
from npqml_widgets.documents.shared.table_import import shortened
from npqml_widgets.documents.shared.workbook import (
    SPARE_ROWS,
    Column,
    Formula,
    Value,
    add_row,
    add_table,
    embolden,
    filled_rows,
    mark_where,
    new_book,
    open_book,
    print_across,
    saved,
    set_widths,
    show_as,
)
from npqml_widgets.documents.sponsor.answer import answer_in
from npqml_widgets.documents.sponsor.import_table import read_evidence
from npqml_widgets.documents.sponsor.model import LABELS, SponsorComments
from npqml_widgets.documents.sponsor.printing import NOTHING_YET, came_words, title_of
from npqml_widgets.documents.sponsor.reading import read_setting
from npqml_widgets.documents.sponsor.verdict import UNCHECKED
from npqml_widgets.keeping.authored import Refused

LAYOUT = 1
"""Raised when a workbook is written in a way that an older version of the course cannot read."""
ABOUT, EVIDENCE, COUNTS, CAME = "About", "Evidence", "Counts", "What came back"
LAYOUT_LABEL = "Layout of this workbook"
WORKED_OUT = {"ready": "Ready"}
"""The column that is a formula, and its heading."""
SETTINGS = {
    "title": "Title",
    "setting": "School or setting",
    "candidate": "Your id from the provider",
    "name": "Your name",
    "sponsor": "Sponsor",
    "role": "Role of the sponsor",
    "starts": "Project began",
    "ends": "Project ends",
    "criteria": "Criteria to comment on",
}
"""What people read for each setting."""
_WIDE = {
    "id": 7, "criterion": 11, "what": 44, "partner": 26, "barrier": 44, "day": 13, "place": 32, "figure": 24,
    "source": 20, "notes": 30,
}  # fmt: skip
_HINT = "In front of a text that begins with = + - or @ an apostrophe keeps the text a text. Leave it there."


def to_xlsx(sheet: SponsorComments) -> bytes:
    """Return the sheet as the bytes of an XLSX file; raises Refused for a text that no cell can hold."""
    book = new_book()
    _add_about(book, sheet)
    last = _add_evidence(book, sheet)
    _add_counts(book, last)
    _add_came(book, sheet)
    return saved(book, title_of(sheet), opens=EVIDENCE)


def from_xlsx(content: bytes, filename: str) -> Imported[SponsorComments] | None:
    """Return the evidence in a workbook that `to_xlsx` has made, None if it is another one; no answer is read."""
    book = open_book(content, "evidence for a sponsor", name=filename)
    if not {ABOUT, EVIDENCE, COUNTS} <= set(book.sheetnames):
        return None
    about = {text_of(row.get(1)): row.get(2) for row in filled_rows(book[ABOUT]).values()}
    layout = about.get(LAYOUT_LABEL)
    if not isinstance(layout, int) or not layout:
        return None
    if layout > LAYOUT:
        raise Refused(f"{filename} was written by a newer version of this course. Open it with the newer version.")
    reports: list[str] = []
    settings = _read_settings(about, reports)
    fields = {label: name for name, label in (LABELS | WORKED_OUT).items()}
    rows, said = read_evidence((), sheet_rows(book, EVIDENCE, fields, WORKED_OUT), always=True)
    return Imported(SponsorComments(**settings, evidence=rows), len(rows), (*reports, *said))


def _add_about(book: Any, sheet: SponsorComments) -> None:
    about = book.create_sheet(ABOUT)
    for name, label in SETTINGS.items():
        value = getattr(sheet, name)
        if name == "criteria":
            value = ", ".join(value)
        add_row(about, [label, day_in_cell(value) if isinstance(value, date) else value])
    add_row(about, ["Working on here", _HINT])
    add_row(about, [LAYOUT_LABEL, LAYOUT])
    set_widths(about, (30, 100))


def _add_evidence(book: Any, sheet: SponsorComments) -> int:
    last = len(sheet.evidence) + 1 + SPARE_ROWS
    columns = [
        Column(label, _WIDE[name], tuple(criterion.id for criterion in criteria()) if name == "criterion" else ())
        for name, label in LABELS.items()
    ]
    rows: list[list[Value]] = []
    for number in range(2, last + 1):
        row = sheet.evidence[number - 2] if number - 2 < len(sheet.evidence) else None
        ready = f'=IF({_cell("what", number)}="","",IF(OR({_blank("criterion", number)},{_blank("day", number)},'
        ready += f'{_blank("place", number)}),"not yet","ready"))'
        values = [None if row is None else _value(getattr(row, name)) for name in LABELS]
        rows.append([*values, Formula(ready)])
    made = add_table(book, EVIDENCE, [*columns, Column(WORKED_OUT["ready"], 10)], rows)
    made.freeze_panes = "C2"
    show_as(made, f"{_cell('day', 2)}:{_cell('day', last)}", "dd/mm/yyyy")
    for row in made[f"{_cell('criterion', 2)}:{_cell('criterion', last)}"]:
        row[0].number_format = "@"
    letter = _letter(len(LABELS) + 1)
    mark_where(made, f"{letter}2:{letter}{last}", f'{letter}2="not yet"')
    print_across(made)
    return last


def _add_counts(book: Any, last: int) -> None:
    """Count the evidence for each criterion, and how much of it is ready."""
    letter = _letter(len(LABELS) + 1)
    whole, ready = (f"{EVIDENCE}!${name}$2:${name}${last}" for name in (_letter(2), letter))
    what = f"{EVIDENCE}!${_letter(3)}$2:${_letter(3)}${last}"
    rows: list[list[Value]] = [
        [
            criterion.id,
            criterion.text,
            Formula(f'=COUNTIFS({whole},"{criterion.id}",{what},"?*")'),
            Formula(f'=COUNTIFS({whole},"{criterion.id}",{ready},"ready")'),
        ]
        for criterion in criteria()
    ]
    counts = add_table(book, COUNTS, [Column("Criterion", 11), Column("In the framework's words", 60),
                                      Column("Evidence", 12), Column("Of it ready", 12)], rows)  # fmt: skip
    row = add_row(counts, ["All", "", *(Formula(f"=SUM({name}2:{name}{len(rows) + 1})") for name in "CD")])
    embolden(counts, [row])


def _add_came(book: Any, sheet: SponsorComments) -> None:
    came = book.create_sheet(CAME)
    answer = answer_in(sheet.answer)
    if sheet.answer is None or answer is None:
        add_row(came, [NOTHING_YET])
    else:
        comments: list[list[Value]] = [[f"On {comment.criterion}", comment.words] for comment in answer.comments]
        lines: list[list[Value]] = [
            [UNCHECKED, None],
            *comments,
            ["Statement", "Confirmed" if answer.confirms else "Not confirmed"],
            ["Signed", answer.name],
            ["Role", answer.role],
            ["Date given", day_in_cell(answer.day)],
            ["Came back", came_words(sheet.answer)],
        ]
        for line in lines:
            add_row(came, line)
    set_widths(came, (30, 100))
    came.protection.sheet = True  # nothing is read from here: it says so by not letting anybody type


def _read_settings(about: Mapping[str, object], reports: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, label in SETTINGS.items():
        value = about.get(label)
        value = from_cell(value) if isinstance(value, str) else value
        try:
            found[name] = read_setting(name, value)
        except Unreadable as expected:
            found[name] = () if name == "criteria" else None
            reports.append(f"{ABOUT}, {label}: found {shortened(text_of(value))}, expected {expected}; left blank.")
    return found


def keeping_answers(sheet: SponsorComments, found: SponsorComments) -> SponsorComments:
    """Return the evidence that was brought in, with the answers that are kept: none comes in by a workbook."""
    return evolve(found, answers=sheet.answers)


def _value(value: Any) -> Value:
    return day_in_cell(value) if isinstance(value, date) else value or None


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(place))


def _cell(field: str, row: int) -> str:
    return f"{_letter(list(LABELS).index(field) + 1)}{row}"


def _blank(field: str, row: int) -> str:
    return f'{_cell(field, row)}=""'
