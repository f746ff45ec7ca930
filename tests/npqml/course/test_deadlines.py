"""Deadlines and extensions: who is late, on whose word, and what is refused in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from npqml.course.arrivals import Arrival
from npqml.course.deadlines import Deadlines, read_deadlines, without_extensions
from npqml.course.modules import modules
from npqml.place import Place
from npqml.refusal import Refusal, Refusals


@pytest.fixture
def place(tmp_path) -> Place:
    (tmp_path / "submitted" / "demo").mkdir(parents=True)
    (tmp_path / "submitted" / "demo" / "candidates.csv").write_text("id,name\nc001,A B\nc002,C D\n")
    for module in ("1a-analyse", "1b-improve"):
        (tmp_path / "course" / "1-strategy" / module).mkdir(parents=True)
    modules.cache_clear()
    return Place(tmp_path)


def written(place: Place, content: str) -> Deadlines:
    """The deadlines in a file with this content."""
    (place.submitted("demo") / "deadlines.toml").write_text(content, encoding="utf-8")
    return read_deadlines(place, "demo")


GOOD = """
late_worth = 50
[deadline]
1a = 2026-12-18
1b = 2027-01-29T17:00:00Z
[[extension]]
candidate = "c001"
module = "1a"
until = 2027-01-08
"""


def arrival(day: str, *, platform: bool = True, **more: object) -> Arrival:
    """A hand-in of a day."""
    return Arrival(
        "x", when=datetime.fromisoformat(day).replace(tzinfo=UTC), by="by Moodle", from_platform=platform, **more
    )


def test_nothing_is_late_where_there_are_no_deadlines(place):
    assert read_deadlines(place, "demo").late("c001", "1a", arrival("2030-01-01")) == ""


def test_a_day_lasts_until_its_end_and_an_extension_is_one_candidate_s_for_one_module(place):
    found = written(place, GOOD)
    assert found.worth == 50
    assert found.late("c002", "1a", arrival("2026-12-18T12:00")) == ""
    assert "due 18 December 2026 23:59" in found.late("c002", "1a", arrival("2026-12-20"))
    assert found.late("c001", "1a", arrival("2026-12-20")) == ""
    assert "due 08 January 2027" in found.late("c001", "1a", arrival("2027-01-10"))
    assert found.late("c001", "1b", arrival("2027-01-29T17:00")) == ""
    assert found.late("c001", "1b", arrival("2027-01-29T17:01"))


def test_capitals_in_an_id_do_not_count(place):
    assert written(place, GOOD.replace("c001", "C001")).extended == written(place, GOOD).extended
    assert without_extensions(place, "demo", "C001") is not None


def test_what_the_platform_calls_late_is_late_unless_somebody_has_longer(place):
    found = written(place, GOOD)
    late = "Canvas calls it late in the file's name."
    assert found.late("c002", "1a", Arrival("x", platform_late="Canvas")) == late
    assert found.late("c001", "1a", arrival("2026-12-20", platform_late="Canvas")) == ""
    packed = arrival("2026-12-20", platform=False, platform_late="Canvas", packed_at=datetime(2026, 12, 20, tzinfo=UTC))
    assert found.late("c001", "1a", packed) == ""
    assert found.late("c001", "1a", Arrival("x", platform_late="Canvas")) == late


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[deadline]\n1a = \"next Friday\"\n", r"deadline 1a: found 'next Friday'; expected a date such as"),
        ("[deadline]\n1a = 2026-13-45\n", "line 2, 1a: found 2026-13-45, a day that does not exist: there is no month"),
        ("[deadline]\n9z = 2026-12-18\n", "no such module; expected a module of the course: 1a, 1b"),
        ("late_worth = 150\n", "late_worth: found 150; expected a number from 0 to 100"),
        ("late_worth = \"half\"\n", "late_worth"),
        ("late_worth = 0.5\n", "Write late_worth = 50"),
        ("deadlines = 3\n", "a key that is not known here"),
        (GOOD.replace("c001", "c009"), "extension of c009 for 1a: found nobody of this id"),
        (GOOD.replace("2027-01-08", "2026-12-01"), "which is earlier; expected a time after the deadline, 2026-12-18"),
        (GOOD.replace('module = "1a"', 'module = "2b"'), "found no deadline"),
        (GOOD + '[[extension]]\ncandidate = "c001"\nmodule = "1a"\nuntil = 2027-02-01\n', "a second extension"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_right_is_refused_in_words(place, content, words):
    with pytest.raises((Refusal, Refusals), match=words):
        written(place, content)


def test_a_release_date_is_a_module_s_and_a_day_begins_at_midnight(place):
    found = written(place, "[release]\n1a = 2026-12-01T09:00:00\n1b = 2026-12-02\n")
    assert {module: f"{moment:%d %H:%M}" for module, moment in found.released.items()} == {
        "1a": "01 09:00", "1b": "02 00:00",
    }  # fmt: skip
    with pytest.raises(Refusal, match="release, 9z: found no such module"):
        written(place, "[release]\n9z = 2026-12-01\n")


@pytest.mark.parametrize(
    "extensions",
    [
        '[[extension]]\ncandidate = "c001"\nmodule = "1a"\nuntil = 2027-01-08\n',
        "# ill until January\n  [[extension]] # c001\n  until = 2027-01-08\n  module = \"1a\"\n  candidate = 'c001'\n",
        '[[extension]]\r\ncandidate = "c001"\r\nmodule = "1a"\r\nuntil = 2027-01-08\r\n',
    ],
)
def test_a_candidate_s_extensions_are_taken_out_and_all_else_stays_as_it_is_written(place, extensions):
    other = '[[extension]]\ncandidate = "c002"\nmodule = "1a"\nuntil = 2027-01-09\n'
    before, after = "# terms\n[deadline]\n1a = 2026-12-18 # Friday\n\n", f"\n{other}"
    path = place.submitted("demo") / "deadlines.toml"
    path.write_bytes((before + extensions + after).encode())
    found = without_extensions(place, "demo", "c001")
    assert found is not None
    assert found[1].decode().replace("\r", "").replace("\n\n", "\n") == (before + other).replace("\n\n", "\n")
    assert without_extensions(place, "demo", "c009") is None


def test_an_extension_that_cannot_be_taken_out_by_itself_is_refused(place):
    first = '{candidate = "c001", module = "1a", until = 2027-01-08}'
    second = first.replace("c001", "c002")
    written(place, f"extension = [{first}, {second}]\n[deadline]\n1a = 2026-12-18\n")
    with pytest.raises(Refusal, match="Take it out by hand"):
        without_extensions(place, "demo", "c001")
