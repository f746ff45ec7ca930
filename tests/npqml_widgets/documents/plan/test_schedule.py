"""Dates, days to spare and the longest chain are those that anybody works out by hand, and that networkx finds."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import given, settings

from npqml_widgets.documents.plan.model import Plan, Step
from npqml_widgets.documents.plan.schedule import chain, schedule
from tests.npqml_widgets.documents.plan.plans import HALF_TERM, SOUND, TABLE, any_days, plans, step

if TYPE_CHECKING:
    import networkx as nx


def test_the_base_network_takes_12_days_and_leaves_c_two_to_spare():
    found = schedule(Plan(steps=(step("A", 3), step("B", 4, "A"), step("C", 2, "A"), step("D", 5, "B", "C"))))
    assert found.length == 12
    assert {name: times.slack for name, times in found.times.items()} == {"A": 0, "B": 0, "C": 2, "D": 0}


def test_the_steps_of_module_5a_take_17_days_and_13_if_the_order_need_not_wait():
    found = schedule(Plan(steps=TABLE))
    assert (found.length, found.times["C"].slack) == (17, 4)
    assert found.critical == ("A", "D", "E", "F", "G")
    faster = tuple(evolve(each, after=()) if each.id == "F" else each for each in TABLE)
    assert schedule(Plan(steps=faster)).length == 13
    assert chain(Plan(steps=faster), "G") == ("A", "B", "C", "G")


@pytest.mark.parametrize("part", range(10))
def test_a_thousand_random_plans_have_the_longest_paths_of_networkx(part):
    import networkx as nx  # the browser's Python, where the other tests run too, has none

    draw = random.Random(part)
    for _ in range(100):
        number = draw.randrange(1, 25)
        steps = [
            step(f"S{at}", draw.randrange(1, 9), *{f"S{draw.randrange(at)}" for _ in range(draw.randrange(4)) if at})
            for at in range(number)
        ]
        graph = nx.DiGraph()
        for each in steps:
            graph.add_edge(f"begin {each.id}", f"end {each.id}", weight=each.length)
            graph.add_edges_from((f"end {name}", f"begin {each.id}") for name in each.after)
        nx.set_edge_attributes(graph, {edge: 0 for edge in graph.edges if "weight" not in graph.edges[edge]}, "weight")
        draw.shuffle(steps)
        found = schedule(Plan(steps=tuple(steps)))
        assert found.length == nx.dag_longest_path_length(graph)
        backwards = graph.reverse()
        for each in steps:
            before = _longest_to(graph, f"end {each.id}")
            after = _longest_to(backwards, f"end {each.id}")
            assert found.times[each.id].end == before
            assert found.times[each.id].slack == found.length - before - after
        assert set(nx.dag_longest_path(graph)) <= {
            f"{side} {name}" for name in found.critical for side in ("begin", "end")
        }


def _longest_to(graph: nx.DiGraph, node: str) -> int:
    """Return the length of the longest path that ends at a node."""
    import networkx as nx

    return nx.dag_longest_path_length(graph.subgraph(nx.ancestors(graph, node) | {node}))


def test_dates_leave_out_weekends_and_closed_days():
    times = schedule(SOUND).times
    assert (times["S1"].first, times["S1"].last) == (date(2026, 10, 14), date(2026, 10, 19))
    assert (times["S2"].first, times["S2"].last) == (date(2026, 10, 20), date(2026, 11, 3))
    assert times["S3"].slack == 3
    assert times["S3"].latest == date(2026, 11, 3)


def test_a_moment_is_on_the_evening_of_what_it_waits_for_and_takes_no_day():
    plan = Plan(
        starts=date(2026, 10, 14),
        closed=(HALF_TERM,),
        steps=(step("A", 2), step("M", 0, "A"), step("B", 1, "M"), step("N", 0, not_before=date(2026, 10, 28)),
               step("C", 1, "N"), step("First", 0)),
    )  # fmt: skip
    times = schedule(plan).times
    assert (times["M"].first, times["M"].last) == (date(2026, 10, 15), date(2026, 10, 15))
    assert times["B"].first == date(2026, 10, 16)
    assert times["N"].last == date(2026, 11, 2)  # the first day after half-term
    assert times["C"].first == date(2026, 11, 3)
    assert times["First"].last == date(2026, 10, 14)


def test_a_deadline_takes_days_to_spare_and_below_nought_says_how_late():
    steps = (step("A", 5, deadline=date(2026, 10, 16)), step("B", 9))
    times = schedule(Plan(starts=date(2026, 10, 14), steps=steps)).times
    assert times["A"].slack == -2
    assert times["A"].is_critical
    assert schedule(Plan(steps=steps)).times["A"].slack == 4  # without a first day no date counts


def test_a_fixed_day_sets_a_date_and_the_chain_begins_there():
    steps = (step("A", 1), step("B", 2, "A", not_before=date(2026, 10, 21)), step("C", 1, "B"))
    plan = Plan(starts=date(2026, 10, 14), steps=steps)
    assert schedule(plan).times["B"].first == date(2026, 10, 21)
    assert chain(plan, "C") == ("B", "C")
    assert schedule(plan).times["A"].slack == 4


def test_steps_in_a_circle_and_those_after_them_have_no_dates_and_the_others_have():
    plan = Plan(steps=(step("A", 1, "B"), step("B", 1, "A"), step("C", 1, "B"), step("D", 3)))
    assert set(schedule(plan).times) == {"D"}
    assert schedule(plan).length == 3
    assert chain(plan, "A") == ()


def test_what_lies_more_than_ten_years_on_has_no_date():
    plan = Plan(starts=date(2026, 10, 14), steps=(step("A", 1_000), step("B", 1_000, "A"), step("C", 1_000, "B")))
    assert schedule(plan).times["A"].last is not None
    assert schedule(plan).times["C"].last is None


@settings(max_examples=50, deadline=None)
@given(plans(any_days))
def test_any_plan_has_a_schedule_in_which_nothing_begins_before_what_it_waits_for(plan: Plan) -> None:
    found = schedule(plan)
    for name, times in found.times.items():
        assert times.end <= found.length
        for other in found.waits.after[name]:
            assert found.times[other].end <= times.start


def test_a_step_without_a_length_counts_as_a_moment():
    assert schedule(Plan(steps=(Step("S1"), step("B", 2)))).length == 2
