"""Dates as schools type them: day first, and what is no whole date is asked about, never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqml_widgets.documents.shared.cells import Unreadable, date_of
from npqml_widgets.spreadsheets.typeddates import DAY_MISSING, EXPECTED, YEAR_MISSING, NoDate, read_date

FIRST = date(2024, 9, 1)


@pytest.mark.parametrize(
    "text",
    [
        "01/09/24", "1/9/2024", "01-Sep-24", "1-Sep-2024", "1 Sep 24", "1 Sept 2024", "1st September 2024",
        "2024-09-01 00:00:00", "01.09.24", "01-09-24", "01/09/2024 00:00", "Mon 1 Sep 2024", "Sunday, 1 September 2024",
        "1st of September, 2024", "September 1, 2024", "1/Sep/2024", "1 sep. '24", "2024-09-01T00:00:00Z", "20240901",
        "1\u20139\u20132024", "1\xa0September\xa02024", "2024/9/1", "1 9 2024", "1.9.2024.", "01/09/2024 9:30 am",
    ],
)  # fmt: skip
def test_one_day_is_read_however_it_is_typed(text: str) -> None:
    assert read_date(text) == FIRST


@pytest.mark.parametrize("text", ["Sep 2024", "Sep-24", "September", "09/2024", "by end of Sept 2024", "May"])
def test_a_month_alone_is_asked_about(text: str) -> None:
    with pytest.raises(NoDate, match=DAY_MISSING):
        read_date(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1 Sept", YEAR_MISSING), ("09/25/2024", EXPECTED), ("31/09/2024", EXPECTED), ("termly", EXPECTED)],
)
def test_what_is_no_date_says_what_was_expected(text: str, expected: str) -> None:
    with pytest.raises(NoDate, match=expected):
        read_date(text)


def test_a_number_is_a_day_as_excel_counts_them_and_only_in_our_time() -> None:
    assert date_of(45536) == date_of(45536.75) == FIRST
    for number in (12, 10**9, float("nan"), float("inf"), True):
        with pytest.raises(Unreadable):
            date_of(number)


@given(st.dates(date(2000, 1, 1), date(2068, 12, 31)))
def test_any_day_comes_back_from_every_form(day: date) -> None:
    for form in ("%d/%m/%Y", "%d/%m/%y", "%d.%m.%y", "%d-%b-%y", "%d %B %Y", "%A %d %b %Y", "%Y-%m-%d", "%B %d, %Y"):
        assert read_date(day.strftime(form)) == day


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_refused_in_words(text: str) -> None:
    try:
        assert isinstance(read_date(text), date)
    except NoDate as problem:
        said = str(problem)
    else:
        said = EXPECTED
    assert said in (EXPECTED, DAY_MISSING, YEAR_MISSING)
