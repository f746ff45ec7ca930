"""A figure's numbers are looked for in a document however either of them writes them."""

from __future__ import annotations

import pytest

from npqml_widgets.documents.sponsor.figures import not_in, numbers_in

BUDGET = "The whole plan costs £17,786.06. That is £494.06 for each of 36 places, from 2 November 2026."


@pytest.mark.parametrize(
    ("figure", "missing"),
    [
        ("£17786.06 in all", ()),
        ("£17,786.06, 36 places", ()),
        ("36.0 places", ()),
        ("£17,786", ("17,786",)),
        ("37 places for £494.60", ("37", "494.60")),
        ("no number", ()),
        ("", ()),
    ],
)
def test_numbers_that_a_document_does_not_have_are_named_as_written(figure: str, missing: tuple[str, ...]) -> None:
    assert not_in(figure, BUDGET) == missing


def test_numbers_are_written_one_way() -> None:
    assert numbers_in("1,234.50 and 007, 5.") == {"1234.5", "7", "5"}
