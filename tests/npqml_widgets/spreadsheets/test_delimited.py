"""Tables as text are cut into cells, whatever alphabet and separators they were saved with."""

from __future__ import annotations

import pytest

from npqml_widgets.spreadsheets.delimited import decoded, rows_of, separator_of


@pytest.mark.parametrize(
    "content",
    [
        "Zoë’s café".encode(),
        "Zoë’s café".encode("utf-8-sig"),
        "Zoë’s café".encode("utf-16"),
        "Zoë’s café".encode("cp1252"),
        "Zoë’s café".encode("mac_roman"),
    ],
)
def test_a_text_is_read_in_the_alphabet_that_it_was_saved_in(content: bytes) -> None:
    assert decoded(content) == "Zoë’s café"


@pytest.mark.parametrize(
    ("mark", "text"), [(",", "a,b;c,d\n"), (";", "a;b,c;d\n"), ("\t", "\na\tb\n"), (",", "one\n"), (",", "")]
)
def test_the_separator_is_the_one_that_makes_most_headings(mark: str, text: str) -> None:
    assert separator_of(text) == mark


def test_a_cell_in_quotation_marks_may_hold_anything() -> None:
    assert rows_of('"a;b";c\n"d\ne";f\n', ";") == [["a;b", "c"], ["d\ne", "f"]]
