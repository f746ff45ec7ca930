"""What a risk register shows at a glance: heat maps, movement, scores over time, overdue reviews, a sorted list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from attrs import frozen

from npqml_widgets.documents.risk.model import LABELS, RATINGS, SCORES, Register, Risk, Stage, score
from npqml_widgets.documents.risk.scales import Category, Response, Status

SORT_KEYS = SCORES | LABELS
"""What a list can be sorted by, and what people read for it."""


@frozen
class HeatMap:
    """Open risks on the grid, by ID: `names[likelihood - 1][impact - 1]`; `unrated` are those with no score yet."""

    stage: Stage
    names: tuple[tuple[tuple[str, ...], ...], ...]
    unrated: int

    @property
    def counts(self) -> tuple[tuple[int, ...], ...]:
        """How many risks stand on each cell."""
        return tuple(tuple(map(len, row)) for row in self.names)


def heat_map(register: Register, stage: Stage) -> HeatMap:
    """Return the open risks on each cell of the grid, before or after controls."""
    still = [risk for risk in register.risks if risk.is_open]
    found: dict[tuple[int | None, int | None], tuple[str, ...]] = {}
    for risk in still:
        cell = _cell(risk, stage)
        found[cell] = (*found.get(cell, ()), risk.id)
    levels = range(1, register.size + 1)
    names = tuple(tuple(found.get((likelihood, impact), ()) for impact in levels) for likelihood in levels)
    return HeatMap(stage, names, len(still) - sum(len(cell) for row in names for cell in row))


def heat_maps(register: Register) -> tuple[HeatMap, HeatMap]:
    """Give the heat maps before and after controls, to be shown side by side."""
    return heat_map(register, "inherent"), heat_map(register, "residual")


def _cell(risk: Risk, stage: Stage) -> tuple[int | None, int | None]:
    if stage == "inherent":
        return risk.inherent_likelihood, risk.inherent_impact
    return risk.residual_likelihood, risk.residual_impact


@frozen
class Move:
    """How controls moved a risk on the grid; cells are (likelihood, impact)."""

    risk: str
    start: tuple[int, int]
    end: tuple[int, int]

    @property
    def change(self) -> int:
        """What was added to the score; below nought where controls lowered it."""
        return self.end[0] * self.end[1] - self.start[0] * self.start[1]


def movement(register: Register) -> tuple[Move, ...]:
    """Give the move of each open risk that is rated twice, also of those that stayed in their cell."""
    moves = []
    for risk in register.risks:
        a, b, c, d = (getattr(risk, name) for name in RATINGS)
        if risk.is_open and None not in (a, b, c, d):
            moves.append(Move(risk.id, (a, b), (c, d)))
    return tuple(moves)


def movement_in_words(register: Register) -> str:
    """Give one sentence on how many risks controls have lowered, left where they were, or raised."""
    changes = [move.change for move in movement(register)]
    if not changes:
        return "No open risk is rated both before and after controls yet."
    lower, higher = sum(change < 0 for change in changes), sum(change > 0 for change in changes)
    rated = "1 open risk is" if len(changes) == 1 else f"{len(changes)} open risks are"
    same = len(changes) - lower - higher
    return (
        f"{rated} rated twice: after controls the score is lower for {lower}, the same for {same}, higher for {higher}."
    )


@frozen
class Point:
    """The scores of a risk from a moment on; None where it was not rated."""

    when: datetime
    inherent: int | None
    residual: int | None


def score_over_time(risk: Risk) -> tuple[Point, ...]:
    """Give the scores of a risk from when it was added (else first changed), oldest first, one point a change."""
    at: dict[str, int | None] = {name: getattr(risk, name) for name in RATINGS}
    points: list[Point] = []
    rated = [change for change in risk.history if change.field in RATINGS]
    for change in reversed(rated):  # backwards from today, undoing one change after the other
        points.append(_point(change.when, at))
        at[change.field] = int(change.before) if change.before.isdecimal() else None
    begin = risk.added or (rated[0].when if rated else None)
    if begin is not None:
        points.append(_point(begin, at))
    latest = {point.when: point for point in reversed(points)}  # of one moment, only how it ended
    return tuple(latest.values())


def _point(when: datetime, at: dict[str, int | None]) -> Point:
    return Point(
        when,
        score(at["inherent_likelihood"], at["inherent_impact"]),
        score(at["residual_likelihood"], at["residual_impact"]),
    )


def overdue_reviews(register: Register, today: date) -> tuple[Risk, ...]:
    """Give the open risks whose review date has passed, longest overdue first."""
    found = [(risk.review, risk) for risk in register.risks if risk.is_open and risk.review and risk.review < today]
    return tuple(risk for _, risk in sorted(found, key=lambda pair: pair[0]))


def chosen(
    register: Register,
    *,
    category: Category | None = None,
    status: Status | None = None,
    response: Response | None = None,
    owner: str = "",
    words: str = "",
    above_appetite: bool = False,
) -> tuple[Risk, ...]:
    """Give the risks that fit everything asked for, in the order of the register.

    `owner` is part of the name of either owner; `words` are looked for in every text. Upper case does not matter.
    """
    return tuple(
        risk
        for risk in register.risks
        if category in (None, risk.category)
        and status in (None, risk.status)
        and response in (None, risk.response)
        and _holds((risk.risk_owner, risk.action_owner), owner)
        and all(_holds(_texts(risk), word) for word in words.split())
        and (register.is_above_appetite(risk) or not above_appetite)
    )


def _texts(risk: Risk) -> tuple[str, ...]:
    owners = (risk.risk_owner, risk.action_owner)
    return (risk.id, risk.cause, risk.event, risk.effect, risk.action, risk.notes, *owners, *risk.controls)


def _holds(texts: Iterable[str], part: str) -> bool:
    return any(part.casefold() in text.casefold() for text in texts)


def in_order(risks: Iterable[Risk], key: str, *, highest_first: bool = False) -> tuple[Risk, ...]:
    """Give risks sorted by a key of `SORT_KEYS`; those without a value come last either way."""
    filled: list[Risk] = []
    blank: list[Risk] = []
    for risk in risks:
        (blank if getattr(risk, key) in (None, "", ()) else filled).append(risk)
    return (*sorted(filled, key=lambda risk: _order(getattr(risk, key)), reverse=highest_first), *blank)


def _order(value: object) -> tuple[object, ...]:
    """Sort R2 before R10, and texts as a person does, without regard to upper case."""
    if not isinstance(value, (str, tuple)):
        return (value,)
    text = value if isinstance(value, str) else "\n".join(value)
    head = text.rstrip("0123456789")
    number = text[len(head) :]
    return head.casefold(), int(number[:15]) if number else -1, text
