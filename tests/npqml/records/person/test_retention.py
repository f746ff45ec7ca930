"""Who has handed in nothing since a day, over all cohorts; the last hand-in counts, also one that was replaced."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

import pytest

from npqml.course.arrivals import Arrival, keep_arrival
from npqml.records.person.retention import expired
from npqml.refusal import Refusal

OLD, NEW = datetime(2024, 7, 1, 9, tzinfo=UTC), datetime(2026, 3, 1, 9, tzinfo=UTC)


def test_the_last_of_all_hand_ins_decides_and_who_has_none_stays(listed, cohort, hand_in):
    hand_in("c001", when=OLD)
    hand_in("c002", when=OLD)
    hand_in("c002", when=NEW, module="1b")
    hand_in("c003", when=OLD)
    keep_arrival(listed, cohort, "c003", "1a", Arrival("an-earlier-file", when=NEW), counts=False)
    found = expired(listed, date(2025, 9, 1))
    assert [(entry.cohort, entry.candidate, entry.name) for entry in found.expired] == [
        (cohort, "c001", "Anna Maria Brown")
    ]  # fmt: skip
    assert found.without_date == 2
    assert "last handed in 01 July 2024" in found.expired[0].line()


def test_a_hand_in_of_which_nothing_was_kept_counts_by_its_own_time(listed, cohort):
    folder = listed.submitted(cohort) / "c001" / "1a"
    folder.mkdir(parents=True)
    (folder / "1a.ipynb").write_text("{}")
    os.utime(folder / "1a.ipynb", (OLD.timestamp(), OLD.timestamp()))
    assert [entry.candidate for entry in expired(listed, date(2025, 9, 1), [cohort]).expired] == ["c001"]
    assert expired(listed, date(2024, 7, 1)).expired == ()


def test_a_hand_in_of_which_only_a_disk_says_when_keeps_its_candidate(listed, cohort, hand_in):
    hand_in("c001", when=OLD)
    keep_arrival(listed, cohort, "c001", "1a", Arrival("a-later-file", saved_at=NEW), counts=False)
    assert expired(listed, date(2025, 9, 1)).expired == ()


def test_a_cohort_that_there_is_not_is_refused(listed):
    with pytest.raises(Refusal, match="no such cohort"):
        expired(listed, date(2025, 9, 1), ["nowhere"])
