"""What came of collecting: one line for everything that arrived, whatever became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from attrs import frozen

from npqml.collect.refusing import Refused
from npqml.course.copies import Same
from npqml.course.england import in_england
from npqml.course.not_taken import in_doubt
from npqml.grading.cleaning.line import harmless_line
from npqml_widgets.handin.receipt import short_hash

TAKEN = "taken"
CHANGED = "taken, changed after packing"
UNGRADABLE = "taken, cannot be graded"
TWICE = "twice"
OLDER = "older than what is there"
BESIDE = "kept, another one counts"
SETTLED = "settled before"
REFUSED = "refused"
STATES = (TAKEN, CHANGED, UNGRADABLE, TWICE, OLDER, BESIDE, SETTLED, REFUSED)
FINE = (TAKEN, TWICE, OLDER, BESIDE, SETTLED)
"""States in which nobody has to do anything."""
TAKE_BACK = "To take it back: npqml collect {} {}--take-back {} {}"


@frozen
class Item:
    """One thing that arrived: where it lay, what became of it, and why.

    `when` is the time of handing in and `when_from` says whose word that is; `replaced` is where the earlier hand-in
    of the same candidate and module is kept now, `aside` where this one is, if another counts. `doubt` says why a
    person should look which of the two it is, and `refused` is what is kept of something that was not taken.
    `left_behind`: its answers did not come along, so that it cannot be graded as it is. `content` is a number of what
    it holds whatever its files are called, and `do` says how something that was not taken is settled.
    `other` is where the other hand-in of the same candidate and module lay. `signs` are the names on it but those of
    whose it is, and `packed_at` what its receipt says. `joined` are the saved answers that came apart from it and were
    put in its folder work; `whole`: it brought its answers along itself. `take_back` is the cohort that it may have to
    be taken out of again, since it may be somebody else's. `where_it_counts` are reasons that matter only where no
    other hand-in counts.
    """

    shown: str
    state: str
    candidate: str = ""
    module: str = ""
    sha256: str = ""
    content: str = ""
    when: datetime | None = None
    when_from: str = ""
    late: str = ""
    repairs: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    replaced: Path | None = None
    aside: Path | None = None
    doubt: str = ""
    refused: Refused | None = None
    left_behind: bool = False
    do: str = ""
    other: str = ""
    signs: tuple[str, ...] = ()
    packed_at: datetime | None = None
    joined: tuple[Refused, ...] = ()
    whole: bool = True
    take_back: str = ""
    where_it_counts: tuple[str, ...] = ()

    @property
    def fine(self) -> bool:
        """Whether nobody has to do anything about it."""
        return self.said in FINE and not self.doubt

    @property
    def taken(self) -> bool:
        """Whether it stands in its place now."""
        return self.state in (TAKEN, CHANGED, UNGRADABLE)

    @property
    def said(self) -> str:
        """What became of it, as it is told and counted."""
        return UNGRADABLE if self.left_behind and self.taken else self.state

    def lines(self) -> list[str]:
        """Say it in words: first who and what, then whatever there is to know of it, in further lines."""
        who = f"{self.candidate or 'nobody'}  {self.module or '--'}  "
        number = f"  {short_hash(self.sha256)}" if self.sha256 else ""
        when = f"  {in_england(self.when):%d %B %Y %H:%M} ({self.when_from})" if self.when else ""
        more = [*self.why(), *([f"Late: {self.late}"] if self.late else []), *self.repairs]
        more += [f"The other hand-in, {self.other}, is kept in {self.replaced}."] if self.replaced else []
        more += [f"This one, {self.shown}, is kept in {self.aside}."] if self.aside else []
        more += [self._choose()] if self.doubt else []
        more += [self.do] if self.do else []
        return [f"{who}{self.said}{number}{when}  {self.shown}", *more]

    def why(self) -> tuple[str, ...]:
        """Return the reasons, and how it is taken back: from its place, or from among those that do not count."""
        reasons = self.reasons if self.state in (OLDER, BESIDE) else (*self.reasons, *self.where_it_counts)
        if not self.take_back or not (self.taken or self.aside):
            return reasons
        folder = "" if self.taken else f"{self.aside} "
        return (*reasons, TAKE_BACK.format(self.take_back, folder, self.candidate, self.module))

    def _choose(self) -> str:
        there = self.aside or self.replaced
        cohort = there.parts[2] if there else ""  # submitted/.earlier/COHORT/...
        counts, other = (self.other, self.shown) if self.aside else (self.shown, self.other)
        return "In doubt: " + in_doubt(cohort, self.candidate, self.module, self.doubt, counts, other, str(there or ""))


@frozen
class Collected:
    """Everything that arrived, in the order in which it was looked at, and which hand-ins hold the same."""

    cohort: str
    items: tuple[Item, ...]
    same: tuple[Same, ...] = ()

    @property
    def fine(self) -> bool:
        """Whether nothing that arrived needs anybody's attention."""
        return all(item.fine for item in self.items)

    def summary(self) -> dict[str, int]:
        """Count what became of everything; `late` and `repaired` are among those that were taken."""
        counts = Counter(item.said for item in self.items)
        late = sum(bool(item.late) for item in self.items if item.taken)
        repaired = sum(bool(item.repairs) for item in self.items if item.taken)
        doubt = sum(bool(item.doubt) for item in self.items)
        return {state: counts[state] for state in STATES} | {"late": late, "repaired": repaired, "in doubt": doubt}

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain data."""
        rows = [
            {
                "file": item.shown, "state": item.said, "candidate": item.candidate, "module": item.module,
                "sha256": item.sha256, "when": item.when.isoformat() if item.when else "", "when_from": item.when_from,
                "late": item.late, "repairs": list(item.repairs), "reasons": list(item.why()),
                "replaced": str(item.replaced or ""), "aside": str(item.aside or ""), "doubt": item.doubt,
                "key": item.refused.left.key if item.do and item.refused is not None else "",
            }
            for item in self.items
        ]  # fmt: skip
        same = [{"module": group.module, "candidates": list(group.candidates)} for group in self.same]
        return {"cohort": self.cohort, "summary": self.summary(), "items": rows, "same": same}


def lines(found: Collected) -> Iterator[str]:
    """Return the report as lines for a terminal; what strangers wrote is made harmless."""
    for item in found.items:
        first, *more = item.lines()
        yield harmless_line(first, 400)
        yield from (f"    {harmless_line(words, 1500)}" for words in more)
    yield from (harmless_line(group.line(), 400) for group in found.same)
    yield "; ".join(f"{what}: {count}" for what, count in found.summary().items())
