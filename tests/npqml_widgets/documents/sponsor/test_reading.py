"""Criteria, dates and texts are read as people type them, or refused with what was expected."""

from __future__ import annotations

from datetime import date

import pytest

from npqml_widgets.documents.shared.cells import Unreadable
from npqml_widgets.documents.sponsor.reading import read_field, read_setting


@pytest.mark.parametrize(
    ("field", "typed", "read"),
    [("criterion", " 4.1.1 ", "4.1.1"), ("criterion", "", ""), ("day", "31/03/2027", date(2027, 3, 31)),
     ("day", None, None), ("what", 12.0, "12")],
)  # fmt: skip
def test_a_field_is_read(field: str, typed: object, read: object) -> None:
    assert read_field(field, typed) == read


@pytest.mark.parametrize(
    ("field", "typed", "read"),
    [("criteria", "4.1.2; 4.1.1,4.1.2", ("4.1.1", "4.1.2")), ("criteria", "", ()), ("candidate", " c001 ", "c001"),
     ("starts", "1 September 2026", date(2026, 9, 1)), ("title", " My project", " My project")],
)  # fmt: skip
def test_a_setting_is_read(field: str, typed: object, read: object) -> None:
    assert read_setting(field, typed) == read


def test_what_cannot_be_read_says_what_was_expected() -> None:
    for read, field, typed, words in (
        (read_field, "criterion", "4.1.9", "a criterion of the framework, 1.1.1 to 6.1.3"),
        (read_setting, "criteria", "4.1.1, four", "a criterion of the framework"),
        (read_field, "day", "last week", "a date such as 31/03/2026"),
    ):
        with pytest.raises(Unreadable, match=words):
            read(field, typed)
