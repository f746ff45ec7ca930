from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from npqml.course.cohort import load_cohort
from npqml.course.school_year import SchoolYear, school_year

COURSE = Path(__file__).parents[3] / "course"
DEMOS = ("demo-primary", "demo-secondary", "demo-special")


@pytest.fixture
def secondary() -> SchoolYear:
    return school_year(load_cohort(COURSE, "demo-secondary"))


@pytest.mark.parametrize("name", DEMOS)
def test_a_demonstration_school_is_open_to_pupils_on_190_days(name: str) -> None:
    year = school_year(load_cohort(COURSE, name))
    assert len(list(year.days())) == 190
    assert len(list(year.days())) + len(year.training_days) == 195


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 10, 28),  # half-term
        date(2026, 11, 27),  # a training day
        date(2027, 5, 3),  # a bank holiday within the summer term
        date(2026, 11, 7),  # a Saturday
        date(2026, 12, 21),  # between terms
    ],
)
def test_a_day_without_pupils_is_no_school_day(secondary: SchoolYear, day: date) -> None:
    assert not secondary.is_school_day(day)
    assert day not in set(secondary.days())


def test_staff_are_in_school_on_a_training_day_and_not_on_a_bank_holiday(secondary: SchoolYear) -> None:
    assert secondary.is_staff_day(date(2026, 11, 27))
    assert not secondary.is_staff_day(date(2027, 5, 3))


def test_a_year_has_six_half_terms_that_begin_and_end_on_school_days(secondary: SchoolYear) -> None:
    halves = secondary.half_terms()
    assert len(halves) == 6
    assert halves[0] == (date(2026, 9, 3), date(2026, 10, 23))
    assert all(secondary.is_school_day(day) for half in halves for day in half)


def test_school_days_are_counted_over_holidays(secondary: SchoolYear) -> None:
    assert secondary.school_days_after(date(2026, 10, 22), 3) == date(2026, 11, 3)
    assert secondary.next_school_day(date(2026, 10, 24)) == date(2026, 11, 2)


def test_the_mornings_of_some_weekdays_leave_out_holidays_and_training_days(secondary: SchoolYear) -> None:
    fridays = secondary.on_weekdays(date(2026, 10, 16), date(2026, 12, 4), ("Friday",))
    assert [(day.month, day.day) for day in fridays] == [(10, 16), (10, 23), (11, 6), (11, 13), (11, 20), (12, 4)]
