"""The sections after the forms went out: answers taken in, comments read one by one, and what publishing will do."""

from __future__ import annotations

from collections import Counter

from npqml_widgets.controls.sections import (
    Part,
    bullets,
    button,
    files,
    heading,
    note,
    opening,
    quote,
    row,
    text,
    tick,
    words,
)
from npqml_widgets.documents.feedback360.collate import Collation, PutAside, state
from npqml_widgets.documents.feedback360.preview import before_publishing
from npqml_widgets.documents.feedback360.report import Part as ReportPart
from npqml_widgets.documents.feedback360.report import units_to_read
from npqml_widgets.documents.feedback360.rounds import NO_THIRD, Rounds, is_workbook
from npqml_widgets.documents.feedback360.texts import ToRead, to_read
from npqml_widgets.forms.shared.words import when

NOT_MADE = "The forms of this round are not made yet. Do that first, in the section Forms."
_INSTEAD = "Let the new answer take the place of the earlier one"
_SHOWN_OF_IT = 2000  # characters of what was put aside


def answer_parts(rounds: Rounds) -> list[Part]:
    """Take in what came back, and show what was put aside and why."""
    collation = rounds.collation
    if collation is None:
        return [words(NOT_MADE)]
    counts = Counter(state(collation).values())
    parts = [words(f"{counts['answered']} answered, {counts['declined']} declined, {counts['waiting']} still to come.")]
    if rounds.is_published:
        parts.append(note("The report is out, so what still comes is put aside: with one answer more, a second report "
                          "would show that answer."))  # fmt: skip
    parts += [
        files(
            "came:", "Files that came back (.json or .xlsx), one or many", ".json,.xlsx,.html,.txt", sends=["instead"]
        ),
        tick("instead", "If a rater has answered before", _INSTEAD),
        text("code", "Codes, one a line", lines=3, help="What mail has put between them does not matter."),
        button("code:", "Take in the codes", sends=["code", "instead"]),
        heading(f"Put aside ({len(collation.put_aside)})"),
    ]
    if not collation.put_aside:
        return [*parts, words("Nothing. What cannot be used is kept here as it came, with the reason.")]
    for place, one in reversed(list(enumerate(collation.put_aside))):
        parts += _aside(place, one)
    return parts


def _aside(place: int, one: PutAside) -> list[Part]:
    cut = "…" if len(one.content) > _SHOWN_OF_IT else ""
    shown = "A spreadsheet; it is kept whole." if is_workbook(one) else one.content[:_SHOWN_OF_IT] + cut
    return [
        words(f"{one.name}, {when(one.came)}: {one.why}"),
        opening(f"See what came: {one.name}", [quote(shown)], key=f"aside:{place}"),
        button(f"again:{place}", "Take this one after all", about=one.name),
    ]


def comment_parts(rounds: Rounds, place: str) -> list[Part]:
    """Show one comment to decide on."""
    if rounds.collation is None:
        return [words(NOT_MADE)]
    found = to_read(rounds.collation, units_to_read(rounds.collation, rounds.earlier), rounds.names, rounds.earlier)
    parts = [
        words("Read every comment before anybody else does. Take out names, and what only one person can have written. "
              "Change as little as you can: it is their wording. Comments of groups that are not shown are not here."),
        opening(f"Names to look out for ({len(rounds.names)})", [
            text("names:", "Names to look out for", ", ".join(rounds.names), live=True,
                 help="With commas between them. They stay in this document. Other capitals inside a sentence are "
                 "pointed out as well. No list is complete: you decide."),
        ], key="open-names"),
    ]  # fmt: skip
    if not found:
        return [*parts, words("There is no comment to read.")]
    if rounds.is_published:
        return [words("The report is out, with the comments as they were decided on."), *map(_decided, found)]
    here = next((number for number, one in enumerate(found) if one.place == place), _first(found))
    before, after = found[here - 1].place, found[(here + 1) % len(found)].place
    waiting = sum(one.verdict == "not read yet" for one in found)
    return [
        *parts,
        words(f"{waiting} of {len(found)} still to read." if waiting else f"All {len(found)} are read."),
        heading(f"Comment {here + 1} of {len(found)}", "comment"),
        *_to_decide(found[here], rounds.collation),
        row([button(f"comment:{before}", "Comment before"), button(f"comment:{after}", "Comment after")]),
    ]


def _to_decide(one: ToRead, collation: Collation) -> list[Part]:
    questions = {question.id: question.text for question in collation.round.questionnaire.questions}
    looks = f"Look at: {', '.join(one.names)}." if one.names else "No name was found in it."
    box = f"wording:{one.place}"
    return [
        words(f"{_unit(one)}. {questions[one.question]}"),
        quote(one.text, one.names),
        words(looks),
        words(f"Decision so far: {one.verdict}."),
        button(f"decide:ok:{one.place}", "Show it as written"),
        text(box, "Your wording", one.wording or one.text, lines=3),
        row([
            button(f"decide:changed:{one.place}", "Show your wording", sends=[box]),
            button(f"decide:out:{one.place}", "Leave it out"),
        ]),
    ]  # fmt: skip


def _decided(one: ToRead) -> Part:
    return words(f"{_unit(one)}, {one.verdict}: {one.wording or one.text}")


def _unit(one: ToRead) -> str:
    return ReportPart(one.unit).name  # type: ignore[arg-type]


def _first(found: tuple[ToRead, ...]) -> int:
    return next((number for number, one in enumerate(found) if one.verdict == "not read yet"), 0)


def publish_parts(rounds: Rounds) -> list[Part]:
    """Say what will be shown and hidden, and why, and publish once and for good."""
    if rounds.collation is None:
        return [words(NOT_MADE)]
    if rounds.is_published:
        if rounds.is_second:
            return [words("Both rounds are out."), note(NO_THIRD)]
        return [
            words("The report of this round is out. It cannot be taken back or made again."),
            words("A second round asks the same people the same questions, some months later. The answers of this "
                  "round then leave this document; the report stays, and a list of who was counted where."),
            button("next-round:", "Begin the second round"),
        ]  # fmt: skip
    seen = before_publishing(rounds.collation, rounds.earlier)
    waiting = sum(one == "waiting" for one in state(rounds.collation).values())
    late = f" {waiting} answers are still to come: they can no longer be taken in afterwards." if waiting else ""
    parts = [
        heading("What the report will show"),
        bullets(seen.shown or ("No group at all: too few people answered.",)),
        heading("What it will hide, and why"),
        bullets(seen.hidden or ("Nothing.",)),
        note(f"A round is published once, and that cannot be undone.{late}"),
    ]
    if seen.faults:
        return [*parts, heading("Before you can publish"), bullets(seen.faults)]
    return [
        *parts,
        tick("known", "Before you publish", "I know that this cannot be undone"),
        button("publish:", "Publish the report", sends=["known"]),
    ]
