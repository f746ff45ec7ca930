"""Comments of a 360 round: mixed within their group, read by a person before anybody sees them, shown with it only.

Nobody's place in the list can be told: it follows from a secret of the collation, anew for each question, not from
the order in which answers came. Names are pointed out to whoever reads, who decides on every comment.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, field, frozen, validators

from npqml_widgets.documents.feedback360.collate import Collation, Response, Review, Verdict, answered
from npqml_widgets.documents.feedback360.privacy import SMALLEST_GROUP, Footprint, Unit
from npqml_widgets.documents.feedback360.questionnaire import LONGEST_TEXT, tidy

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_STARTS = re.compile(r"(?:^|[.!?:;\n•*-])[\s\"'“‘(\[]*$")
# Written with a capital anywhere, and nobody's name.
_ORDINARY = set(
    "I I'm I've I'll I'd I’m I’ve I’ll I’d Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February "
    "March April May June July August September October November December English French German Spanish Maths Science "
    "Year Key Stage Ofsted Christmas Easter Excel Word Teams".split()
)


@frozen
class Comment:
    """A comment as the report shows it."""

    question: str
    text: str = field(converter=tidy, validator=validators.max_len(LONGEST_TEXT))


@frozen
class ToRead:
    """A comment for the collator to read; `place` finds it again. Who wrote it is not said."""

    place: str
    unit: Unit
    question: str
    text: str
    names: tuple[str, ...]
    verdict: Verdict
    wording: str


def to_read(
    collation: Collation, units: Sequence[Unit], names: Iterable[str] = (), earlier: Footprint | None = None
) -> tuple[ToRead, ...]:
    """Return the comments that may be shown once they are read; `names` are those to look out for."""
    found, names = [], list(names)
    for unit in units:
        for one, question in _written(collation, unit, earlier):
            text = one.answers.texts[question]
            review = _review(collation, one.rater, question)
            place = _place(collation, one.rater, question)
            pointed = tuple(names_in(text, names))
            found.append(ToRead(place, unit, question, text, pointed, review.verdict, review.wording))
    return tuple(found)


def decide(collation: Collation, place: str, verdict: Verdict, wording: str = "") -> Collation:
    """Note the collator's decision on a comment; `wording` is the new text where it is "changed"."""
    for one in collation.responses:
        for question in one.answers.texts:
            if _place(collation, one.rater, question) == place:
                text = one.answers.texts[question] if verdict == "as written" else wording
                if verdict == "changed" and not 0 < len(wording.strip()) <= LONGEST_TEXT:
                    raise ValueError(f"A changed comment needs its new wording, of up to {LONGEST_TEXT} characters.")
                decided = Review(one.rater, question, verdict, "" if verdict == "left out" else text)
                others = [kept for kept in collation.reviews if (kept.rater, kept.question) != (one.rater, question)]
                return evolve(collation, reviews=(*others, decided))
    raise ValueError("There is no such comment. Open the list of comments again.")


def unread(collation: Collation, units: Sequence[Unit], earlier: Footprint | None = None) -> list[str]:
    """Say how many comments nobody has decided on, if any."""
    waiting = sum(one.verdict == "not read yet" for one in to_read(collation, units, earlier=earlier))
    asks = "Decide on each first: as written, changed, or left out."
    return [f"{waiting} comment{'s' if waiting > 1 else ''} not read yet. {asks}"] if waiting else []


def shown_comments(collation: Collation, unit: Unit, earlier: Footprint | None = None) -> tuple[Comment, ...]:
    """Return the comments of a group as they are published."""
    reviews = [_review(collation, one.rater, question) for one, question in _written(collation, unit, earlier)]
    return tuple(Comment(one.question, one.wording) for one in reviews if one.wording)


def names_in(text: str, names: Iterable[str] = ()) -> Iterator[str]:
    """Point out names: those that are given, and capitals inside a sentence; each once, in the text's order."""
    wanted = {part.casefold() for name in names for part in _WORD.findall(name)}
    said: set[str] = set()
    for found in _WORD.finditer(text):
        word = found[0]
        root = re.sub(r"['’]s$", "", word)
        capital = root[:1].isupper() and not (root.isupper() and 1 < len(root) <= 4) and root not in _ORDINARY
        inside = not _STARTS.search(text[max(0, found.start() - 20) : found.start()])
        if (root.casefold() in wanted or (capital and inside)) and root not in said:
            said.add(root)
            yield root


def _written(collation: Collation, unit: Unit, earlier: Footprint | None) -> list[tuple[Response, str]]:
    """Return who wrote what in a group, mixed anew for each question; nothing from a group under the minimum."""
    voices = _voices(collation, unit, earlier)
    agreed = unit == ("manager",) and collation.round.manager_named
    if len(voices) < SMALLEST_GROUP and not agreed:
        return []
    questions = [question.id for question in collation.round.questionnaire.questions]
    pairs = [(one, question) for question in questions for one in voices if one.answers.texts.get(question, "").strip()]
    return sorted(pairs, key=lambda pair: (questions.index(pair[1]), _place(collation, pair[0].rater, pair[1])))


def _voices(collation: Collation, unit: Unit, earlier: Footprint | None) -> list[Response]:
    """Return whose comments may be shown: fewer than three new people beside known ones would stand out."""
    everybody = [one for group, people in answered(collation).items() if group in unit for one in people.values()]
    known = {person for one in earlier.counted for person in one.people} if earlier else set()
    new = [one for one in everybody if one.rater not in known]
    if unit != ("manager",) and 0 < len(new) < SMALLEST_GROUP and len(new) < len(everybody):
        return [one for one in everybody if one.rater in known]
    return everybody


def _place(collation: Collation, rater: str, question: str) -> str:
    return hmac.digest(collation.secret.encode(), f"{question}\n{rater}".encode(), "sha256").hex()


def _review(collation: Collation, rater: str, question: str) -> Review:
    kept = (one for one in collation.reviews if (one.rater, one.question) == (rater, question))
    return next(kept, Review(rater, question))
