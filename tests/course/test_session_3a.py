"""The numbers of session 3a: what a facilitator says of chance follows from its handout. It mirrors no module."""

from __future__ import annotations

import re
from itertools import product
from math import comb, sqrt
from pathlib import Path
from statistics import mean

from npqml.course.modules import find_module

PLAN = find_module(Path(__file__).parents[2] / "course", "3a").session.read_text(encoding="utf-8")
ANSWERS = range(1, 8)
"""What may be answered on Handout 1."""


def test_blind_guesses_within_one_point_come_to_what_the_plan_says():
    near = sum(abs(guess - answer) <= 1 for guess, answer in product(ANSWERS, ANSWERS))
    assert f"come to {5 * near / len(ANSWERS) ** 2:.1f} of five ({near} of {len(ANSWERS) ** 2} pairs" in PLAN
    assert 5 * sum(abs(4 - answer) <= 1 for answer in ANSWERS) / len(ANSWERS) > 2


def test_the_two_teams_have_the_mean_that_the_plan_says():
    said, *teams = re.search(r"one mean, ([\d.]+)\..*?Show ([\d ]+) and ([\d ]+)\.", PLAN, re.DOTALL).groups()
    assert [mean(map(int, team.split())) for team in teams] == [float(said)] * 2


def test_the_slips_of_the_vote_are_as_many_as_people_sit_there_and_most_have_no_view():
    assert "Twelve people" in PLAN
    slips = re.search(r"names (\d+) agreed, (\d+) did not, (\d+) said", PLAN)
    agreed, not_agreed, no_view = map(int, slips.groups())
    assert agreed + not_agreed + no_view == 12
    assert no_view > agreed + not_agreed


def test_the_interval_and_the_p_of_the_table_are_those_of_their_counts():
    share, z, n = 0.7, 1.96, 10
    middle, half = share + z * z / (2 * n), z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low, high = ((middle + side * half) / (1 + z * z / n) for side in (-1, 1))
    assert f"{100 * low:.0f} to {100 * high:.0f}%" in PLAN
    ways = {number: comb(10, number) * comb(10, 14 - number) for number in range(4, 11)}
    as_wide = sum(count for count in ways.values() if count <= ways[8])
    assert f"Fisher's exact test, p = {as_wide / sum(ways.values()):.2f}" in PLAN
