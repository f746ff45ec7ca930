"""What does not add up in the evidence and in what came back, in words: which row, what is wrong, what to do.

Nothing of it is refused: it is a list of questions, not a mark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from attrs import field, frozen

from npqml_widgets.documents.shared.dates import as_said
from npqml_widgets.documents.shared.names import plain
from npqml_widgets.documents.sponsor.answer import Answer, answer_in
from npqml_widgets.documents.sponsor.figures import not_in, numbers_in
from npqml_widgets.documents.sponsor.model import ASKED_FIRST, Evidence, SponsorComments
from npqml_widgets.documents.sponsor.since import changed_since

LONGEST_NAME = 60  # signs of what was done in a warning


@frozen
class SponsorWarning:
    """One warning: the ID of its row ("" where it is about the whole), the rule's name and the sentence."""

    row: str
    rule: str
    words: str


@frozen
class _Seen:
    """What the rules look at; `own` are the candidate's other documents as texts, by what they are called."""

    sheet: SponsorComments
    answer: Answer | None
    today: date | None
    own: Mapping[str, str] = field(factory=dict)


def warnings(
    sheet: SponsorComments, today: date | None = None, own: Mapping[str, str] | None = None
) -> tuple[SponsorWarning, ...]:
    """Return everything that does not add up, the rows first and in their order; nothing for an empty sheet.

    `own` are the texts of the candidate's other documents by what they are called, where they are at hand.
    """
    if not sheet.evidence and not sheet.answers:
        return ()
    seen = _Seen(sheet, answer_in(sheet.answer), today, own or {})
    of_rows = [
        SponsorWarning(row.id, rule, f"{named(row)}: {words}")
        for row in sheet.evidence
        for rule, check in _RULES.items()
        for words in check(seen, row)
    ]
    whole = [SponsorWarning("", rule, words) for rule, check in _OF_ALL.items() for words in check(seen)]
    return (*of_rows, *whole)


def named(row: Evidence) -> str:
    """Return a row's ID with the first words of what was done, as a warning calls it."""
    what = " ".join(row.what.split())
    if not what:
        return row.id
    return f"{row.id} ({what if len(what) <= LONGEST_NAME else what[: LONGEST_NAME - 3].rstrip() + '…'})"


def same_person(name: str, other: str) -> bool:
    """Tell whether two names are the same, whatever their capitals and blanks; no name is nobody's."""
    return bool(plain(name)) and plain(name) == plain(other)


def _incomplete(_: _Seen, row: Evidence) -> Iterator[str]:
    if not row.what.strip():
        yield "it does not say what was done. Only a row that does is shown to the sponsor."


def _criterion(seen: _Seen, row: Evidence) -> Iterator[str]:
    if not row.criterion:
        yield "no criterion. Say which one it is evidence for."
    elif row.criterion not in seen.sheet.criteria:
        yield f"the sponsor is not asked about {row.criterion}. Add it under Settings, or choose another."


def _no_date(_: _Seen, row: Evidence) -> Iterator[str]:
    if row.day is None:
        yield "no date. A sponsor can confirm what happened on a day, not what “we usually” do."


def _no_place(_: _Seen, row: Evidence) -> Iterator[str]:
    if not row.place.strip():
        yield "it does not say where it can be seen. The sponsor can confirm only what they can look at."


def _outside(seen: _Seen, row: Evidence) -> Iterator[str]:
    starts, ends = seen.sheet.starts, seen.sheet.ends
    if row.day and starts and row.day < starts:
        yield f"{as_said(row.day)} is before the project began ({as_said(starts)})."
    if row.day and ends and row.day > ends:
        yield f"{as_said(row.day)} is after the project ended ({as_said(ends)})."


def _to_come(seen: _Seen, row: Evidence) -> Iterator[str]:
    if row.day and seen.today and row.day > seen.today and seen.answer is None:
        yield f"{as_said(row.day)} is still to come. Evidence is what has happened."


def _relationship(_: _Seen, row: Evidence) -> Iterator[str]:
    if row.criterion in ASKED_FIRST and not row.partner.strip():
        yield "it does not say with whom. 4.1.1 is about relationships, within and outside your team."
    if row.criterion in ASKED_FIRST and not row.barrier.strip():
        yield "nothing was in the way? 4.1.1 asks for barriers, and the structures or processes put in their way."


def _figure(seen: _Seen, row: Evidence) -> Iterator[str]:
    if not numbers_in(row.figure):
        return
    if not row.source.strip():
        yield "it does not say which document its figure is from."
    own = next((text for name, text in seen.own.items() if same_person(name, row.source)), None)
    if own is not None and (missing := not_in(row.figure, own)):
        yield f"{', '.join(missing)} is not in your {row.source.strip().casefold()} as it is now."


def _nobody(seen: _Seen) -> Iterator[str]:
    sheet = seen.sheet
    if not sheet.candidate:
        yield "Your id is missing under Settings. Your provider can tell only by it that an answer is about you."
    if not sheet.name.strip():
        yield "Your name is missing under Settings. The sponsor confirms whose work it is."
    if not sheet.sponsor.strip():
        yield "No sponsor is named under Settings."


def _own_sponsor(seen: _Seen) -> Iterator[str]:
    sheet = seen.sheet
    if same_person(sheet.sponsor, sheet.name):
        yield "You are named as your own sponsor. It has to be somebody else: the head, or a senior leader."
    if seen.answer is not None and same_person(seen.answer.name, sheet.name):
        yield "What came back bears your own name. A sponsor is somebody else."


def _without_evidence(seen: _Seen) -> Iterator[str]:
    there = {row.criterion for row in seen.sheet.evidence if row.what.strip()}
    for criterion in seen.sheet.criteria:
        if criterion not in there:
            yield f"{criterion}: no evidence, and yet the sponsor is asked about it."


def _answer(seen: _Seen) -> Iterator[str]:
    sheet, answer = seen.sheet, seen.answer
    if sheet.answer is None:
        return
    if answer is None:
        yield "What came back cannot be read any more. Ask your sponsor to send it again."
        return
    for criterion in answer.request.criteria:
        if not answer.comment_on(criterion).strip():
            yield f"{criterion}: the sponsor's comment is missing. Ask for it: fresh form, fresh answer."
    if not answer.confirms:
        yield "The statement was not confirmed. Ask your sponsor what is not right."
    if sheet.sponsor.strip() and not same_person(answer.name, sheet.sponsor):
        yield f"The answer is signed “{answer.name[:60]}”; under Settings the sponsor is “{sheet.sponsor[:60]}”."
    if not sheet.answer.seal:
        how = "came in the workbook, which cannot be sealed" if sheet.answer.way == "workbook" else "has no seal"
        yield f"The answer {how}: your provider will call it “not verified” until they have asked the sponsor."


def _changed(seen: _Seen) -> Iterator[str]:
    if seen.answer is not None and (words := changed_since(seen.sheet, seen.answer)):
        yield f"{words} Put it back, or send the sponsor a new form."


_RULES: Mapping[str, Callable[[_Seen, Evidence], Iterator[str]]] = {
    "what": _incomplete,
    "criterion": _criterion,
    "date": _no_date,
    "place": _no_place,
    "outside": _outside,
    "to come": _to_come,
    "relationship": _relationship,
    "figure": _figure,
}
_OF_ALL: Mapping[str, Callable[[_Seen], Iterator[str]]] = {
    "nobody": _nobody,
    "own sponsor": _own_sponsor,
    "without evidence": _without_evidence,
    "answer": _answer,
    "changed": _changed,
}
