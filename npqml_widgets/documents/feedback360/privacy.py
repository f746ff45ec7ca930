"""What a 360 report may show, so that nobody who holds it can work out what one other person answered.

The rules in plain words. They look only at who answered, never at what was answered, so that leaving a figure out
says nothing about it; and every other figure of a report is worked out from the figures that these rules let through.

1. A group is shown from three people on. A smaller one is put together with the other small ones, if need be with
   the smallest large group too, and then neither is shown alone. Each person stands in one shown group only, so no
   figure can be taken from another. A merged group has at least two people outside each small group in it: else one
   of them could take their own answer off and be left with the small group. What cannot be merged so is left out,
   of every mean too. A line manager alone is shown only if the round said so beforehand on every form.
2. The same holds for each statement anew, because people leave some out.
3. A mean is given as a range, never as a number. Ranges are fixed by the number of people alone. The lowest and the
   highest range hold at least five different totals, the others at least three, the width by which one person's
   answer can move a total. So if all others gave the best rating, the range still leaves room for somebody who did
   not, whatever the reader gave. With three people that leaves two ranges: the better half and the worse.
4. Spread is given from five people on, as one of two findings: split (at least two people are two or more steps away
   from at least two others) or not. One person alone cannot cause it. A distribution, a standard deviation or an
   exact agreement index beside the mean would give away a group that is unanimous but for the reader; they are
   given only as the limits that range and finding leave.
5. A second round knows who was counted in the first, and never moves a group: groups merged then stay merged.
   Whoever only joined is not counted with people who answered both times, so a difference never points at them. If
   somebody has left, all ranges that the first range, the one who left and the reader's own change of mind could
   explain become one range. If that is the whole scale, nothing is shown. Fewer than three who answered both times:
   only new people are counted, if they are three. Somebody who changed groups is not counted.
6. A round is published once, and the rules cover two rounds, as the qualification asks for at its start and end.

What they do not cover: two people who put their answers together, or somebody who is told an answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from attrs import frozen

SMALLEST_GROUP = 3
SPREAD_FROM = 5  # people
BEST, WORST = 1, 4
_STEPS = WORST - BEST

Unit = tuple[str, ...]
"""The groups that are shown together, mostly one."""
Bands = tuple[tuple[int, int], ...]
"""The lowest and highest total of each range, from the best to the worst."""


@frozen
class Counted:
    """Who stands behind one published figure, and the range of their total; what they answered is not in it."""

    unit: Unit
    statement: str
    people: tuple[str, ...]
    low: int
    high: int


@frozen
class Footprint:
    """What the next round must know of a published one: who was counted where. For the collator only."""

    round: str = ""
    leader: str = ""
    asked: str = ""
    number: int = 1
    manager_named: bool = False
    units: tuple[Unit, ...] = ()
    counted: tuple[Counted, ...] = ()


@frozen
class Choice:
    """Whose answers to a statement are counted, in which ranges, and why not all of them or none."""

    people: frozenset[str]
    bands: Bands
    spread: bool
    note: str = ""


def may_merge(sizes: Iterable[int]) -> bool:
    """Tell whether groups of these sizes may be shown as one (a single group: whether it may be shown)."""
    sizes = list(sizes)
    together = sum(sizes)
    return together >= SMALLEST_GROUP and all(together - size >= 2 for size in sizes if size < SMALLEST_GROUP)


def units_of(sizes: Mapping[str, int], fixed: Sequence[Unit] = ()) -> tuple[Unit, ...]:
    """Give the groups that are shown, alone or merged; `sizes` counts who gave a rating, by group.

    `fixed` are the units of the first round, which stay as they were or are left out.
    """
    taken = {group for unit in fixed for group in unit}
    kept = [unit for unit in fixed if may_merge(sizes.get(group, 0) for group in unit)]
    free = sorted((size, group) for group, size in sizes.items() if size and group not in taken)
    pool = [group for size, group in free if size < SMALLEST_GROUP]
    large = [group for size, group in free if size >= SMALLEST_GROUP]
    while pool and large and not may_merge(sizes[group] for group in pool):
        pool.append(large.pop(0))
    merged = [tuple(pool)] if may_merge(sizes[group] for group in pool) else []
    order = list(sizes)
    return tuple(tuple(sorted(unit, key=order.index)) for unit in [*kept, *((group,) for group in large), *merged])


@cache
def bands(people: int) -> Bands:
    """Give the ranges of the total of this many ratings: at least 5 totals wide at both ends, 3 between them.

    In a large group they are about a fifth of a step of the mean wide.
    """
    wide = max(_STEPS, -(-people // 5))
    end = max(_STEPS + 2, wide)
    first, last = BEST * people + end, WORST * people - end + 1
    count = (last - first) // wide
    starts = [BEST * people, *(first + place * (last - first) // count for place in range(count)), last]
    return tuple(zip(starts, [start - 1 for start in starts[1:]] + [WORST * people], strict=True))


def band_of(total: int, ranges: Bands) -> tuple[int, int]:
    """Give the range that a total lies in."""
    return next((low, high) for low, high in ranges if low <= total <= high)


def is_split(ratings: Sequence[int]) -> bool:
    """Tell whether at least two people are two or more steps away from at least two others."""
    ordered = sorted(ratings)
    return ordered[-2] - ordered[1] >= 2


def choose(
    unit: Unit, statement: str, answered: Mapping[str, Collection[str]], earlier: Footprint | None = None
) -> Choice:
    """Give whose answers to a statement are counted; `answered` names who rated it, by group."""
    everybody = frozenset(person for group in unit for person in answered.get(group, ()))
    people, before, note = _linked(everybody, unit, statement, earlier)
    if not may_merge(len(people.intersection(answered.get(group, ()))) for group in unit):
        return Choice(frozenset(), (), spread=False, note=note or "Fewer than three people, or too few to hide one.")
    ranges = bands(len(people))
    if before is None:
        return Choice(people, ranges, len(people) >= SPREAD_FROM, note)
    ranges = _blurred(ranges, before, len(before.people) - len(people))
    if len(ranges) == 1:
        note = "Somebody who was counted in the first round is not in this one: any figure could point at them."
        return Choice(frozenset(), (), spread=False, note=note)
    return Choice(people, ranges, spread=False, note=note)


def _linked(
    everybody: frozenset[str], unit: Unit, statement: str, earlier: Footprint | None
) -> tuple[frozenset[str], Counted | None, str]:
    """Give who may be counted after an earlier round, and the earlier figure that the new one must not undo."""
    shown = [one for one in (earlier.counted if earlier else ()) if one.statement == statement]
    new = everybody.difference(*(one.people for one in shown))
    before = next((one for one in shown if one.unit == unit), None)
    stayed = everybody.intersection(before.people) if before else frozenset()
    if before is None or not stayed:
        return new, None, "" if new == everybody else "Without people who were in another group in the first round."
    if len(stayed) == len(before.people):
        return stayed, None, "" if stayed == everybody else "Only people who also answered in the first round."
    if len(stayed) < SMALLEST_GROUP:
        return new, None, "Only people who are new since the first round."
    return stayed, before, "Only people who also answered in the first round; a wide range, because somebody left."


def _blurred(ranges: Bands, before: Counted, left: int) -> Bands:
    """Make one range of all that the earlier range, those who left and a reader's own change could explain."""
    low = before.low - WORST * left - _STEPS
    high = before.high - BEST * left + _STEPS
    inside = [one for one in ranges if one[1] >= low and one[0] <= high]
    if not inside:
        return ranges
    merged = (inside[0][0], inside[-1][1])
    return tuple(sorted({merged, *(one for one in ranges if one not in inside)}))
