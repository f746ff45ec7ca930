"""Collecting the answers of a round: each is read once, and what cannot be used is put aside with the reason.

The collation is the collator's own file. It knows who answered what, so it is never sent on; the report is.
"""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from attrs import evolve, field, frozen

from npqml_widgets.documents.feedback360.codes import (
    FILE_ABOUT,
    Answers,
    known_only,
    read_code,
    read_file,
    split_codes,
)
from npqml_widgets.documents.feedback360.model import GROUPS, Group, Rater, Round
from npqml_widgets.documents.feedback360.xlsx_form import read_sheet
from npqml_widgets.keeping import clock
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.spreadsheets.kinds import what_it_is

FORM_ITSELF = (
    "It is the form itself, without the answers. Ask the rater to open it in a browser, fill it in, press “Save my "
    "answers to a file” and send that file (its name begins with 360-answers)."
)
FORM_EMPTY = (
    "It is the form with nothing filled in. Ask the rater to fill in the yellow cells, save the workbook and send it "
    "again; on a phone or in a mail's preview nothing is saved."
)
FORM_AS_TEXT = (
    "It is the spreadsheet form saved as text (CSV). Ask the rater to save it as Excel Workbook (.xlsx) and send that."
)
WEB_PAGE = "It is a web page, no form of this course. Ask for the file that the form saves (360-answers-….json)."
_SHOWN_CODE = re.compile(r"<output\b[^>]*\bid=[\"']?code[\"']?[^>]*>\s*([^<\s][^<]*)</output>", re.IGNORECASE)
"""The code on a form that was saved as a page after its answers were shown."""
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


def pieces_of(collation: Collation, name: str, content: str | bytes) -> list[tuple[str, str | bytes]]:
    """Return what somebody has pasted or sent code by code, each with its name; a file or a form stays whole."""
    if isinstance(content, bytes) or _is_file(content) or _is_page(content):
        return [(name or "What was pasted", content)]
    asked = collation.round
    codes = split_codes(content, asked.questionnaire, asked.tag)
    if name and len(codes) < 2:
        return [(name, content)]
    return [(f"{name}, {code[:9]}…" if name else f"The code {code[:9]}…", code) for code in codes]


def _read(content: str | bytes, asked: Round) -> Answers:
    if isinstance(content, bytes) and content[:2] == b"PK":  # an XLSX file is a zip
        return _filled(read_sheet(content, asked))
    return _read_text(_text_of(content), asked)


def _text_of(content: str | bytes) -> str:
    if isinstance(content, str):
        return content
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        found = what_it_is(content)
        known = f" It is {found}." if found else ""
        raise Refused(f"It is neither a code, nor a file of this form, nor an XLSX form.{known}") from None


def _read_text(content: str, asked: Round) -> Answers:
    if _is_page(content):
        shown = _SHOWN_CODE.search(content)
        if not shown:
            raise Refused(FORM_ITSELF if "form-data" in content else WEB_PAGE)
        content = shown[1]
    if _is_file(content):
        return read_file(content, asked.tag)
    if "rating:" in content and "Form number" in content:
        raise Refused(FORM_AS_TEXT)
    return read_code(content, asked.questionnaire, asked.tag)


def _is_file(content: str) -> bool:
    """Tell whether a text is a saved file of answers, perhaps quoted in a mail."""
    return content.lstrip().startswith("{") or FILE_ABOUT in content


def _is_page(content: str) -> bool:
    return bool(re.search(r"<!doctype html|<html\b|id=\"form-data\"", content, re.IGNORECASE))


def _filled(answers: Answers) -> Answers:
    """Return the answers of a form in which something was answered; raises Refused for the form as it was sent."""
    if not (answers.ratings or answers.texts or answers.declined):
        raise Refused(FORM_EMPTY)
    return answers


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
