"""A date in words, as people say it."""

from __future__ import annotations

from datetime import date

from npqml_widgets.documents.shared.dates import as_said, days_ago


def test_a_date_and_how_long_ago_it_was_are_said_as_people_say_them() -> None:
    assert as_said(date(2026, 3, 3)) == "3 March 2026"
    assert days_ago(date(2026, 3, 2), date(2026, 3, 3)) == "yesterday"
    assert days_ago(date(2026, 2, 27), date(2026, 3, 3)) == "4 days ago"
