"""360 feedback: what is asked, who is asked, and by which rules; the start of all the feedback360 modules.

feedback360_privacy holds the rules of what may be shown; read them first. Raters are known by ids only.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from attrs import evolve, field, frozen, validators

from npqml_widgets.keeping.authored import Refused, read_authored, said
from npqml_widgets.keeping.plain import to_plain

Group = Literal["self", "manager", "peers", "team"]
GROUPS: dict[Group, str] = {
    "self": "Self",
    "manager": "Line manager",
    "peers": "Peers",
    "team": "Team members",
}
RATINGS = {1: "high", 2: "fairly high", 3: "fairly low", 4: "low"}
"""The framework names the ends of its scale; the words between them are ours."""
SCALE = "Ratings run from 1 (high, the best) to 4 (low)."
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""The digits of a code: Crockford's, without I, L, O and U, which people misread."""
LONGEST_TEXT = 10_000  # characters
_MOST_STATEMENTS = 60
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_OWN = Path(__file__).with_suffix(".toml")


def tidy(text: str) -> str:
    """Give a text with plain line ends and without the invisible characters that no file format keeps."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


@frozen
class Behaviour:
    """One of the framework's leadership behaviours."""

    id: str
    name: str
    description: str


@frozen
class Statement:
    """A sentence that is rated from 1 to 4, and the behaviour that it belongs to."""

    id: str
    behaviour: str
    text: str


@frozen
class OpenQuestion:
    """A question that is answered in own words."""

    id: str
    text: str


@frozen
class Questionnaire:
    """What is asked of every rater."""

    title: str = ""
    behaviours: tuple[Behaviour, ...] = ()
    statements: tuple[Statement, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()


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
        """Give four characters that stand for this round and its questions in a code."""
        plain = json.dumps([self.id, self.leader, to_plain(self.questionnaire)], sort_keys=True)
        number = int.from_bytes(hashlib.sha256(plain.encode()).digest()[:4], "big")
        return "".join(ALPHABET[number >> shift & 31] for shift in (15, 10, 5, 0))


@cache
def standard_questionnaire() -> Questionnaire:
    """Give the course's own questions: two statements for each of the seven behaviours, two open questions."""
    return read_questionnaire(_OWN)


def read_questionnaire(file: Path) -> Questionnaire:
    """Give a provider's questions from a TOML file; raises Refused with a sentence for each fault."""
    read = read_authored(file, Questionnaire)
    faults = list(questionnaire_faults(file, read))
    if file != _OWN and read.behaviours != standard_questionnaire().behaviours:
        do = "Copy the [[behaviours]] of the course's own file; change statements and questions only."
        faults.append(said(file, "behaviours", found="other ones", expected="the framework's seven", do=do))
    if faults:
        raise Refused(faults)
    return read


def questionnaire_faults(file: Path, read: Questionnaire) -> Iterator[str]:
    """Say what is wrong with a questionnaire, one sentence a fault; `file` is what the sentences name."""
    parts: tuple[tuple[str, Iterable[Behaviour | Statement | OpenQuestion]], ...] = (
        ("behaviours", read.behaviours), ("statements", read.statements), ("questions", read.questions),
    )  # fmt: skip
    for name, entries in parts:
        counts = Counter(entry.id for entry in entries)
        for one, often in counts.items():
            if often > 1:
                do = "Give each its own id."
                yield said(file, f"{name}, {one}", found=f"this id {often} times", expected="it once", do=do)
            if not _ID.fullmatch(one):
                do = "Use small letters, digits and hyphens, such as respect-1."
                yield said(file, f"{name}, id", found=repr(one), expected="up to 40 plain characters", do=do)
    known = {behaviour.id for behaviour in read.behaviours}
    written: list[Statement | OpenQuestion] = [*read.statements, *read.questions]
    for asked in written:
        if not asked.text.strip():
            yield said(file, asked.id, found="no text", expected="a sentence", do="Write one, or take the entry out.")
    for statement in read.statements:
        if statement.behaviour not in known:
            do = "Name the id of one of the behaviours."
            found = repr(statement.behaviour)
            yield said(file, f"{statement.id}, behaviour", found=found, expected="a known one", do=do)
    for missing in sorted(known - {statement.behaviour for statement in read.statements}):
        do = "Add at least one."
        yield said(file, f"statements, {missing}", found="none", expected="a statement for each behaviour", do=do)
    if len(read.statements) > _MOST_STATEMENTS:
        do = "Take some out: long forms come back half filled."
        found = str(len(read.statements))
        yield said(file, "statements", found=found, expected=f"at most {_MOST_STATEMENTS}", do=do)


def new_round(
    id: str,  # noqa: A002 - the field's own name
    leader: str,
    raters: Mapping[str, Group],
    *,
    opened: date,
    questionnaire: Questionnaire | None = None,
    manager_named: bool = False,
) -> Round:
    """Give a round with a fresh secret token for each rater; `raters` are ids (no names) and their groups.

    Raises Refused where there is not exactly one self, or nobody else.
    """
    if list(raters.values()).count("self") != 1 or len(raters) < 2:
        raise Refused(["A round needs exactly one rater in the group self, and at least one other rater."])
    tokens: set[str] = set()
    while len(tokens) < len(raters):
        tokens.add("".join(secrets.choice(ALPHABET) for _ in range(6)))
    made = (Rater(one, group, token) for (one, group), token in zip(raters.items(), tokens, strict=True))
    empty = Round(id, leader, opened, questionnaire or standard_questionnaire(), manager_named=manager_named)
    return evolve(empty, raters=tuple(made))


def promises(asked: Round) -> tuple[str, ...]:
    """Give the rules of a round in words, as they stand on every form and in the report."""
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
