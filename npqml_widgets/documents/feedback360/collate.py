"""Collecting the answers of a round: each is read once, and what cannot be used is put aside with the reason.

The collation is the collator's own file. It knows who answered what, so it is never sent on; the report is.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from attrs import evolve, field, frozen

from npqml_widgets.documents.feedback360.codes import Answers, known_only, read_code, read_file
from npqml_widgets.documents.feedback360.model import GROUPS, Group, Rater, Round
from npqml_widgets.documents.feedback360.xlsx_form import read_sheet
from npqml_widgets.keeping import clock
from npqml_widgets.keeping.authored import Refused

Verdict = Literal["not read yet", "as written", "changed", "left out"]


@frozen
class Response:
    """What one rater sent: an answer to all, some or none of the questions."""

    rater: str
    answers: Answers
    came: datetime


@frozen
class PutAside:
    """Something that came and could not be used, kept as it came (bytes as base64), with the reason."""

    name: str
    content: str
    why: str
    came: datetime


@frozen
class Review:
    """What the collator decided on one comment; `wording` is what may be shown."""

    rater: str
    question: str
    verdict: Verdict = "not read yet"
    wording: str = ""


@frozen
class Collation:
    """A round with all that came back. Private: the only document in which an id stands beside an answer."""

    round: Round = field(factory=Round)
    responses: tuple[Response, ...] = ()
    put_aside: tuple[PutAside, ...] = ()
    reviews: tuple[Review, ...] = ()
    secret: str = field(factory=lambda: secrets.token_hex(16))
    published: bool = False

    def rater(self, token: str) -> Rater | None:
        """Return the rater whose form has this token, None if nobody's has."""
        return next((one for one in self.round.raters if one.token == token), None)

    def response(self, rater: str) -> Response | None:
        """Return what a rater sent, None if nothing came."""
        return next((one for one in self.responses if one.rater == rater), None)


@frozen
class Received:
    """What came of something that was handed in: the collation as it is now, and a sentence to show."""

    collation: Collation
    accepted: bool
    words: str


def receive(collation: Collation, content: str | bytes, name: str, *, instead: bool = False) -> Received:
    """Take in a code, a saved file or an XLSX form; `name` says in the messages which one.

    Nothing is lost: what is refused is put aside as it came. `instead` lets it take the place of an earlier answer.
    """
    try:
        answers = _read(content, collation.round)
        return _add(collation, answers, instead=instead)
    except Refused as problem:
        kept = content if isinstance(content, str) else base64.b64encode(content).decode("ascii")
        aside = PutAside(name, kept, str(problem), clock.now())
        words = f"{name}: not taken. {problem} It is kept as it came, under what was put aside."
        return Received(evolve(collation, put_aside=(*collation.put_aside, aside)), accepted=False, words=words)


def answered(collation: Collation) -> Mapping[Group, Mapping[str, Response]]:
    """Return those who answered, by group and id: not who declined, nor who gave neither a rating nor a comment."""
    groups = {rater.id: rater.group for rater in collation.round.raters}
    found: dict[Group, dict[str, Response]] = {group: {} for group in GROUPS}
    for one in collation.responses:
        if not one.answers.declined and (one.answers.ratings or one.answers.texts):
            found[groups[one.rater]][one.rater] = one
    return found


def state(collation: Collation) -> dict[str, str]:
    """Say of each rater (by id) whether an answer came: for reminders, for the collator only."""
    words = {}
    for rater in collation.round.raters:
        response = collation.response(rater.id)
        words[rater.id] = "waiting" if response is None else "declined" if response.answers.declined else "answered"
    return words


def _read(content: str | bytes, asked: Round) -> Answers:
    if isinstance(content, bytes):
        if content[:2] == b"PK":  # an XLSX file is a zip
            return read_sheet(content, asked)
        try:
            content = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise Refused("It is neither a code, nor a file of this form, nor an XLSX form.") from None
    if content.lstrip().startswith("{"):
        return read_file(content, asked.tag)
    return read_code(content, asked.questionnaire, asked.tag)


def _add(collation: Collation, answers: Answers, *, instead: bool) -> Received:
    if collation.published:
        raise Refused("The report of this round is out. A second one with one answer more would show that answer.")
    rater = collation.rater(answers.token)
    if rater is None:
        raise Refused("It comes from a form that was not sent out in this round: no rater has its number.")
    if strange := known_only(answers, collation.round.questionnaire):
        words = "; ".join(f"{kind}: {', '.join(ids)}" for kind, ids in strange.items())
        raise Refused(f"It answers what was not asked ({words}).")
    before = collation.response(rater.id)
    if before is not None and before.answers == answers:
        return Received(collation, accepted=True, words=f"{rater.id}: the same answers came before. Nothing changed.")
    fuller = before is not None and before.answers == evolve(answers, texts={}, reason="")
    if before is not None and not (instead or fuller):
        raise Refused(f"{rater.id} has answered before, otherwise. The first answer stands unless you take this one.")
    others = [one for one in collation.responses if one.rater != rater.id]
    response = Response(rater.id, answers, clock.now())
    # A comment that changed has to be read again.
    reviews = [one for one in collation.reviews if one.rater != rater.id]
    added = evolve(collation, responses=(*others, response), reviews=tuple(reviews))
    did = "declined" if answers.declined else "answered"
    return Received(added, accepted=True, words=f"{rater.id} {did}.")
