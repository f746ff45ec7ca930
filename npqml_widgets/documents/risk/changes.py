"""Changes to a risk register that leave a trace: every one gives a new register or risk."""

from __future__ import annotations

import re
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


def with_risk(register: Register, risk: Risk) -> Register:
    """Give the register with this risk in place of the one that has its ID, or at the end."""
    if all(one.id != risk.id for one in register.risks):
        return evolve(register, risks=(*register.risks, risk))
    return evolve(register, risks=tuple(risk if one.id == risk.id else one for one in register.risks))


def without_risk(register: Register, risk_id: str) -> Register:
    """Give the register without a risk; to keep its history, close it instead."""
    return evolve(register, risks=tuple(risk for risk in register.risks if risk.id != risk_id))


def next_id(register: Register) -> str:
    """Give the first ID of the kind R1, R2 ... that is higher than all those taken."""
    numbers = (re.fullmatch(r"R([0-9]{1,9})", risk.id) for risk in register.risks)
    return f"R{max((int(one[1]) for one in numbers if one), default=0) + 1}"


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
