"""The numbers of session 5a: its vote, the choir's budget, and the chain of its cards. It mirrors no module."""

from __future__ import annotations

import re
from pathlib import Path

from npqml.course.modules import find_module

PLAN = find_module(Path(__file__).parents[2] / "course", "5a").session.read_text(encoding="utf-8")
CARD = re.compile(r"^\| ([A-H]) \| [^|]+ \| [^|]+ \| (\d+) \| ([A-Z, ]*)\|$", re.MULTILINE)
LAST = ("D", "F", "G", "H")


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


def test_the_late_slip_moves_nobody_and_the_early_search_wins_what_the_answers_say():
    assert first_rehearsal(ends(late={"H": 9, "G": 4})) == first_rehearsal(ends())
    sooner = first_rehearsal(ends({"E": "C"}))
    assert f"the first rehearsal is on day {sooner}, seven days sooner" in PLAN
    assert first_rehearsal(ends()) - sooner == 7


def test_the_choirs_lines_add_up():
    rows = re.findall(r"^\| [^|]+ \| (running|once) \| ([\d,]+) \|$", PLAN, re.MULTILINE)
    pounds = [(recurs, int(amount.replace(",", ""))) for recurs, amount in rows]
    assert sum(amount for _, amount in pounds) == 8_000
    assert f"£{sum(amount for recurs, amount in pounds if recurs == 'running'):,} a year" in PLAN


def test_the_vote_is_what_its_answer_works_out():
    assert round(1_000 * (1 + 0.2868 + 0.15 + 0.005)) == 1_442
    assert "**D** £1,442" in PLAN
    assert round(1_000 * (1 + 0.2868 + 0.005)) == 1_292
    assert "**B** £1,292" in PLAN
