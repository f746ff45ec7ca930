"""What came of collecting: one line for everything that arrived, whatever became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from attrs import frozen

from npqml.grading.cleaning.line import harmless_line
from npqml_widgets.handin.receipt import short_hash

TAKEN = "taken"
CHANGED = "taken, changed after packing"
UNGRADABLE = "taken, cannot be graded"
TWICE = "twice"
OLDER = "older than what is there"
REFUSED = "refused"
STATES = (TAKEN, CHANGED, UNGRADABLE, TWICE, OLDER, REFUSED)
FINE = (TAKEN, TWICE, OLDER)
"""States in which nobody has to do anything."""


@frozen
class Item:
    """One thing that arrived: where it lay, what became of it, and why.

    `when` is the time of handing in and `when_from` says whose word that is; `replaced` is where the earlier hand-in
    of the same candidate and module is kept now.
    """

    shown: str
    state: str
    candidate: str = ""
    module: str = ""
    sha256: str = ""
    when: datetime | None = None
    when_from: str = ""
    late: str = ""
    repairs: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    replaced: Path | None = None

    @property
    def taken(self) -> bool:
        """Whether it stands in its place now."""
        return self.state in (TAKEN, CHANGED, UNGRADABLE)

    def lines(self) -> list[str]:
        """Say it in words: first who and what, then whatever there is to know of it, in further lines."""
        who = f"{self.candidate or 'nobody'}  {self.module or '--'}  "
        number = f"  {short_hash(self.sha256)}" if self.sha256 else ""
        when = f"  {self.when.astimezone():%d %B %Y %H:%M} ({self.when_from})" if self.when else ""
        more = [*self.reasons, *([f"Late: {self.late}"] if self.late else []), *self.repairs]
        more += [f"The earlier hand-in is kept in {self.replaced}."] if self.replaced else []
        return [f"{who}{self.state}{number}{when}  {self.shown}", *more]


@frozen
class Collected:
    """Everything that arrived, in the order in which it was looked at."""

    cohort: str
    items: tuple[Item, ...]

    @property
    def fine(self) -> bool:
        """Whether nothing that arrived needs anybody's attention."""
        return all(one.state in FINE for one in self.items)

    def summary(self) -> dict[str, int]:
        """Count what became of everything; `late` and `repaired` are among those that were taken."""
        counts = Counter(one.state for one in self.items)
        late = sum(bool(one.late) for one in self.items if one.taken)
        repaired = sum(bool(one.repairs) for one in self.items if one.taken)
        return {state: counts[state] for state in STATES} | {"late": late, "repaired": repaired}

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain data."""
        rows = [
            {
                "file": one.shown, "state": one.state, "candidate": one.candidate, "module": one.module,
                "sha256": one.sha256, "when": one.when.isoformat() if one.when else "", "when_from": one.when_from,
                "late": one.late, "repairs": list(one.repairs), "reasons": list(one.reasons),
                "replaced": str(one.replaced or ""),
            }
            for one in self.items
        ]  # fmt: skip
        return {"cohort": self.cohort, "summary": self.summary(), "items": rows}


def lines(found: Collected) -> Iterator[str]:
    """Return the report as lines for a terminal; what strangers wrote is made harmless."""
    for one in found.items:
        first, *more = one.lines()
        yield harmless_line(first, 400)
        yield from (f"    {harmless_line(words, 400)}" for words in more)
    yield "; ".join(f"{what}: {count}" for what, count in found.summary().items())
