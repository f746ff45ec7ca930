"""360 feedback: one round, who is asked in it, and by which rules. Raters are known by ids only.

What is asked stands in questionnaire.py, and in privacy.py what may be shown: read that first.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import date
from typing import Literal

from attrs import evolve, field, frozen, validators

from npqml_widgets.documents.feedback360.questionnaire import SCALE, Questionnaire, standard_questionnaire
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.plain import to_plain

Group = Literal["self", "manager", "peers", "team"]
GROUPS: dict[Group, str] = {
    "self": "Self",
    "manager": "Line manager",
    "peers": "Peers",
    "team": "Team members",
}
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""The digits of a code: Crockford's, without I, L, O and U, which people misread."""


@frozen
class Rater:
    """Somebody who is asked: the same id in both rounds, no name; the token stands in their form alone."""

    id: str
    group: Group = field(validator=validators.in_(tuple(GROUPS)))
    token: str


@frozen
class Round:
    """One round of feedback for one leader (an id): its questions, raters and rules, fixed before it is sent out."""

    id: str = ""
    leader: str = ""
    opened: date | None = None
    questionnaire: Questionnaire = field(factory=Questionnaire)
    raters: tuple[Rater, ...] = ()
    manager_named: bool = False

    @property
    def tag(self) -> str:
        """Return four characters that stand for this round and its questions in a code."""
        plain = json.dumps([self.id, self.leader, to_plain(self.questionnaire)], sort_keys=True)
        number = int.from_bytes(hashlib.sha256(plain.encode()).digest()[:4], "big")
        return "".join(ALPHABET[number >> shift & 31] for shift in (15, 10, 5, 0))


def new_round(
    id: str,  # noqa: A002 - the field's own name
    leader: str,
    raters: Mapping[str, Group],
    *,
    opened: date,
    questionnaire: Questionnaire | None = None,
    manager_named: bool = False,
) -> Round:
    """Return a round with a fresh secret token for each rater; `raters` are ids (no names) and their groups.

    Raises Refused where there is not exactly one self, or nobody else.
    """
    if list(raters.values()).count("self") != 1 or len(raters) < 2:
        raise Refused("A round needs exactly one rater in the group self, and at least one other rater.")
    tokens: set[str] = set()
    while len(tokens) < len(raters):
        tokens.add("".join(secrets.choice(ALPHABET) for _ in range(6)))
    made = (Rater(one, group, token) for (one, group), token in zip(raters.items(), tokens, strict=True))
    empty = Round(id, leader, opened, questionnaire or standard_questionnaire(), manager_named=manager_named)
    return evolve(empty, raters=tuple(made))


def promises(asked: Round) -> tuple[str, ...]:
    """Return the rules of a round in words, as they stand on every form and in the report."""
    manager = (
        "The line manager's ratings and comments are shown as the line manager's: it was agreed before the round."
        if asked.manager_named
        else "The line manager's answers are never shown on their own, only together with others or not at all."
    )
    return (
        SCALE,
        "No answer is shown with a name or an id. A group is shown from three people on; smaller ones are put "
        "together with others, or left out of everything.",
        "Means are given as ranges, so that nobody can work out one person's answer, not even with two reports.",
        manager,
        "Comments are mixed within a group of at least three. A person reads them first and looks out for names. Your "
        "wording may still be recognised.",
        "The person who collects the forms can see who answered what. The leader gets the report only.",
    )
