"""What a plan is about and the days between which it runs, as entries of a form."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import evolve

from npqml_widgets.controls.cells import Column, Row
from npqml_widgets.documents.plan.model import Plan
from npqml_widgets.documents.shared.cells import Unreadable, date_of, text_of

COLUMNS = [
    Column("title", "Title", help="What the plan is for, such as your project."),
    Column("setting", "School or setting"),
    Column("starts", "Project begins", "date"),
    Column("ends", "Project ends", "date"),
]
"""An entry for each setting."""


def settings_row(plan: Plan) -> Row:
    """Return the settings as they are."""
    found = {column.key: getattr(plan, column.key) for column in COLUMNS}
    return Row("settings", {key: day.isoformat() if isinstance(day, date) else day for key, day in found.items()})


def with_setting(plan: Plan, key: str, typed: object) -> Plan:
    """Return the plan with a setting as typed; raises ValueError, in words, where it cannot be read."""
    try:
        changed: dict[str, Any] = {key: date_of(typed) if key in ("starts", "ends") else text_of(typed)}
    except Unreadable as expected:
        raise ValueError(f"found “{text_of(typed)[:40]}”, expected {expected}.") from expected
    return evolve(plan, **changed)
