"""What stands in a cell is read as a field of a risk, or refused in words."""

from __future__ import annotations

import pytest

from npqml_widgets.documents.risk.reading import category_of, rating_of, response_of, status_of
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
