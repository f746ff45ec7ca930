"""A risk register as a Word document, where python-docx is installed; in the browser it is not."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from npqml_widgets.documents.risk.model import Register
from npqml_widgets.documents.risk.printing import PrintedTable, matrix, method, printable, risk_table, summary, title_of


class NoWord(Exception):
    """Says that Word documents cannot be made here and what to do instead."""


def to_docx(register: Register, today: date) -> bytes:
    """Give the register as the bytes of a DOCX file; raise NoWord where python-docx is not installed."""
    try:
        from docx import Document
        from docx.enum.section import WD_ORIENT
    except ImportError as problem:
        raise NoWord(
            "Word documents cannot be made here. Save the page for printing (HTML) and open it in Word, or save the "
            "workbook (XLSX)."
        ) from problem
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.core_properties.title = title_of(register)[:255]
    document.core_properties.language = "en-GB"
    _write(document, register, today)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _write(document: Any, register: Register, today: date) -> None:
    document.add_heading(title_of(register), 0)
    if register.setting.strip():
        document.add_paragraph(printable(register.setting))
    document.add_paragraph(summary(register, today))
    document.add_heading("Heat maps", 1)
    _add(document, matrix(register, "inherent"))
    _add(document, matrix(register, "residual"))
    document.add_heading("Risks", 1)
    _add(document, risk_table(register))
    document.add_heading("How to read it", 1)
    for one in method(register):
        document.add_paragraph(one)


def _add(document: Any, table: PrintedTable) -> None:
    """Add a table whose first row is repeated on every page, with its caption above it."""
    from docx.oxml import OxmlElement

    document.add_paragraph(table.caption, style="Caption").paragraph_format.keep_with_next = True
    made = document.add_table(len(table.rows) + 1, len(table.headings), style="Table Grid")
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for number, (row, texts) in enumerate(zip(made.rows, [table.headings, *table.rows], strict=True)):
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.text = text
            if number == 0 or (number - 1, place) in table.marked:
                for run in cell.paragraphs[0].runs:
                    run.bold = True
