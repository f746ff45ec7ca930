"""What module 4a's data plant is recovered from its tables, in each phase. It mirrors no module."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from npqml.authoring.module_data import Kit, own_tables
from npqml.course.cohort import load_cohort
from npqml.course.modules import find_module
from npqml_widgets.documents.sponsor.consistency import warnings
from npqml_widgets.schooldata.tables import t_multiplier

pytestmark = pytest.mark.slow
COURSE = Path(__file__).parents[2] / "course"
SEEDS = {"primary": (1,), "secondary": (1, 2), "special": (2,)}
"""Few, and such as are drawn soon: what is planted is tried on many by test_slips.py."""
FAR = {"primary": "EAL", "secondary": "EAL", "special": "Bus"}
STEPS = ("Opened", "Said yes", "Came")


@pytest.fixture(scope="module", params=("primary", "secondary", "special"))
def schools(request):
    found = []
    for seed in SEEDS[request.param]:
        kit = Kit(load_cohort(COURSE, f"demo-{request.param}").with_seed(seed))
        found.append((kit, dict(own_tables(find_module(COURSE, "4a"), kit).made)))
    return found


def invited_in(tables) -> pd.DataFrame:
    families = tables["families.csv"]
    return families[families["Round"] == 1]


def shares(rows: pd.DataFrame) -> list[float]:
    """Return the share that took each step, of those who took the one before."""
    left = [len(rows), *((rows[step] == "Y").sum() for step in STEPS)]
    return [after / before for before, after in pairwise(left)]


def test_each_pupil_has_one_family_with_the_same_premium_and_language(schools):
    for kit, tables in schools:
        rows = tables["families.csv"].assign(UPN=tables["families.csv"]["UPNs"].str.split("; ")).explode("UPN")
        assert sorted(rows["UPN"]) == sorted(kit.pupils["UPN"])
        joined = rows.merge(kit.pupils, on="UPN", suffixes=("", " of pupil"))
        assert (joined["PP"] == joined["PP of pupil"]).all()
        if kit.phase != "special":
            assert (joined["EAL"] == joined["EAL of pupil"]).all()
        assert (rows.groupby("Family").size() <= rows.groupby("Family")["Children here"].first()).all()


def test_nobody_takes_a_step_without_the_one_before_and_round_two_takes_none(schools):
    for _, tables in schools:
        invited = invited_in(tables)
        taken = (invited[list(STEPS)] == "Y").to_numpy()
        assert (taken[:, 0] >= taken[:, 1]).all()
        assert (taken[:, 1] >= taken[:, 2]).all()
        assert ((invited["Adults"] > 0) == (invited["Came"] == "Y")).all()
        later = tables["families.csv"].drop(invited.index)
        assert later[[*STEPS, "Adults", "Weeks at home"]].isna().all(axis=None)


def test_half_of_each_class_was_invited(schools):
    for _, tables in schools:
        by_class = tables["families.csv"].groupby("Class")["Round"].value_counts().unstack()
        assert (abs(by_class[1] - by_class[2]) <= 1).all()


def test_the_two_groups_are_lost_at_different_steps(schools):
    for kit, tables in schools:
        invited = invited_in(tables)
        far, premium = (shares(invited[invited[name] == "Y"]) for name in (FAR[kit.phase], "PP"))
        assert far[0] <= min(far[1:]) - 0.1
        assert premium[2] <= min(premium[:2]) - 0.1


def test_the_reasons_are_of_the_step_at_which_a_family_was_lost(schools):
    for _, tables in schools:
        asked = tables["why-not.csv"].merge(tables["families.csv"], on="Family")
        for step, before in zip(STEPS, (None, *STEPS), strict=False):
            rows = asked[asked["Lost at"] == step]
            assert (rows[step] == "N").all()
            assert before is None or (rows[before] == "Y").all()
        assert asked["Family"].is_unique


def test_most_with_the_premium_who_said_yes_and_did_not_come_were_on_shift_at_six(schools):
    for _, tables in schools:
        asked = tables["why-not.csv"]
        reasons = asked.loc[(asked["PP"] == "Y") & (asked["Lost at"] == "Came"), "Reason"]
        assert len(reasons) >= 3
        assert (reasons == "On shift at six").mean() > 0.5


def test_the_offer_changed_nothing_that_can_be_seen_and_those_who_came_were_ahead_before(schools):
    for kit, tables in schools:
        rows = tables["families.csv"].assign(UPN=tables["families.csv"]["UPNs"].str.split("; ")).explode("UPN")
        rows = rows.merge(kit.pupils, on="UPN").dropna(subset=["Check Oct", "Check Dec"])
        december, october = rows["Check Dec"].astype(float), rows["Check Oct"].astype(float)
        first, later = rows["Round"] == 1, rows["Round"] == 2
        error = (december[first].var() / first.sum() + december[later].var() / later.sum()) ** 0.5
        half = t_multiplier(min(first.sum(), later.sum())) * error
        assert abs(december[first].mean() - december[later].mean()) < half
        came, stayed = (first & (rows["Came"] == answer) for answer in "YN")
        assert december[came].mean() - december[stayed].mean() >= 0.4 * december.std()
        assert october[came].mean() > october[stayed].mean()


def test_one_offer_keeps_ruth_s_conditions_and_is_neither_the_cheapest_nor_the_largest(schools):
    for _, tables in schools:
        offers, ruth = tables["offers.csv"], tables["conditions.csv"].iloc[0]
        ours, theirs = (offers.filter(like=f"{whose} ").sum(axis=1) for whose in ("Ours", "Theirs"))
        fits = (
            offers["Touches the step"].isin(STEPS)
            & (ours <= ruth["Hours at most"])
            & (ours <= ruth["Ratio at most"] * theirs)
            & (theirs <= ruth["Ratio at most"] * ours)
            & ~offers["First comparison"].str.contains("July")
        )
        assert fits.sum() == 1
        assert ours.min() < ours[fits].iloc[0] < ours.max()


def test_the_diary_has_school_days_until_the_story_s_day_and_one_to_come(schools):
    for kit, tables in schools:
        days = list(pd.to_datetime(tables["diary.csv"]["Date"], format="%d %B %Y").dt.date)
        assert days == sorted(days)
        assert set(days) <= set(kit.year.days())
        assert sum(day > kit.project.dates["parents_workshop"] for day in days) == 1


def test_the_sheet_that_daniel_began_has_nothing_that_he_could_look_at(schools):
    for _, tables in schools:
        rules = {warning.rule for warning in warnings(tables["sponsor-start.json"])}
        assert {"date", "place", "relationship"} <= rules
