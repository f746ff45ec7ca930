"""Tables saved as text: in whichever alphabet, and with whatever between the cells."""

from __future__ import annotations

import csv
import io
import re

_MAC = re.compile("[a-z][ŽŠŒŸ†‡ˆ‰‹›•™‘“]")
SEPARATORS = ",;\t|"


def decoded(content: bytes) -> str:
    """Return the text of a file in UTF-8, in UTF-16 with its mark, or as Excel on Windows or a Mac writes plain CSV."""
    for encoding in ("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        # What a Mac writes for é is a capital of its own for Windows: nobody has one inside a word.
        return content.decode("mac_roman") if encoding == "cp1252" and _MAC.search(text) else text
    return content.decode("mac_roman")


def rows_of(text: str, separator: str) -> list[list[str]]:
    """Return the rows of a text; raises csv.Error where it is no table."""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def separator_of(text: str) -> str:
    """Return what stands between the headings of a text: the one that makes most of them, a comma if none does."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return ","
    counted = {mark: len(rows_of(lines[0], mark)[0]) for mark in SEPARATORS}
    return max(SEPARATORS, key=lambda mark: counted[mark])
