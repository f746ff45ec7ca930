"""Where in a TOML file a table and a key stand: its lines, as far as they can be told apart without reading TOML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import frozen

from npqml.course.right_form import key_of

Steps = tuple[str | int, ...]
"""The way to a value: names of tables and keys, and the place in a list of tables."""
_HEADING = re.compile(r"\s*(?P<open>\[{1,2})\s*(?P<name>[\w.\"-]+)\s*(?P<close>\]{1,2})\s*(?:\#.*)?")


@frozen
class Line:
    """A line of a TOML file.

    `table` is the way to the table that it stands in, or that it begins; `key` is what it gives a value to, or "".
    `brackets` is how many pairs of them a heading has, 0 for any other line.
    """

    number: int
    text: str
    table: Steps
    key: str = ""
    brackets: int = 0

    @property
    def steps(self) -> Steps:
        """The way to what the line says."""
        return (*self.table, *self.key.split(".")) if self.key else self.table


def lines_of(text: str) -> Iterator[Line]:
    """Go through the lines of a TOML file."""
    table: Steps = ()
    seen: Counter[Steps] = Counter()
    for number, written in enumerate(text.split("\n"), 1):
        heading = _HEADING.fullmatch(written)
        if heading is None:
            yield Line(number, written, table, key_of(written))
            continue
        table = tuple(heading["name"].replace('"', "").split("."))
        brackets = len(heading["open"])
        if brackets == 2:
            seen[table] += 1
            table = (*table, seen[table] - 1)
        yield Line(number, written, table, "", brackets)


def where(lines: Sequence[Line], steps: Steps) -> str:
    """Name the line of a value, or of the table that it should stand in: "line 7"; "" where it cannot be told."""
    for length in range(len(steps), 0, -1):
        for line in lines:
            if line.steps[:length] == steps[:length] and (line.key or line.brackets):
                return f"line {line.number}"
    return ""
