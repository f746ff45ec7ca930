"""What a 360 report says: self against others, where a plan can start, and what changed."""

from __future__ import annotations

import pytest

from npqml_widgets.documents.feedback360.analysis import (
    Rated,
    compare,
    findings,
    gap,
    rated,
    spread_words,
    starting_points,
    together,
)
from npqml_widgets.documents.feedback360.report import (
    publish,
)
from npqml_widgets.documents.feedback360.worked import worked_reports
from tests.npqml_widgets.documents.feedback360.published360 import (
    collated,
    everybody,
)


def test_self_against_others_names_blind_spots_and_hidden_strengths_by_the_stated_rule() -> None:
    view = Rated("respect", "Peers", 2.0, 2.5, (6, 6))
    assert [gap(own, view) for own in (1.0, 1.5, 1.6, 2.9, 3.0, None)] == [
        "blind spot", "blind spot", "no clear gap", "no clear gap", "hidden strength", "not comparable",
    ]  # fmt: skip


def test_a_leader_who_rates_themselves_best_has_a_blind_spot_where_the_team_does_not() -> None:
    report = publish(collated(everybody(own=1, peers=1, team=3), named=True)).report
    kinds = {(one.behaviour, one.others.who): one.kind for one in findings(report)}
    assert kinds["respect", "Team members"] == "blind spot"
    assert kinds["respect", "Peers"] == "no clear gap"
    start = starting_points(report)[0]
    assert start["behaviour"] == "Commitment"
    assert "n = 6" in start["why"]
    assert start["question"].endswith("?")


def test_a_plan_always_has_somewhere_to_start() -> None:
    assert len(starting_points(publish(collated(everybody(own=2, peers=2, team=2), named=True)).report)) == 1


def test_a_split_group_is_a_starting_point_and_is_said_beside_the_mean() -> None:
    ratings = everybody(own=2) | {f"zq-team-{n}": 1 if n < 4 else 4 for n in range(1, 7)}
    report = publish(collated(ratings, named=True)).report
    team = rated(report, report.parts[2], "respect")
    assert team is not None
    assert (team.n, team.splits) == ((6, 6), 2)
    assert "split" in starting_points(report)[0]["why"]


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ((0.0, 1.0), "not split"),
        ((0.4, 0.9), "not split"),
        ((0.7, 0.9), "not split; standard deviation 0.4 to 0.6; agreement (r_wg) 0.7 to 0.9"),
    ],
)
def test_limits_of_agreement_are_given_only_where_they_say_something(limits, words) -> None:
    view = Rated("respect", "Team members", 1.0, 1.6, (7, 7), 0, limits, (0.4, 0.6))
    assert spread_words(view) == words


def test_the_mean_of_all_leaves_out_whoever_is_hidden() -> None:
    ratings = {name: rating for name, rating in everybody(peers=4).items() if not name.startswith("zq-team")}
    ratings |= {"zq-team-1": 1, "zq-team-2": 1}
    report = publish(collated(ratings, named=True)).report
    assert [part.name for part in report.parts] == ["Line manager", "Peers and team members"]
    view = together(report, "respect")
    assert view is not None
    assert view.n == (6, 6)


def test_two_rounds_show_a_change_only_where_the_ranges_do_not_meet() -> None:
    first = publish(collated(everybody(peers=3, team=3), named=True))
    second = publish(collated(everybody(peers=3, team=1), named=True, name="spring"), first.footprint)
    changes = {(one.behaviour, one.who): one.change for one in compare(first.report, second.report)}
    assert changes["respect", "Team members"] == "better"
    assert changes["respect", "Peers"] == "no clear change"
    assert changes["respect", "Self"] == "no clear change"
    assert second.report.number == 2


def test_two_ranges_whose_ends_are_the_same_meet():
    found = {(one.behaviour, one.who): one for one in compare(*worked_reports())}
    team = found["collaboration", "Team members"]
    assert team.first.low == team.second.high
    assert team.change == "no clear change"
