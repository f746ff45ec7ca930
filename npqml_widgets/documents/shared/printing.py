"""A document for people to read on paper: one page of blocks, written as HTML or, where it can be, for Word.

A document says once what stands on its page; both writers show the same. No text in it is run or lost.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from html import escape
from importlib.util import find_spec
from io import BytesIO
from typing import Any

from attrs import frozen

from npqml_widgets.keeping.authored import Refused

NO_WORD = (
    "Word documents cannot be made here. Save the page for printing (HTML) and open it in Word, or save the workbook "
    "(XLSX)."
)
LONGEST_WORD = 25  # letters that a column of a table always has room for
SHORT = 12  # signs that stand on one line of a cell, such as "3 x 4 = 12"
MARGIN, MARGIN_ACROSS = 15, 12  # mm
_NOT_PRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_STYLE = (
    f"""
@page {{ size: A4; margin: {MARGIN}mm }}"""
    + """
body { margin: 0 auto; padding: 1rem; max-width: 52rem; color: #1b1b1b; background: #fff;
  font: 11pt/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif }
h1 { font-size: 1.6em; line-height: 1.2 } h2 { font-size: 1.2em; margin: 1.5em 0 0.4em }
h1, h2, h3 { break-after: avoid }
table { width: 100%; margin: 0 0 1.2rem; border-collapse: collapse }
caption { padding: 0.3rem 0; text-align: left; font-weight: 600 }
th, td { padding: 0.25rem 0.5rem; border: 1px solid #767676; text-align: left; vertical-align: top;
  white-space: pre-wrap; overflow-wrap: break-word }
