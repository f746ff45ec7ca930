"""A published report comes back whole from its workbook, in which nothing is a formula."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from npqml_widgets.documents.feedback360.questionnaire import Questionnaire
from npqml_widgets.documents.feedback360.report import (
    Figure,
    Part,
    Report,
)
from npqml_widgets.documents.feedback360.texts import Comment
from npqml_widgets.documents.feedback360.workbook import from_xlsx, to_xlsx
from npqml_widgets.keeping import documents
from npqml_widgets.keeping.authored import Refused
from tests.npqml_widgets.documents.feedback360.published360 import (
    ASKED,
    IDS,
    collated,
    everybody,
    published,
)

any_text = st.text(min_size=1, max_size=60) | st.sampled_from(
    [
        "=cmd|' /C calc'!A0",
        "+44",
        "-1",
        "@SUM(A1)",
        "'=1",
        "\u202eabc",
        "👩‍🏫" * 50,
        "a" * 10_000,
        "_x000D_",
        " x\n\ty ",
    ]
)
comments = st.builds(Comment, st.sampled_from(["keep", "change"]), any_text).filter(lambda one: bool(one.text))
means = st.floats(1, 4).map(lambda mean: round(mean, 4))
figures = st.builds(
    Figure, st.sampled_from(IDS), st.integers(0, 300), means, means,
    st.sampled_from([True, False, None]), st.text(max_size=10),
)  # fmt: skip
group_sets = st.sampled_from([("manager",), ("peers",), ("team",), ("peers", "team")])
reports = st.builds(
    Report,
    round=any_text, leader=any_text, number=st.integers(1, 2), opened=st.none() | st.dates(),
    questionnaire=st.sampled_from([ASKED, Questionnaire("=1", statements=ASKED.statements)]),
    rules=st.lists(any_text, max_size=2).map(tuple),
    own=st.dictionaries(st.sampled_from(IDS), st.integers(1, 4)),
    parts=st.lists(
        st.builds(Part, group_sets, st.integers(0, 300), st.integers(0, 300),
                  st.lists(figures, max_size=3).map(tuple), st.lists(comments, max_size=3).map(tuple)),
        max_size=3, unique_by=lambda part: part.groups,
    ).map(tuple),
)  # fmt: skip


@pytest.mark.slow
@given(reports)
@settings(deadline=None, max_examples=40)
def test_a_report_comes_back_from_the_store_and_a_workbook_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, report: Report
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("module"))
        documents.save("360-report", report, revision=0)
        loaded = documents.load("360-report", Report)
    assert loaded.notice == ""
    assert from_xlsx(to_xlsx(loaded.document)) == report


def test_nothing_in_an_exported_report_is_a_formula(tmp_path: Path) -> None:
    text = '=HYPERLINK("http://example.invalid")'
    report = evolve(published(collated(everybody(), {"zq-team-1": text})).report, leader="@leader")
    file = tmp_path / "report.xlsx"
    file.write_bytes(to_xlsx(report))
    cells = [cell for sheet in load_workbook(file) for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert f"'{text}" in [cell.value for cell in cells]


def test_a_workbook_that_is_no_report_is_refused_in_words() -> None:
    with pytest.raises(Refused, match="expected a 360 report"):
        from_xlsx(b"PK nothing")
