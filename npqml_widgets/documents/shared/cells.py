"""Any text in a spreadsheet's cell and back again, so that nothing in it is run as a formula and nothing is lost."""

from __future__ import annotations

import re

LARGEST_CELL = 32_767
"""What a cell holds at most, in UTF-16 units: an emoji counts as two."""

# What a spreadsheet may take for a formula at the start of a cell, also behind spaces and in full width.
_FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r])")
_HELD_BACK = re.compile(r"''*(?:(?:\s|_x00(?:0[BCD]|1[C-F])_)*[=+\-@＝＋－＠]|\t|_x000D_)")
# What XML cannot hold, or changes on the way; and text that already looks like an escape.
_BAD = "[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]"
_NOT_FOR_XML = re.compile(f"{_BAD}|_(?=x[0-9A-Fa-f]{{4}}(?:_|{_BAD}))")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def to_cell(text: str) -> str:
    """Give a text as it is put in a cell: an apostrophe holds back what could be run as a formula.

    Characters that a spreadsheet's file cannot hold become _x001F_ and the like, as Office Open XML writes them.
    """
    escaped = _NOT_FOR_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return f"'{escaped}" if _FORMULA.match(text) else escaped


def from_cell(text: str | None) -> str:
    """Give the text that `to_cell` put in a cell; an empty cell is an empty text.

    What somebody typed in the cell comes back as typed.
    """
    plain = text or ""
    plain = plain[1:] if _HELD_BACK.match(plain) else plain
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), plain)


def fits(text: str) -> bool:
    """Tell whether a text, as `to_cell` gave it, fits into one cell."""
    return len(text.encode("utf-16-le")) // 2 <= LARGEST_CELL
