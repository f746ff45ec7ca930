"""The evidence goes out as a workbook with live counts and comes back; an answer goes out and never comes in."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings

from npqml_widgets.documents.sponsor.model import Evidence, SponsorComments
from npqml_widgets.documents.sponsor.workbook import CAME, COUNTS, EVIDENCE, from_xlsx, keeping_answers, to_xlsx
from npqml_widgets.documents.sponsor.xlsx_form import write_form
from npqml_widgets.keeping.authored import Refused
from tests.npqml_widgets.documents.sponsor.sponsors import (
    ANSWER,
    DAY,
    SHEET,
    answered,
    any_days,
    sealed,
    sheets,
    with_what,
)


def back(content: bytes) -> SponsorComments:
    found = from_xlsx(content, "evidence.xlsx")
    assert found is not None
    assert found.left_out == ()
    return found.document


@settings(max_examples=40, deadline=None)
@given(sheets(any_days))
def test_any_sheet_comes_back_from_its_workbook(sheet: SponsorComments) -> None:
    assert back(to_xlsx(sheet)) == sheet


def test_an_answer_goes_out_and_never_comes_in() -> None:
    from openpyxl import load_workbook

    sheet = answered(sealed())
    book = load_workbook(BytesIO(to_xlsx(sheet)))
    words = [cell.value for row in book[CAME].iter_rows() for cell in row]
    assert ANSWER.comments[0].words in words
    assert book[CAME].protection.sheet
    book[CAME]["B2"] = "The best lead of all"
    target = BytesIO()
    book.save(target)
    assert back(target.getvalue()).answers == ()
    assert keeping_answers(sheet, back(target.getvalue())).answers == sheet.answers


def test_dates_are_dates_and_what_somebody_typed_wrongly_stays_in_the_notes() -> None:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(to_xlsx(SHEET)))
    sheet = book[EVIDENCE]
    assert sheet["F2"].value == datetime(2026, 10, 12)
    sheet["F2"], sheet["B3"], sheet["A4"] = "in autumn", "4.1.7", "E1"
    sheet["C5"], sheet["F5"] = "Added in Excel", date(2027, 2, 1)
    target = BytesIO()
    book.save(target)
    found = from_xlsx(target.getvalue(), "evidence.xlsx")
    assert found is not None
    first, second, third, fourth = found.document.evidence
    assert (first.day, first.notes) == (None, "Date: in autumn")
    assert second.notes == "Criterion: 4.1.7"
    assert third.id not in ("E1", "E2")
    assert (fourth.what, fourth.day) == ("Added in Excel", date(2027, 2, 1))
    assert len(found.left_out) == 3


def test_other_workbooks_are_not_taken_for_it() -> None:
    assert from_xlsx(write_form(ANSWER.request), "form.xlsx") is None
    with pytest.raises(Refused, match="no XLSX workbook"):
        from_xlsx(b"PK", "x.xlsx")


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed: formulas cannot be worked out")
def test_a_spreadsheet_counts_as_we_do(tmp_path: Path) -> None:
    """Seen with a row that lacks its place, and one that says nothing."""
    from openpyxl import load_workbook

    rows = (*SHEET.evidence, Evidence("E4", "4.1.1", "Without a place", day=DAY), Evidence("E5", "4.1.1"))
    sheet = evolve(with_what(SHEET, "E1", "=1+1"), evidence=rows)
    (tmp_path / "evidence.xlsx").write_bytes(to_xlsx(sheet))
    arguments = ["--headless", f"-env:UserInstallation=file://{tmp_path}/own", "--convert-to",
                 "xlsx:Calc MS Excel 2007 XML"]  # fmt: skip
    command = ["soffice", *arguments, "--outdir", str(tmp_path / "out"), str(tmp_path / "evidence.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    content = (tmp_path / "out" / "evidence.xlsx").read_bytes()
    book = load_workbook(BytesIO(content), data_only=True)
    counted = {row[0].value: (row[2].value, row[3].value) for row in book[COUNTS].iter_rows(min_row=2)}
    assert counted["4.1.1"] == (3, 2)
    assert counted["4.1.2"] == (1, 1)
    assert counted["All"] == (4, 3)
    ready = [row[10].value for row in book[EVIDENCE].iter_rows(min_row=2, max_row=6)]
    assert ready[:4] == ["ready", "ready", "ready", "not yet"]
    assert not ready[4]
    assert back(content) == sheet
