"""Changes to a budget: every one gives a new budget."""

from __future__ import annotations

import re
from typing import Any

from attrs import evolve

from npqml_widgets.documents.budget.model import Budget, Line, Rate


def with_line(budget: Budget, line: Line) -> Budget:
    """Return the budget with this line in place of the one that has its ID, or at the end."""
    return evolve(budget, lines=_put(budget.lines, line))


def without_line(budget: Budget, line_id: str) -> Budget:
    """Return the budget without a line."""
    return evolve(budget, lines=tuple(line for line in budget.lines if line.id != line_id))


def with_rate(budget: Budget, rate: Rate) -> Budget:
    """Return the budget with this rate in place of the one that has its ID, or at the end."""
    return evolve(budget, rates=_put(budget.rates, rate))


def without_rate(budget: Budget, rate_id: str) -> Budget:
    """Return the budget without a rate."""
    return evolve(budget, rates=tuple(rate for rate in budget.rates if rate.id != rate_id))


def line_of(budget: Budget, line_id: str) -> Line | None:
    """Return the line of an ID, if there is one."""
    return next((line for line in budget.lines if line.id == line_id), None)


def next_id(entries: tuple[Line, ...] | tuple[Rate, ...], letter: str) -> str:
    """Return the first ID of the kind L1, L2 ... that is higher than all those taken."""
    numbers = (re.fullmatch(rf"{letter}([0-9]{{1,9}})", entry.id) for entry in entries)
    return f"{letter}{max((int(number[1]) for number in numbers if number), default=0) + 1}"


def _put(entries: tuple[Any, ...], entry: Line | Rate) -> tuple[Any, ...]:
    if all(other.id != entry.id for other in entries):
        return (*entries, entry)
    return tuple(entry if other.id == entry.id else other for other in entries)
