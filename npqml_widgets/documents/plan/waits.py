"""What waits for what: the steps that are meant, in an order in which each comes after those that it waits for."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from attrs import frozen

from npqml_widgets.documents.plan.model import Plan


@frozen
class Waits:
    """The steps that each step waits for, by ID; names that are no step's; steps in order; circles, each in order.

    In a circle every step waits for the next one, and the last for the first.
    """

    after: Mapping[str, tuple[str, ...]]
    unknown: Mapping[str, tuple[str, ...]]
    order: tuple[str, ...]
    circles: tuple[tuple[str, ...], ...]


def waits(plan: Plan) -> Waits:
    """Return what waits for what. A step is known by its ID or its name, in small or capital letters."""
    known = _names(plan)
    after: dict[str, tuple[str, ...]] = {}
    unknown: dict[str, tuple[str, ...]] = {}
    for step in plan.steps:
        found = {name: known.get(_plain(name)) for name in step.after}
        after[step.id] = tuple(dict.fromkeys(other for other in found.values() if other is not None))
        unknown[step.id] = tuple(name for name, other in found.items() if other is None)
    order, circles = _in_order(after)
    return Waits(after, unknown, order, circles)


def _names(plan: Plan) -> dict[str, str]:
    """Return the step that each plain name stands for; IDs come before names, and of two names the first counts."""
    found = {_plain(step.what): step.id for step in reversed(plan.steps) if step.what.strip()}
    return found | {_plain(step.id): step.id for step in reversed(plan.steps)}


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _in_order(after: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the steps in order, without those in circles, and the circles."""
    left = dict(after)
    circles: list[tuple[str, ...]] = []
    while True:
        try:
            return tuple(TopologicalSorter(left).static_order()), tuple(circles)
        except CycleError as problem:
            circle = tuple(reversed(problem.args[1][1:]))  # graphlib begins with the step that comes first
            circles.append(circle)
            left = {
                step: tuple(other for other in others if other not in circle)
                for step, others in left.items()
                if step not in circle
            }
