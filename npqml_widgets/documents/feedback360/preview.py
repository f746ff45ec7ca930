"""What a report will show and what it will hide, and why: said to the collator before anything is published.

It names groups and counts only. No figure is in it, so that looking at it twice tells nobody an answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from attrs import evolve, frozen

from npqml_widgets.documents.feedback360.collate import Collation, Response, Review, Verdict, answered
from npqml_widgets.documents.feedback360.model import GROUPS, Group
from npqml_widgets.documents.feedback360.privacy import SMALLEST_GROUP, SPREAD_FROM, Footprint
from npqml_widgets.documents.feedback360.report import Part, publish, units_to_read
from npqml_widgets.documents.feedback360.second_round import mismatches
from npqml_widgets.documents.feedback360.texts import to_read, unread

_TOGETHER = "in a group of their own they would be fewer than three, or could be worked out from the rest"


@frozen
class Preview:
    """What stands in the way of publishing, and sentences on what will be shown and what hidden."""

    faults: tuple[str, ...]
    shown: tuple[str, ...]
    hidden: tuple[str, ...]


def before_publishing(collation: Collation, earlier: Footprint | None = None) -> Preview:
    """Give what publishing now would show and hide; `earlier` is the first round's footprint, for a second one."""
    faults = mismatches(collation, earlier)
    if faults:
        return Preview(tuple(faults), (), ())
    came, units = answered(collation), units_to_read(collation, earlier)
    parts = publish(_without_comments(collation), earlier).report.parts
    comments = Counter(one.verdict for one in to_read(collation, units, earlier=earlier))
    shown = [_shown(part) for part in parts]
    if kept := comments["as written"] + comments["changed"]:
        shown.append(f"Comments: {kept}, mixed within their group.")
    hidden = [*_groups(came, parts), *(line for part in parts for line in _figures(part))]
    hidden += _comments(came, comments)
    return Preview(tuple(unread(collation, units, earlier)), tuple(shown), tuple(hidden))


def _without_comments(collation: Collation) -> Collation:
    left_out = [
        Review(one.rater, question, "left out") for one in collation.responses for question in one.answers.texts
    ]
    return evolve(collation, reviews=tuple(left_out))


def _shown(part: Part) -> str:
    counted = sum(one.n > 0 for one in part.figures)
    how = f", as one group: {_TOGETHER}" if len(part.groups) > 1 else ""
    if part.groups == ("manager",):
        how = ", alone and as given: every form said so"
    people = f"{part.answered} of {part.invited} answered"
    return f"{part.name} ({people}), {counted} of {len(part.figures)} statements{how}."


def _groups(came: Mapping[Group, Mapping[str, Response]], parts: tuple[Part, ...]) -> Iterator[str]:
    """Say which groups are left out of everything."""
    shown = {group for part in parts for group in part.groups}
    for group, words in GROUPS.items():
        people = sum(bool(one.answers.ratings) for one in came[group].values())
        if group == "self":
            if not people:
                yield "Self: no ratings came, so there is nothing to set the others against."
        elif people and group not in shown:
            why = "fewer than three" if people < SMALLEST_GROUP else "too many were counted elsewhere before"
            alone = "and no other group hides them well enough to be put together with it"
            yield f"{words} ({people} answered): left out of everything, of every mean too: {why}, {alone}."


def _figures(part: Part) -> Iterator[str]:
    """Say which statements of a shown group are hidden or not of everybody, by reason, and where spread is missing."""
    hidden = Counter(one.note for one in part.figures if not one.n)
    for why, number in hidden.items():
        yield f"{part.name}: {number} of {len(part.figures)} statements not shown. {why}"
    for why, number in Counter(one.note for one in part.figures if one.n and one.note).items():
        yield f"{part.name}: {number} statements not from everybody. {why}"
    few = sum(0 < one.n < SPREAD_FROM for one in part.figures)
    if few and part.groups != ("manager",):
        yield f"{part.name}: no spread for {few} statements, as fewer than five people rated them."


def _comments(came: Mapping[Group, Mapping[str, Response]], comments: Counter[Verdict]) -> Iterator[str]:
    written = sum(
        bool(text.strip())
        for group, people in came.items()
        if group != "self"
        for one in people.values()
        for text in one.answers.texts.values()
    )
    if comments["left out"]:
        yield f"Comments: {comments['left out']} that you left out."
    if lost := written - sum(comments.values()):
        yield f"Comments: {lost} from groups that are not shown, or that would point at somebody."
