"""A field of a line or a rate read from what stands in a cell, or was typed in one; or, in words, why it cannot be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from npqml_widgets.documents.budget.choices import INSURANCES, KINDS, PAYERS, RATES, RECURS, SCHEMES
from npqml_widgets.documents.shared.cells import Unreadable, choice_of, date_of, text_of
from npqml_widgets.documents.shared.money import hundredths_of, pence_of, percent_of

TEXTS = ("id", "what", "strand", "who", "unit", "notes", "source")
"""The fields that take any text."""
CHOICES: dict[str, Mapping[Any, str]] = {
    "kind": KINDS,
    "scheme": SCHEMES,
    "insurance": INSURANCES,
    "recurs": RECURS,
    "payer": PAYERS,
    "later_payer": PAYERS,
}
"""The fields of a line that are chosen from a few."""
_SYNONYMS: dict[str, Mapping[str, str]] = {
    "kind": {
        "salary": "salaries salaried",
        "hours": "hour hourly ta",
        "allowance": "tlr allowances sen",
        "cover": "supply agency",
        "resources": "resource books materials equipment consumables",
        "licence": "licences license licenses subscription software",
        "other": "fee fees catering travel reserve contingency",
    },
    "scheme": {"teachers": "teacher tps", "support": "lgps local", "none": "no opted"},
    "insurance": {"top": "marginal all", "whole": "average threshold"},
    "recurs": {"once": "oneoff one single", "running": "recurring annual yearly continuing"},
    "payer": {
        "premium": "pp pupil",
        "department": "dept departmental faculty",
        "school": "central main",
        "grant": "charity donation pta",
        "other": "",
    },
}
_WIDEST_COUNT = 100_000


def read_field(field: str, value: object) -> Any:
    """Return what a value means as this field of a line; raises Unreadable, saying what was expected."""
    if field in TEXTS:
        return text_of(value)
    if field in CHOICES:
        synonyms = _SYNONYMS["payer" if field == "later_payer" else field]
        return choice_of(value, CHOICES[field], blank="", synonyms=synonyms)
    return _READERS[field](value)


def read_rate_field(field: str, value: object) -> Any:
    """Return what a value means as this field of a rate; raises Unreadable, saying what was expected."""
    if field in TEXTS:
        return text_of(value)
    if field == "kind":
        return choice_of(value, RATES, blank="teachers pension", synonyms={})
    return {"starts": date_of, "percent": percent_of, "threshold": pence_of}[field](value)


def count_of(value: object) -> int | None:
    """Read a whole number such as 70; None where blank."""
    found = hundredths_of(value)
    if found is None:
        return None
    if found % 100 or not 0 <= found <= _WIDEST_COUNT * 100:
        raise Unreadable(f"a whole number from 0 to {_WIDEST_COUNT:,}")
    return found // 100


_READERS: dict[str, Callable[[object], Any]] = {
    "quantity": hundredths_of,
    "times": count_of,
    "price": pence_of,
    "actual": pence_of,
    "paid_on": date_of,
    "serves_from": date_of,
    "serves_to": date_of,
}
