"""The collator's own document: a round in preparation, then collected, then published; and what the first one left.

Questions and rules are fixed when the forms are made; a published round cannot be taken back. Never sent on. Every
function that changes the document returns the changed one, or raises Refused in words.
"""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from itertools import chain
from typing import Any

from attrs import evolve, field, frozen

from npqml_widgets.documents.feedback360.collate import Collation, PutAside, pieces_of, receive
from npqml_widgets.documents.feedback360.model import ALPHABET, GROUPS, Group, Rater, Round, new_round
from npqml_widgets.documents.feedback360.privacy import Footprint
from npqml_widgets.documents.feedback360.questionnaire import Questionnaire, said_of, standard_questionnaire
from npqml_widgets.documents.feedback360.report import Report, publish
from npqml_widgets.keeping.authored import Refused

MOST_ROUNDS = 2
MOST_RATERS = 500
MOST_SAID = 10
NO_THIRD = (
    "Two rounds are out, and the rules that protect the raters cover two. A third one would let answers be worked "
    "out by comparing. Begin again with other raters, as a new first round in a document of its own."
)
NEVER_THE_LEADER = "The leader must never be the collator: whoever collects the forms sees who answered what."
IS_OUT = "The report of this round is out, and cannot be taken back: it has been seen. Nothing was changed."
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")

_ASKED = tuple(group for group in GROUPS if group != "self")
_PACKED = base64.b64encode(b"PK\x03").decode()


@frozen
class Draft:
    """A round that is being prepared; the leader answers as a rater too, in the group self."""

    name: str = "first round"
    leader: str = ""
    collator: str = ""
    opened: date | None = None
    questionnaire: Questionnaire = field(factory=standard_questionnaire)
    raters: dict[str, Group] = field(factory=dict)
    manager_named: bool = False


@frozen
class Outcome:
    """What a published round leaves: its report, and what the next one must know of it."""

    report: Report
    footprint: Footprint


