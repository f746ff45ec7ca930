"""Rounds in which everybody of a group rates alike, published, for the tests of 360 reports."""

from __future__ import annotations

from datetime import date

from npqml_widgets.documents.feedback360.codes import Answers, to_file
from npqml_widgets.documents.feedback360.collate import Collation, receive
from npqml_widgets.documents.feedback360.model import Group, new_round
from npqml_widgets.documents.feedback360.questionnaire import standard_questionnaire
from npqml_widgets.documents.feedback360.report import (
    Published,
    publish,
    units_to_read,
)
from npqml_widgets.documents.feedback360.texts import decide, to_read

ASKED = standard_questionnaire()
IDS = [one.id for one in ASKED.statements]
PEOPLE: dict[str, Group] = {
    "zq-self": "self", "zq-boss": "manager",
    **{f"zq-peer-{n}": "peers" for n in range(1, 5)}, **{f"zq-team-{n}": "team" for n in range(1, 7)},
}  # fmt: skip


def collated(
    ratings: dict[str, int], texts: dict[str, str] | None = None, *, named: bool = False, name: str = "autumn"
) -> Collation:
    """Return a round in which each of these people rated every statement alike."""
    asked = new_round(name, "leader-7", PEOPLE, opened=date(2026, 9, 7), manager_named=named)
    collation = Collation(asked)
    for one in asked.raters:
        if one.id in ratings or one.id in (texts or {}):
            given_ = dict.fromkeys(IDS, ratings[one.id]) if one.id in ratings else {}
            wrote = {"keep": texts[one.id]} if texts and one.id in texts else {}
            collation = receive(collation, to_file(Answers(asked.tag, one.token, given_, wrote)), one.id).collation
    return collation


def everybody(own: int = 1, peers: int = 2, team: int = 3) -> dict[str, int]:
    by_group = {"self": own, "manager": 2, "peers": peers, "team": team}
    return {name: by_group[group] for name, group in PEOPLE.items()}


def read_all(collation: Collation, verdict: str = "as written") -> Collation:
    for one in to_read(collation, units_to_read(collation)):
        collation = decide(collation, one.place, verdict)  # type: ignore[arg-type]
    return collation


def published(collation: Collation) -> Published:
    return publish(read_all(collation))
