"""Late is what the platform calls late, or what comes after the last moment that is not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from npqml.collect.lateness import late_after


def test_a_day_lasts_until_its_end_and_a_time_is_taken_as_it_is():
    assert late_after("2026-12-18").strftime("%d %H:%M:%S") == "18 23:59:59"
    assert late_after("2026-12-18T17:00+00:00") == datetime(2026, 12, 18, 17, tzinfo=UTC)
    with pytest.raises(ValueError, match="soon"):
        late_after("soon")
