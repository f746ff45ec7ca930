"""Searches pairs of made-up rounds for a value that a way of publishing gives away."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator

from attrs import define, field, frozen

from npqml_widgets.documents.feedback360.collate import Collation, answered
from npqml_widgets.documents.feedback360.report import publish
from tests.npqml_widgets.documents.feedback360.attack360 import (
    Fact,
    Held,
    Interval,
    facts_of,
    remaining,
    targets,
    variables,
)
from tests.npqml_widgets.documents.feedback360.rounds360 import Pair, random_pair, with_own

Rule = Callable[[Pair, str], tuple[list[Fact], list[Fact]]]
"""A way of publishing: the facts on one statement that both rounds' reports give."""
STATEMENT = "a"


@frozen
class Leak:
    """Something given away: in which pair, to whom, by which reading, about whom, and what remained possible."""

    seed: int
    attacker: str
    reading: str
    about: frozenset[str]
    interval: Interval


@define
class Found:
    """What a search came to. Widths are in steps of the scale; the whole scale is 3 wide."""

    pairs: int = 0
    figures: int = 0
    attacks: int = 0
    contradicted: int = 0
    narrowest_answer: float = 3.0
    narrowest_hidden_mean: float = 3.0
    hidden_groups: int = 0
    leaks: list[Leak] = field(factory=list)

    def __str__(self) -> str:
        return (
            f"{self.pairs} pairs of rounds, {self.figures} published figures, {self.attacks} attacks "
            f"({self.contradicted} on a reading that the reports contradict), {self.hidden_groups} on groups under 3: "
            f"narrowest interval of one answer {self.narrowest_answer:g}, of a hidden group's mean "
            f"{self.narrowest_hidden_mean:g}, leaks {len(self.leaks)}"
        )


def ours(pair: Pair, statement: str) -> tuple[list[Fact], list[Fact]]:
    """Publish as the course does."""
    first = publish(pair.first)
    second = publish(pair.second, first.footprint)
    return facts_of(first.report, first.footprint, statement), facts_of(second.report, second.footprint, statement)


def without_the_second_rule(pair: Pair, statement: str) -> tuple[list[Fact], list[Fact]]:
    """Publish each round by the rules for one round, as if there were no other."""
    both = (publish(one) for one in (pair.first, pair.second))
    first, second = (facts_of(one.report, one.footprint, statement) for one in both)
    return first, second


def plain_means(pair: Pair, statement: str) -> tuple[list[Fact], list[Fact]]:
    """Publish means to two decimals for every group and for all together."""
    first, second = (_means(one, statement, smallest=1, decimals=2, overall=True) for one in (pair.first, pair.second))
    return first, second


def groups_of_three_and_overall(pair: Pair, statement: str) -> tuple[list[Fact], list[Fact]]:
    """Hide small groups, but keep them in the mean of all."""
    first, second = (_means(one, statement, smallest=3, decimals=2, overall=True) for one in (pair.first, pair.second))
    return first, second


def groups_of_three_to_half_a_step(pair: Pair, statement: str) -> tuple[list[Fact], list[Fact]]:
    """Hide small groups, give no mean of all, and round to halves."""
    first, second = (
        _means(one, statement, smallest=3, decimals=0.5, overall=False) for one in (pair.first, pair.second)
    )
    return first, second


def search(rule: Rule, seeds: Iterable[int]) -> Found:
    """Attack what a rule publishes on each pair, as a respondent with any answers of their own, and as the leader."""
    found = Found()
    for seed in seeds:
        for attacker, pair in _attackers(seed):
            _attack(found, rule, seed, attacker, pair)
        found.pairs += 1
    return found


def _attackers(seed: int) -> Iterator[tuple[str, Pair]]:
    """Give the leader and one respondent of each group, with answers chosen against the grain."""
    chance = random.Random(seed)
    pair = random_pair(seed)
    yield "me", pair
    for group in ("peers", "team"):
        names = {r.id for one in (pair.first, pair.second) for r in one.round.raters if r.group == group}
        if names:
            attacker = chance.choice(sorted(names))
            own = chance.choice((1, 4, 2, 3)), chance.choice((1, 4, 2, 3))
            yield attacker, with_own(pair, attacker, STATEMENT, *own)


