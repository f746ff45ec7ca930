"""Sponsors' keys: one each, kept when made again, in one file that only the provider reads; strange files refused."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest

from npqml.course.sponsors import Sponsor, confirm, make_keys, read_sponsors, without_sponsor, write_sponsors
from npqml.place import Place
from npqml.refusal import Refusal
from npqml_widgets.documents.sponsor.seal import check_key

COHORT = "demo-secondary"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    place.submitted(COHORT).mkdir(parents=True)
    (place.submitted(COHORT) / "candidates.csv").write_text("id,name\nc001,Sam Lee\nc002,Ann Poe\n", encoding="utf-8")
    return place


def file(place: Place) -> Path:
    return place.submitted(COHORT) / "sponsors.csv"


def test_each_has_a_key_of_their_own_that_stays_until_a_new_one_is_asked_for(place):
    made = make_keys(place, COHORT)
    assert [sponsor.candidate for sponsor in made] == ["c001", "c002"]
    first = read_sponsors(place, COHORT)
    assert len({sponsor.key for sponsor in first.values()}) == 2
    for sponsor in first.values():
        check_key(sponsor.key)
    assert make_keys(place, COHORT) == []
    assert read_sponsors(place, COHORT) == first
    (new,) = make_keys(place, COHORT, again=["c002"])
    assert new.key != first["c002"].key
    assert read_sponsors(place, COHORT) == first | {"c002": new}


def test_nobody_else_on_this_computer_reads_the_file(place):
    make_keys(place, COHORT)
    assert stat.S_IMODE(file(place).stat().st_mode) == 0o600


def test_what_a_sponsor_confirmed_stands_beside_the_key_and_survives_new_keys(place):
    make_keys(place, COHORT)
    confirm(place, COHORT, "c001", "ab" * 32, on=date(2027, 5, 3), how='by phone, "yes"')
    make_keys(place, COHORT, again=["c001"])
    kept = read_sponsors(place, COHORT)["c001"]
    assert (kept.confirmed, kept.on, kept.how) == ("ab" * 32, date(2027, 5, 3), 'by phone, "yes"')


def test_a_line_is_taken_out_and_all_else_stays(place):
    make_keys(place, COHORT)
    before = file(place).read_text(encoding="utf-8").splitlines()
    found = without_sponsor(place, COHORT, "c001")
    assert found is not None
    assert found[1].decode().splitlines() == [before[0], before[2]]
    assert without_sponsor(place, COHORT, "c009") is None


def test_without_a_list_or_for_nobody_no_key_is_made(place):
    with pytest.raises(Refusal, match="nobody of this id"):
        make_keys(place, COHORT, again=["c009"])
    (place.submitted(COHORT) / "candidates.csv").unlink()
    with pytest.raises(Refusal, match="no list of candidates"):
        make_keys(place, COHORT)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("id;key\nc001;x\n", "expected a CSV file with the columns id, key, confirmed, on, how"),
        ("id,key,confirmed,on,how\nc001,5eed,,,\n", "line 2: found a key of 4 signs"),
        ("id,key,confirmed,on,how\nc001,,ab,tomorrow,\n", "line 2: found tomorrow; expected a date"),
    ],
)
def test_a_file_that_somebody_has_changed_is_refused_by_its_line(place, content, words):
    file(place).write_text(content, encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_sponsors(place, COHORT)
    assert words in str(refused.value)


def test_without_a_file_there_is_nobody(place):
    assert read_sponsors(place, COHORT) == {}
    write_sponsors(place, COHORT, [Sponsor("c001")])
    assert read_sponsors(place, COHORT) == {"c001": Sponsor("c001")}
