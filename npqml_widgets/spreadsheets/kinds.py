"""What a file is by what is in it, whatever its name says, and how it becomes a workbook that can be read."""

from __future__ import annotations

import zipfile
from io import BytesIO

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENDINGS = {
    ".xls": "an older Excel file (.xls). In Excel choose Save As, Excel Workbook (.xlsx)",
    ".xlsb": "an Excel binary workbook (.xlsb). In Excel choose Save As, Excel Workbook (.xlsx)",
    ".xlsm": "a workbook with macros (.xlsm). In Excel choose Save As, Excel Workbook (.xlsx)",
    ".xltx": "a template (.xltx). In Excel open it and choose Save As, Excel Workbook (.xlsx)",
    ".ods": "a LibreOffice spreadsheet (.ods). In LibreOffice choose Save As, Excel 2007-365 (.xlsx)",
    ".fods": "a LibreOffice spreadsheet (.fods). In LibreOffice choose Save As, Excel 2007-365 (.xlsx)",
    ".numbers": "a Numbers spreadsheet. In Numbers choose File, Export To, Excel",
    ".gsheet": "only a link to a Google sheet. Open it and choose File, Download, Microsoft Excel (.xlsx)",
    ".pdf": "a PDF, from which no table can be read. Ask for the workbook that it was made of",
    ".docx": "a Word document. Copy its table into Excel and save that as Excel Workbook (.xlsx)",
    ".doc": "a Word document. Copy its table into Excel and save that as Excel Workbook (.xlsx)",
    ".html": "a web page. Open it in Excel and choose Save As, Excel Workbook (.xlsx)",
    ".zip": "a zip. Unpack it and choose the workbook in it",
}
LOCKED = (
    "a workbook with a password. Open it in Excel with its password, choose File, Info, Protect Workbook, Encrypt with "
    "Password, leave the box empty, and save it"
)
TEXT = "plain text, no workbook. Give it a name that ends in .csv, or save it in Excel as Excel Workbook (.xlsx)"


def what_it_is(content: bytes) -> str:
    """Return what a file is and the way out, for "FILE is ..."; an empty text where it may be a workbook."""
    if content.startswith(_OLE):
        return _in_ole(content)
    if content.startswith(b"PK"):
        return _in_zip(content)
    if content.startswith(b"%PDF"):
        return _ENDINGS[".pdf"]
    start = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        return _ENDINGS[".html"]
    separators = any(mark in start for mark in (b",", b";", b"\t"))
    return TEXT if separators and b"\n" in start and b"\0" not in start else ""


def way_out(filename: str) -> str:
    """Return what a file is and the way out by its name alone; an empty text where that says nothing."""
    ending = filename.lower().rpartition(".")
    return _ENDINGS.get(f".{ending[2]}", "") if ending[1] else ""


def _in_ole(content: bytes) -> str:
    """Tell a locked workbook from what Office wrote before 2007: both are a small file system of their own."""
    if _wide("EncryptedPackage") in content:
        return LOCKED
    return _ENDINGS[".doc" if _wide("WordDocument") in content else ".xls"]


def _in_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            names = parts.namelist()
            kind = parts.read("mimetype")[:80] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        return ""
    found = {
        ".ods": b"opendocument" in kind,
        ".xlsb": "xl/workbook.bin" in names,
        ".numbers": any(name.endswith(".iwa") or name == "Index.zip" for name in names),
        ".docx": "word/document.xml" in names,
        ".zip": "[Content_Types].xml" not in names and any(name.lower().endswith((".xlsx", ".csv")) for name in names),
    }
    return next((_ENDINGS[ending] for ending, is_it in found.items() if is_it), "")


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")
