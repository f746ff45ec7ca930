"""When modules are due, who has longer, what late work is worth, and from when feedback goes back.

A cohort's own file: submitted/COHORT/deadlines.toml. A time in it is one in England, unless it names another zone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from attrs import field, frozen

from npqml.course.arrivals import Arrival
from npqml.course.candidates import Candidates, read_candidates
from npqml.course.england import in_england, latest_in_england
from npqml.course.modules import modules
from npqml.course.toml import read_toml, refuse
from npqml.place import Place
from npqml.refusal import Refusal

FILE = "deadlines.toml"
Moment = date | datetime


@frozen
class Extension:
    """A later last moment for one candidate and module."""

    candidate: str
    module: str
    until: Moment


@frozen
class File:
    """A cohort's file of deadlines as it is read."""

    deadline: dict[str, Moment] = field(factory=dict)
    extension: tuple[Extension, ...] = ()
    late_worth: float | None = None
    release: dict[str, Moment] = field(factory=dict)


@frozen
class Deadlines:
    """The last moments that are not late, by module, and by candidate and module where somebody has longer.

    `worth` is the share of its marks, 0 to 100, that late work keeps; None where the provider has not said, and then
    nothing is taken off. `released` is the moment, by module, from which feedback and marks may go to the platform.
    """

    due: dict[str, datetime] = field(factory=dict)
    extended: dict[tuple[str, str], datetime] = field(factory=dict)
    worth: float | None = None
    released: dict[str, datetime] = field(factory=dict)

    def last_moment(self, candidate: str, module: str) -> datetime | None:
        """The last moment that is not late for a candidate; None where a module has no deadline."""
        return self.extended.get((candidate, module), self.due.get(module))

    def late(self, candidate: str, module: str, arrival: Arrival) -> str:
        """Say why a hand-in is late, and on whose word; an empty text where it is not."""
        until = self.extended.get((candidate, module))
        # The platform calls late what comes after its own last moment, and knows of no extension given here.
        if until is not None and (arrival.from_platform or arrival.packed_at):
            return why_late(arrival, until, believe_platform=False)
        return why_late(arrival, self.last_moment(candidate, module))

    def not_known(self, candidate: str, module: str, arrival: Arrival) -> bool:
        """Tell whether there is a last moment and nothing that can be trusted says whether a hand-in came before it."""
        due = self.last_moment(candidate, module)
        return due is not None and arrival.when is None and not self.late(candidate, module, arrival)


def why_late(arrival: Arrival, due: datetime | None, *, believe_platform: bool = True) -> str:
    """Say why a hand-in is late after a last moment, and on whose word; an empty text where it is not."""
    if arrival.platform_late and believe_platform:
        return f"{arrival.platform_late} calls it late in the file's name."
    if due is None or arrival.when is None or arrival.when <= due:
        return ""
    return f"Handed in {in_words(arrival.when)} ({arrival.by}), due {in_words(due)}."


def in_words(moment: datetime) -> str:
    """A time in England as people write it there: 24 November 2026 17:00."""
    return f"{in_england(moment):%d %B %Y %H:%M}"


def last_moment_of(day: Moment) -> datetime:
    """The last moment that is not late: the end of a day in England, or a time as it is."""
    end = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day, 23, 59, 59)
    return latest_in_england(end)


def first_moment_of(day: Moment) -> datetime:
    """The first moment from which something holds: the beginning of a day in England, or a time as it is."""
    return in_england(day if isinstance(day, datetime) else datetime(day.year, day.month, day.day))


def read_deadlines(place: Place, cohort: str) -> Deadlines:
    """Return a cohort's deadlines, none where there is no file; refuses what cannot be right, in words."""
    path = place.submitted(cohort) / FILE
    if not path.is_file():
        return Deadlines()
    file = read_toml(path, File)
    written = _as_listed(read_candidates(place, cohort))
    if found := list(_faults(path, file, _known_modules(place, cohort), written)):
        refuse(found)
    return Deadlines(
        {module: last_moment_of(day) for module, day in file.deadline.items()},
        {(written[entry.candidate.casefold()], entry.module): last_moment_of(entry.until) for entry in file.extension},
        file.late_worth,
        {module: first_moment_of(day) for module, day in file.release.items()},
    )


