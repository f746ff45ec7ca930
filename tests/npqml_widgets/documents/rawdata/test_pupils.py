"""Exports as systems and spreadsheets write them come to the same pupils, without anything that says who they are."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.documents.rawdata.codes import KNOWN
from npqml_widgets.documents.rawdata.headings import PERSONAL
from npqml_widgets.documents.rawdata.model import Estimate, RawData
from npqml_widgets.documents.rawdata.pupils import RULES, Pupils, cleaned, pupils_of, read_pupil_table, what_stands_in
from npqml_widgets.documents.rawdata.results import worked
from npqml_widgets.documents.shared.table_import import NO_FIELD
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.plain import to_plain
from tests.npqml_widgets.documents.rawdata.exports import SHAPES, Shape, children, excel_utf8

ESTIMATES = tuple(
    Estimate(start, result)
    for start, result in ((80.0, 1.5), (90.0, 2.5), (96.0, 3.5), (102.0, 4.7), (108.0, 5.9), (114.0, 7.2))
)
START = RawData(standard=4, estimates=ESTIMATES)
HEAD = "UPN,Surname,Forename,Left,Result,Attendance\n"


def pupils_in(content: bytes, filename: str) -> Pupils:
    table = read_pupil_table(content, filename)
    return pupils_of(table, table.fields)


def pupils_of_text(rows: str) -> Pupils:
    return pupils_in((HEAD + rows).encode(), "own.csv")


def rounded(plain: Any) -> Any:
    """Return plain data whose numbers do not depend on the order of the rows that they were added up from."""
    if isinstance(plain, dict):
        return {key: rounded(value) for key, value in plain.items()}
    if isinstance(plain, list):
        return [rounded(value) for value in plain]
    return round(plain, 9) if isinstance(plain, float) else plain


def rules_of(pupils: Pupils, *left_as_is: str, exported: date | None = None) -> dict[str, int]:
    return {step.rule: step.count for step in cleaned(pupils, left_as_is, (), exported)[2]}


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_every_shape_of_export_comes_to_the_same_results_with_the_columns_that_are_proposed(shape: Shape) -> None:
    found = worked(START, pupils_in(shape.make(children()), shape.filename)).results
    expected = worked(START, pupils_in(excel_utf8(children()), "plain.csv")).results
    assert found is not None
    assert expected is not None
    assert (found.roll.pupils, found.roll.left, found.roll.repeated, found.roll.joined) == (63, 3, 1, 2)
    assert (found.with_result, found.with_start) == (60, 56)
    assert found.roll.rows - found.roll.no_pupil == 67
    assert rounded(to_plain(evolve(found, roll=expected.roll))) == rounded(to_plain(expected))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_nothing_that_says_who_a_pupil_is_is_in_the_rows_that_are_held(shape: Shape) -> None:
    pupils = pupils_in(shape.make(children()), shape.filename)
    codes = [list(column) for column in pupils.codes.values()]
    held = f"{pupils.rows.to_csv()}\n{codes}\n{pupils.examples}".lower()
    for child in children():
        assert child.upn.lower() not in held
        for name in (child.forename, child.surname):
            assert not re.search(rf"\b{re.escape(name.lower())}\b", held), name
    assert not set(PERSONAL) & set(pupils.rows.columns)


def test_who_left_and_came_back_is_on_roll_once() -> None:
    pupils = pupils_of_text("A1,Ray,Ada,01/02/2024,5,90\nA1,Ray,Ada,,5,90\nA2,Fox,Ben,,4,91\n")
    here, roll, _ = cleaned(pupils, (), (), None)
    assert (roll.pupils, roll.left, roll.repeated, len(here)) == (2, 1, 0, 2)


def test_who_leaves_after_the_day_of_the_export_is_still_on_roll() -> None:
    pupils = pupils_of_text("A1,Ray,Ada,31/08/2024,5,90\nA2,Fox,Ben,,4,91\n")
    assert cleaned(pupils, (), (), date(2024, 6, 1))[1].pupils == 2
    assert cleaned(pupils, (), (), date(2024, 9, 1))[1].pupils == 1


@pytest.mark.parametrize(
    ("rule", "rows", "applied", "taken_back"),
    [
        ("left", "A1,Ray,Ada,01/02/2024,5,90\nA2,Fox,Ben,,4,91\n", [4.0], [5.0, 4.0]),
        ("repeated", "A1,Ray,Ada,,5,90\nA1,Ray,Ada,,5,90\n", [5.0], [5.0, 5.0]),
        ("no-pupil", "A1,Ray,Ada,,5,90\nTotal,,,,5,90\n", [5.0], [5.0, 5.0]),
        ("percent", "A1,Ray,Ada,,50%,90\nA2,Fox,Ben,,40,91\n", [50.0, 40.0], [None, 40.0]),
        ("comma", 'A1,Ray,Ada,,"4,5",90\nA2,Fox,Ben,,4,91\n', [4.5, 4.0], [None, 4.0]),
    ],
)
def test_each_rule_changes_what_it_says_and_can_be_taken_back(rule, rows, applied, taken_back) -> None:
    pupils = pupils_of_text(rows)
    assert rules_of(pupils)[rule] == 1
    assert cleaned(pupils, (), (), None)[0]["result"].tolist() == applied
    found = cleaned(pupils, (rule,), (), None)[0]["result"]
    assert [None if value != value else value for value in found] == taken_back


def test_a_share_of_attendance_becomes_per_cent_unless_that_is_taken_back() -> None:
    pupils = pupils_of_text("A1,Ray,Ada,,5,0.925\nA2,Fox,Ben,,4,91\n")
    assert cleaned(pupils, (), (), None)[0]["attendance"].tolist() == [92.5, 91.0]
    assert cleaned(pupils, ("share",), (), None)[0]["attendance"].tolist() == [0.925, 91.0]


def test_a_pupil_called_page_or_total_is_no_total() -> None:
    pupils = pupils_of_text("A1,Page,Tom,,5,90\nA2,Total,Eve,,4,91\nTotal,,,,9,\n,Average,,,4.5,\n")
    assert cleaned(pupils, (), (), None)[1].pupils == 2


def test_what_cannot_be_an_export_is_refused_in_words() -> None:
    with pytest.raises(Refused, match="no row of headings"):
        read_pupil_table(b"Ada,Ray,5\nBen,Fox,4\n", "bare.csv")
    table = read_pupil_table((HEAD + "A1,Ray,Ada,,5,90\n").encode(), "own.csv")
    with pytest.raises(Refused, match="Two columns are “Result”"):
        pupils_of(table, ("id", "surname", "forename", "left", "result", "result"))
    with pytest.raises(Refused, match="same pupil"):
        pupils_of(table, (NO_FIELD, NO_FIELD, "forename", "left", "result", "attendance"))
    with pytest.raises(Refused, match="“Result” holds hardly any numbers"):
        pupils_of(table, ("id", "result", "forename", "left", NO_FIELD, "attendance"))


def test_a_column_is_described_without_showing_what_may_be_about_a_pupil() -> None:
    assert what_stands_in(["Ada", "Ben", "Ada", ""]) == "3 texts, 2 of them different"
    assert what_stands_in([5, "4", "U"]) == "2 numbers, and 1 cell that is no number"
    assert what_stands_in(["01/02/2024", "3 March 2024"]) == "2 dates"
    assert what_stands_in(["", None]) == "nothing"


@settings(deadline=None, max_examples=30)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), min_size=1, max_size=8))
def test_whatever_stands_in_cells_is_counted_or_refused_and_never_shown(texts: list[str]) -> None:
    table = read_pupil_table((HEAD + "A1,Ray,Ada,,5,90\n").encode(), "own.csv")
    rows = tuple((f"A{place}1", text, text, text, text if place % 2 else 5, text) for place, text in enumerate(texts))
    table = evolve(table, rows=rows, numbers=tuple(range(len(rows))))
    try:
        pupils = pupils_of(table, ("id", "surname", "forename", "left", "result", NO_FIELD))
    except Refused:
        return
    document = worked(RawData(standard=4), pupils)
    assert document.results is not None
    assert document.results.roll.rows == len(rows)
    known = {use.code.upper() for use in document.codes} - set(KNOWN)
    assert all(len(code) <= 3 and code.isascii() for code in known)


def test_every_rule_has_a_number_where_it_did_anything() -> None:
    assert set(RULES) >= set(rules_of(pupils_of_text("A1,Ray,Ada,,5,90\n"))) - {"nameless", "dropped", "spaces"}