thead { display: table-header-group } thead th { background: #eef1f4 } tbody th { min-width: 3em }
p, li, .long { overflow-wrap: anywhere }
.marked { background: #ffd9b3; font-weight: bold; print-color-adjust: exact; -webkit-print-color-adjust: exact }
blockquote { margin: 0 0 0.6rem; padding: 0.2rem 0.8rem; border-left: 3px solid #767676; white-space: pre-wrap;
  overflow-wrap: anywhere }
dl { display: grid; grid-template-columns: minmax(7rem, 12rem) 1fr; gap: 0.3rem 1rem; margin: 0.5rem 0 }
dt { color: #4d4d57 } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line }
pre { padding: 0.6rem; background: #f3f4f8; overflow-wrap: anywhere; white-space: pre-wrap }
figure { margin: 0 0 1.2rem; break-inside: avoid } img { max-width: 100%; height: auto }
.beside { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5em }
tr, blockquote { break-inside: avoid }
.short { white-space: pre }
.wide table { font-size: 0.9em } .wide th, .wide td { padding: 0.2rem 0.35rem }
caption, thead, tbody tr:first-child:not(:last-child) { break-after: avoid } tbody tr:last-child { break-before: avoid }
@media (max-width: 50em) { .beside { display: block } .wide { overflow-x: auto } }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr } dt { margin-top: 0.4rem } }
@media print { body { padding: 0 } }
"""
)
_ACROSS = f"@page {{ size: A4 landscape; margin: {MARGIN_ACROSS}mm }}" + " body { max-width: 75em; font-size: 10pt }"


@frozen
class Heading:
    """The heading of what follows."""

    words: str


@frozen
class Paragraph:
    """A paragraph."""

    words: str


@frozen
class Bullets:
    """A list."""

    items: tuple[str, ...]


@frozen
class Terms:
    """Pairs of a label and what belongs to it."""

    lines: tuple[tuple[str, str], ...]


@frozen
class Quote:
    """Somebody's own words."""

    words: str


@frozen
class Typed:
    """What was typed, character by character, such as a line of Python."""

    text: str


@frozen
class Table:
    """A table with its caption and headings; the first cell of a row names it. `marked` are cells to stand out.

    `wide` says that it may be broader than a screen, and then scrolls. `widths` are the columns' shares of the page in
    hundredths, 0 where a column takes what it needs.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marked: frozenset[tuple[int, int]] = frozenset()
    wide: bool = False
    widths: tuple[int, ...] = ()


@frozen
class Picture:
    """A PNG picture, with a sentence that says what it shows to whoever cannot see it."""

    png: bytes
    sentence: str
    caption: str = ""


@frozen
class Beside:
    """Two tables side by side, where there is room."""

    tables: tuple[Table, Table]


Block = Heading | Paragraph | Bullets | Terms | Quote | Typed | Table | Picture | Beside


@frozen
class Page:
    """What is printed: its title, and its blocks from top to bottom; `across` turns the paper for wide tables.

    `author` is whose document it is, where that is known; it stands in the file's own properties.
    """

    title: str
    blocks: tuple[Block, ...]
    across: bool = False
    author: str = ""


def printable(text: str) -> str:
    """Return a text in which characters that no page can show stand as a replacement mark."""
    return _NOT_PRINTED.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))


def to_html(page: Page) -> str:
    """Return a page as HTML that needs no other file."""
    body = "\n".join(html_of(block) for block in page.blocks)
    whole = f'<h1 dir="auto">{_shown(page.title)}</h1>\n{body}'
    return html_page(page.title, whole, _ACROSS if page.across else "", page.author)


def to_fragment(page: Page, level: int) -> str:
    """Return a page as HTML to stand inside another page, its title a heading of this level."""
    body = "\n".join(html_of(block, level + 1) for block in page.blocks)
    return f'<h{level} dir="auto">{_shown(page.title)}</h{level}>\n{body}'


def to_text(page: Page) -> str:
    """Return a page in plain words: a paragraph for each block, a row of a table on a line of its own."""
    return "\n\n".join([printable(page.title), *map(_text, page.blocks)])


def html_page(title: str, body: str, style: str = "", author: str = "") -> str:
    """Return the whole of an HTML page whose body is HTML already; `style` adds rules to those of every page."""
    named = f'<meta name="author" content="{escape(printable(author), quote=True)}">\n' if author else ""
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{named}<title>{_shown(title)}</title>\n<style>{_STYLE}{style}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def html_of(block: Block, level: int = 2) -> str:
    """Return one block as HTML; headings are of this level."""
    match block:
        case Heading(words):
            return f"<h{level}>{_shown(words)}</h{level}>"
        case Paragraph(words):
            return f'<p dir="auto">{_shown(words)}</p>'
        case Bullets(items):
            listed = "".join(f'<li dir="auto">{_shown(item)}</li>' for item in items)
            return f"<ul>{listed}</ul>"
        case Terms(lines):
            rows = "".join(f"<dt>{_shown(label)}</dt><dd>{_shown(words)}</dd>\n" for label, words in lines)
            return f"<dl>\n{rows}</dl>"
        case Quote(words):
            return f'<blockquote dir="auto">{_shown(words)}</blockquote>'
        case Typed(text):
            return f"<pre>{_shown(text)}</pre>"
        case Picture(png, sentence, caption):
            address = base64.b64encode(png).decode("ascii")
            below = f"<figcaption>{_shown(caption)}</figcaption>" if caption else ""
            alt = escape(printable(sentence), quote=True)
            picture = f'<img alt="{alt}" src="data:image/png;base64,{address}">'
            return f"<figure>{picture}<p>{_shown(sentence)}</p>{below}</figure>"
        case Beside(tables):
            both = "".join(map(_html_table, tables))
            return f'<div class="beside">{both}</div>'
        case Table():
            return _html_table(block)


def _text(block: Block) -> str:
    """Return one block in plain words."""
    match block:
        case Heading(words) | Paragraph(words) | Quote(words) | Typed(words):
            return printable(words)
        case Bullets(items):
            return "\n".join(f"- {printable(item)}" for item in items)
        case Terms(lines):
            return "\n".join(printable(f"{label}: {words}") for label, words in lines)
        case Picture(_, sentence, caption):
            return "\n".join(printable(words) for words in (caption, sentence) if words)
        case Beside(tables):
            return "\n\n".join(map(_text_table, tables))
        case Table():
            return _text_table(block)


def _text_table(table: Table) -> str:
    rows = ("; ".join(_text_cells(table, row)) for row in table.rows)
    return "\n".join([printable(table.caption), *rows])


def _text_cells(table: Table, row: tuple[str, ...]) -> list[str]:
    """Return the cells of a row that hold something, each behind its heading."""
    cells = zip(table.headings, row, strict=True)
    return [f"{printable(heading)}: {' / '.join(printable(cell).split(chr(10)))}" for heading, cell in cells if cell]


def _html_table(table: Table) -> str:
    head = "".join(f'<th scope="col">{_shown(heading)}</th>' for heading in table.headings)
    body = "\n".join(f"<tr>{_html_cells(table, row)}</tr>" for row in range(len(table.rows)))
    caption = _shown(table.caption)
    shares = "".join(f'<col style="width: {share}%">' if share else "<col>" for share in table.widths)
    whole = f"<table><caption>{caption}</caption>{shares}<thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>"
    if not table.wide:
        return whole
    label = escape(printable(table.caption), quote=True)
    return f'<div class="wide" role="region" aria-label="{label}" tabindex="0">{whole}</div>'


def _html_cells(table: Table, row: int) -> str:
    cells = []
    for place, text in enumerate(table.rows[row]):
        name = 'th scope="row"' if place == 0 else "td"
        # Words of usual length are never broken, however narrow that column is: only what would be wider than the page.
        long = any(len(word) > LONGEST_WORD for word in text.split())
        short = " " in text and len(text) <= SHORT
        classes = " ".join(["marked"] * ((row, place) in table.marked) + ["long"] * long + ["short"] * short)
        attributes = f' class="{classes}"' if classes else ""
        cells.append(f'<{name} dir="auto"{attributes}>{_shown(text)}</{name[:2]}>')
    return "".join(cells)


def _shown(text: str) -> str:
    return escape(printable(text))


def can_write_word() -> bool:
    """Tell whether python-docx is installed; in the browser it is not."""
    return find_spec("docx") is not None


def to_docx(page: Page) -> bytes:
    """Return a page as a Word document; raises Refused, with another way, where python-docx is not installed."""
    try:
        from docx import Document
        from docx.enum.section import WD_ORIENT
        from docx.shared import Mm
    except ImportError as problem:
        raise Refused(NO_WORD) from problem
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if page.across:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    margin = Mm(MARGIN_ACROSS if page.across else MARGIN)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = margin
    document.core_properties.title = printable(page.title)[:255]
    document.core_properties.author = printable(page.author)[:255]  # else python-docx names itself
    document.core_properties.comments = ""
    document.core_properties.language = "en-GB"
    document.add_heading(printable(page.title), 0)
    for block in page.blocks:
        _add(document, block)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _add(document: Any, block: Block) -> None:
    """Add one block to a Word document."""
    match block:
        case Heading(words):
            document.add_heading(printable(words), 1)
        case Paragraph(words) | Typed(words):
            document.add_paragraph(printable(words))
        case Bullets(items):
            for item in items:
                document.add_paragraph(printable(item), style="List Bullet")
        case Terms(lines):
            for label, words in lines:
                document.add_paragraph(printable(f"{label}: {words}"))
        case Quote(words):
            document.add_paragraph(printable(words), style="Quote")
        case Picture(png, sentence, caption):
            document.add_picture(BytesIO(png), width=_text_width(document))
            document.add_paragraph(printable(sentence))
            if caption:
                document.add_paragraph(printable(caption), style="Caption")
        case Beside(tables):
            for table in tables:
                _add_table(document, table)
        case Table():
            _add_table(document, block)


def _add_table(document: Any, table: Table) -> None:
    """Add a table whose first row is repeated on every page and whose rows are whole, with its caption above it."""
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    document.add_paragraph(printable(table.caption), style="Caption").paragraph_format.keep_with_next = True
    made = document.add_table(len(table.rows) + 1, len(table.headings), style="Table Grid")
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    widths = _widths(table, _text_width(document))
    lines: list[Sequence[str]] = [table.headings, *table.rows]
    for number, (row, texts) in enumerate(zip(made.rows, lines, strict=True)):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.text = printable(text)
            cell.width = widths[place]
            for run in cell.paragraphs[0].runs:
                run.bold = number == 0 or (number - 1, place) in table.marked
                run.font.size = Pt(9) if table.wide else None


def _widths(table: Table, whole: int) -> list[int]:
    """Return the width of each column: its share, or an equal part of what is left."""
    shares = table.widths or (0,) * len(table.headings)
    left = (100 - sum(shares)) / max(1, shares.count(0))
    return [int(whole * (share or left) / 100) for share in shares]


def _text_width(document: Any) -> int:
    section = document.sections[-1]
    return int(section.page_width - section.left_margin - section.right_margin)
