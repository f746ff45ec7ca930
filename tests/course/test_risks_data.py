"""What module 5b's data plant is recovered from its tables, on some seeds and in each phase. It mirrors no module."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from npqml.authoring.module_data import Kit, own_tables
from npqml.course.cohort import load_cohort
from npqml.course.modules import find_module
from npqml_widgets.documents.risk.consistency import warnings

pytestmark = pytest.mark.slow
COURSE = Path(__file__).parents[2] / "course"
SEEDS = {"primary": (41,), "secondary": (41, 42, 43), "special": (44,)}
APPETITE = 6
RISKS, NO_RISKS = set("cfhknqs"), set("aembipdjogl")


@pytest.fixture(scope="module", params=("primary", "secondary", "special"))
def schools(request):
    found = []
    for seed in SEEDS[request.param]:
        kit = Kit(load_cohort(COURSE, f"demo-{request.param}").with_seed(seed))
        drawn = own_tables(find_module(COURSE, "5b"), kit)
        assert drawn.draws <= 5  # each table is drawn by itself until it shows what it must
        found.append((kit, dict(drawn.made)))
    return found


def test_of_nine_lines_three_to_five_are_risks(schools):
    for _, tables in schools:
        lines = set(tables["entries.csv"]["Line"])
        assert len(lines) == 9
        assert lines <= RISKS | NO_RISKS
        assert 3 <= len(lines & RISKS) <= 5


def test_a_chain_has_five_pieces_and_none_stands_where_it_would_tell_its_place(schools):
    chains = [tuple(tables["chain.csv"]["Piece"]) for _, tables in schools]
    assert all(sorted(pieces) == sorted("mtdwk") for pieces in chains)
    assert tuple("mtdwk") not in chains


def test_the_gate_gets_better_with_a_second_key_holder_and_what_is_promised_does_not(schools):
    for _, tables in schools:
        log = tables["trial-log.csv"]
        second = log["Key holders"] == 2
        weeks = log.groupby(second)["Week"].nunique()
        rates = {
            name: (log[name] == "Y").groupby(second).sum() / weeks
            for name in ("Pupil alone at the gate", "Tutor absent", "Booklets missing")
        }
        assert rates["Pupil alone at the gate"][True] < rates["Pupil alone at the gate"][False] / 2
        for name in ("Tutor absent", "Booklets missing"):
            assert 0.25 < rates[name][True] < 4 * rates[name][False]


def test_no_group_met_without_its_tutor_unless_somebody_stood_in_and_nobody_came_to_none(schools):
    for kit, tables in schools:
        log = tables["trial-log.csv"]
        lost = log[log["Held"] == "N"]
        assert 2 <= len(lost) <= 5
        assert set(lost["Tutor absent"]) == {"Y"}
        assert set(lost["Came"]) == {0}
        assert log["Came"].max() <= kit.project.numbers["group_size"]


def test_the_trial_lies_before_the_register_and_on_school_days(schools):
    for kit, tables in schools:
        days = set(tables["trial-log.csv"]["Date"])
        dates = kit.project.dates
        assert days <= set(kit.year.days())
        assert dates["trial_groups"] <= min(days) <= max(days) <= dates["risks_written"]


def test_the_full_run_is_that_of_the_project(schools):
    for kit, tables in schools:
        full = tables["full-run.csv"]
        assert dict(zip(full["Half-term"], full["Mornings"], strict=True)) == kit.catch_up.held
        assert set(full["Groups"] * kit.project.numbers["group_size"]) == {kit.project.numbers["places"]}


def test_four_to_seven_are_needed_and_the_two_figures_of_illness_are_far_apart(schools):
    for _, tables in schools:
        people = tables["rota.csv"]["Needed"].nunique()
        off, everybody = tables["national.csv"]["Days"]
        assert 4 <= people <= 7
        assert (off - everybody) * people >= 12


def test_each_rater_scores_higher_what_is_nearer_and_they_part_at_the_appetite(schools):
    for _, tables in schools:
        raters = tables["two-raters.csv"]
        wendy, shanice = (raters[f"{who}: likelihood"] * raters[f"{who}: impact"] for who in ("Wendy", "Shanice"))
        gate = raters["Risk"].str.contains("gate")
        licence = raters["Risk"].str.contains("licence")
        assert (shanice[gate] >= wendy[gate]).all()
        assert (wendy[licence] >= shanice[licence]).all()
        assert 2 <= ((wendy > APPETITE) != (shanice > APPETITE)).sum() <= 4


def test_what_is_scored_twelve_costs_less_on_average_than_what_is_scored_eight(schools):
    for _, tables in schools:
        money = tables["money.csv"]
        expected = money["Chance in a year, %"] * money["Cost if it happens, £"] / 100
        score = money["Likelihood"] * money["Impact"]
        assert expected[score == 12].item() < expected[score == 8].item()


def test_by_march_the_register_sleeps(schools):
    for kit, tables in schools:
        march = tables["register-march.csv"]
        opened, written = kit.project.dates["register_opened"], kit.project.dates["risks_written"]
        live = march[march["Status"] == "open"]
        lower = live["Likelihood, now"] * live["Impact, now"] < live["Likelihood, October"] * live["Impact, October"]
        new_control = pd.to_datetime(live["Control since"]) > pd.Timestamp(written)
        happened = live[live["Happened on"].notna()]
        assert len(march) == 12
        assert 3 <= (live["Review"] < opened).sum() <= 6
        assert 2 <= (lower & ~new_control).sum() <= 3
        assert happened["Risk"].tolist() == ["A tutor is off sick for more than two weeks"]
        assert happened["Likelihood, now"].item() <= 2
        gate = march.set_index("Risk").loc["A pupil waits alone at the gate"]
        assert gate["Impact, October"] == gate["Impact, now"] == 5
        assert gate["Likelihood, now"] < gate["Likelihood, October"]


def test_every_risk_of_toms_register_has_something_that_the_form_finds(schools):
    for kit, tables in schools:
        toms = tables["register-tom.json"]
        found = {warning.risk for warning in warnings(toms, kit.project.dates["risks_written"])}
        assert found == {risk.id for risk in toms.risks}


def test_toms_days_leave_room_for_a_review_within_six_weeks(schools):
    for _, tables in schools:
        toms = tables["register-tom.json"]
        for risk in toms.risks:
            assert (risk.review - risk.added.date()).days <= 42
