"""A risk register as rows and columns of the table on its form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from npqml_widgets.controls.cells import Column, Row
from npqml_widgets.documents.risk.consistency import RiskWarning
from npqml_widgets.documents.risk.model import LABELS, RATINGS, SCORES, Register, Risk
from npqml_widgets.documents.risk.scales import CATEGORIES, RESPONSE_MEANINGS, RESPONSES, STATUSES
from npqml_widgets.documents.risk.views import SORT_KEYS, overdue_reviews
from npqml_widgets.keeping.clock import in_england

VIEWS = {
    "What matters": "id event category inherent residual response risk_owner review status".split(),
    "Cause, event, effect": "id cause event effect category".split(),
    "Scores": ["id", "event", *RATINGS[:2], "inherent", *RATINGS[2:], "residual"],
    "Response": "id event response controls risk_owner action action_owner due review status".split(),
    "Everything": [*list(LABELS)[:5], *RATINGS[:2], "inherent", *RATINGS[2:], "residual", *list(LABELS)[9:]],
}
FILTERS = {
    "open": "Open",
    "above": "Above the appetite",
    "overdue": "Review overdue",
    "unsound": "Something does not add up",
    "closed": "Closed",
}
_LONG = {
    "cause": "Because of ...",
    "event": "this may happen ...",
    "effect": "and this would follow.",
    "controls": "What is in place now, one a line.",
    "action": "What will be done.",
    "notes": "",
}
_WIDE = {"id": 5, "category": 8, "inherent": 7, "residual": 7, "response": 7, "due": 7.5, "review": 7.5, "added": 7.5}


def columns(register: Register, *, whole_words: bool = False) -> list[Column]:
    """Return all columns; with `whole_words` each level and response with all its words, as there is room in a list."""
    levels = {
        name: _levels(register.likelihood if name.endswith("likelihood") else register.impact, whole_words)
        for name in RATINGS
    }
    choices: dict[str, Mapping[Any, str]] = {
        "category": CATEGORIES,
        "response": RESPONSE_MEANINGS | {"": ""} if whole_words else RESPONSES,
        "status": STATUSES,
    }
    found = []
    for key in VIEWS["Everything"]:
        label, wide = SORT_KEYS[key], _WIDE.get(key, 9)
        if key in SCORES or key in ("id", "added"):
            found.append(Column(key, label, "fixed", wide=wide))
        elif key in levels or key in choices:
            found.append(Column(key, label, "choice", levels.get(key) or dict(choices[key]), wide=wide))
        elif key in _LONG:
            found.append(Column(key, label, "long", help=_LONG[key], wide=17))
        else:
            found.append(Column(key, label, "date" if key in ("due", "review") else "text", wide=wide))
    return found


def rows(register: Register, found: tuple[RiskWarning, ...], today: date) -> list[Row]:
    """Return a row for each risk, with what is out of the ordinary said in its cells and the filters that it passes."""
    unsound = {one.risk for one in found}
    overdue = {risk.id for risk in overdue_reviews(register, today)}
    return [_row(register, risk, risk.id in unsound, risk.id in overdue) for risk in register.risks]


def _row(register: Register, risk: Risk, unsound: bool, overdue: bool) -> Row:
    cells = {key: _value(getattr(risk, key)) for key in VIEWS["Everything"]}
    cells["added"] = f"{in_england(risk.added):%d/%m/%Y}" if risk.added else None
    above = risk.is_open and register.is_above_appetite(risk)
    notes = {"residual": "above the appetite"} if above else {}
    notes |= {"review": "overdue"} if overdue else {}
    tags = {"open": risk.is_open, "above": above, "overdue": overdue, "unsound": unsound, "closed": not risk.is_open}
    return Row(risk.id, cells, notes, tuple(tag for tag, passed in tags.items() if passed))


def _levels(words: tuple[str, ...], whole: bool) -> dict[str, str]:
    said = (one if whole else one.partition(":")[0] for one in words)
    return {"": ""} | {str(level): f"{level} {one}" for level, one in enumerate(said, 1)}


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return "\n".join(value)
    return value.isoformat() if isinstance(value, date) else value
