"""The numbers of session 4a: its cards, the vote's averages and what its plan says of them. It mirrors no module."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from npqml.course.modules import find_module

PLAN = find_module(Path(__file__).parents[2] / "course", "4a").session.read_text(encoding="utf-8")
WORDS = " ".join(PLAN.split())
ROWS = re.findall(r"^\| (.*) \|$", PLAN.split("### Family cards")[1].split("###")[0], re.MULTILINE)
CARDS = Counter(card.strip() for row in ROWS for card in row.split(" | "))


def left(*, ring: bool) -> list[int]:
    """Return how many cards lie in each of the four hoops, all of them or those with a ring."""
    kept = {cards: number for cards, number in CARDS.items() if "○" in cards or not ring}
    return [sum(number for cards, number in kept.items() if mark in cards) for mark in ("", "1", "2", "3")]


def test_the_cards_leave_in_the_hoops_what_the_plan_says():
    for ring, what in ((False, ""), (True, "of these, rings")):
        reached = left(ring=ring)
        behind = [number - later for number, later in pairwise([*reached, 0])]
        assert row(what or "Reached the hoop", reached) in PLAN
        assert row(what or "Left behind in it", behind) in PLAN
    assert sum(CARDS.values()) == 60
    assert f"60 cards, cut ({'zero one two three'.split()[CARDS['']]} of them are blank)" in WORDS


def row(what: str, numbers: list[int]) -> str:
    return f"| {what} | {' | '.join(map(str, numbers))} |"


def test_who_has_a_later_mark_has_the_earlier_ones():
    assert all("1 2" in cards for cards in CARDS if "3" in cards)
    assert all("1" in cards for cards in CARDS if "2" in cards)


@pytest.mark.parametrize("month", [0, 1])
def test_all_who_were_offered_stand_between_those_who_came_and_those_who_did_not(month):
    rows = re.findall(r"^\| ([A-Z][^|]+) \| (\d+) \| (\d+\.\d) \| (\d+\.\d) \|$", PLAN, re.MULTILINE)
    found = {name.strip(): (int(number), (float(first), float(second))) for name, number, first, second in rows}
    came, stayed, offered = (
        found[name] for name in ("Offered it, came", "Offered it, did not come", "All who were offered it")
    )
    mean = (came[0] * came[1][month] + stayed[0] * stayed[1][month]) / (came[0] + stayed[0])
    assert offered[0] == came[0] + stayed[0]
    assert offered[1][month] == pytest.approx(mean, abs=0.051)


def test_the_interval_lies_round_the_difference_of_the_vote():
    low, high = (float(end.replace("−", "-")) for end in re.search(r"goes from (−\d\.\d) to (\d\.\d)", PLAN).groups())
    assert (low + high) / 2 == pytest.approx(51.0 - 50.6)
