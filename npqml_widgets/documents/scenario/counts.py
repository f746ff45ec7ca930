"""How many people of a cohort chose what, for the facilitator; small groups are hidden, also from subtraction.

People move through a case like water through pipes: who goes into a situation comes out of it by one of its choices,
stops there, or ends. So a hidden number may follow from others that are shown. For each number under the minimum we
therefore look for another set of numbers, the same in everything that is shown, in which it is larger by the minimum;
where there is none, further numbers are hidden until there is.
(The way to such a set is a cheapest path in the residual network, as in complementary cell suppression.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from heapq import heappop, heappush

from attrs import frozen

from npqml_widgets.documents.scenario.model import Case
from npqml_widgets.documents.scenario.path import CasePath, where

SMALLEST = 6
"""Fewer people than this are never shown as a number, unless they are none."""
Pipe = tuple[str, str]
"""What a number counts: a kind ("choice" made, stopped "here", or "end") and an id."""
Arc = tuple[str, str]
"""From which node to which; everybody comes in from, and goes out to, the node OUTSIDE."""
OUTSIDE = ""


@frozen
class Count:
    """One number: how many people chose this, stopped here or ended so; None where it is hidden."""

    kind: str
    id: str
    people: int | None

    def in_words(self) -> str:
        """Give the number as it is shown to a facilitator."""
        return "hidden" if self.people is None else str(self.people)


@frozen
class Counts:
    """What is shown of a cohort: `people` took part (None under the minimum), `counts` in the case's order."""

    people: int | None
    counts: tuple[Count, ...]
    smallest: int

    def sentence(self) -> str:
        """Say what is hidden and why."""
        hidden = sum(one.people is None for one in self.counts)
        if self.people is None:
            return f"Fewer than {self.smallest} people have opened this case, so nothing is shown."
        if not hidden:
            return f"{self.people} people. No group is under {self.smallest}, so nothing is hidden."
        return (
            f"{self.people} people. {hidden} numbers are hidden: groups under {self.smallest}, and others from which "
            "such a group could be worked out."
        )


def counts(case: Case, paths: Iterable[CasePath], *, smallest: int = SMALLEST) -> Counts:
    """Count the standing choices of a cohort's paths, small groups and what would give them away hidden.

    Paths must fit the case (`take_up` sees to that). Raises ValueError for a minimum under 3.
    """
    if smallest < 3:
        raise ValueError(f"The smallest group that is shown was {smallest}; expected 3 or more.")
    all_paths = list(paths)
    pipes = _pipes(case)
    flow: Counter[Pipe] = Counter()
    people: Counter[Pipe] = Counter()
    for path in all_paths:
        taken = [("choice", step.choice) for step in path.standing]
        stop = where(case, path)
        taken.append(("here" if stop.id in case.situations else "end", stop.id))
        flow.update(taken)
        people.update(set(taken))
    if len(all_paths) < smallest:
        return Counts(None, tuple(Count(*pipe, None) for pipe in pipes), smallest)
    small = {pipe for pipe in pipes if 0 < people[pipe] < smallest}
    hidden = _hide(pipes, flow, small, smallest)
    found = tuple(Count(*pipe, None if pipe in hidden else flow[pipe]) for pipe in pipes)
    return Counts(len(all_paths), found, smallest)


def _pipes(case: Case) -> dict[Pipe, Arc]:
    """Give every number that is counted, with the nodes that it leads from and to."""
    pipes: dict[Pipe, Arc] = {}
    for one in case.situation:
        for choice in one.choice:
            pipes["choice", choice.id] = (one.id, choice.next)
        pipes["here", one.id] = (one.id, OUTSIDE)
    for end in case.end:
        pipes["end", end.id] = (end.id, OUTSIDE)
    return pipes


def _hide(pipes: dict[Pipe, Arc], flow: Counter[Pipe], small: set[Pipe], step: int) -> set[Pipe]:
    """Give the numbers to hide: the small ones, and for each the ring of others that keeps it in doubt."""
    hidden = set(small)
    for pipe in sorted(small, key=lambda one: (flow[one], one)):
        ring = _ring(pipes, flow, hidden, pipe, step)
        if ring is None:
            return set(pipes)  # too few people altogether: nothing can hide it but hiding everything
        hidden |= ring
    return hidden


def _ring(pipes: dict[Pipe, Arc], flow: Counter[Pipe], hidden: set[Pipe], pipe: Pipe, step: int) -> set[Pipe] | None:
    """Find the pipes through which `step` more people could have come round to `pipe`, the cheapest to hide first.

    A pipe can be gone through forwards whatever its number, and backwards if `step` people fewer leave it no less
    than none. What is hidden already costs nothing, other pipes cost the number that a facilitator would lose.
    """
    first, goal = pipes[pipe][1], pipes[pipe][0]
    open_nodes: list[tuple[int, str, tuple[Pipe, ...]]] = [(0, first, ())]
    done: set[str] = set()
    while open_nodes:
        cost, node, taken = heappop(open_nodes)
        if node == goal:
            return set(taken)
        if node in done:
            continue
        done.add(node)
        for other, (tail, head) in pipes.items():
            if other == pipe:
                continue
            price = cost + (0 if other in hidden else 1 + flow[other])
            if tail == node:
                heappush(open_nodes, (price, head, (*taken, other)))
            if head == node and flow[other] >= step:
                heappush(open_nodes, (price, tail, (*taken, other)))
    return None
