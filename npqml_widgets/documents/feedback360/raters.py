"""Who is asked in a 360 round: added, changed and taken out by id. Each gives the changed rounds or raises Refused."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from attrs import evolve

from npqml_widgets.documents.feedback360.model import ALPHABET, GROUPS, Group, Rater, Round
from npqml_widgets.documents.feedback360.rounds import Rounds, not_out, plain_id, raters_of, still_preparing
from npqml_widgets.keeping.authored import Refused

MOST_RATERS = 500
_ASKED = tuple(group for group in GROUPS if group != "self")


def add_raters(rounds: Rounds, ids: Iterable[str], group: Group) -> Rounds:
    """Add raters of one group by their ids, also after the forms were made; raises Refused for an id twice."""
    not_out(rounds)
    known, wanted = raters_of(rounds), list(ids)
    for place, one in enumerate(wanted):
        plain_id(one)
        if one in known or one in wanted[:place]:
            raise Refused([f"{one} is among the raters already. Nobody was added."])
    if group not in _ASKED:
        raise Refused(["Only the leader answers as self."])
    if len(known) + len(wanted) > MOST_RATERS:
        raise Refused([f"A round holds up to {MOST_RATERS} raters. Nobody was added."])
    if rounds.collation is None:
        raters = rounds.draft.raters | dict.fromkeys(wanted, group)
        return evolve(rounds, draft=evolve(rounds.draft, raters=raters))
    asked = rounds.collation.round
    for one in wanted:
        asked = evolve(asked, raters=(*asked.raters, Rater(one, group, _token(asked))))
    return evolve(rounds, collation=evolve(rounds.collation, round=asked))


def change_rater(rounds: Rounds, rater: str, *, to: str = "", group: str = "") -> Rounds:
    """Give a rater another id or group, while the round is being prepared."""
    still_preparing(rounds)
    raters = rounds.draft.raters
    if rater not in raters:
        raise Refused([f"{rater} is the leader: change that entry above." if rater else "Choose a rater first."])
    if to and to != rater:
        plain_id(to)
        if to in raters_of(rounds):
            raise Refused([f"{to} is among the raters already."])
    new_group = next((one for one in _ASKED if one == group), raters[rater])
    changed = {to if one == rater and to else one: new_group if one == rater else of for one, of in raters.items()}
    return evolve(rounds, draft=evolve(rounds.draft, raters=changed))


def remove_rater(rounds: Rounds, rater: str) -> Rounds:
    """Take a rater out; raises Refused for the leader, and for somebody whose answer came."""
    not_out(rounds)
    if raters_of(rounds).get(rater) == "self":
        raise Refused(["The leader answers too: self is what the others are set against."])
    if rounds.collation is None:
        raters = {one: group for one, group in rounds.draft.raters.items() if one != rater}
        return evolve(rounds, draft=evolve(rounds.draft, raters=raters))
    if rounds.collation.response(rater):
        raise Refused([f"{rater} has answered, so {rater} stays."])
    asked = rounds.collation.round
    left = evolve(asked, raters=tuple(one for one in asked.raters if one.id != rater))
    return evolve(rounds, collation=evolve(rounds.collation, round=left))


def _token(asked: Round) -> str:
    taken = {one.token for one in asked.raters}
    while (token := "".join(secrets.choice(ALPHABET) for _ in range(6))) in taken:
        continue
    return token
