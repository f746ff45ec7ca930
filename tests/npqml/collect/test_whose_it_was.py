"""What was settled once, or is somebody's already, speaks for nobody else whose name is on the same content.

No mirror: collecting, the list of what was not taken and what a person has said come together in it.
"""

from __future__ import annotations

import pytest

from npqml.collect.report import REFUSED, SETTLED, TAKEN, TWICE
from npqml.collect.run import collect
from npqml.course.not_taken import all_not_taken
from tests.npqml.collect.conftest import put, zip_of

pytestmark = pytest.mark.slow

ANSWERS = {"t1": {"on_roll": "10"}}
ON_MOODLE = "Jo Stranger_5_assignsubmission_file_/1a.npqml.zip"


@pytest.fixture(autouse=True)
def clock(at) -> None:
    at("2026-11-20T10:00:00+00:00")


def shown(place, cohort) -> list[str]:
    return sorted(left.arrival.shown for left in all_not_taken(place, cohort) if not left.candidate)


# A name of two listed people, of nobody listed, an id against a name, a receipt of somebody else, a stranger's account.
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Sam Lee/1a.npqml.zip", ""), ("Kim Parker/1a.npqml.zip", ""), ("Sukarno/1a.npqml.zip", ""),
        ("1a - Kim Parker.npqml.zip", ""), ("Kim Parker.zip", ""), ("c012/c013.npqml.zip", ""),
        ("1a.npqml.zip", "c099"), (ON_MOODLE, ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("listed_first", [False, True])
def test_what_was_settled_outvotes_no_other_name(desk, listed, cohort, downloads, at, name, says, listed_first):
    file = put(downloads, "by mail/x.npqml.zip", desk.pack("c008", say="", **ANSWERS))
    at("2026-11-21T12:00:00+00:00")
    other = desk.pack("c008", say=says, **ANSWERS)
    home = downloads / "teams"
    path = put(home, name, zip_of({"1a.npqml.zip": other}) if name == "Kim Parker.zip" else other)
    home = path if name == "Kim Parker.zip" else home
    if listed_first:
        collect(listed, cohort, home)
    (item,) = collect(listed, cohort, file, candidate="c008").items
    assert item.state == TAKEN
    for _ in range(2):
        found = collect(listed, cohort, home)
        assert not found.fine
        (item,) = found.items
        assert (item.state, item.candidate) == (REFUSED, "")
        assert len(shown(listed, cohort)) == 1
    # What was settled itself stays settled, wherever it is collected from.
    assert [item.state for item in collect(listed, cohort, file.parent).items] == [TWICE]
    # And whose the other one is can be said as well, once.
    collect(listed, cohort, path, candidate="c009")
    assert shown(listed, cohort) == []
    again = collect(listed, cohort, home)
    assert again.fine
    assert [item.state for item in again.items] in ([SETTLED], [TWICE])


@pytest.mark.parametrize("in_one_run", [False, True])
@pytest.mark.parametrize("theirs_first", [False, True])
@pytest.mark.parametrize("name", ["Sam Lee/a.npqml.zip", "Kim Parker/a.npqml.zip", "c012/c013.npqml.zip", ON_MOODLE])
def test_what_somebody_sends_whose_content_is_another_s_is_listed_in_either_order(
    desk, listed, cohort, downloads, theirs_first, in_one_run, name
):
    packed = desk.pack("c001", say="", **ANSWERS)
    put(downloads, "m/Personc001 Brown/a.npqml.zip", packed)
    put(downloads, f"t/{name}", packed)
    sources = [downloads] if in_one_run else [downloads / "m", downloads / "t"]
    for source in (sources[::-1] if theirs_first else sources) * 2:
        collect(listed, cohort, source)
    (left,) = shown(listed, cohort)
    assert name.partition("/")[0] in left
    assert collect(listed, cohort, downloads).summary()[REFUSED] == 1


def test_the_same_without_any_name_is_the_same_twice(desk, listed, cohort, downloads):
    packed = desk.pack("c001", say="", **ANSWERS)
    put(downloads, "m/Personc001 Brown/a.npqml.zip", packed)
    collect(listed, cohort, downloads)
    put(downloads, "mail/1a (2).npqml.zip", packed)
    found = collect(listed, cohort, downloads / "mail")
    assert [item.state for item in found.items] == [TWICE]
    assert shown(listed, cohort) == []
