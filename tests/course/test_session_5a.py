"""The numbers of session 5a: its vote, the choir's budget, and the chain of its cards. It mirrors no module."""

from __future__ import annotations

import re
from pathlib import Path

from npqml.course.modules import find_module

PLAN = find_module(Path(__file__).parents[2] / "course", "5a").session.read_text(encoding="utf-8")
CARD = re.compile(r"^\| ([A-H]) \| [^|]+ \| [^|]+ \| (\d+) \| ([A-Z, ]*)\|$", re.MULTILINE)
LAST = ("D", "F", "G", "H")
DAYS = {name: int(days) for name, days, _ in CARD.findall(PLAN)}


def ends(waits: dict[str, str] | None = None, late: dict[str, int] | None = None) -> dict[str, int]:
    """Return on which day each card ends; `waits` is what some wait for instead, `late` who is how late."""
    found: dict[str, int] = {}
    for name, days, after in CARD.findall(PLAN):
        before = (waits or {}).get(name, after.strip())
        found[name] = max([found[other] for other in before.split(", ") if other], default=0) + int(days)
        found[name] += (late or {}).get(name, 0)
    return found


def first_rehearsal(found: dict[str, int]) -> int:
    return max(found[name] for name in LAST) + 1


def test_the_cards_end_on_the_days_that_the_answers_say():
    said = ", ".join(f"{name} {day}" for name, day in ends().items())
    assert f"Ends on day: {said}." in PLAN
    assert f"the first rehearsal is on day {first_rehearsal(ends())}" in PLAN


def test_the_late_slip_moves_the_rehearsal_by_less_than_either_step_is_late():
    late = {name: int(re.search(rf"\b{name} takes (\d+)[^.:]* longer", PLAN)[1]) for name in "HG"}
    moved = first_rehearsal(ends(late=late)) - first_rehearsal(ends())
    assert f"the rehearsal moves by {moved}, to day {first_rehearsal(ends(late=late))}" in PLAN
    assert 0 < moved < min(late.values())


def test_the_early_search_wins_less_than_the_wait():
    sooner = first_rehearsal(ends({"E": "C"}))
    won = first_rehearsal(ends()) - sooner
    assert f"the first rehearsal is on day {sooner}, seven days sooner" in PLAN
    assert won == 7 < ends()["D"] - ends()["C"]


def test_waiting_for_governors_costs_nothing_in_the_first_plan_and_five_days_in_the_quick_one():
    waits = {"G": "B, D", "H": "B, D"}
    assert first_rehearsal(ends(waits)) == first_rehearsal(ends())
    quick = first_rehearsal(ends({**waits, "E": "C"}))
    assert f"the rehearsal would be on day {quick} in place of {first_rehearsal(ends({'E': 'C'}))}" in PLAN


def test_one_card_halved_wins_what_the_answers_say():
    won = {
        name: first_rehearsal(ends()) - first_rehearsal(ends(late={name: -(day // 2)})) for name, day in DAYS.items()
    }
    assert {name: days for name, days in won.items() if days} == {"C": 1, "D": 4, "E": 3}
    assert "D wins 4, E 3, C 1, all others nothing" in PLAN


def test_the_choirs_lines_add_up():
    rows = re.findall(r"^\| [^|]+ \| (running|once) \| ([\d,]+) \|$", PLAN, re.MULTILINE)
    pounds = [(recurs, int(amount.replace(",", ""))) for recurs, amount in rows]
    whole, running = (
        sum(amount for _, amount in pounds),
        sum(amount for recurs, amount in pounds if recurs == "running"),
    )
    assert f"| **Together** | | **{whole:,}** |" in PLAN
    assert whole - whole // 8 == 5_950
    assert f"£{running:,} a year" in PLAN
    assert f"£{running:,} are left, still £{running - 5_950} too much" in PLAN
    afternoon = 60 + 109 + 21 + 14
    assert f"five fewer save £{5 * afternoon:,}" in PLAN
    assert f"save £{3 * afternoon + 240}." in PLAN
    assert 3 * afternoon + 240 >= whole - 5_950


def test_the_vote_is_what_its_answer_works_out():
    assert round(1_000 * (1 + 0.2868 + 0.15 + 0.005)) == 1_442
    assert "**D** £1,442" in PLAN
    assert round(1_000 * (1 + 0.2868 + 0.005)) == 1_292
    assert "**B** £1,292" in PLAN
