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
    group_of: dict[tuple[str, str], set[str]] = {}
    for module, candidate, numbers in hand_ins:
        joined = {candidate}
        for number in numbers:
            joined |= group_of.get((module, number), set())
        mine = [key for key, members in group_of.items() if key[0] == module and not members.isdisjoint(joined)]
        for key in [*mine, *((module, number) for number in numbers)]:
            group_of[key] = joined
    found = {(module, tuple(sorted(members))) for (module, _), members in group_of.items() if len(members) > 1}
    return tuple(Same(module, candidates) for module, candidates in sorted(found))