def without_extensions(place: Place, cohort: str, candidate: str) -> tuple[Path, bytes] | None:
    """Return the file and what it holds without a candidate's extensions, all else as it is; None if there are none.

    Refuses a file that is written in such a way that they cannot be taken out by lines.
    """
    path = place.submitted(cohort) / FILE
    if not path.is_file():
        return None
    read_toml(path, File)  # which refuses in words what cannot be read
    text = path.read_bytes().decode("utf-8-sig")
    wanted = tomllib.loads(text)
    theirs = [entry for entry in wanted.get("extension", ()) if _same(entry.get("candidate"), candidate)]
    if not theirs:
        return None
    kept = "".join(part for part in _parts(text) if not _is_extension_of(part, candidate))
    wanted["extension"] = [entry for entry in wanted["extension"] if entry not in theirs]
    try:
        sound = {"extension": [], **tomllib.loads(kept)} == wanted
    except tomllib.TOMLDecodeError:
        sound = False
    if not sound:
        raise Refusal(
            path, f"extension of {candidate}", found="a way of writing it that cannot be taken out by itself",
            expected="[[extension]] with its three lines", do="Take it out by hand, and try again.",
        )  # fmt: skip
    return path, kept.encode()


def _parts(text: str) -> list[str]:
    """Return a file's tables as they are written, each with the comment right above it, which is about it."""
    parts: list[list[str]] = [[]]
    for line in text.splitlines(keepends=True):
        if line.lstrip().startswith("["):
            above: list[str] = []
            while parts[-1] and parts[-1][-1].lstrip().startswith("#"):
                above.insert(0, parts[-1].pop())
            parts.append(above)
        parts[-1].append(line)
    return ["".join(part) for part in parts]


def _is_extension_of(part: str, candidate: str) -> bool:
    try:
        found = tomllib.loads(part).get("extension")
    except tomllib.TOMLDecodeError:
        return False
    return isinstance(found, list) and any(_same(entry.get("candidate"), candidate) for entry in found)


def _same(written: object, candidate: str) -> bool:
    return isinstance(written, str) and written.casefold() == candidate.casefold()


def _as_listed(listed: Candidates) -> dict[str, str]:
    """The id of each candidate by the same in small letters: in a record capitals do not count either."""
    return {name.casefold(): name for name in listed.names}


def _known_modules(place: Place, cohort: str) -> list[str]:
    built = (folder.name for folder in place.release(cohort).glob("*") if folder.is_dir())
    return sorted({*modules(place.course), *built})


def _faults(path: Path, file: File, there: Sequence[str], written: Mapping[str, str]) -> Iterator[Refusal]:
    for table, entries in (("deadline", file.deadline), ("release", file.release)):
        for module in entries:
            if module not in there:
                expected = f"a module of the course: {', '.join(there)}"
                yield Refusal(path, f"{table}, {module}", found="no such module", expected=expected, do="Mend the id.")
    if file.late_worth is not None and 0 < file.late_worth < 1:
        do = f"Write late_worth = {100 * file.late_worth:g} for that share."
        expected = "a share of 100"
        yield Refusal(
            path, "late_worth", found=f"{file.late_worth:g}, less than one in a hundred", expected=expected, do=do
        )
    if file.late_worth is not None and not 0 <= file.late_worth <= 100:
        do = "Write what share of its marks late work keeps, or take the line out: then nothing is taken off."
        yield Refusal(path, "late_worth", found=f"{file.late_worth:g}", expected="a number from 0 to 100", do=do)
    seen: set[tuple[str, str]] = set()
    for entry in file.extension:
        where = f"extension of {entry.candidate} for {entry.module}"
        due = file.deadline.get(entry.module)
        if entry.candidate.casefold() not in written:
            expected = "an id in candidates.csv"
            yield Refusal(path, where, found="nobody of this id", expected=expected, do="Mend the id.")
        if due is None:
            expected = f"a deadline of module {entry.module}, to be longer than"
            yield Refusal(
                path, where, found="no deadline", expected=expected, do="Add it under [deadline], or mend the id."
            )
        elif last_moment_of(entry.until) < last_moment_of(due):
            expected = f"a time after the deadline, {due}"
            yield Refusal(path, where, found=f"{entry.until}, which is earlier", expected=expected, do="Mend the date.")
        if (entry.candidate.casefold(), entry.module) in seen:
            yield Refusal(path, where, found="a second extension", expected="one", do="Take one of them out.")
        seen.add((entry.candidate.casefold(), entry.module))
