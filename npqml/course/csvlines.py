"""The lines of a CSV file, whichever program saved it: its encoding and what parts its columns are found out."""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterator
from typing import Any

from attrs import frozen

PARTED_BY = ",;\t"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class NoText(Exception):
    """Says why the bytes of a file are no table of text."""


@frozen
class Line:
    """One line of a table: its number in the file, counted from 1, and its cells."""

    number: int
    cells: tuple[str, ...]

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(self.cells)


def lines_of(content: bytes) -> list[Line]:
    """Return the lines that hold something, their cells in NFC without space around; raises NoText where none can be.

    Commas, semicolons and tabs are read, as are UTF-8 with or without its mark, UTF-16 and the Windows code page.
    """
    text = unicodedata.normalize("NFC", _decoded(content)[0])
    if "\0" in text:
        raise NoText("a character that no text holds")
    try:
        return [line for line in _lines(text) if not line.blank]
    except csv.Error as error:
        raise NoText(f"what is no table ({error})") from None


def without_line(content: bytes, number: int) -> bytes:
    """Return a table without the line that begins at this number, all else as it is."""
    text, encoding = _decoded(content)
    physical = list(io.StringIO(text, newline=""))
    reader = _reader(text)
    before = 0
    for _ in reader:
        if before + 1 == number:
            return "".join(physical[:before] + physical[reader.line_num :]).encode(encoding)
        before = reader.line_num
    return content


def _lines(text: str) -> Iterator[Line]:
    reader = _reader(text)
    before = 0
    for cells in reader:
        yield Line(before + 1, tuple(cell.strip() for cell in cells))
        before = reader.line_num


def _reader(text: str) -> Any:
    first = next((line for line in text.splitlines() if line.strip(f"{PARTED_BY} ")), "")
    return csv.reader(io.StringIO(text, newline=""), delimiter=max(PARTED_BY, key=first.count))


def _decoded(content: bytes) -> tuple[str, str]:
    """Return a file's text, and the encoding that it was and can be written in."""
    try:
        if content.startswith(_UTF16):
            return content.decode("utf-16"), "utf-16"
        marked = content.startswith(codecs.BOM_UTF8)
        return content.decode("utf-8-sig"), "utf-8-sig" if marked else "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        if any(mark in content for mark in _UTF16):  # the mark of another encoding in the middle: two files in one
            raise NoText("characters of more than one encoding")
        return content.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        raise NoText("characters that neither UTF-8 nor the Windows code page has") from None
