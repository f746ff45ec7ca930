"""Counts over a cohort: no small group can be read or worked out from what is shown."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.documents.scenario.counts import OUTSIDE, Counts, _pipes, counts
from npqml_widgets.documents.scenario.load import load_case
from npqml_widgets.documents.scenario.model import Case, Choice, End, Situation
from npqml_widgets.documents.scenario.path import CasePath, Step, choose, where

CASES = sorted((Path(__file__).parents[4] / "course" / "cases").glob("case-*.toml"))
NOW = datetime(2026, 11, 5, tzinfo=UTC)


def random_case(rng: Random) -> Case:
    """A case of 2 to 7 situations whose choices lead only forwards, and 2 to 3 ends."""
    size, ends = rng.randint(2, 7), rng.randint(2, 3)
    nodes = [f"s{n}" for n in range(size)] + [f"e{n}" for n in range(ends)]
    situations = []
    for place in range(size):
        ways = tuple(
            Choice(f"c{place}-{n}", "w", rng.choice(nodes[place + 1 :]), "r", "t") for n in range(rng.randint(2, 4))
        )
        situations.append(Situation(f"s{place}", "t", "t", ways))
    last = tuple(End(f"e{n}", "t", "t", "t") for n in range(ends))
    return Case("c", "t", "3c", "", 1, "a", "n", {}, "s0", (), tuple(situations), last)


def random_paths(case: Case, people: int, rng: Random) -> list[CasePath]:
    paths = []
    for _ in range(people):
        path, here = CasePath(case.id), where(case, CasePath())
        while isinstance(here, Situation) and rng.random() > 0.03 and len(path.steps) < 40:
            weights = [3**-number for number in range(len(here.choice))]
            path = choose(case, path, rng.choices(here.choice, weights)[0].id, at=NOW)
            here = where(case, path)
        paths.append(path)
    return paths


def true_counts(case: Case, paths: list[CasePath]) -> dict[tuple[str, str], int]:
    found = dict.fromkeys(_pipes(case), 0)
    for path in paths:
        for step in path.standing:
            found["choice", step.choice] += 1
        stop = where(case, path)
        found["here" if isinstance(stop, Situation) else "end", stop.id] += 1
    return found


def can_rise(case: Case, truth, hidden, pipe) -> int:
    """How many more people `pipe` could hold, all that is shown being the same: maximum flow, person by person."""
    pipes = _pipes(case)
    change = dict.fromkeys(hidden, 0)
    for risen in range(40):
        came, line = {pipes[pipe][1]: None}, [pipes[pipe][1]]
        for node in line:
            for other in hidden - {pipe}:
                tail, head = pipes[other]
                if tail == node and head not in came:
                    came[head] = (other, 1, node)
                    line.append(head)
                if head == node and tail not in came and truth[other] + change[other] > 0:
                    came[tail] = (other, -1, node)
                    line.append(tail)
        goal = pipes[pipe][0]
        if goal not in came:
            return risen
        while came[goal]:
            other, way, goal = came[goal]
            change[other] += way
    return 40


def follows(case: Case, hidden, pipe) -> bool:
    """Whether the number follows by adding and subtracting what is shown: it is fixed by the balance of every node."""
    unknown = sorted(hidden)
    nodes = sorted({node for arc in _pipes(case).values() for node in arc} - {OUTSIDE})
    balance = np.zeros((len(nodes), len(unknown)))
    for place, one in enumerate(unknown):
        tail, head = _pipes(case)[one]
        balance[nodes.index(tail), place] -= 1
        if head != OUTSIDE:
            balance[nodes.index(head), place] += 1
    alone = np.eye(len(unknown))[unknown.index(pipe)]
    return bool(np.linalg.matrix_rank(np.vstack([balance, alone])) == np.linalg.matrix_rank(balance))


def hold(case: Case, paths: list[CasePath], shown: Counts, smallest: int) -> int:
    """Assert that nothing small is shown or can be worked out; give how many numbers were hidden."""
    truth = true_counts(case, paths)
    hidden = {(one.kind, one.id) for one in shown.counts if one.people is None}
    for one in shown.counts:
        if one.people is not None:
            assert one.people == truth[one.kind, one.id]
            assert not 0 < one.people < smallest
    if shown.people is not None and len(hidden) < len(shown.counts):
        for pipe in hidden:
            if 0 < truth[pipe] < smallest:
                assert not follows(case, hidden, pipe)
                assert can_rise(case, truth, hidden, pipe) >= smallest
    return len(hidden)


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 10**9), st.integers(0, 60), st.integers(3, 8))
def test_no_small_group_follows_from_what_is_shown(seed, people, smallest):
    rng = Random(seed)
    case = random_case(rng)
    paths = random_paths(case, people, rng)
    hold(case, paths, counts(case, paths, smallest=smallest), smallest)


@pytest.mark.parametrize("file", CASES, ids=lambda one: one.stem)
def test_a_cohort_of_real_size_still_tells_the_facilitator_something(file, capsys):
    case = load_case(file)
    for people, fewest in ((30, 1), (120, 6)):  # a small cohort has few groups of six to show
        paths = random_paths(case, people, Random(people))
        shown = counts(case, paths)
        hidden = hold(case, paths, shown, 6)
        told = sum(bool(one.people) for one in shown.counts)
        with capsys.disabled():
            # The figures are what the test is for.
            print(f"\n{case.id}, {people} people: {told} numbers shown, {hidden} hidden, of {len(shown.counts)}")  # noqa: T201
        assert told >= fewest


def test_a_lone_small_choice_takes_a_second_number_with_it():
    ways = (
        Choice("left", "w", "e1", "r", "t"),
        Choice("middle", "w", "e1", "r", "t"),
        Choice("right", "w", "e2", "r", "t"),
    )
    ends = (End("e1", "t", "t", "t"), End("e2", "t", "t", "t"))
    case = Case("c", "t", "3c", "", 1, "a", "n", {}, "s", (), (Situation("s", "t", "t", ways),), ends)
    paths = [CasePath("c", (Step(one, NOW),)) for one in ["left"] * 12 + ["middle"] * 8 + ["right"] * 3]
    shown = {one.id: one.in_words() for one in counts(case, paths).counts}
    assert shown["right"] == "hidden"
    assert shown["e2"] == "hidden"  # the end tells who came to it
    assert (shown["left"] == "hidden") != (shown["middle"] == "hidden")
    assert "hidden: groups under 6" in counts(case, paths).sentence()


def test_fewer_people_than_the_minimum_show_nothing():
    case = random_case(Random(1))
    shown = counts(case, random_paths(case, 5, Random(1)))
    assert shown.people is None
    assert {one.people for one in shown.counts} == {None}
    assert "nothing is shown" in shown.sentence()


def test_a_minimum_that_hides_nobody_is_refused():
    with pytest.raises(ValueError, match="expected 3 or more"):
        counts(random_case(Random(1)), [], smallest=2)
