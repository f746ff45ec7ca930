"""A worked, made-up leader with two rounds of feedback: to read a report on, and to try the collator's form with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from attrs import evolve, field, frozen

from npqml_widgets.documents.feedback360.codes import Answers, to_file
from npqml_widgets.documents.feedback360.collate import Collation, receive
from npqml_widgets.documents.feedback360.model import Group
from npqml_widgets.documents.feedback360.report import Report, units_to_read
from npqml_widgets.documents.feedback360.rounds import (
    Rounds,
    add_raters,
    make_forms,
    next_round,
    prepare,
    publish_round,
    raters_of,
)
from npqml_widgets.documents.feedback360.texts import decide, to_read
from npqml_widgets.keeping.authored import read_authored

_FILE = Path(__file__).with_suffix(".toml")
_SECRET = "0" * 32  # nobody real is behind it, so the comments may stand in the same order each time
NAMES = ("Priya",)
"""Who is named in a comment, for the collator to look out for."""


@frozen
class Person:
    """One rater of the worked example: 14 ratings a round as digits, and two comments."""

    id: str
    group: Group
    first: str = ""
    second: str = ""
    keep: str = ""
    change: str = ""

    def ratings(self, second: bool) -> str:
        """Return the ratings of a round without spaces; an empty text where this person was not asked."""
        return (self.second if second else self.first).replace(" ", "")


@frozen
class Worked:
    """The worked example as it is written."""

    leader: str
    people: tuple[Person, ...] = field(factory=tuple)


@cache
def worked() -> Worked:
    """Return the worked example as it is written in its file."""
    return read_authored(_FILE, Worked)


def collected_round() -> Rounds:
    """Return the first round with all answers in, nothing read and nothing published."""
    return _collected(_prepared(Rounds(names=NAMES)), second=False)


@cache
def worked_rounds() -> Rounds:
    """Return the two rounds, both published."""
    first = publish_round(_read(collected_round()))
    second = _collected(_prepared(next_round(first)), second=True)
    return publish_round(_read(second))


def worked_reports() -> tuple[Report, Report]:
    """Return the reports of the two rounds."""
    first, second = (one.report for one in worked_rounds().out)
    return first, second


def _prepared(rounds: Rounds) -> Rounds:
    second = rounds.is_second
    day, name = (date(2026, 6, 15), "summer 2026") if second else (date(2025, 9, 22), "autumn 2025")
    rounds = prepare(rounds, name=name, opened=day, **({} if second else {"leader": worked().leader, "collator": "c1"}))
    for one in worked().people:
        if one.ratings(second) and one.id not in raters_of(rounds):
            rounds = add_raters(rounds, [one.id], one.group)
    return make_forms(rounds, day)


def _collected(rounds: Rounds, *, second: bool) -> Rounds:
    collation = evolve(rounds.collecting, secret=_SECRET)
    for name, answers in _answers(collation, second):
        collation = receive(collation, to_file(answers), name).collation
    return evolve(rounds, collation=collation)


def _answers(collation: Collation, second: bool) -> Iterator[tuple[str, Answers]]:
    asked, people = collation.round, {one.id: one for one in worked().people}
    statements = [one.id for one in asked.questionnaire.statements]
    for rater in asked.raters:
        one = people[rater.id]
        digits = zip(statements, one.ratings(second), strict=True)
        ratings = {statement: int(digit) for statement, digit in digits if digit != "-"}
        # What people wrote is shown once: in the first round, or in the second by who was asked in that one only.
        wrote = {"keep": one.keep, "change": one.change} if not second or not one.first else {}
        yield rater.id, Answers(asked.tag, rater.token, ratings, {key: text for key, text in wrote.items() if text})


def _read(rounds: Rounds) -> Rounds:
    """Decide on every comment as a careful collator would: names out, the rest as written."""
    collation = rounds.collecting
    for one in to_read(collation, units_to_read(collation, rounds.earlier), NAMES, rounds.earlier):
        named = "Priya and I" in one.text
        wording = one.text.replace("Priya and I", "We") if named else ""
        collation = decide(collation, one.place, "changed" if named else "as written", wording)
    return evolve(rounds, collation=collation)
