"""What does not add up in a change plan, in words. Nothing of it is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator

from npqml_widgets.documents.change.model import ChangePlan, Ingredient, Minutes
from npqml_widgets.documents.shared.dates import as_said
from npqml_widgets.documents.shared.lists.kinds import WEEKDAYS
from npqml_widgets.documents.shared.lists.tomend import ToMend, to_mend, whole_to_mend
from npqml_widgets.documents.shared.money import decimal_words
from npqml_widgets.documents.shared.names import names_in, plain

FEW = 3
"""Of so many ingredients one at least should be loose."""
EVERYBODY = frozenset(
    ["all", "everybody", "everyone", "all staff", "staff", "the team", "team", "we", "us", "all teachers", "teachers",
     "department", "the department", "whole team", "tbc", "nobody"]
)  # fmt: skip
_RESULTS = re.compile(r"\b(?:results?|attainment|progress|scores?|grades?|exams?|sats|gcses?)\b", re.IGNORECASE)


def warnings(plan: ChangePlan) -> tuple[ToMend, ...]:
    """Return everything in the plan that does not add up, its ingredients first and in their order."""
    if not plan.ingredients:
        return ()
    return (
        *to_mend(plan, "ingredients", _RULES, "what"),
        *to_mend(plan, "minutes", _OF_MINUTES, "person", before="Minutes, "),
        *whole_to_mend(plan, _OF_ALL),
    )


def _incomplete(_: ChangePlan, ingredient: Ingredient) -> Iterator[str]:
    if not ingredient.what.strip():
        yield "it names no ingredient. What has to happen?"
    if not ingredient.hold:
        yield "it is neither tight nor loose. Would the change still work without it?"


def _sign(_: ChangePlan, ingredient: Ingredient) -> Iterator[str]:
    if ingredient.hold == "tight" and not ingredient.sign.strip():
        yield "it has no sign. What would somebody see in a fortnight if it happened?"
    elif _RESULTS.search(ingredient.sign):
        yield "a result is too late for a sign, and has many causes. What would you see in a fortnight?"


def _by(plan: ChangePlan, ingredient: Ingredient) -> Iterator[str]:
    day = ingredient.by
    if day is None:
        if ingredient.hold == "tight":
            yield "it has no day by which its sign is seen."
        return
    if day.weekday() >= len(WEEKDAYS):
        yield f"{as_said(day)} is a {day:%A}: nobody is in school on that day."
    if plan.look and day > plan.look:
        yield f"its sign is seen by {as_said(day)}, after all signs are looked at on {as_said(plan.look)}. Mend one."


def _owner(_: ChangePlan, ingredient: Ingredient) -> Iterator[str]:
    owners = names_in(ingredient.owner)
    if not owners:
        if ingredient.hold == "tight":
            yield "nobody looks after it. Name one."
    elif len(owners) > 1 or re.search(r"\band\b|&", ingredient.owner) or plain(ingredient.owner) in EVERYBODY:
        yield f"“{ingredient.owner.strip()}” look after it, so nobody does. Name one."


def _line(_: ChangePlan, entry: Minutes) -> Iterator[str]:
    if not entry.person.strip():
        yield "it is in nobody's week. Whose minutes are these?"
    if entry.minutes is None:
        yield "it has no minutes."
    if not entry.turn:
        yield "it does not say whether it is added, stopped or paid for; it is counted as added."
    if not entry.every:
        yield "it does not say how often; it is counted every week."


def _mechanism(plan: ChangePlan) -> Iterator[str]:
    if not plan.mechanism.strip():
        yield "The whole plan: nothing says how it is meant to work. Without that nobody can tell what must be tight."


def _tight_and_loose(plan: ChangePlan) -> Iterator[str]:
    holds = [ingredient.hold for ingredient in plan.ingredients]
    if len(holds) >= FEW and all(hold == "tight" for hold in holds):
        yield "The whole plan: everything is tight. Then nobody can fit it to a class. What may differ?"
    elif all(hold == "loose" for hold in holds):
        yield "The whole plan: nothing is tight. What must be the same everywhere for it to work?"


def _room(plan: ChangePlan) -> Iterator[str]:
    if not plan.minutes:
        yield "The whole plan: nobody's minutes are put in. What comes into whose week, and what stops?"
    for person in plan.people:
        net = plan.net_of(person)
        if net > 0:
            yield (
                f"The whole plan: {person}'s week grows by {decimal_words(net)} minutes. From where? Say what "
                "stops, or that the hours are paid."
            )


_RULES = {"incomplete": _incomplete, "sign": _sign, "by": _by, "owner": _owner}
_OF_MINUTES = {"line": _line}
_OF_ALL = {"mechanism": _mechanism, "tight and loose": _tight_and_loose, "room": _room}
