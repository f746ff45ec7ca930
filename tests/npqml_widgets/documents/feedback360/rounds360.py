"""Made-up pairs of 360 rounds, unkind ones on purpose: small groups, near-unanimous answers, people who come and go."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime

from attrs import evolve, frozen

from npqml_widgets.documents.feedback360.codes import Answers
from npqml_widgets.documents.feedback360.collate import Collation, Response
from npqml_widgets.documents.feedback360.model import Group, Rater, Round
from npqml_widgets.documents.feedback360.questionnaire import Behaviour, OpenQuestion, Questionnaire, Statement

WHEN = datetime(2026, 3, 2, 12, tzinfo=UTC)
ASKED = Questionnaire(
    "Two statements",
    (Behaviour("respect", "Respect", "..."),),
    (Statement("a", "respect", "Listens."), Statement("b", "respect", "Thanks.")),
    (OpenQuestion("keep", "What should stay?"),),
)
SIZES = (0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8)


@frozen
class Pair:
    """Two collations of one leader's rounds."""

    first: Collation
    second: Collation


def collation(people: dict[str, Group], ratings: dict[str, dict[str, int]], name: str, *, named: bool) -> Collation:
    """Give a collation in which these people have answered."""
    raters = tuple(Rater(one, group, f"{place:06}") for place, (one, group) in enumerate(people.items()))
    asked = Round(name, "leader-1", date(2026, 1, 5), ASKED, raters, named)
    came = tuple(
        Response(rater.id, Answers(asked.tag, rater.token, ratings[rater.id]), WHEN)
        for rater in raters
        if rater.id in ratings
    )
    return Collation(asked, came, secret="0" * 32)


def random_pair(seed: int) -> Pair:
    """Give two rounds: most people stay and most of them answer the same; some join, leave, skip or change groups."""
    chance = random.Random(seed)
    named = chance.random() < 0.5
    people: dict[str, Group] = {"me": "self", "boss": "manager"}
    for group in ("peers", "team"):
        people |= {f"{group}-{place}": group for place in range(chance.choice(SIZES))}
    usual = {one.id: chance.choice((1, 1, 2, 3, 4)) for one in ASKED.statements}
    strays = chance.choice((0.0, 0.1, 0.3, 0.9))

    def answer() -> dict[str, int]:
        given = {id_: chance.randint(1, 4) if chance.random() < strays else v for id_, v in usual.items()}
        return {id_: v for id_, v in given.items() if chance.random() > 0.04}

    before = {one: answer() for one in people if chance.random() > 0.03}
    later, after = _later(chance, people, before, answer)
    return Pair(collation(people, before, "start", named=named), collation(later, after, "end", named=named))


def _later(chance, people, before, answer):
    later: dict[str, Group] = {}
    turnover = chance.choice((0.0, 0.0, 0.1, 0.2, 0.5))
    for one, group in people.items():
        if group in ("self", "manager") or chance.random() > turnover:
            moved = chance.random() < 0.02 and group in ("peers", "team")
            later[one] = ("team" if group == "peers" else "peers") if moved else group
    for group in ("peers", "team"):
        joined = chance.choice((0, 0, 0, 1, 1, 2, 3, 4))
        later |= {f"{group}-new-{place}": group for place in range(joined)}
    same = chance.choice((1.0, 1.0, 0.9, 0.5))
    after = {}
    for one in later:
        if chance.random() > 0.03:
            after[one] = dict(before[one]) if one in before and chance.random() < same else answer()
    return later, after


def with_own(pair: Pair, one: str, statement: str, first: int | None, second: int | None) -> Pair:
    """Give the pair with the attacker's own answers set to these."""
    return Pair(_set(pair.first, one, statement, first), _set(pair.second, one, statement, second))


def _set(held: Collation, one: str, statement: str, rating: int | None) -> Collation:
    if rating is None or held.response(one) is None:
        return held
    responses = tuple(
        evolve(r, answers=evolve(r.answers, ratings={**r.answers.ratings, statement: rating})) if r.rater == one else r
        for r in held.responses
    )
    return evolve(held, responses=responses)
