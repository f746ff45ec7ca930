"""The workbook: what a formula works out is what the document says, and everything comes back as it was."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from npqml_widgets.documents.rawdata.model import CodeUse, Estimate, RawData
from npqml_widgets.documents.rawdata.results import worked
from npqml_widgets.documents.rawdata.workbook import AVERAGE, RESULTS, from_xlsx, to_xlsx
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.plain import from_plain, to_plain
from tests.npqml_widgets.documents.rawdata.exports import children, excel_utf8
from tests.npqml_widgets.documents.rawdata.test_pupils import START, pupils_in
from tests.npqml_widgets.documents.shared.spreadsheet import worked_out

FULL = worked(evolve(START, purpose="=1+1", exported=date(2024, 9, 12), conclusion="Line 1\n-line 2\t'x"),
              pupils_in(excel_utf8(children()), "plain.csv"))  # fmt: skip
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
numbers = st.decimals(-1000, 1000, places=3).map(float)
uses = st.builds(CodeUse, st.just("result"), texts.filter(str.strip), st.sampled_from(["", "missing", "nought"]))
documents = st.builds(
    RawData,
    purpose=texts, rules=texts, conclusion=texts, system=texts, comparison=texts, units=texts,
    exported=st.none() | st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    standard=st.none() | numbers, against=st.sampled_from(["number", "target"]), limit=st.integers(3, 30),
    group=st.sampled_from(["", "pp", "sex", "attendance"]), whose=st.sampled_from(["group", "everybody"]),
    estimates=st.lists(numbers, unique=True, max_size=4).map(
        lambda starts: tuple(Estimate(start, 1.5) for start in sorted(starts))
    ),
    codes=st.lists(uses, max_size=3).map(tuple),
    left_as_is=st.lists(st.sampled_from(["left", "percent"]), unique=True).map(tuple),
    results=st.none() | st.just(FULL.results),
)  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(documents)
def test_any_analysis_comes_back_from_its_workbook_and_from_plain_data(document: RawData) -> None:
    assert from_plain(to_plain(document), RawData) == document
    assert from_xlsx(to_xlsx(document), "own.xlsx") == document


def test_a_whole_analysis_comes_back() -> None:
    assert from_xlsx(to_xlsx(FULL), "own.xlsx") == FULL


def test_another_workbook_is_none_of_ours_and_a_newer_one_is_refused() -> None:
    book = load_workbook(BytesIO(to_xlsx(FULL)))
    sheet = book["Analysis"]
    row = next(row for row in sheet.iter_rows() if row[0].value == "Layout of this workbook")
    row[1].value = 9
    newer = BytesIO()
    book.save(newer)
    with pytest.raises(Refused, match="newer version"):
        from_xlsx(newer.getvalue(), "own.xlsx")
    sheet.title = "Other"
    other = BytesIO()
    book.save(other)
    assert from_xlsx(other.getvalue(), "own.xlsx") is None


def test_a_date_is_a_date_and_a_text_that_looks_like_a_formula_is_none() -> None:
    sheet = load_workbook(BytesIO(to_xlsx(FULL)))["Analysis"]
    cells = {row[0].value: row[1] for row in sheet.iter_rows()}
    assert cells["Exported"].is_date
    assert cells["Purpose"].data_type == "s"


@pytest.mark.slow
def test_libreoffice_works_out_what_the_document_says(tmp_path: Path) -> None:
    document = worked(evolve(FULL, whose="everybody"), pupils_in(excel_utf8(children()), "plain.csv"))
    results = document.results
    assert results is not None
    assert results.progress is not None
    sheet = worked_out(to_xlsx(document), tmp_path)[RESULTS]
    found = {row[0]: row for row in sheet.iter_rows(values_only=True) if row[0]}
    assert found["All pupils with a result"][4] == pytest.approx(results.reached[-1].share)
    assert found[AVERAGE][4] == pytest.approx(results.progress)
    assert found["Low"][1] == pytest.approx(results.interval.low)
    assert found["High"][1] == pytest.approx(results.interval.high)
    assert found[results.bands[0].start][4] == pytest.approx(results.bands[0].progress)
