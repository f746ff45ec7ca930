"""What a budget is about, its dates, pupils and promised money, as entries of a form."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import evolve

from npqml_widgets.controls.cells import Column, Row
from npqml_widgets.documents.budget.choices import PAYERS, YEAR_ENDS, Payer
from npqml_widgets.documents.budget.model import Budget
from npqml_widgets.documents.budget.reading import count_of
from npqml_widgets.documents.shared.cells import Unreadable, date_of, text_of
from npqml_widgets.documents.shared.money import pence_of, pounds

PROMISED = "promised "
COLUMNS = [
    Column("title", "Title", help="What the budget is for, such as your project."),
    Column("setting", "School or setting"),
    Column("year_ends", "Financial year ends", "choice", {str(key): words for key, words in YEAR_ENDS.items()}),
    Column("starts", "Project begins", "date"),
    Column("ends", "Project ends", "date"),
    Column("places", "Pupils with a place", "number"),
    Column("reached", "Pupils reached", "number", help="All whom the project is for, with a place or without."),
    Column("actuals_to", "Actual spending up to the end of the month of", "date"),
    *(
        Column(f"{PROMISED}{payer}", f"Promised: {words}", "text", help="In pounds, for the whole plan.")
        for payer, words in PAYERS.items()
        if payer
    ),
]
"""An entry for each setting."""
_READERS = {"starts": date_of, "ends": date_of, "actuals_to": date_of, "places": count_of, "reached": count_of}


def settings_row(budget: Budget) -> Row:
    """Return the settings as they are."""
    promised = {f"{PROMISED}{payer}": pounds(pence) for payer, pence in budget.funding.items()}
    own = {column.key: _value(getattr(budget, column.key)) for column in COLUMNS if not column.key.startswith(PROMISED)}
    return Row("settings", own | promised)


def with_setting(budget: Budget, key: str, typed: object) -> Budget:
    """Return the budget with a setting as typed; raises ValueError, in words, where it cannot be read."""
    try:
        if key.startswith(PROMISED):
            return _promised(budget, key.removeprefix(PROMISED), pence_of(typed))
        value: Any = _READERS[key](typed) if key in _READERS else text_of(typed)
    except Unreadable as expected:
        raise ValueError(f"found “{text_of(typed)[:40]}”, expected {expected}.") from expected
    changed: dict[str, Any] = {key: value}
    return evolve(budget, **changed)


def _promised(budget: Budget, payer: str, pence: int | None) -> Budget:
    found: dict[Payer, int] = {key: value for key, value in budget.funding.items() if key != payer}
    if pence is not None:
        found[payer] = pence  # type: ignore[index]
    return evolve(budget, funding=found)


def _value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
