"""Working days are counted without weekends and closed days, from the plan's first day on."""

from __future__ import annotations

from datetime import date

from npqml_widgets.documents.plan.model import Closed, Plan
from npqml_widgets.documents.plan.workingdays import WorkingDays, working_days
from tests.npqml_widgets.documents.plan.plans import HALF_TERM, TRAINING

DAYS = WorkingDays(date(2026, 10, 23), (HALF_TERM, TRAINING))


def test_days_are_numbered_over_weekends_and_half_term():
    assert [DAYS.day(number) for number in (0, 1, 2)] == [date(2026, 10, 23), date(2026, 11, 2), date(2026, 11, 3)]
    assert (DAYS.before(date(2026, 10, 28)), DAYS.until(date(2026, 10, 28)), DAYS.until(date(2026, 11, 2))) == (1, 1, 2)
    assert not DAYS.is_working(date(2026, 11, 27))
    assert DAYS.is_working(date(2026, 11, 26))


def test_what_is_beyond_has_no_date_and_slips_in_dates_break_nothing():
    assert DAYS.day(-1) is None
    assert DAYS.day(10_000) is None
    long = WorkingDays(date(2026, 10, 23), (Closed("C1", date(1, 1, 1), date(9999, 12, 31)), Closed("C2")))
    assert long.day(0) is None
    assert WorkingDays(date(9999, 12, 30), ()).day(1) == date(9999, 12, 31)
    assert WorkingDays(date(2028, 2, 29), ()).last_followed == date(2038, 2, 28)
    backwards = WorkingDays(date(2026, 10, 23), (Closed("C1", date(2026, 11, 3), date(2026, 11, 2)),))
    assert backwards.is_working(date(2026, 11, 2))


def test_a_plan_without_a_first_day_has_none():
    assert working_days(Plan()) is None
