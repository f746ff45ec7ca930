"""The words of a risk register's scale, as a school can use them; every one of them can be changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

Category = Literal["staffing", "finance", "workload", "safeguarding", "other"]
Response = Literal["", "accept", "treat", "avoid", "transfer"]
Status = Literal["open", "under way", "closed"]

SIZES = (3, 4, 5)
SCORED = (
    "A score is likelihood x impact. Before controls (many registers say inherent): as if nobody did anything. After "
    "controls (residual): with the controls that are in place now."
)
CUSTOM = (
    "Scoring likelihood times impact on a grid is a custom of the trade, not law: academy trusts must keep a risk "
    "register, but no format is laid down. Use the grid and the words that your school uses."
)
APPETITE = {3: 3, 4: 4, 5: 6}
"""The appetite that a new register begins with, by size of the grid: a starting point, for the school to change."""

_LIKELIHOOD = (
    "Rare: it would surprise us",
    "Unlikely: it could happen, but we do not expect it this year",
    "Possible: it may well happen this year",
    "Likely: we expect it this year",
    "Almost certain: it has begun, or nothing stands in its way",
)
_IMPACT = (
    "Minor: a nuisance, put right the same day",
    "Small: a few lessons or one deadline suffer, put right within a week",
    "Moderate: a class or a stage of the project is set back by weeks",
    "Major: pupils' progress, the budget or several staff suffer for a term",
    "Severe: somebody comes to harm, or the project fails",
)
_LIKELIHOOD_LEVELS: dict[int, Sequence[int]] = {3: (1, 2, 3), 4: (0, 1, 3, 4), 5: range(5)}
_IMPACT_LEVELS: dict[int, Sequence[int]] = {3: (1, 2, 4), 4: (0, 2, 3, 4), 5: range(5)}

CATEGORIES: dict[Category, str] = {
    "staffing": "Staffing",
    "finance": "Finance",
    "workload": "Workload",
    "safeguarding": "Safeguarding",
    "other": "Other",
}
RESPONSES: dict[Response, str] = {
    "": "",
    "accept": "Accept",
    "treat": "Treat",
    "avoid": "Avoid",
    "transfer": "Transfer",
}
RESPONSE_MEANINGS: dict[Response, str] = {
    "accept": "Accept: live with it, knowingly; a named person watches it",
    "treat": "Treat: do something that makes it less likely or less bad",
    "avoid": "Avoid: change the plan so that it cannot happen",
    "transfer": "Transfer: let somebody else carry the cost, such as an insurer or a supplier",
}
STATUSES: dict[Status, str] = {"open": "Open", "under way": "Action under way", "closed": "Closed"}


def likelihood_words(size: int) -> tuple[str, ...]:
    """Give the usual words for each level of likelihood on a grid of this size, lowest first."""
    return tuple(_LIKELIHOOD[level] for level in _LIKELIHOOD_LEVELS.get(size, ()))


def impact_words(size: int) -> tuple[str, ...]:
    """Give the usual words for each level of impact on a grid of this size, lowest first."""
    return tuple(_IMPACT[level] for level in _IMPACT_LEVELS.get(size, ()))
