"""Changes to a risk register that leave a trace: every one gives a new register or risk."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from attrs import evolve

from npqml_widgets.documents.risk.model import RATINGS, Change, Register, Risk


def changed(risk: Risk, when: datetime, **fields: Any) -> Risk:
    """Give the risk with other values in some fields; its history says what was changed."""
    after = evolve(risk, **fields)
    changes = [
        Change(when, name, as_text(getattr(risk, name)), as_text(getattr(after, name)))
        for name in fields
        if getattr(risk, name) != getattr(after, name)
    ]
    return evolve(after, history=(*risk.history, *changes))


def as_text(value: object) -> str:
    """Give a field's value as its history keeps it: nothing for None, a date as 2026-03-31, a control a line."""
    if isinstance(value, tuple):
        return "\n".join(value)
    return "" if value is None else str(value)


def resized(register: Register, size: int, when: datetime) -> Register:
    """Give the register on a grid of another size.

    Lowest stays lowest and highest highest, levels between move to the nearest; the history of each risk says so.
    Level words and appetite become those usual for the size.
    """
    if size == register.size:
        return register
    step = (size - 1) / (register.size - 1)

    def moved(risk: Risk) -> Risk:
        ratings = {name: getattr(risk, name) for name in RATINGS}
        return changed(risk, when, **{k: v and 1 + int((v - 1) * step + 0.5) for k, v in ratings.items()})

    return Register(register.title, register.setting, size, risks=tuple(map(moved, register.risks)))
