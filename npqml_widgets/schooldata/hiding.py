"""Hiding small groups in a two-way table: which cells are small, and what a reader can find out of hidden ones.

A reader knows what is shown, that the parts of a line add up to its total, and that no count is below nought. So a
hidden count is safe where another table would look the same. Seen as pipes between the lines of the table, with as
much in each as its cell counts, it is safe where some of it can go round another way through hidden cells.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations

import pandas as pd
from attrs import frozen

TOTAL = "Total"
MOST_LINES = 9
"""Of so many lines every set is looked at; of more it would take minutes."""


@frozen
class Hidden:
    """A hidden cell between two lines of the table; its count flows from one to the other."""

    name: str
    count: int
    start: str
    end: str
    whole_of: str = ""
    """The line that it is the total of, where it is one."""


def two_way(groupings: Iterable[pd.Series[str]], columns: pd.Series[str], minimum: int) -> pd.DataFrame:
    """Count pupils by a grouping and the columns, with totals, largest group first.

    Of the groupings, the first that shows how hiding works is taken, else the last: some cells are small, and to
    hide these alone would not do, as subtraction gives something of them back.
    """
    tables = [_with_totals(rows, columns) for rows in groupings]
    return next((one for one in tables if worked_out(one, small_cells(one, minimum), minimum)), tables[-1])


def _with_totals(rows: pd.Series[str], columns: pd.Series[str]) -> pd.DataFrame:
    table = pd.crosstab(rows.rename("Group"), columns).rename_axis(columns=None)
    table[TOTAL] = table.sum(axis=1)
    table = table.sort_values(TOTAL, ascending=False, kind="stable")
    table.loc[TOTAL] = table.sum()
    return table


def cells(table: pd.DataFrame) -> dict[str, int]:
    """Give every cell of a two-way table with totals by its name, such as "SEN support, PP", with its count.

    The last row and column hold the totals. The grand total is no secret, so it is left out.
    """
    counts = zip(table.index, table.itertuples(index=False, name=None), strict=True)
    every = {f"{row}, {column}": int(one) for row, line in counts for column, one in zip(table, line, strict=True)}
    every.pop(f"{table.index[-1]}, {table.columns[-1]}")
    return every


def small_cells(table: pd.DataFrame, minimum: int) -> list[str]:
    """List the cells that speak of fewer than `minimum` pupils, but of at least one."""
    return [name for name, count in cells(table).items() if 0 < count < minimum]


def worked_out(table: pd.DataFrame, hidden: Collection[str], minimum: int) -> list[str]:
    """List the counts of fewer than `minimum` pupils that a reader can work out of what is shown.

    Each is a hidden cell, or hidden cells that are known together: "A, PP and B, PP".
    """
    every = list(_hidden(table, set(hidden)))
    pinned = [cell for cell in every if not _can_change(cell, every)]
    loose = [cell for cell in every if cell not in pinned]
    found = [cell.name for cell in pinned if 0 < cell.count < minimum]
    sets: list[set[str]] = []
    for names in sorted(({cell.name for cell in parts} for parts in _known_together(loose, minimum)), key=len):
        if not any(fewer <= names for fewer in sets):
            sets.append(names)
    return found + [" and ".join(cell.name for cell in loose if cell.name in names) for names in sets]


def each_quoted(names: str) -> str:
    """Return what `worked_out` calls known together in quotation marks: “A, PP” and “B, PP”."""
    *others, last = (f"“{name}”" for name in names.split(" and "))
    return f"{'; '.join(others)} and {last}" if others else last


def needlessly_hidden(table: pd.DataFrame, hidden: Collection[str], minimum: int) -> list[str]:
    """List the hidden cells of which any one could be shown without giving a small count away."""
    small, chosen = small_cells(table, minimum), set(hidden)
    spare = [name for name in cells(table) if name in chosen and name not in small]
    return [name for name in spare if not worked_out(table, chosen - {name}, minimum)]


def _hidden(table: pd.DataFrame, chosen: Collection[str]) -> Iterator[Hidden]:
    """Return the hidden cells as flows: out of their row into their column, totals the other way."""
    counts = cells(table)
    for row in table.index:
        for column in table.columns:
            name = f"{row}, {column}"
            if name not in chosen or name not in counts:
                continue
            across, down = f"row {row}", f"column {column}"
            if column == table.columns[-1]:
                yield Hidden(name, counts[name], down, across, whole_of=across)
            elif row == table.index[-1]:
                yield Hidden(name, counts[name], down, across, whole_of=down)
            else:
                yield Hidden(name, counts[name], across, down)


def _can_change(cell: Hidden, every: list[Hidden]) -> bool:
    """Tell whether another table, with another count here, would look the same to a reader."""
    others = [other for other in every if other is not cell]
    return _reaches(cell.end, cell.start, others) or (cell.count > 0 and _reaches(cell.start, cell.end, others))


def _reaches(start: str, end: str, through: list[Hidden]) -> bool:
    """Tell whether a pupil more can flow from one line to another; where nobody flows nobody can be taken off."""
    reached, waiting = {start}, [start]
    while waiting:
        line = waiting.pop()
        ahead = {cell.end for cell in through if cell.start == line}
        back = {cell.start for cell in through if cell.end == line and cell.count > 0}
        new = (ahead | back) - reached
        reached |= new
        waiting += new
    return end in reached


def _known_together(loose: list[Hidden], minimum: int) -> Iterator[list[Hidden]]:
    """Return the sets of hidden cells whose sum is known, though none of them is, of fewer than `minimum` pupils.

    What all hidden cells of some lines have together is known, less what they have from other lines. Where nothing of
    that kind comes in, what goes out is known: "SEN support, Not PP and EHC plan, Total" is all but what is shown. A
    cell of `minimum` and more is in no such set, so the two lines that it joins are looked at as one. Of more than
    MOST_LINES lines, one and two at a time are looked at, and all but these.
    """
    whole = {line: place for place, line in enumerate(dict.fromkeys(end for c in loose for end in (c.start, c.end)))}
    for cell in (cell for cell in loose if cell.count >= minimum):
        one, other = whole[cell.start], whole[cell.end]
        whole |= {line: one for line, place in whole.items() if place == other}
    between = [cell for cell in loose if whole[cell.start] != whole[cell.end]]
    for cells_here in _connected(between, whole):
        places = dict.fromkeys(whole[end] for cell in cells_here for end in (cell.start, cell.end))
        bit = {place: 1 << number for number, place in enumerate(places)}
        ways = [(bit[whole[cell.start]], bit[whole[cell.end]], cell) for cell in cells_here]
        for inside in _some_of(list(bit.values())):
            out = []
            for start, end, cell in ways:
                if inside & start and not inside & end:
                    out.append(cell)
                elif inside & end and not inside & start:
                    break
            else:
                if 0 < sum(cell.count for cell in out) < minimum:
                    yield out


def _some_of(bits: list[int]) -> Iterator[int]:
    """Return the sets of lines to look at, each as the sum of its lines' bits."""
    every = sum(bits)
    if len(bits) <= MOST_LINES:
        yield from range(1, every)
        return
    for few in (1, 2):
        for chosen in combinations(bits, few):
            yield sum(chosen)
            yield every - sum(chosen)


def _connected(cells: list[Hidden], whole: Mapping[str, int]) -> Iterator[list[Hidden]]:
    """Return the cells in parts that share no line, nor any of those that are looked at as one."""
    rest = list(cells)
    while rest:
        lines = {whole[rest[0].start], whole[rest[0].end]}
        while (
            new := {
                whole[end]
                for cell in rest
                if {whole[cell.start], whole[cell.end]} & lines
                for end in (cell.start, cell.end)
            }
            - lines
        ):
            lines |= new
        yield [cell for cell in rest if whole[cell.start] in lines]
        rest = [cell for cell in rest if whole[cell.start] not in lines]
