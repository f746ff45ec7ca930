"""What modules 2b and 3c ask of this year's pupils is told apart from data in which its tasks could not be asked."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from npqml.authoring.shared_data import pupils_of
from npqml.course.cohort import load_cohort
from npqml.madeup.this_year_asked import asked


@pytest.fixture(scope="module")
def school() -> tuple[pd.DataFrame, pd.DataFrame]:
    made = pupils_of(load_cohort(Path("course"), "demo-secondary"))
    return made.pupils, made.places


def unmet(pupils: pd.DataFrame, places: pd.DataFrame) -> list[str]:
    return [words for words, holds in asked(pupils, places).items() if not holds]


def test_a_cohorts_pupils_are_as_they_are_asked_for(school):
    assert unmet(*school) == []


def test_a_check_that_nobody_misses_cannot_be_asked_about(school):
    pupils, places = school
    whole = pupils.assign(**{name: pupils[name].fillna(20) for name in ("Check Feb", "Check Jun")})
    found = unmet(whole, places)
    assert "somebody with a place, and somebody who waits, lacks the June check" in found
    assert "somebody of the lot has October and June, and no February" in found


def test_an_effect_that_the_lot_does_not_show_is_refused(school):
    pupils, places = school
    waits = pupils["UPN"].isin(places.loc[places["Route"] == "lot: waiting", "UPN"])
    better = pupils.assign(**{"Check Jun": pupils["Check Jun"] + 3 * waits})
    assert "the interval's lower end is seen to lie above 0" in unmet(better, places)


def test_a_slip_that_comes_to_the_right_number_is_refused(school):
    """Where the rest of the classes gain just what those who wait do, comparing with them is no slip to be told."""
    pupils, places = school
    rest = ~pupils["UPN"].isin(places["UPN"])
    waiting = pupils["UPN"].isin(places.loc[places["Route"] == "lot: waiting", "UPN"])
    gain = (pupils["Check Jun"] - pupils["Check Oct"]).astype(float)
    marks = pupils["Check Jun"].astype(float).mask(rest, pupils["Check Oct"].astype(float) + gain[waiting].mean())
    assert "the effect and each way to miss it stand apart" in unmet(pupils.assign(**{"Check Jun": marks}), places)


@pytest.mark.parametrize(
    ("added", "words"),
    [(-6, "in February a place seems to have added something"), (6, "and its interval holds nought")],
)
def test_a_february_that_says_something_else_is_refused(school, added, words):
    pupils, places = school
    has = pupils["UPN"].isin(places.loc[places["Route"] == "lot: place", "UPN"])
    assert words in unmet(pupils.assign(**{"Check Feb": pupils["Check Feb"] + added * has}), places)


def test_pupils_with_the_premium_who_came_as_often_as_the_others_are_refused(school):
    pupils, places = school
    came = places.assign(**{name.replace("Held", "Attended"): places[name] for name in places.filter(like="Held")})
    assert "until February pupils with pupil premium came less often" in unmet(pupils, came)
