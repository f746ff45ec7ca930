"""What a sponsor was asked, what they answered, and the text of it that is sealed."""

from __future__ import annotations

import json
from datetime import date, datetime

from attrs import field, frozen

from npqml_widgets.documents.criteria import Criterion, criteria
from npqml_widgets.documents.sponsor.model import Evidence, Received, SponsorComments
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.plain import DoesNotFit, from_plain, to_plain
from npqml_widgets.keeping.readjson import read_json

LONGEST = 5_000
"""Characters of a comment."""
STATEMENT = (
    "I have read this evidence. As far as I know it is true, and the account that it belongs to is the candidate's own "
    "work."
)
"""What the sponsor confirms. The wording is ours: no official form of it could be found."""
NOT_READABLE = "What came back cannot be read: {}"


@frozen
class Request:
    """What the sponsor is shown: whose project it is, the criteria to comment on, and the evidence as it was then."""

    candidate: str = ""
    name: str = ""
    title: str = ""
    setting: str = ""
    asked: date | None = None
    criteria: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@frozen
class Comment:
    """What the sponsor says on one criterion."""

    criterion: str
    words: str


@frozen
class Answer:
    """What the sponsor has filled in, with what they were shown; `made` is the moment of saving, by their computer."""

    request: Request = field(factory=Request)
    comments: tuple[Comment, ...] = ()
    confirms: bool = False
    name: str = ""
    role: str = ""
    day: date | None = None
    made: datetime | None = None

    def comment_on(self, criterion: str) -> str:
        """Return the comment on a criterion, empty where there is none."""
        return next((comment.words for comment in self.comments if comment.criterion == criterion), "")


def request_of(sheet: SponsorComments, today: date) -> Request:
    """Return what the sponsor is shown of a sheet; raises Refused where there is nothing to be commented on."""
    rows = tuple(row.shown for row in sheet.evidence if row.what.strip())
    if not rows:
        raise Refused("There is no evidence yet, so there is nothing to ask a sponsor about. Add a row first.")
    if not sheet.criteria:
        raise Refused("No criterion is named. Put in under Settings which ones the sponsor is asked about.")
    return Request(sheet.candidate, sheet.name, sheet.title, sheet.setting, today, sheet.criteria, rows)


def content_of(answer: Answer) -> str:
    """Return an answer as the text that is sealed."""
    return json.dumps(to_plain(answer), ensure_ascii=True)


def read_content(content: str) -> Answer:
    """Return the answer in a text; raises Refused, in words, where it holds none."""
    try:
        answer = from_plain(read_json(content.encode("utf-8", "surrogatepass")), Answer, whole=False)
    except (ValueError, RecursionError, DoesNotFit) as problem:
        raise Refused(NOT_READABLE.format(problem or "it is no answer of this form.")) from None
    if long := [comment.criterion for comment in answer.comments if len(comment.words) > LONGEST]:
        raise Refused(NOT_READABLE.format(f"the comment on {long[0]} is longer than {LONGEST:,} characters."))
    return answer


def answer_in(received: Received | None) -> Answer | None:
    """Return the answer in what came back, None where there is none that can be read."""
    if received is None:
        return None
    try:
        return read_content(received.content)
    except Refused:
        return None


def criteria_of(request: Request) -> tuple[Criterion, ...]:
    """Return the criteria that a sponsor is asked about, in the framework's words; one that it has not has none."""
    known = {criterion.id: criterion for criterion in criteria()}
    return tuple(known.get(name, Criterion(name, "", (), "")) for name in request.criteria)
