"""How a hand-in came is kept beside the work."""

from __future__ import annotations

from datetime import UTC, datetime

from npqml.course.arrivals import Arrival, arrivals, keep_arrival, read_arrival
from npqml.place import Place

SOME = Arrival(
    "ab" * 32, "x.zip", datetime(2026, 11, 20, tzinfo=UTC), "by Moodle", from_platform=True, alike=("a", "b")
)


def test_what_was_kept_comes_back_and_a_damaged_record_is_none(tmp_path):
    place = Place(tmp_path)
    assert read_arrival(place, "demo", "c001", "1a") is None
    keep_arrival(place, "demo", "c001", "1a", SOME)
    assert read_arrival(place, "demo", "c001", "1a") == SOME
    next(tmp_path.glob("submitted/.arrived/demo/c001/1a.json")).write_text("{")
    assert read_arrival(place, "demo", "c001", "1a") is None


def test_those_that_count_are_listed_while_the_work_is_there(tmp_path):
    place = Place(tmp_path)
    keep_arrival(place, "demo", "c001", "1a", SOME)
    keep_arrival(place, "demo", "c001", "1a", SOME, counts=False)
    keep_arrival(place, "demo", "c002", "1a", SOME)
    (place.submitted("demo") / "c001" / "1a").mkdir(parents=True)
    assert [(candidate, module) for candidate, module, _ in arrivals(place, "demo")] == [("c001", "1a")]
    assert read_arrival(place, "demo", "c001", "1a", SOME.sha256) == SOME
