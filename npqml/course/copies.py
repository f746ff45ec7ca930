"""Hand-ins of several candidates that hold the same: told in one line, and judged by nobody but a person."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from npqml.course.arrivals import arrivals
from npqml.place import Place

MOST_SHOWN = 6


@frozen
class Same:
    """The candidates whose hand-ins of a module hold the same."""

    module: str
    candidates: tuple[str, ...]

    def line(self) -> str:
        """Say it in one line, however many they are."""
        shown = ", ".join(self.candidates[:MOST_SHOWN])
        more = len(self.candidates) - len(self.candidates[:MOST_SHOWN])
        others = f" and {more} more" if more else ""
        return f"Module {self.module}: {len(self.candidates)} candidates handed in the same content: {shown}{others}."


def same_content(place: Place, cohort: str) -> tuple[Same, ...]:
    """Return which of a cohort's collected hand-ins hold the same content or the same answers, blank ones apart."""
    return groups((module, candidate, arrival.alike) for candidate, module, arrival in arrivals(place, cohort))


def groups(hand_ins: Iterable[tuple[str, str, Iterable[str]]]) -> tuple[Same, ...]:
    """Return the groups that have a number in common, of hand-ins by module, candidate and such numbers."""
    leader: dict[tuple[str, str], tuple[str, str]] = {}
    first_with: dict[tuple[str, str], tuple[str, str]] = {}

    def leader_of(who: tuple[str, str]) -> tuple[str, str]:
        while leader[who] != who:
            who = leader[who] = leader[leader[who]]
        return who

    for module, candidate, numbers in hand_ins:
        mine = module, candidate
        leader.setdefault(mine, mine)
        for number in numbers:
            leader[leader_of(mine)] = leader_of(first_with.setdefault((module, number), mine))
    found: dict[tuple[str, str], list[str]] = {}
    for who in leader:
        found.setdefault(leader_of(who), []).append(who[1])
    several = sorted((module, sorted(members)) for (module, _), members in found.items() if len(members) > 1)
    return tuple(Same(module, tuple(members)) for module, members in several)