@frozen
class Rounds:
    """Up to two rounds for one leader; `collation` is None while a round is being prepared."""

    draft: Draft = field(factory=Draft)
    collation: Collation | None = None
    out: tuple[Outcome, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def earlier(self) -> Footprint | None:
        """Return what the round that is worked on must know of the one before it."""
        return self.out[0].footprint if self.is_second else None

    @property
    def is_second(self) -> bool:
        """Tell whether the round that is worked on is the second one."""
        return len(self.out) - self.is_published == 1

    @property
    def is_published(self) -> bool:
        """Tell whether the round that is worked on is out."""
        return self.collation is not None and self.collation.published

    @property
    def collecting(self) -> Collation:
        """Return the round as it is collected; raises Refused before the forms are made."""
        if self.collation is None:
            raise Refused("The forms of this round are not made yet: do that first.")
        return self.collation


def raters_of(rounds: Rounds) -> Mapping[str, Group]:
    """Return who is asked, by id: self first."""
    if rounds.collation is not None:
        return {one.id: one.group for one in rounds.collation.round.raters}
    own: dict[str, Group] = {rounds.draft.leader: "self"} if rounds.draft.leader else {}
    return own | rounds.draft.raters


def prepare(rounds: Rounds, **entries: Any) -> Rounds:
    """Change entries of the round that is being prepared: name, leader, collator, opened, manager_named."""
    _refuse_if_made(rounds)
    if rounds.out and entries.keys() & {"leader", "manager_named"}:
        raise Refused("The second round is of the same leader, by the same rules as the first.")
    ids = {entry: _as_id(str(entries[entry])) for entry in entries.keys() & {"leader", "collator"}}
    entries |= ids
    draft = evolve(rounds.draft, **entries)
    if not draft.name.strip() or draft.name in [one.report.round for one in rounds.out]:
        raise Refused("Give the round a name of its own, such as autumn 2026.")
    if draft.leader and draft.leader == draft.collator:
        raise Refused(f"{NEVER_THE_LEADER} Name somebody else.")
    if draft.leader in draft.raters:
        raise Refused(f"{draft.leader} is among the raters already: give the leader an id of their own.")
    return evolve(rounds, draft=draft)


def ask(rounds: Rounds, change: Callable[[Questionnaire], Questionnaire]) -> Rounds:
    """Change the questions, while a first round is being prepared."""
    _refuse_if_made(rounds)
    if rounds.out:
        raise Refused("The second round asks the same as the first: else the two could not be compared.")
    return evolve(rounds, draft=evolve(rounds.draft, questionnaire=change(rounds.draft.questionnaire)))


def add_raters(rounds: Rounds, ids: Iterable[str], group: Group) -> Rounds:
    """Add raters of one group by their ids, also after the forms were made; raises Refused for an id twice."""
    _refuse_if_out(rounds)
    known, wanted = raters_of(rounds), list(map(_as_id, ids))
    for place, one in enumerate(wanted):
        if one in known or one in wanted[:place]:
            raise Refused(f"{one} is among the raters already. Nobody was added.")
    if group not in _ASKED:
        raise Refused("Only the leader answers as self.")
    if len(known) + len(wanted) > MOST_RATERS:
        raise Refused(f"A round holds up to {MOST_RATERS} raters. Nobody was added.")
    if rounds.collation is None:
        raters = rounds.draft.raters | dict.fromkeys(wanted, group)
        return evolve(rounds, draft=evolve(rounds.draft, raters=raters))
    asked = rounds.collation.round
    for one in wanted:
        asked = evolve(asked, raters=(*asked.raters, Rater(one, group, _token(asked))))
    return evolve(rounds, collation=evolve(rounds.collation, round=asked))


def change_rater(rounds: Rounds, rater: str, *, to: str = "", group: str = "") -> Rounds:
    """Change the id or the group of a rater, while the round is being prepared."""
    _refuse_if_made(rounds)
    raters = rounds.draft.raters
    if rater not in raters:
        raise Refused(f"{rater} is the leader: change that entry above." if rater else "Choose a rater first.")
    to = _as_id(to) if to and to != rater else rater
    if to != rater and to in raters_of(rounds):
        raise Refused(f"{to} is among the raters already.")
    new_group = next((one for one in _ASKED if one == group), raters[rater])
    changed = {to if one == rater else one: new_group if one == rater else of for one, of in raters.items()}
    return evolve(rounds, draft=evolve(rounds.draft, raters=changed))


def remove_rater(rounds: Rounds, rater: str) -> Rounds:
    """Take a rater out; raises Refused for the leader, and for somebody whose answer came."""
    _refuse_if_out(rounds)
    if raters_of(rounds).get(rater) == "self":
        raise Refused("The leader answers too: self is what the others are set against.")
    if rounds.collation is None:
        raters = {one: group for one, group in rounds.draft.raters.items() if one != rater}
        return evolve(rounds, draft=evolve(rounds.draft, raters=raters))
    if rounds.collation.response(rater):
        raise Refused(f"{rater} has answered, so {rater} stays.")
    asked = rounds.collation.round
    left = evolve(asked, raters=tuple(one for one in asked.raters if one.id != rater))
    return evolve(rounds, collation=evolve(rounds.collation, round=left))


def missing(rounds: Rounds) -> list[str]:
    """Say what has to be there before forms can be made; empty where all is."""
    draft, faults = rounds.draft, []
    if not draft.leader:
        faults.append("The leader has no id yet.")
    if not draft.collator:
        faults.append("Say who collects the forms.")
    if not draft.raters:
        faults.append("Nobody is asked yet but the leader.")
    return faults + said_of(draft.questionnaire)


def make_forms(rounds: Rounds, today: date) -> Rounds:
    """Fix questions, rules and raters, each of whom gets a secret number; raises Refused where something is missing."""
    _refuse_if_made(rounds)
    if faults := missing(rounds):
        raise Refused(faults)
    draft = rounds.draft
    asked = new_round(draft.name, draft.leader, raters_of(rounds), opened=draft.opened or today,
                      questionnaire=draft.questionnaire, manager_named=draft.manager_named)  # fmt: skip
    return evolve(rounds, collation=Collation(asked))


def as_round(rounds: Rounds) -> Round:
    """Return the round as its forms show it, also while it is being prepared."""
    if rounds.collation is not None:
        return rounds.collation.round
    draft = rounds.draft
    raters = tuple(Rater(one, group, "") for one, group in raters_of(rounds).items())
    return Round(draft.name, draft.leader, draft.opened, draft.questionnaire, raters, draft.manager_named)


def collect(rounds: Rounds, came: Iterable[tuple[str, str | bytes]], *, instead: bool = False) -> tuple[Rounds, str]:
    """Take in codes, saved files and XLSX forms, each with its name, and say what came of them, a line each.

    A text may hold several codes; what was pasted has no name. What is refused is put aside. Where many are taken,
    their number is said.
    """
    collation = rounds.collecting
    taken: list[str] = []
    refused: list[str] = []
    pieces = (pieces_of(collation, name, _as_text(content)) for name, content in came)
    for name, content in chain.from_iterable(list(pieces)):
        received = receive(collation, content, name, instead=instead)
        collation = received.collation
        (taken if received.accepted else refused).append(received.words)
    said = taken if len(taken) <= MOST_SAID else [f"{len(taken)} were taken in."]
    return evolve(rounds, collation=collation), "\n".join(said + refused)


def collect_again(rounds: Rounds, place: int) -> tuple[Rounds, str]:
    """Take in what was put aside, in place of an earlier answer of the same rater; `place` counts from 0."""
    aside = rounds.collecting.put_aside
    if not 0 <= place < len(aside):
        raise Refused("This is no longer among what was put aside. Look at the list again.")
    one, others = aside[place], aside[:place] + aside[place + 1 :]
    content = base64.b64decode(one.content) if is_workbook(one) else one.content
    received = receive(evolve(rounds.collecting, put_aside=others), content, one.name, instead=True)
    if not received.accepted:
        raise Refused(received.words)
    return evolve(rounds, collation=received.collation), received.words


def is_workbook(one: PutAside) -> bool:
    """Tell whether what was put aside is kept as base64, as a workbook is; no code begins like that."""
    return one.content.startswith(_PACKED)


def publish_round(rounds: Rounds) -> Rounds:
    """Make the report, once and for good; raises Refused, in words, where it cannot be."""
    done = publish(rounds.collecting, rounds.earlier)
    return evolve(rounds, collation=done.collation, out=(*rounds.out, Outcome(done.report, done.footprint)))


def next_round(rounds: Rounds) -> Rounds:
    """Begin to prepare the second round with the same people; the answers of the first leave this document."""
    if len(rounds.out) >= MOST_ROUNDS:
        raise Refused(NO_THIRD)
    if not rounds.is_published:
        raise Refused("Publish the first round before you begin the second.")
    raters: dict[str, Group] = {one.id: one.group for one in rounds.collecting.round.raters if one.group != "self"}
    draft = evolve(rounds.draft, name="second round", opened=None, raters=raters)
    return evolve(rounds, draft=draft, collation=None)


def takes_back(now: Rounds, then: Rounds) -> bool:
    """Tell whether going from `now` to another state would take back a report that is out."""
    return then.out[: len(now.out)] != now.out


def _refuse_if_made(rounds: Rounds) -> None:
    """Refuse a change that comes after the forms were made."""
    if rounds.collation is not None:
        raise Refused("The forms are made: questions and rules stay as they were promised to the raters.")


def _refuse_if_out(rounds: Rounds) -> None:
    """Refuse a change to a round whose report is out."""
    if rounds.is_published:
        raise Refused(IS_OUT)


def _as_id(typed: str) -> str:
    """Return an id as it is kept, P3 as p3; refuse what is none, such as a name: that has a capital and no digit."""
    found = typed.strip()
    if re.search(r"[0-9]", found):
        found = found.lower()
    if _ID.fullmatch(found):
        return found
    raise Refused(f"{found[:40]!r} is no id: use small letters, digits and hyphens, such as p3. No names.")


def _token(asked: Round) -> str:
    taken = {one.token for one in asked.raters}
    while (token := "".join(secrets.choice(ALPHABET) for _ in range(6))) in taken:
        continue
    return token


def _as_text(content: str | bytes) -> str | bytes:
    """Return what is text as text, so that it is kept as it can be read where it has to be put aside."""
    if isinstance(content, bytes) and content[:2] != b"PK":
        with suppress(UnicodeDecodeError):
            return content.decode("utf-8-sig")
    return content
