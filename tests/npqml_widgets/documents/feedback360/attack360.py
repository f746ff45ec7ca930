"""An attacker on published 360 figures: who holds every report of two rounds, knows who was counted and by which rules,
and has answered in one or both rounds; what can they work out about one other answer, or a group that is hidden?

Two readings of what they know. "free": the two rounds are two sets of answers. "stable": they take it that everybody
else answered the same both times, the worst case for whoever joined or left.

Intervals come from linear programming over answers from 1 to 4; where a spread finding is published, which is not
linear, from integer programming over the answers 1, 2, 3, 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import numpy as np
from attrs import frozen
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import coo_array

from npqml_widgets.documents.feedback360.privacy import Footprint, Unit
from npqml_widgets.documents.feedback360.report import Report

LOW, HIGH = 1, 4
Group = frozenset[str]
Person = tuple[int, bool]
"""A number, and whether the attacker is after their answer."""
Row = tuple[tuple[int, ...], float, float, bool | None, tuple[int, ...]]
"""A fact with people by number: who, the lowest and highest total, whether split, and the answers that are known."""


@frozen
class Fact:
    """A published figure: the lowest and highest total of these people's answers, and whether they are split."""

    people: Group
    low: float
    high: float
    split: bool | None = None


@frozen
class Held:
    """What the attacker holds about one statement: the facts, and whose answers are known (by variable)."""

    facts: tuple[Fact, ...]
    known: tuple[tuple[str, int], ...] = ()


@frozen
class Interval:
    """What remains possible for the total of some answers; `count` is how many answers."""

    low: float
    high: float
    count: int

    @property
    def width(self) -> float:
        return (self.high - self.low) / self.count


def facts_of(report: Report, footprint: Footprint, statement: str, suffix: str = "") -> list[Fact]:
    """Give what a report says on a statement; the attacker works out exact totals from the rules."""
    unit_of: dict[Unit, bool | None] = {
        part.groups: next(one.split for one in part.figures if one.statement == statement) for part in report.parts
    }
    return [
        Fact(frozenset(name + suffix for name in one.people), one.low, one.high, unit_of[one.unit])
        for one in footprint.counted
        if one.statement == statement
    ]


def variables(facts: Iterable[Fact]) -> set[str]:
    return {name for fact in facts for name in fact.people}


def remaining(held: Held, target: Group) -> Interval | None:
    """Give what remains possible for the total of some answers, None where the facts contradict each other."""
    facts, known = _connected(held, target)
    if any(fact.split is not None for fact in facts):
        found = _integers(*_canonical(facts, known, target))
    else:
        found = _reals(*_canonical(facts, known, target))
    return None if found is None else Interval(*found, count=len(target))


def targets(facts: Iterable[Fact], known: Mapping[str, int]) -> Iterator[str]:
    """Give one of each kind of people whom no fact tells apart: what holds for one holds for all of the kind."""
    facts = list(facts)
    kinds = {frozenset(place for place, fact in enumerate(facts) if name in fact.people): name
             for name in sorted(variables(facts) - known.keys())}  # fmt: skip
    yield from kinds.values()


def _connected(held: Held, target: Group) -> tuple[list[Fact], dict[str, int]]:
    """Give the facts that can bear on the target at all."""
    known, reach, facts = dict(held.known), set(target), []
    waiting = list(held.facts)
    while chosen := [fact for fact in waiting if (fact.people - known.keys()) & reach]:
        facts += chosen
        waiting = [fact for fact in waiting if fact not in chosen]
        reach |= variables(chosen) - known.keys()
    return facts, known


def _canonical(
    facts: list[Fact], known: dict[str, int], target: Group
) -> tuple[
    tuple[tuple[int, bool], ...], tuple[tuple[tuple[int, ...], float, float, bool | None, tuple[int, ...]], ...]
]:
    """Name people by number, those whom nothing tells apart side by side, so that equal problems are solved once."""
    names = sorted((variables(facts) | target) - known.keys())
    marks = {n: (n in target, tuple(n in fact.people for fact in facts)) for n in names}
    order = sorted(names, key=lambda name: marks[name])
    number = {name: place for place, name in enumerate(order)}
    rows = tuple(
        (tuple(sorted(number[n] for n in fact.people if n in number)), fact.low, fact.high, fact.split,
         tuple(sorted(known[n] for n in fact.people if n in known)))
        for fact in facts
    )  # fmt: skip
    return tuple((place, name in target) for place, name in enumerate(order)), rows


@cache
def _reals(people: tuple[Person, ...], rows: tuple[Row, ...]) -> tuple[float, float] | None:
    goal = np.array([float(wanted) for _, wanted in people])
    if not rows:
        return LOW * goal.sum(), HIGH * goal.sum()
    matrix, limits = [], []
    for who, low, high, _, own in rows:
        line = np.zeros(len(people))
        line[list(who)] = 1
        matrix += [line, -line]
        limits += [high - sum(own), sum(own) - low]
    ends = [linprog(sign * goal, A_ub=np.array(matrix), b_ub=limits, bounds=(LOW, HIGH)) for sign in (1, -1)]
    return None if any(end.status for end in ends) else (ends[0].fun, -ends[1].fun)


@cache
def _integers(people: tuple[Person, ...], rows: tuple[Row, ...]) -> tuple[float, float] | None:
    """Give the limits over whole answers: a column for each person and answer, then one for each way to be split."""
    size = 4 * len(people)
    ways = [(2 if row[3] else 3) if row[3] is not None else 0 for row in rows]
    total = size + sum(ways)
    lines, lows, highs = [], [], []

    def add(terms: dict[int, float], low: float, high: float) -> None:
        lines.append(terms)
        lows.append(low)
        highs.append(high)

    for place, _ in people:
        add({4 * place + k: 1 for k in range(4)}, 1, 1)
    column = size
    for (who, low, high, split, own), count in zip(rows, ways, strict=True):
        add({4 * w + k: k + 1 for w in who for k in range(4)}, low - sum(own), high - sum(own))
        n = len(who) + len(own)
        for step in range(1, count + 1):
            below = {4 * w + k: 1.0 for w in who for k in range(4) if k + 1 < step + split}
            above = {4 * w + k: 1.0 for w in who for k in range(4) if k + 1 > step + 1}
            own_below, own_above = sum(o < step + split for o in own), sum(o > step + 1 for o in own)
            for side, mine in ((below, own_below), (above, own_above)):
                if split:  # at least two up to `step`, and at least two from `step` + 2 on
                    add({**side, column: -2.0}, -mine, np.inf)
                else:  # at most one below `step`, and at most one above `step` + 1
                    add({**side, column: float(n)}, -np.inf, n + 1 - mine)
            column += 1
        if count:
            add({column - back: 1.0 for back in range(1, count + 1)}, 1, 1)
    goal = np.zeros(total)
    for place, wanted in people:
        goal[4 * place : 4 * place + 4] = wanted * np.arange(1, 5)
    cells = [(row, col, value) for row, terms in enumerate(lines) for col, value in terms.items()]
    row, col, value = (list(part) for part in zip(*cells, strict=True))
    held = LinearConstraint(coo_array((value, (row, col)), shape=(len(lines), total)).tocsr(), lows, highs)
    ends = [milp(sign * goal, constraints=held, bounds=Bounds(0, 1), integrality=np.ones(total)) for sign in (1, -1)]
    return None if any(end.status for end in ends) else (round(ends[0].fun), round(-ends[1].fun))
