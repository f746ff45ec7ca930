"""The leadership reflection: the framework's form, kept over time, and its trend."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from npqml_widgets.documents.reflection.model import (
    TITLE,
    Reflection,
    Reflections,
    behaviours,
    from_xlsx,
    printed,
    to_xlsx,
    trends,
    with_form,
)
from npqml_widgets.documents.shared.printing import to_html
from npqml_widgets.documents.shared.workbook import open_book, saved
from npqml_widgets.keeping import documents
from npqml_widgets.keeping.authored import Refused

IDS = [one.id for one in behaviours()]
any_text = st.text(max_size=40) | st.sampled_from(["=cmd|' /C calc'!A0", "'=1", "\u202eabc", "👩‍🏫" * 40, "a" * 10_000])
forms = st.builds(
    Reflection,
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.dictionaries(st.sampled_from(IDS), st.integers(1, 4)),
    st.dictionaries(st.sampled_from(IDS), any_text),
)
reflections = st.builds(
    Reflections,
    any_text.map(lambda text: text[:200]),
    st.lists(forms, max_size=4, unique_by=lambda one: one.written).map(
        lambda found: tuple(sorted(found, key=lambda one: one.written))
    ),
)
SEPTEMBER = Reflection(date(2026, 9, 7), {"resilience": 3, "respect": 1}, {"resilience": "Two hard weeks."})
MARCH = Reflection(date(2027, 3, 1), {"resilience": 2, "respect": 1})


def test_the_form_asks_about_the_seven_behaviours() -> None:
    assert [one.name for one in behaviours()] == [
        "Commitment", "Collaboration", "Personal Drive", "Resilience", "Awareness", "Integrity", "Respect",
    ]  # fmt: skip


@pytest.mark.parametrize("ratings", [{"resilience": 5}, {"resilience": 0}, {"charm": 1}])
def test_a_rating_outside_the_form_is_refused(ratings: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"resilience|charm|must be in"):
        Reflection(date(2026, 9, 7), ratings)


def test_the_trend_says_that_a_falling_number_is_a_higher_rating() -> None:
    kept = with_form(with_form(Reflections("Sam"), MARCH), SEPTEMBER)
    found = {one.behaviour: one for one in trends(kept)}
    assert found["resilience"].points == ((date(2026, 9, 7), 3), (date(2027, 3, 1), 2))
    assert "2 (fairly high) on 01/03/2027, higher than 3 (fairly low) on 07/09/2026" in found["resilience"].words
    assert "the same as 1 (high)" in found["respect"].words
    assert found["integrity"].words == "Integrity: not rated yet."


def test_a_form_of_the_same_day_takes_the_place_of_the_earlier_one() -> None:
    again = evolve(SEPTEMBER, ratings={"resilience": 4})
    assert with_form(with_form(Reflections(), SEPTEMBER), again).forms == (again,)


@given(reflections)
@settings(deadline=None, max_examples=40)
def test_reflections_come_back_from_the_store_and_a_workbook_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, kept: Reflections
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("module"))
        documents.save("leadership-reflection", kept, revision=0)
        loaded = documents.load("leadership-reflection", Reflections)
    assert loaded.notice == ""
    assert from_xlsx(to_xlsx(loaded.document)) == kept


def test_a_workbook_with_a_rating_that_is_none_names_the_row() -> None:
    book = open_book(to_xlsx(with_form(Reflections("Sam"), SEPTEMBER)), "a reflection")
    book[TITLE]["E3"] = 7
    with pytest.raises(Refused, match="Row 3: found 2026-09-07"):
        from_xlsx(saved(book))


def test_nothing_in_an_exported_reflection_is_a_formula(tmp_path: Path) -> None:
    file = tmp_path / "reflection.xlsx"
    file.write_bytes(to_xlsx(with_form(Reflections("=1+1"), evolve(SEPTEMBER, comments={"respect": "+2"}))))
    cells = [cell for row in load_workbook(file)[TITLE].iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]


def test_the_page_says_the_scale_and_keeps_marks_of_html_harmless() -> None:
    page = to_html(printed(with_form(Reflections("<Sam>"), SEPTEMBER)))
    assert "1 (high, the best) to 4 (low)" in page
    assert "&lt;Sam&gt;, 07/09/2026" in page
    assert "Two hard weeks." in page
