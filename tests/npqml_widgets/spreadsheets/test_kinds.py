"""What is no workbook that can be read is called by its name, with the way out."""

from __future__ import annotations

import io
import zipfile

import pytest

from npqml_widgets.documents.shared.workbook import open_book
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.spreadsheets.kinds import way_out, what_it_is
from tests.npqml_widgets.spreadsheets.sheets import book_of, saved, strict

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def zipped(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as written:
        for name, part in parts.items():
            written.writestr(name.replace("__", "/").replace("_", "."), part)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a workbook with a password"),
        (OLE + "Workbook".encode("utf-16-le"), r"an older Excel file \(\.xls\)"),
        (OLE + "WordDocument".encode("utf-16-le"), "a Word document"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), r"a LibreOffice spreadsheet \(\.ods\)"),
        (zipped(Index__Document_iwa=b""), "a Numbers spreadsheet"),
        (zipped(xl__workbook_bin=b""), r"an Excel binary workbook \(\.xlsb\)"),
        (zipped(word__document_xml=b""), "a Word document"),
        (zipped(risks_xlsx=b""), "a zip. Unpack it"),
        (b"%PDF-1.7", "a PDF"),
        (b"<html><table>", "a web page"),
        ("\ufeffRisk,Likelihood\nRoof,3\n".encode(), "plain text, no workbook"),
    ],
)
def test_a_file_is_named_by_what_is_in_it_with_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=rf"risks\.xlsx: expected a register, found {said}.*\.") as refused:
        open_book(content, "a register", name="risks.xlsx")
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04 cut off", b"not a workbook", OLE[:4]])
def test_what_says_nothing_of_itself_is_refused_as_no_workbook(content: bytes) -> None:
    with pytest.raises(Refused, match="no XLSX workbook that can be opened"):
        open_book(content, "a register", name="risks.xlsx")


def test_a_workbook_is_none_of_these_in_strict_open_xml_either() -> None:
    assert what_it_is(saved(book_of())) == what_it_is(strict(saved(book_of()))) == ""


def test_a_name_alone_says_it_too() -> None:
    assert way_out("Risks.XLS").startswith("an older Excel file")
    assert way_out("risks.numbers").startswith("a Numbers spreadsheet")
    assert way_out("photo.png") == way_out("risks") == ""
