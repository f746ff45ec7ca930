"""What stands in a cell is read as a field of a risk, or refused in words."""

from __future__ import annotations

from datetime import date

import pytest

from npqml_widgets.documents.risk.reading import category_of, looks_like_a_level, rating_of, response_of, status_of
from npqml_widgets.documents.risk.scales import likelihood_words
from npqml_widgets.documents.shared.cells import Unreadable


@pytest.mark.parametrize(
    ("value", "level"),
    [
        (4, 4),
        (4.0, 4),
        ("4", 4),
        ("4 - Likely", 4),
        ("(4) Likely", 4),
        ("likely", 4),
        ("4/5", 4),
        (None, None),
        (" ", None),
    ],
)
def test_a_level_is_read_from_its_number_or_its_words(value: object, level: int | None) -> None:
    assert rating_of(value, likelihood_words(5)) == level


@pytest.mark.parametrize("value", [0, 6, 45, 4.5, "high", "-1", True, "4 5", "3-4"])
def test_a_level_that_is_not_on_the_scale_is_refused(value: object) -> None:
    with pytest.raises(Unreadable, match="1 to 5"):
        rating_of(value, likelihood_words(5))


def test_low_medium_and_high_are_levels_only_where_there_are_three() -> None:
    assert [rating_of(word, likelihood_words(3)) for word in ("Low", "M", "HIGH")] == [1, 2, 3]


def test_the_words_of_other_registers_are_understood() -> None:
    assert [response_of(word) for word in ("Tolerate", "Mitigate", "TERMINATE", "Transfer (insurer)", "")] == [
        "accept", "treat", "avoid", "transfer", "",
    ]  # fmt: skip
    assert [status_of(word) for word in ("Live", "In progress", "Completed", None)] == [
        "open", "under way", "closed", "open",
    ]  # fmt: skip
    assert category_of("Staffing and recruitment") == "staffing"
    with pytest.raises(Unreadable):
        response_of("treat or transfer")


@pytest.mark.parametrize(
    "text",
    ["4 - Likely", "4. Likely", "(4)", "4/5", "4 of 5", "Likely", "Likely (4)", "Likely - 4", "Likely: 4", "Likely 4",
     "Level 4", "4 \u2013 Likely", "\uff14", "Likely [4]", "LIKELY\xa0(4)"],
)  # fmt: skip
def test_a_level_is_read_with_its_words_before_or_behind_it(text: str) -> None:
    assert rating_of(text, likelihood_words(5)) == 4


@pytest.mark.parametrize("text", ["Year 4", "1 class fewer and a post lost", "2/3", "Very likely in 2024"])
def test_a_number_that_is_part_of_something_else_is_no_level(text: str) -> None:
    with pytest.raises(Unreadable, match="1 to 5"):
        rating_of(text, likelihood_words(5))


def test_low_and_high_on_a_larger_grid_are_refused_with_the_grid_that_has_them() -> None:
    for text in ("H", "high", "M", "Low"):
        with pytest.raises(Unreadable, match="Low, Medium and High are levels of a grid of 3"):
            rating_of(text, likelihood_words(5))


@pytest.mark.parametrize(
    ("value", "is_one"),
    [(3, True), ("12", True), ("H", True), ("Very high", True), ("Likely (4)", True), ("Severe", True), ("4/5", True),
     ("One class fewer and a post lost", False), ("Head", False), ("", False), (date(2024, 9, 1), False)],
)  # fmt: skip
def test_a_level_is_told_from_a_text_on_any_scale(value: object, is_one: bool) -> None:
    assert looks_like_a_level(value) is is_one


def test_a_number_is_a_level_though_a_scale_calls_another_one_by_it() -> None:
    words = ("3", "likely", "often")
    assert [rating_of(value, words) for value in (3, "3", 2)] == [3, 1, 2]
