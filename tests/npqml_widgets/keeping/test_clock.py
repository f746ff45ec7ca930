"""Times are shown as a clock in England shows them, wherever the computer stands and whatever it knows of zones."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from npqml_widgets.documents.shared.dates import moment_as_said
from npqml_widgets.keeping import clock
from npqml_widgets.keeping.clock import SummerTime, in_england


def test_the_rule_says_what_the_table_of_zones_says_on_every_day_that_clocks_change():
    try:
        table = ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:
        pytest.skip("there is no table of zones here")
    rule = SummerTime()
    for year in range(2000, 2038):
        for month in (3, 10):
            for half_hour in range(48 * 8):
                moment = datetime(year, month, 24, tzinfo=UTC) + timedelta(minutes=30 * half_hour)
                by_rule, by_table = moment.astimezone(rule), moment.astimezone(table)
                assert (by_rule.replace(tzinfo=None), by_rule.fold) == (by_table.replace(tzinfo=None), by_table.fold)
                for fold in (0, 1):
                    shown = moment.replace(tzinfo=None, fold=fold)
                    assert shown.replace(tzinfo=rule).utcoffset() == shown.replace(tzinfo=table).utcoffset()
                    assert shown.replace(tzinfo=rule).tzname() == shown.replace(tzinfo=table).tzname()


def test_in_summer_it_is_an_hour_later_than_utc_also_without_a_table_of_zones(monkeypatch):
    monkeypatch.setattr(clock, "ENGLAND", SummerTime())
    assert f"{in_england(datetime(2026, 7, 1, 12, 5, tzinfo=UTC)):%H:%M}" == "13:05"
    assert f"{in_england(datetime(2026, 12, 1, 12, 5, tzinfo=UTC)):%H:%M}" == "12:05"
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    assert f"{clock.today()}" == "2026-07-01"


@pytest.mark.skipif(sys.platform == "emscripten", reason="starts a process")
def test_without_a_table_of_zones_the_rule_is_taken():
    program = (
        "import sys, zoneinfo; sys.modules['tzdata'] = None; zoneinfo.reset_tzpath(());"
        "from datetime import UTC, datetime; from npqml_widgets.documents.shared.dates import moment_as_said;"
        "print(moment_as_said(datetime(2026, 7, 1, 12, 5, tzinfo=UTC)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=os.environ, check=True)
    assert done.stdout.strip() == "1 July 2026 at 13:05"


@pytest.mark.skipif(sys.platform == "emscripten", reason="the zone is the browser's")
@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
def test_the_zone_of_the_computer_changes_nothing(zone, monkeypatch):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert moment_as_said(datetime(2026, 7, 1, 12, 5, tzinfo=UTC)) == "1 July 2026 at 13:05"
    finally:
        monkeypatch.undo()
        time.tzset()
