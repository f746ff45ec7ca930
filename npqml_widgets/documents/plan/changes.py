"""Changes to a plan: every one gives a new plan."""

from __future__ import annotations

import re
from typing import Any, Literal

from attrs import evolve

from npqml_widgets.documents.plan.model import Closed, Person, Plan, Step

Part = Literal["steps", "closed", "people"]
Entry = Step | Closed | Person


def with_entry(plan: Plan, part: Part, entry: Entry) -> Plan:
    """Return the plan with this entry in place of the one that has its ID, or at the end of its part."""
    entries = getattr(plan, part)
    if all(other.id != entry.id for other in entries):
        return _with(plan, part, (*entries, entry))
    return _with(plan, part, tuple(entry if other.id == entry.id else other for other in entries))


def without_entry(plan: Plan, part: Part, entry_id: str) -> Plan:
    """Return the plan without an entry."""
    return _with(plan, part, tuple(entry for entry in getattr(plan, part) if entry.id != entry_id))


def entry_of(plan: Plan, part: Part, entry_id: str) -> Any:
    """Return the entry of an ID, None if there is none."""
    return next((entry for entry in getattr(plan, part) if entry.id == entry_id), None)


def step_of(plan: Plan, step_id: str) -> Step | None:
    """Return the step of an ID, if there is one."""
    return next((step for step in plan.steps if step.id == step_id), None)


def next_id(entries: tuple[Entry, ...], letter: str) -> str:
    """Return the first ID of the kind S1, S2 ... that is higher than all those taken."""
    numbers = (re.fullmatch(rf"{letter}([0-9]{{1,9}})", entry.id) for entry in entries)
    return f"{letter}{max((int(number[1]) for number in numbers if number), default=0) + 1}"


def _with(plan: Plan, part: Part, entries: tuple[Any, ...]) -> Plan:
    changed: dict[str, Any] = {part: entries}
    return evolve(plan, **changed)
