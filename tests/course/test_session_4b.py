"""The numbers of session 4b: its threads, its two pairs of markers, and that its cards agree. It mirrors no module."""

from __future__ import annotations

import re
from pathlib import Path

from npqml.course.modules import find_module

TEXT = find_module(Path(__file__).parents[2] / "course", "4b").session.read_text(encoding="utf-8")
PLAN = " ".join(TEXT.split())
LEAD, OTHER, TECHNICIAN = "Eastmoor, head of science", "Westfield, head of science", "Eastmoor, technician"
NAMED = {
    "Eastmoor's head of science": LEAD, "Westfield's head of science": OTHER, "the technician": TECHNICIAN,
    "Westfield's teacher P": "Westfield, teacher P", "teacher P": "Westfield, teacher P",
}  # fmt: skip
WORDS = {4: "four", 6: "six", 13: "thirteen"}


def threads() -> list[tuple[str, str]]:
    """Return the threads of the wool cards, from whom to whom."""
    cards = re.findall(r"^\| \d \| (.+?) \| (.+?) \|$", TEXT.split("### Wool cards")[1].split("###")[0], re.MULTILINE)
    assert len(cards) == 9
    who = [(card.split(".")[0], whom) for card, whom in cards]
    return [(name, NAMED[asked]) for name, whom in who for asked in whom.split("; ") if asked != "nobody"]


def test_the_threads_of_the_cards_come_to_what_the_plan_says():
    found = threads()
    left = [thread for thread in found if LEAD not in thread]
    between = [thread for thread in found if thread[0].split(",")[0] != thread[1].split(",")[0]]
    assert all(LEAD in thread for thread in between)
    assert f"{WORDS[len(left)]} threads are left of {WORDS[len(found)]}, and none between the schools" in PLAN
    assert f"How many threads go between the two schools? ({WORDS[len(between)].capitalize()}.)" in PLAN
    assert f"a density of {len(found) / (9 * 8):.2f}" in PLAN
    without_both = [thread for thread in left if OTHER not in thread]
    assert f"({WORDS[len(without_both)].capitalize()} threads are left.)" in PLAN


def test_the_lead_and_the_technician_are_asked_by_four_each_and_nobody_by_more():
    asked = [whom for _, whom in threads()]
    counts = {name: asked.count(name) for name in set(asked)}
    assert counts[LEAD] == counts[TECHNICIAN] == 4 == max(counts.values())
    assert sum(number == 4 for number in counts.values()) == 2
    assert "The technician and Eastmoor's head of science: four each." in PLAN


def tables_of_pairs() -> list[tuple[int, ...]]:
    """Return the four numbers of each pair of markers on the second page of Handout 1."""
    page = TEXT.split("### Handout 1, second page")[1].split("###")[0]
    rows = [tuple(map(int, row)) for row in re.findall(r"\*\* \| (\d+) \| (\d+) \|", page)]
    return [rows[0] + rows[1], rows[2] + rows[3]]


def test_the_pairs_agree_and_pass_as_often_as_the_first_page_says():
    for number, (both, first, second, neither) in enumerate(tables_of_pairs(), 1):
        assert both + first + second + neither == 100
        assert both + first == both + second
        said = f"**Pair {number}** agrees on {both + neither} of 100 scripts. Each of the two lets {both + first} pass."
        assert said in PLAN


def test_with_chance_taken_off_the_second_pair_judges_more_alike():
    kappas = []
    for both, first, _, neither in tables_of_pairs():
        passes, seen = (both + first) / 100, (both + neither) / 100
        chance = passes**2 + (1 - passes) ** 2
        kappas.append((seen - chance) / (1 - chance))
    assert kappas[1] > kappas[0]
    for kappa in kappas:
        assert f"= {kappa:.2f}" in PLAN
