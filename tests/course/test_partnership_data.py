"""What module 4b's data plant is recovered from its tables, on a few seeds and in each phase. It mirrors no module."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from npqml.authoring.module_data import Kit, own_tables
from npqml.course.cohort import load_cohort
from npqml.course.modules import find_module
from npqml_widgets.documents.responsibilities.consistency import warnings

pytestmark = pytest.mark.slow
COURSE = Path(__file__).parents[2] / "course"
SEEDS = {"primary": (32,), "secondary": (31, 33), "special": (32,)}
MOST_DRAWS = 20


@pytest.fixture(scope="module", params=("primary", "secondary", "special"))
def schools(request):
    found = []
    for seed in SEEDS[request.param]:
        kit = Kit(load_cohort(COURSE, f"demo-{request.param}").with_seed(seed))
        drawn = own_tables(find_module(COURSE, "4b"), kit)
        assert drawn.draws <= MOST_DRAWS
        found.append((kit, dict(drawn.made)))
    return found


def across(ties: pd.DataFrame, roster: pd.DataFrame) -> pd.DataFrame:
    """Return the ties between the two schools."""
    school = dict(zip(roster["Name"], roster["School"], strict=True))
    return ties[[school[asker] != school[asked] for asker, asked in zip(ties["From"], ties["To"], strict=True)]]


def with_you(ties: pd.DataFrame) -> pd.Series:
    return (ties[["From", "To"]] == "You").any(axis=1)


def test_nobody_goes_to_themselves_or_twice_to_the_same_person(schools):
    for _, tables in schools:
        for ties in (tables["ties-january.csv"], tables["ties-march.csv"]):
            assert not (ties["From"] == ties["To"]).any()
            assert not ties.duplicated().any()
            assert {*ties["From"], *ties["To"]} <= {*tables["roster.csv"]["Name"]}


def test_in_january_the_partnership_ends_with_you_and_in_march_it_does_not(schools):
    for _, tables in schools:
        roster = tables["roster.csv"]
        before, now = (across(tables[f"ties-{month}.csv"], roster) for month in ("january", "march"))
        assert with_you(before).all()
        assert 3 <= len(before) <= 7
        assert 3 <= int((~with_you(now)).sum()) <= 7


def test_ines_asks_nobody_in_january_and_two_at_the_partner_school_in_march(schools):
    for kit, tables in schools:
        ines = kit.people["ines"].name
        assert ines not in set(tables["ties-january.csv"]["From"])
        march = across(tables["ties-march.csv"], tables["roster.csv"])
        assert (march["From"] == ines).sum() == 2


def test_shanice_is_among_the_three_most_asked_and_invited_nowhere(schools):
    for kit, tables in schools:
        shanice = kit.people["shanice"].name
        asked = tables["ties-january.csv"].groupby("To").size().sort_values(ascending=False)
        assert shanice in asked.index[:3]
        assert asked.iloc[2] > asked.iloc[3]
        assert not tables["meetings.csv"]["Invited"].str.contains(shanice).any()


def test_whoever_of_the_three_is_not_shanice_is_invited_somewhere(schools):
    for kit, tables in schools:
        invited = " ".join(tables["meetings.csv"]["Invited"])
        teachers = {"You", *(kit.people[key].name for key in ("carol", "tom", "ines", "gareth"))}
        three = tables["ties-january.csv"]["To"].value_counts().index[:3]
        for name in three:
            assert name == kit.people["shanice"].name or name in teachers or name in invited


def test_days_are_those_of_the_people_and_gareth_never_meets_olwen(schools):
    for kit, tables in schools:
        days = dict(zip(tables["roster.csv"]["Name"], tables["roster.csv"]["Days"], strict=True))
        gareth, olwen = ({*days[kit.people[key].name].split(", ")} for key in ("gareth", "olwen"))
        assert not gareth & olwen
        staff = dict(zip(kit.staff["Person"], kit.staff["Days"], strict=True))
        assert all(days[name] == staff[name] for name in days if name in staff)


def test_the_schools_agree_less_where_marks_are_not_seen_and_the_partner_is_harder(schools):
    for _, tables in schools:
        rounds = {number: rows[["Ours", "Theirs"]] for number, rows in tables["scripts.csv"].groupby("Round")}
        agree = {number: ((rows >= 3).nunique(axis=1) == 1).mean() for number, rows in rounds.items()}
        assert 0.85 <= agree[1] <= 0.95
        assert 0.60 <= agree[2] <= 0.75
        assert rounds[2]["Theirs"].mean() < rounds[2]["Ours"].mean()


def test_one_meeting_alone_decides_nothing_and_gives_back_what_moderation_takes(schools):
    for _, tables in schools:
        meetings = tables["meetings.csv"].assign(Hours=lambda rows: rows["Minutes"] * rows["Times"] / 60)
        new = meetings.iloc[-1]
        idle = meetings.query("Decides == 'N'")
        enough = idle[(idle["Hours"] >= new["Hours"]) & (idle["Teachers"] >= new["Teachers"])]
        assert len(idle) == 3
        assert len(enough) == 1
        assert enough["Minutes"].iloc[0] < meetings["Minutes"].max()


def test_daniels_table_has_the_faults_that_are_to_be_mended(schools):
    for _, tables in schools:
        said = " ".join(str(found) for found in warnings(tables["responsibilities-daniel.json"]))
        for fault in ("posts answer for it", "nobody does it", "are asked before", "only ever told", "If they leave"):
            assert fault in said


def test_the_days_of_moderation_are_wednesdays_on_which_gareth_is_not_in(schools):
    for kit, tables in schools:
        gareth = kit.people["gareth"].days
        for when in tables["dates.csv"]["When"]:
            assert when.startswith("Wednesday")
        assert "Wednesday" not in gareth
