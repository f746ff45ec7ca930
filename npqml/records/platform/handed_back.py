"""What one run has written for a platform, and what it has left, with the reason; nothing before its release date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict

from attrs import asdict, frozen

from npqml.course.deadlines import FILE, in_words, read_deadlines
from npqml.grading.gradebook.results_now import results_now
from npqml.grading.result import Result
from npqml.place import Place
from npqml.records.platform.known import Left
from npqml.records.platform.platform_name import PlatformName
from npqml.refusal import Refusal
from npqml.reports.expected import all_expected


class AsJson(TypedDict):
    """What was handed back, as plain data."""

    files: list[str]
    left: list[dict[str, str]]
    held_back: dict[str, str]
    notes: list[str]


@frozen
class HandedBack:
    """The files for a platform, whose feedback or mark is not in them, and the modules whose release date is to come.

    `notes` say what the provider sets in the platform.
    """

    files: tuple[Path, ...]
    left: tuple[Left, ...]
    held_back: dict[str, datetime]
    notes: tuple[str, ...] = ()

    def lines(self) -> Iterable[str]:
        """Return all but the files as lines for a terminal."""
        for module, moment in self.held_back.items():
            yield f"Module {module} is held back until {in_words(moment)} ({FILE}, under [release])."
        if self.left:
            yield f"Not in it ({len(self.left)}), to be given by hand or not yet:"
        yield from (f"  {hand_in.line()}" for hand_in in self.left)
        yield from self.notes

    def as_json(self, root: Path) -> AsJson:
        """Return it as plain data, the files by their way from the course's root."""
        left = [asdict(hand_in) for hand_in in self.left]
        held_back = {module: moment.isoformat() for module, moment in self.held_back.items()}
        files = [file.relative_to(root).as_posix() for file in self.files]
        return {"files": files, "left": left, "held_back": held_back, "notes": list(self.notes)}


def released_results(
    place: Place, cohort: str, modules: Iterable[str], now: datetime | None = None
) -> tuple[dict[str, list[Result]], dict[str, datetime]]:
    """Return the results by module that may go to a platform now, and the modules that are held back, until when.

    A platform shows what is uploaded at once and for good, so there is no going on with a warning. Refuses where
    nothing is left, or a module is named that has no results.
    """
    by_module: dict[str, list[Result]] = {}
    for result in results_now(place, cohort):
        by_module.setdefault(result.module, []).append(result)
    wanted = list(dict.fromkeys(modules)) or sorted(by_module)
    if unknown := [module for module in wanted if module not in by_module]:
        raise Refusal(
            place.autograded(cohort), f"module {unknown[0]}", found="no results",
            expected=f"one of {', '.join(sorted(by_module))}", do=f"Mend the id, or run: npqml grade {cohort}",
        )  # fmt: skip
    released = read_deadlines(place, cohort).released
    moment = now or datetime.now(UTC)
    held_back = {module: released[module] for module in wanted if module in released and released[module] > moment}
    if len(held_back) == len(wanted):
        until = in_words(min(held_back.values()))
        raise Refusal(
            place.submitted(cohort) / FILE, "release", found=f"a date to come: {until}",
            expected="one that has come, before anything goes to a platform",
            do="Wait, or change the date; npqml feedback without --for writes the pages for you to look at.",
        )  # fmt: skip
    return {module: by_module[module] for module in wanted if module not in held_back}, held_back


def without_result(place: Place, cohort: str, by_module: Mapping[str, Sequence[Result]]) -> list[Left]:
    """Return those who sent something for these modules and have no result, with how they stand."""
    expected = all_expected(place, cohort, [result for results in by_module.values() for result in results])
    return [
        Left(entry.candidate, entry.module, ": ".join((entry.state, *entry.waits[:1])).rstrip("."))
        for entry in expected
        if entry.module in by_module and entry.result is None and not entry.missing
    ]


def folder_for(place: Place, cohort: str, platform: PlatformName) -> Path:
    """Return the folder of a cohort's files for a platform, made if it is not there."""
    folder = place.reports(cohort) / f"for-{platform.value}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def whole_or_not(path: Path, write: Callable[[Path], object]) -> Path:
    """Write a file under another name, put it in its place, and return it: nobody uploads half of one."""
    new = path.with_name(f"{path.name}.new")
    try:
        write(new)
        return new.replace(path)
    finally:
        with suppress(OSError):
            new.unlink()
