"""Documents kept, loaded, exported and brought back: the same document whatever people write."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from npqml_widgets import documents
from npqml_widgets.documents.log import KINDS, LEVELS, MOMENTS, STATES, Confidence, Log, Note
from npqml_widgets.documents.review import Answered, Reviews
from npqml_widgets.documents.scenario.path import CasePath, Step
from npqml_widgets.documents.shared.cells import from_cell, to_cell
from npqml_widgets.documents.shared.model_tables import from_xlsx, to_xlsx
from npqml_widgets.keeping import authored
from npqml_widgets.keeping import documents as kept_documents
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.files import path_of

NASTY = [
    "", " ", "=cmd|' /C calc'!A0", "'=1+1", "''=1", "+44 20", "-1", "@SUM(A1)", "＝1+1", "\t=1", "\r\n=1",
    "a\rb\r\nc\n", "_x0041_", "_x005F_x0041_", "\x00\x1f\ufffe\ud800", "😀" * 5000, "مرحبا \u202eabc", "12",
    "TRUE", "#N/A", "x" * 10_000, "'tis", "it's \"so\" <b>&amp;</b>",
]  # fmt: skip
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(max_size=60), st.text(st.characters(), max_size=30))
TIMES = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
IDS = st.text(st.characters(codec="utf-8"), max_size=12)
STEPS = st.builds(Step, IDS, TIMES, TEXTS, st.none() | TIMES)
PATHS = st.builds(CasePath, IDS, st.lists(STEPS, max_size=4).map(tuple))
ANSWERS = st.builds(Answered, IDS, st.integers(0, 9), st.booleans(), TIMES)
REVIEWS = st.builds(Reviews, st.lists(ANSWERS, max_size=4).map(tuple), st.lists(TIMES, max_size=3).map(tuple))
NOTES = st.builds(
    Note, IDS, TIMES, st.sampled_from([*KINDS]), IDS, IDS, TEXTS, st.sampled_from(STATES), st.none() | TIMES
)  # fmt: skip
SURE = st.builds(Confidence, TIMES, IDS, IDS, st.sampled_from([*MOMENTS]), st.sampled_from([*LEVELS]))
LOGS = st.builds(Log, st.lists(NOTES, max_size=4).map(tuple), st.lists(SURE, max_size=3).map(tuple))
DOCUMENTS = st.one_of(PATHS, REVIEWS, LOGS)
NOW = datetime(2026, 11, 5, tzinfo=UTC)


@pytest.mark.slow
@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DOCUMENTS)
def test_a_document_is_the_same_after_save_load_export_and_import(tmp_path, monkeypatch, document):
    monkeypatch.chdir(tmp_path)
    revision = kept_documents.load("doc", type(document)).revision
    kept = kept_documents.save("doc", document, revision=revision)
    assert not kept.notice
    loaded = kept_documents.load("doc", type(document)).document
    assert loaded == document
    assert from_xlsx(to_xlsx(loaded), type(document)) == document
    path_of("doc", "document").unlink()


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_every_nasty_text_comes_back_as_it_was(text):
    log = Log((Note("n", NOW, "reflection", "1.1.1", "t", text),))
    assert from_xlsx(to_xlsx(log), Log) == log


@settings(deadline=None, max_examples=300)
@given(st.text(st.characters(), max_size=40) | st.sampled_from(NASTY))
@example("'" * 3 + "=1")
def test_cells_lose_nothing_and_never_start_a_formula(text):
    cell = to_cell(text)
    assert from_cell(cell) == text
    assert cell.lstrip()[:1] not in ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def test_no_cell_of_a_workbook_is_a_formula():
    steps = tuple(Step("=1+1", NOW, text) for text in NASTY if len(text) < 100)
    book = load_workbook(BytesIO(to_xlsx(CasePath("=cmd|'x'!A1", steps))))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_a_number_typed_where_a_text_belongs_is_read_as_text():
    content = to_xlsx(Log((Note("n", NOW, "reflection", "1.1.1", "t", "words"),)))
    book = load_workbook(BytesIO(content))
    headings = [cell.value for cell in book["Notes"][1]]
    book["Notes"].cell(2, headings.index("Words") + 1).value = 12
    target = BytesIO()
    book.save(target)
    assert from_xlsx(target.getvalue(), Log).notes[0].words == "12"


def test_a_text_longer_than_a_cell_is_refused_and_not_cut():
    log = Log((Note("n", NOW, "reflection", "1.1.1", "t", "x" * 40_000),))
    with pytest.raises(Refused, match=r"Notes, row 2 \(n\), Words: found 40,000 characters; a cell holds 32,767"):
        to_xlsx(log)


def test_a_workbook_that_is_none_of_ours_is_refused_in_words():
    with pytest.raises(Refused, match="no XLSX workbook that can be opened"):
        from_xlsx(b"not a workbook", Log)
    target = BytesIO()
    Workbook().save(target)
    with pytest.raises(Refused, match="no sheet Notes"):
        from_xlsx(target.getvalue(), Log)
    content = to_xlsx(Log((Note("n", NOW, "reflection", "1.1.1", "t", "words"),)))
    book = load_workbook(BytesIO(content))
    book["Notes"].cell(2, 3).value = "shopping"
    target = BytesIO()
    book.save(target)
    with pytest.raises(Refused, match="In the workbook: notes, entry 1"):
        from_xlsx(target.getvalue(), Log)


def test_documents_are_made_without_anything_that_a_browser_lacks():
    folder = Path(documents.__file__).parent
    files = [*folder.rglob("*.py"), *(Path(kept.__file__) for kept in (kept_documents, authored))]
    assert len(files) > 40
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert not any(f"import {one}" in text for one in ("scipy", "pydantic", "lxml", "threading", "subprocess")), (
            file
        )
