"""Deadlines and what they are compared with are times in England, wherever the machine stands."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import UTC, date, datetime

import pytest

from npqml.collect.lateness import late_after
from npqml.collect.platforms import platform_of
from npqml.collect.zips import Budget, zip_entries
from npqml.course.arrivals import Arrival
from npqml.course.deadlines import Deadlines, first_moment_of, in_words, last_moment_of, read_deadlines, why_late
from npqml.place import Place
from npqml.reports import words


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Tokyo", "Europe/London"], autouse=True)
def zone(request, monkeypatch):
    """The zone of the machine."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


ENDS = {
    date(2026, 6, 30): utc(2026, 6, 30, 22, 59, 59),  # summer
    date(2026, 12, 18): utc(2026, 12, 18, 23, 59, 59),  # winter
    date(2026, 3, 28): utc(2026, 3, 28, 23, 59, 59),  # the day before clocks go forward
    date(2026, 3, 29): utc(2026, 3, 29, 22, 59, 59),  # and the day
    date(2026, 10, 24): utc(2026, 10, 24, 22, 59, 59),  # the day before they go back
    date(2026, 10, 25): utc(2026, 10, 25, 23, 59, 59),
    datetime(2026, 7, 1, 17): utc(2026, 7, 1, 16),
    datetime(2027, 1, 29, 17): utc(2027, 1, 29, 17),
    datetime(2026, 10, 25, 1, 30): utc(2026, 10, 25, 1, 30),  # twice on that night: nobody is late between the two
    datetime(2026, 3, 29, 1, 30): utc(2026, 3, 29, 1, 30),  # never on that night
    utc(2026, 7, 1, 17): utc(2026, 7, 1, 17),  # a zone that is named counts
}


@pytest.mark.parametrize("day", ENDS, ids=str)
def test_a_last_moment_is_one_in_england(day):
    assert last_moment_of(day).astimezone(UTC) == ENDS[day]


def test_a_day_begins_at_midnight_in_england():
    assert first_moment_of(date(2026, 7, 1)) == utc(2026, 6, 30, 23)
    assert first_moment_of(date(2026, 12, 1)) == utc(2026, 12, 1)
    assert first_moment_of(datetime(2026, 7, 1, 9)) == utc(2026, 7, 1, 8)


def test_times_are_shown_as_a_clock_in_england_shows_them():
    assert in_words(utc(2026, 6, 30, 23, 30)) == "01 July 2026 00:30"
    assert in_words(utc(2026, 12, 18, 17)) == "18 December 2026 17:00"
    assert words.moment(utc(2026, 6, 30, 23, 30)) == "2026-07-01 00:30"
    assert words.day(utc(2026, 6, 30, 23, 30)) == "1 July 2026"


def test_a_file_of_deadlines_says_the_same_everywhere(tmp_path):
    place = Place(tmp_path)
    place.submitted("demo").mkdir(parents=True)
    (place.submitted("demo") / "candidates.csv").write_text("id,name\nc001,A B\n", encoding="utf-8")
    (place.release("demo") / "1a").mkdir(parents=True)
    (place.submitted("demo") / "deadlines.toml").write_text(
        "[deadline]\n1a = 2026-07-01T17:00:00\n[release]\n1a = 2026-07-02\n"
        '[[extension]]\ncandidate = "c001"\nmodule = "1a"\nuntil = 2026-07-08\n', encoding="utf-8"
    )  # fmt: skip
    found = read_deadlines(place, "demo")
    assert found == Deadlines(
        {"1a": utc(2026, 7, 1, 16)}, {("c001", "1a"): utc(2026, 7, 8, 22, 59, 59)}, None, {"1a": utc(2026, 7, 1, 23)}
    )
    assert f"{found.due['1a']:%H:%M}" == "17:00"
    on_time, late = (Arrival("x", when=utc(2026, 7, 1, 16, minute), by="by Moodle") for minute in (0, 1))
    assert why_late(on_time, found.due["1a"]) == ""
    assert why_late(late, found.due["1a"]) == "Handed in 01 July 2026 17:01 (by Moodle), due 01 July 2026 17:00."


def test_the_last_day_of_one_run_is_one_in_england():
    assert late_after("2026-06-30") == utc(2026, 6, 30, 22, 59, 59)
    assert late_after("2026-06-30T17:00") == utc(2026, 6, 30, 16)
    assert late_after("2026-06-30T17:00+00:00") == utc(2026, 6, 30, 17)
    for odd in ("0001-01-01T00:00+05:00", "9999-12-31"):
        with pytest.raises(ValueError, match=odd[:4]):
            late_after(odd)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ((2026, 6, 30, 16, 59, 58), utc(2026, 6, 30, 15, 59, 58)),
        ((2026, 12, 18, 16, 59, 58), utc(2026, 12, 18, 16, 59, 58)),
        ((2026, 10, 25, 0, 59, 58), utc(2026, 10, 24, 23, 59, 58)),
        ((2026, 10, 25, 1, 30, 0), utc(2026, 10, 25, 0, 30)),  # twice on that night: the earlier, in their favour
        ((2026, 10, 25, 2, 0, 0), utc(2026, 10, 25, 2)),
    ],
)
def test_a_platform_s_times_without_a_zone_are_times_in_england(written, meant):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(zipfile.ZipInfo("A B_1_assignsubmission_file_1a.ipynb", written), b"{}")
    with zip_entries(made.getvalue(), Budget(1000)) as entries:
        assert [entry.when for entry in entries] == [meant]
    name = f"1a_c001_attempt_{datetime(*written):%Y-%m-%d-%H-%M-%S}_work.zip"
    (platform, _) = platform_of(name)
    assert platform.attempt_at == meant