def _attack(found: Found, rule: Rule, seed: int, attacker: str, pair: Pair) -> None:
    first, second = rule(pair, STATEMENT)
    found.figures += len(first) + len(second)
    for reading in ("free", "stable"):
        facts = [_named(fact, "#1", attacker, reading) for fact in first]
        facts += [_named(fact, "#2", attacker, reading) for fact in second]
        held = Held(tuple(facts), tuple(_known(pair, attacker)))
        for one in targets(facts, dict(held.known)):
            _note(found, held, frozenset([one]), seed, attacker, reading)
        for hidden in _hidden(pair, attacker, reading):
            found.hidden_groups += 1
            _note(found, held, hidden, seed, attacker, reading, is_group=True)


def _note(
    found: Found, held: Held, about: frozenset[str], seed: int, attacker: str, reading: str, *, is_group: bool = False
) -> None:
    """Note what remains possible; under one answer's step, it is a leak."""
    found.attacks += 1
    interval = remaining(held, about) if about & variables(held.facts) else Interval(1.0, 4.0, 1)
    if interval is None:
        found.contradicted += 1
        return
    if is_group:
        found.narrowest_hidden_mean = min(found.narrowest_hidden_mean, interval.width)
    else:
        found.narrowest_answer = min(found.narrowest_answer, interval.width)
    if interval.high - interval.low < 1 - 1e-6:
        found.leaks.append(Leak(seed, attacker, reading, about, interval))


def _named(fact: Fact, suffix: str, attacker: str, reading: str) -> Fact:
    """Name the answers: in the stable reading everybody's but the attacker's are the same in both rounds."""
    people = {one + suffix if reading == "free" or one == attacker else one for one in fact.people}
    return Fact(frozenset(people), fact.low, fact.high, fact.split)


def _known(pair: Pair, attacker: str) -> Iterator[tuple[str, int]]:
    for suffix, one in (("#1", pair.first), ("#2", pair.second)):
        response = one.response(attacker)
        rating = response.answers.ratings.get(STATEMENT) if response else None
        if rating is not None:
            yield attacker + suffix, rating


def _hidden(pair: Pair, attacker: str, reading: str) -> Iterator[frozenset[str]]:
    """Give the groups of one or two people in each round, without the attacker."""
    for suffix, one in (("#1", pair.first), ("#2", pair.second)):
        for group in _shown_apart(one):
            people = {name for name, r in answered(one)[group].items() if STATEMENT in r.answers.ratings}
            if len(people) < 3 and people - {attacker}:
                yield frozenset(name + suffix if reading == "free" else name for name in people - {attacker})


def _shown_apart(one: Collation) -> list:
    return ["peers", "team"] if one.round.manager_named else ["peers", "team", "manager"]


def _means(one: Collation, statement: str, *, smallest: int, decimals: float, overall: bool) -> list[Fact]:
    """Give means as facts: rounded, of every group from `smallest` people on, and of all together."""
    ratings = {
        group: {name: r.answers.ratings[statement] for name, r in people.items() if statement in r.answers.ratings}
        for group, people in answered(one).items()
        if group in _shown_apart(one)
    }
    together = {name: rating for people in ratings.values() for name, rating in people.items()}
    half = 0.25 if decimals == 0.5 else 0.5 * 10**-decimals
    facts = []
    for people in [*ratings.values(), *([together] if overall else [])]:
        n, total = len(people), sum(people.values())
        if n >= max(smallest, 1):
            mean = round(total / n * 2) / 2 if decimals == 0.5 else round(total / n, int(decimals))
            facts.append(Fact(frozenset(people), n * (mean - half), n * (mean + half)))
    return facts
