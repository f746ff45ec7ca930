"""The workbook: what a formula works out is what the document says, and everything comes back as it was."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from npqml_widgets.documents.performance.model import (
    POINTS,
    Baseline,
    Point,
    PupilPerformance,
    Typed,
    ValueUse,
    shown,
)
from npqml_widgets.documents.performance.workbook import DIFFERENCE, GAINS, TIMES, TYPED_GAINS, from_xlsx, to_xlsx
from npqml_widgets.documents.rawdata.model import CodeUse
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.plain import from_plain, to_plain
from tests.npqml_widgets.documents.performance.tables import document_of, pupils
from tests.npqml_widgets.documents.performance.test_consistency import BASE, FOUND, SOUND

HIDDEN = document_of(pupils(waiting=5, decided=0), evolve(BASE, counted="ends"))
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
numbers = st.decimals(-1000, 1000, places=3).map(float)
days = st.none() | st.dates(date(1890, 1, 1), date(2090, 1, 1))
cells = st.tuples(st.sampled_from(["project", "comparison"]), st.sampled_from(POINTS))
documents = st.builds(
    PupilPerformance,
    purpose=texts, chosen=texts, missing=texts, conclusion=texts, units=texts, begins=days, ends=days,
    scale=st.sampled_from(["", "same", "comparable", "different"]), claim=st.sampled_from(["", "more", "unclear"]),
    allocation=st.sampled_from(["", "lot", "class"]), limit=st.integers(3, 30),
    counted=st.sampled_from(["three", "ends"]), source=st.sampled_from(["pupils", "hand"]),
    points=st.tuples(*[st.builds(Point, days, texts)] * 3),
    typed=st.dictionaries(cells, st.tuples(st.none() | st.integers(1, 400), st.none() | numbers), max_size=4).map(
        lambda found: tuple(Typed(*place, *values) for place, values in found.items() if any(values))
    ),
    values=st.lists(st.builds(ValueUse, texts.filter(str.strip), st.sampled_from(["", "project", "out"])),
                    max_size=3).map(tuple),
    codes=st.lists(st.builds(CodeUse, st.sampled_from(POINTS), texts.filter(str.strip)), max_size=3).map(tuple),
    left_as_is=st.lists(st.sampled_from(["repeated", "percent"]), unique=True).map(tuple),
    baseline=st.none() | st.builds(Baseline, days, st.lists(texts.filter(str.strip), max_size=3).map(tuple)),
    results=st.none() | st.sampled_from([SOUND.results, HIDDEN.results]),
)  # fmt: skip


@settings(deadline=None, max_examples=50)
@given(documents)
def test_any_document_comes_back_from_its_workbook_and_from_plain_data(document: PupilPerformance) -> None:
    assert from_plain(to_plain(document), PupilPerformance) == document
    assert from_xlsx(to_xlsx(document), "own.xlsx") == document


@pytest.mark.parametrize("document", [SOUND, HIDDEN, document_of(FOUND, BASE)], ids=["sound", "hidden", "whole"])
def test_a_whole_document_comes_back(document: PupilPerformance) -> None:
    assert from_xlsx(to_xlsx(document), "own.xlsx") == document


def test_another_workbook_is_none_of_ours_and_a_newer_one_is_refused() -> None:
    book = load_workbook(BytesIO(to_xlsx(SOUND)))
    sheet = book["Performance"]
    row = next(row for row in sheet.iter_rows() if row[0].value == "Layout of this workbook")
    row[1].value = 9
    newer, other = BytesIO(), BytesIO()
    book.save(newer)
    with pytest.raises(Refused, match="newer version"):
        from_xlsx(newer.getvalue(), "own.xlsx")
    sheet.title = "Other"
    book.save(other)
    assert from_xlsx(other.getvalue(), "own.xlsx") is None


def test_what_somebody_has_broken_in_it_is_said() -> None:
    book = load_workbook(BytesIO(to_xlsx(SOUND)))
    book[TIMES]["B2"].value = "next week"
    broken = BytesIO()
    book.save(broken)
    with pytest.raises(Refused, match="found next week"):
        from_xlsx(broken.getvalue(), "own.xlsx")
    book[TIMES]["B2"].value = None
    book[GAINS]["C2"].value = "many"
    broken = BytesIO()
    book.save(broken)
    with pytest.raises(Refused, match="expected a number"):
        from_xlsx(broken.getvalue(), "own.xlsx")


def test_dates_are_dates_gains_are_formulas_and_a_text_that_looks_like_one_is_none() -> None:
    book = load_workbook(BytesIO(to_xlsx(evolve(SOUND, purpose="=1+1"))))
    assert book[TIMES]["B2"].is_date
    assert book[GAINS]["H2"].value == "=G2-C2"
    about = {row[0].value: row[1] for row in book["Performance"].iter_rows()}
    assert about["Purpose"].data_type == "s"


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed: formulas cannot be worked out")
@pytest.mark.parametrize("source", ["pupils", "hand"])
def test_libreoffice_works_out_what_the_document_says(tmp_path: Path, source: str) -> None:
    typed = tuple(Typed(group, point, 24, 9.0 + place) for group in ("project", "comparison")
                  for place, point in enumerate(POINTS))  # fmt: skip
    document = evolve(SOUND, source=source, typed=typed)
    results = shown(document)
    assert results is not None
    (tmp_path / "own.xlsx").write_bytes(to_xlsx(document))
    profile, kind = f"-env:UserInstallation=file://{tmp_path}/profile", "xlsx:Calc MS Excel 2007 XML"
    command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", str(tmp_path / "out")]
    subprocess.run([*command, str(tmp_path / "own.xlsx")], check=True, capture_output=True)
    book = load_workbook(tmp_path / "out" / "own.xlsx", data_only=True)
    sheet = book[GAINS if source == "pupils" else TYPED_GAINS]
    found = {row[0]: row for row in sheet.iter_rows(values_only=True)}
    for who, gain, interval in (
        ("Project pupils", results.project.gain, results.project.interval),
        ("Comparison pupils", results.comparison.gain, results.comparison.interval),
        (DIFFERENCE, results.difference, results.interval),
    ):
        assert found[who][7] == pytest.approx(gain)
        # t is worked out here by a series that is right to 0.003 (npqml_widgets/schooldata/tables.py)
        assert found[who][10:12] == (pytest.approx(interval, abs=0.003) if interval else (None, None))
