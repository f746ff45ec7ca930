"""The risk register: what may go wrong with a plan, how bad it would be, who does what about it by when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Literal, get_args

from attrs import Attribute, field, frozen, validators

from npqml_widgets.documents.risk.scales import (
    APPETITE,
    SIZES,
    Category,
    Response,
    Status,
    impact_words,
    likelihood_words,
)

Stage = Literal["inherent", "residual"]
STAGES: dict[Stage, str] = {"inherent": "Before controls", "residual": "After controls"}
"""What people read for the two ratings of a risk, here and everywhere."""
SCORES: dict[str, str] = {stage: f"Score {words.lower()}" for stage, words in STAGES.items()}
RATINGS = ("inherent_likelihood", "inherent_impact", "residual_likelihood", "residual_impact")
LABELS = {
    "id": "ID",
    "cause": "Cause",
    "event": "Event",
    "effect": "Effect",
    "category": "Category",
    "inherent_likelihood": "Likelihood before controls",
    "inherent_impact": "Impact before controls",
    "residual_likelihood": "Likelihood after controls",
    "residual_impact": "Impact after controls",
    "response": "Response",
    "controls": "Controls in place",
    "risk_owner": "Risk owner",
    "action": "Action",
    "action_owner": "Action owner",
    "due": "Action due",
    "review": "Next review",
    "status": "Status",
    "notes": "Notes",
    "added": "Added",
}
"""What people read for each field of a risk, in the order of the table."""


_rating = validators.optional([validators.ge(1), validators.le(max(SIZES))])


def _lines(texts: str | Iterable[str]) -> tuple[str, ...]:
    """Give one control a line, without blank ones: a list pasted into one box becomes a list."""
    together = texts if isinstance(texts, str) else "\n".join(texts)
    lines = together.replace("\r", "\n").split("\n")
    return tuple(line.strip() for line in lines if line.strip())


@frozen
class Change:
    """One change to a risk: a field's name and its values as text (dates as 2026-03-31, a control a line)."""

    when: datetime
    field: str
    before: str
    after: str


@frozen
class Risk:
    """One risk. Ratings are 1 (low) up to the size of the grid (high), None where not rated yet.

    Inherent is before any control, residual is with the controls that are in place now.
    """

    id: str = field(validator=validators.min_len(1))
    cause: str = ""
    event: str = ""
    effect: str = ""
    category: Category = field(default="other", validator=validators.in_(get_args(Category)))
    inherent_likelihood: int | None = field(default=None, validator=_rating)
    inherent_impact: int | None = field(default=None, validator=_rating)
    residual_likelihood: int | None = field(default=None, validator=_rating)
    residual_impact: int | None = field(default=None, validator=_rating)
    response: Response = field(default="", validator=validators.in_(get_args(Response)))
    controls: tuple[str, ...] = field(default=(), converter=_lines)
    risk_owner: str = ""
    action: str = ""
    action_owner: str = ""
    due: date | None = None
    review: date | None = None
    status: Status = field(default="open", validator=validators.in_(get_args(Status)))
    notes: str = ""
    added: datetime | None = None
    history: tuple[Change, ...] = ()

    @property
    def inherent(self) -> int | None:
        """The score before any control, None where a rating is missing."""
        return score(self.inherent_likelihood, self.inherent_impact)

    @property
    def residual(self) -> int | None:
        """The score with the controls in place, None where a rating is missing."""
        return score(self.residual_likelihood, self.residual_impact)

    @property
    def is_open(self) -> bool:
        """Whether the risk still counts."""
        return self.status != "closed"


@frozen
class Register:
    """A risk register with the scale that it is scored on.

    `likelihood` and `impact` say in words what each level means, lowest first. `appetite` is the highest score
    after controls that is accepted without further action, `category_appetite` the same for some categories.
    """

    title: str = ""
    setting: str = ""
    size: int = field(default=5)
    likelihood: tuple[str, ...] = field()
    impact: tuple[str, ...] = field()
    appetite: int = field()
    category_appetite: dict[Category, int] = field(factory=dict)
    risks: tuple[Risk, ...] = field(default=())

    @likelihood.default
    def _likelihood(self) -> tuple[str, ...]:
        return likelihood_words(self.size)

    @impact.default
    def _impact(self) -> tuple[str, ...]:
        return impact_words(self.size)

    @appetite.default
    def _appetite(self) -> int:
        return APPETITE.get(self.size, 0)

    @size.validator
    def _is_a_grid(self, _: Attribute[Any], size: int) -> None:
        if size not in SIZES:
            raise ValueError(f"the grid has {size} levels, expected 3, 4 or 5")

    @likelihood.validator
    @impact.validator
    def _one_for_each_level(self, attribute: Attribute[Any], words: tuple[str, ...]) -> None:
        if len(words) != self.size:
            raise ValueError(f"{attribute.name} has {len(words)} levels, expected {self.size}")

    @appetite.validator
    def _is_a_score(self, attribute: Attribute[Any], value: int) -> None:
        if not 0 <= value <= self.size**2:
            raise ValueError(f"the appetite is {value}, expected 0 to {self.size**2}")

    @category_appetite.validator
    def _are_scores(self, attribute: Attribute[Any], values: dict[Category, int]) -> None:
        for value in values.values():
            self._is_a_score(attribute, value)

    @risks.validator
    def _fit_the_grid(self, attribute: Attribute[Any], risks: tuple[Risk, ...]) -> None:
        seen: set[str] = set()
        for risk in risks:
            if risk.id in seen:
                raise ValueError(f"two risks have the ID {risk.id}")
            seen.add(risk.id)
            if any((getattr(risk, name) or 1) > self.size for name in RATINGS):
                raise ValueError(f"risk {risk.id} has a rating above {self.size}, the highest level of the grid")

    def accepted(self, risk: Risk) -> int:
        """Give the highest score after controls that is accepted without action for a risk of this category."""
        return self.category_appetite.get(risk.category, self.appetite)

    def is_above_appetite(self, risk: Risk) -> bool:
        """Tell whether a risk's score after controls is higher than what is accepted without action."""
        return (risk.residual or 0) > self.accepted(risk)


def score(likelihood: int | None, impact: int | None) -> int | None:
    """Give likelihood x impact, None where one of them is missing."""
    return None if likelihood is None or impact is None else likelihood * impact
