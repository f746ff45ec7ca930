"""The report of a round: only what may be published, made by the rules of privacy.py, and made once.

Everything that a report shows is worked out from this document, never from the answers. The footprint that comes
with it stays with the collator: the second round needs it. Once both exist, the answers themselves can be deleted.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import evolve, field, frozen

from npqml_widgets.documents.feedback360.collate import Collation, Response, answered
from npqml_widgets.documents.feedback360.model import GROUPS, Group, Round, promises
from npqml_widgets.documents.feedback360.privacy import (
    Counted,
    Footprint,
    Unit,
    band_of,
    choose,
    is_split,
    units_of,
)
from npqml_widgets.documents.feedback360.questionnaire import Questionnaire
from npqml_widgets.documents.feedback360.second_round import fingerprint, mismatches
from npqml_widgets.documents.feedback360.texts import Comment, shown_comments, unread
from npqml_widgets.keeping.authored import Refused


@frozen
class Figure:
    """The mean of a statement, somewhere from `low` to `high` (1 high, 4 low), over `n` people.

    Not shown: `n` is 0 and the note says why. `split` is None where no spread may be given.
    """

    statement: str
    n: int = 0
    low: float = 0.0
    high: float = 0.0
    split: bool | None = None
    note: str = ""


@frozen
class Part:
    """What a shown group, or several together, answered; `answered` counts who gave at least one rating."""

    groups: tuple[Group, ...]
    invited: int = 0
    answered: int = 0
    figures: tuple[Figure, ...] = ()
    comments: tuple[Comment, ...] = ()

    @property
    def name(self) -> str:
        """Return the group's name; several are named together."""
        names = [GROUPS[group] for group in self.groups]
        return " and ".join([names[0], *(name.lower() for name in names[1:])])


@frozen
class Report:
    """What the leader gets: their own ratings, and the figures and comments of each group that may be shown."""

    round: str = ""
    leader: str = ""
    number: int = 1
    opened: date | None = None
    questionnaire: Questionnaire = field(factory=Questionnaire)
    rules: tuple[str, ...] = ()
    own: dict[str, int] = field(factory=dict)
    parts: tuple[Part, ...] = ()


@frozen
class Published:
    """A report, what the next round must know of it, and the collation, which takes no more answers."""

    report: Report
    footprint: Footprint
    collation: Collation


def publish(collation: Collation, earlier: Footprint | None = None) -> Published:
    """Make the report of a round; `earlier` is the first round's footprint, to be given for a second round.

    Raises Refused, in words, where comments are unread, the round is out already, or the two rounds do not match.
    """
    faults = [*mismatches(collation, earlier), *unread(collation, units_to_read(collation, earlier), earlier)]
    if faults:
        raise Refused(faults)
    asked, came = collation.round, answered(collation)
    units = shown_units(collation, earlier)
    parts, counted = [], []
    for unit in units:
        figures, behind = _figures(unit, asked.questionnaire, came, earlier)
        counted += behind
        comments = shown_comments(collation, unit, earlier)
        parts.append(_part(unit, asked, came, figures, comments))
    if asked.manager_named and came["manager"]:
        parts.insert(0, _manager(collation, came))
    own = next((one.answers.ratings for one in came["self"].values()), {})
    number = earlier.number + 1 if earlier else 1
    report = Report(
        asked.id, asked.leader, number, asked.opened, asked.questionnaire, promises(asked), dict(own), tuple(parts)
    )
    footprint = Footprint(
        asked.id, asked.leader, fingerprint(asked.questionnaire), number, asked.manager_named, units, tuple(counted)
    )
    return Published(report, footprint, evolve(collation, published=True))


def shown_units(collation: Collation, earlier: Footprint | None = None) -> tuple[Unit, ...]:
    """Return the groups that the report shows, alone or merged, apart from self and a line manager who is named."""
    apart = {"self", "manager"} if collation.round.manager_named else {"self"}
    sizes = {
        str(group): sum(bool(one.answers.ratings) for one in people.values())
        for group, people in answered(collation).items()
        if group not in apart
    }
    return units_of(sizes, earlier.units if earlier else ())


def units_to_read(collation: Collation, earlier: Footprint | None = None) -> tuple[Unit, ...]:
    """Return the groups whose comments are to be read before they are published."""
    named: tuple[Unit, ...] = (("manager",),) if collation.round.manager_named else ()
    return (*named, *shown_units(collation, earlier))


def _figures(
    unit: Unit,
    asked: Questionnaire,
    came: Mapping[Group, Mapping[str, Response]],
    earlier: Footprint | None,
) -> tuple[list[Figure], list[Counted]]:
    ratings = {person: one.answers.ratings for people in came.values() for person, one in people.items()}
    figures, counted = [], []
    for statement in (one.id for one in asked.statements):
        who = {str(group): [p for p in people if statement in ratings[p]] for group, people in came.items()}
        choice = choose(unit, statement, who, earlier)
        n = len(choice.people)
        if not n:
            figures.append(Figure(statement, note=choice.note))
            continue
        given = [ratings[person][statement] for person in choice.people]
        low, high = band_of(sum(given), choice.bands)
        split = is_split(given) if choice.spread else None
        figures.append(Figure(statement, n, round(low / n, 4), round(high / n, 4), split, choice.note))
        counted.append(Counted(unit, statement, tuple(sorted(choice.people)), low, high))
    return figures, counted


def _part(
    unit: Unit,
    asked: Round,
    came: Mapping[Group, Mapping[str, Response]],
    figures: list[Figure],
    comments: tuple[Comment, ...],
) -> Part:
    groups = tuple(group for group in GROUPS if group in unit)
    invited = sum(rater.group in groups for rater in asked.raters)
    rated = sum(bool(one.answers.ratings) for group in groups for one in came[group].values())
    return Part(groups, invited, rated, tuple(figures), comments)


def _manager(collation: Collation, came: Mapping[Group, Mapping[str, Response]]) -> Part:
    """Return the line manager's answers as they are: everybody agreed to that before the round."""
    people, asked = list(came["manager"].values()), collation.round
    figures = []
    for statement in (one.id for one in asked.questionnaire.statements):
        given = [one.answers.ratings[statement] for one in people if statement in one.answers.ratings]
        mean = round(sum(given) / len(given), 4) if given else 0.0
        figures.append(Figure(statement, len(given), mean, mean, note="" if given else "Not rated."))
    return _part(("manager",), asked, came, figures, shown_comments(collation, ("manager",)))
