from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from npqml.authoring.shared_data import SHARED, catch_up_plan, catch_up_weekdays, pupils_of, write_shared
from npqml.course.cohort import load_cohort
from npqml.madeup.pupils import school
from npqml.madeup.pupils.limits import fewest
from npqml.madeup.this_year import CHECKS, ROUTES, attended_share, must_hold

pytestmark = pytest.mark.slow  # together they take many seconds

COURSE = Path(__file__).parents[3] / "course"
DEMOS = ("demo-primary", "demo-secondary", "demo-special")


@pytest.fixture(params=DEMOS)
def cohort(request):
    return load_cohort(COURSE, request.param)


def test_what_must_hold_of_this_years_pupils_holds(cohort):
    made = pupils_of(cohort)
    found = must_hold(cohort, catch_up_plan(cohort), (made.pupils, made.places))
    assert [words for words, holds in found.items() if not holds] == []


def test_the_smallest_school_has_its_places_too_and_others_besides(cohort):
    small = evolve(cohort, pupils=fewest(cohort.phase, cohort.minimum_group))
    plan, made = catch_up_plan(small), pupils_of(small)
    assert made.places["Route"].value_counts()[ROUTES[0]] == plan.places
    assert len(made.pupils) >= 3 * plan.places


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(cohort, tmp_path):
    written = []
    for place, seed in (("one", cohort.seed), ("again", cohort.seed), ("other", cohort.seed + 1)):
        pupils_of.cache_clear()
        (tmp_path / place).mkdir()
        paths = write_shared(cohort.with_seed(seed), tuple(SHARED), tmp_path / place)
        written.append([path.read_bytes() for path in paths])
    one, again, other = written
    assert one == again
    assert one[:2] != other[:2]


def test_none_of_last_years_pupils_is_among_this_years(cohort):
    last_year = set(school.make(evolve(cohort)).pupils["UPN"])
    assert not last_year & set(pupils_of(cohort).pupils["UPN"])


def test_places_go_by_lot_to_as_many_as_there_are_and_as_many_wait(cohort):
    plan, places = catch_up_plan(cohort), pupils_of(cohort).places
    counts = places["Route"].value_counts()
    assert counts[ROUTES[0]] == counts[ROUTES[1]] == plan.places
    checked = pupils_of(cohort).pupils.set_index("UPN").loc[list(places["UPN"]), CHECKS[1]]
    assert checked.notna().all()


def test_nobody_comes_to_more_sessions_than_are_held(cohort):
    came = attended_share(pupils_of(cohort).places).dropna()
    assert came.between(0, 1).all()


def test_every_group_is_full_and_has_a_tutor_and_a_time(cohort):
    plan, places = catch_up_plan(cohort), pupils_of(cohort).places
    lot = places[places["Route"] == ROUTES[0]]
    assert (lot["Tutor"] != "").all()
    assert set(lot["Tutor"]) <= set(plan.tutors)
    assert set(lot["Slot"]) == {"1", "2"}


def test_catch_up_is_on_three_weekdays_with_friday(cohort):
    assert len(catch_up_weekdays(cohort)) == 3
    assert "Friday" in catch_up_weekdays(cohort)
    assert sum(catch_up_plan(cohort).held.values()) >= 55


def test_classes_are_those_of_the_named_teachers(cohort):
    pupils = pupils_of(cohort).pupils
    assert dict(zip(pupils["Class"], pupils["Teacher"], strict=True)) == dict(catch_up_plan(cohort).classes)
