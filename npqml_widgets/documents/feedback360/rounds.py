"""The collator's own document: a round in preparation, then collected, then published; and what the first one left.

Questions and rules are fixed when the forms are made; a published round cannot be taken back. Never sent on.
feedback360_raters changes who is asked, feedback360_coming takes in answers. Every function that changes the document
gives the changed one, or raises Refused in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from attrs import evolve, field, frozen

from npqml_widgets.documents.feedback360.collate import Collation
from npqml_widgets.documents.feedback360.model import (
    Group,
    Questionnaire,
    Rater,
    Round,
    new_round,
    standard_questionnaire,
)
from npqml_widgets.documents.feedback360.privacy import Footprint
from npqml_widgets.documents.feedback360.questions import said_of
from npqml_widgets.documents.feedback360.report import Report, publish
from npqml_widgets.keeping.authored import Refused

MOST_ROUNDS = 2
NO_THIRD = (
    "Two rounds are out, and the rules that protect the raters cover two. A third one would let answers be worked "
    "out by comparing. Begin again with other raters, as a new first round in a document of its own."
)
NEVER_THE_LEADER = "The leader must never be the collator: whoever collects the forms sees who answered what."
IS_OUT = "The report of this round is out, and cannot be taken back: it has been seen. Nothing was changed."
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


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
        """Give what the round that is worked on must know of the one before it."""
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
        """Give the round as it is collected; raises Refused before the forms are made."""
        if self.collation is None:
            raise Refused(["The forms of this round are not made yet: do that first."])
        return self.collation


def raters_of(rounds: Rounds) -> Mapping[str, Group]:
    """Give who is asked, by id: self first."""
    if rounds.collation is not None:
        return {one.id: one.group for one in rounds.collation.round.raters}
    own: dict[str, Group] = {rounds.draft.leader: "self"} if rounds.draft.leader else {}
    return own | rounds.draft.raters


def prepare(rounds: Rounds, **entries: Any) -> Rounds:
    """Change entries of the round that is being prepared: name, leader, collator, opened, manager_named."""
    still_preparing(rounds)
    if rounds.out and entries.keys() & {"leader", "manager_named"}:
        raise Refused(["The second round is of the same leader, by the same rules as the first."])
    for entry in entries.keys() & {"leader", "collator"}:
        plain_id(str(entries[entry]))
    draft = evolve(rounds.draft, **entries)
    if not draft.name.strip() or draft.name in [one.report.round for one in rounds.out]:
        raise Refused(["Give the round a name of its own, such as autumn 2026."])
    if draft.leader and draft.leader == draft.collator:
        raise Refused([f"{NEVER_THE_LEADER} Name somebody else."])
    if draft.leader in draft.raters:
        raise Refused([f"{draft.leader} is among the raters already: give the leader an id of their own."])
    return evolve(rounds, draft=draft)


def ask(rounds: Rounds, change: Callable[[Questionnaire], Questionnaire]) -> Rounds:
    """Change the questions, while a first round is being prepared."""
    still_preparing(rounds)
    if rounds.out:
        raise Refused(["The second round asks the same as the first: else the two could not be compared."])
    return evolve(rounds, draft=evolve(rounds.draft, questionnaire=change(rounds.draft.questionnaire)))


def still_preparing(rounds: Rounds) -> None:
    """Refuse a change that comes after the forms were made."""
    if rounds.collation is not None:
        raise Refused(["The forms are made: questions and rules stay as they were promised to the raters."])


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
    still_preparing(rounds)
    if faults := missing(rounds):
        raise Refused(faults)
    draft = rounds.draft
    asked = new_round(draft.name, draft.leader, raters_of(rounds), opened=draft.opened or today,
                      questionnaire=draft.questionnaire, manager_named=draft.manager_named)  # fmt: skip
    return evolve(rounds, collation=Collation(asked))


def as_round(rounds: Rounds) -> Round:
    """Give the round as its forms show it, also while it is being prepared."""
    if rounds.collation is not None:
        return rounds.collation.round
    draft = rounds.draft
    raters = tuple(Rater(one, group, "") for one, group in raters_of(rounds).items())
    return Round(draft.name, draft.leader, draft.opened, draft.questionnaire, raters, draft.manager_named)


def publish_round(rounds: Rounds) -> Rounds:
    """Make the report, once and for good; raises Refused, in words, where it cannot be."""
    done = publish(rounds.collecting, rounds.earlier)
    return evolve(rounds, collation=done.collation, out=(*rounds.out, Outcome(done.report, done.footprint)))


def next_round(rounds: Rounds) -> Rounds:
    """Begin to prepare the second round with the same people; the answers of the first leave this document."""
    if len(rounds.out) >= MOST_ROUNDS:
        raise Refused([NO_THIRD])
    if not rounds.is_published:
        raise Refused(["Publish the first round before you begin the second."])
    raters: dict[str, Group] = {one.id: one.group for one in rounds.collecting.round.raters if one.group != "self"}
    draft = evolve(rounds.draft, name="second round", opened=None, raters=raters)
    return evolve(rounds, draft=draft, collation=None)


def takes_back(now: Rounds, then: Rounds) -> bool:
    """Tell whether going from `now` to another state would take back a report that is out."""
    return then.out[: len(now.out)] != now.out


def not_out(rounds: Rounds) -> None:
    """Refuse a change to a round whose report is out."""
    if rounds.is_published:
        raise Refused([IS_OUT])


def plain_id(found: str) -> None:
    """Refuse what is no id: small letters, digits and hyphens."""
    if not _ID.fullmatch(found):
        raise Refused([f"{found[:40]!r} is no id: use small letters, digits and hyphens, such as p3. No names."])
