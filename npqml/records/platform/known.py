"""How a platform itself calls a hand-in, by the name in the download that it came in: nothing else is believed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from npqml.collect.names import may_be, same_person
from npqml.collect.platforms import Platform, platform_of
from npqml.course.arrivals import Arrival, all_arrivals_of, read_arrival
from npqml.course.candidates import read_candidates
from npqml.grading.result import Result
from npqml.place import Place
from npqml.records.platform.platform_name import PlatformName

_CANVAS_FILE = re.compile(r"_(?P<number>\d+)_(?P<file>\d+)_(?P<rest>.+)$")
CAME_OTHERWISE = (
    "the hand-in that counts did not come in a download from {}, though an earlier one did, so nothing says which of "
    "its attempts this is"
)
NOT_BY_PLATFORM = "it did not come in a download from {}, so nothing says how {} calls its owner"
NOT_KNOWN_HOW = "nothing is kept of how it came, so nothing says how {} calls its owner: collect the download again"
BY_ANOTHER = "it came in a download from {}, not from {}"
WITHOUT_NAMES = "the download from Canvas was without names: download it again with names, and collect it"
ANOTHER_NAME = "{} has it from the account of {}, which is not the name in candidates.csv"
TWO_OF_A_NUMBER = "{} has number {} for {} candidates"
NEWER = "another hand-in counts since it was graded: grade first"


@frozen
class Known:
    """How a platform calls a hand-in: its own number for the person, the name that it shows, and the file's number."""

    result: Result
    number: str
    name: str
    file: str = ""
    file_name: str = ""


@frozen
class Left:
    """Whose feedback or mark does not go back, and why."""

    candidate: str
    module: str
    why: str

    def line(self) -> str:
        """Say it in one line."""
        return f"{self.candidate}, module {self.module}: {self.why}."


def sort_out(
    place: Place, cohort: str, results: Iterable[Result], platform: PlatformName
) -> tuple[list[Known], list[Left]]:
    """Return the results whose owner the platform has named itself, and those that are left, each with the reason."""
    names = read_candidates(place, cohort).names
    known: list[Known] = []
    left: list[Left] = []
    for result in results:
        arrival = read_arrival(place, cohort, result.candidate, result.module)
        every = (came for module, came in all_arrivals_of(place, cohort, result.candidate) if module == result.module)
        found = _known(result, arrival, every, platform, names)
        (known if isinstance(found, Known) else left).append(found)  # type: ignore[arg-type]
    twice = list(_twice(known, platform))
    doubtful = {(hand_in.candidate, hand_in.module) for hand_in in twice}
    sound = [hand_in for hand_in in known if (hand_in.result.candidate, hand_in.result.module) not in doubtful]
    return sound, [*left, *twice]


def _known(
    result: Result, arrival: Arrival | None, every: Iterable[Arrival], platform: PlatformName, names: Mapping[str, str]
) -> Known | Left:
    """Return how a platform calls a hand-in, or why nothing says so; `every` are all of this candidate and module."""
    shown = arrival.in_download if arrival is not None else ""
    found = _called(shown, platform)
    why = ""
    if arrival is None:
        why = NOT_KNOWN_HOW.format(platform.shown)
    elif arrival.sha256 != result.source_sha256:
        why = NEWER
    elif found is None:
        others = [other[0].which for part in _parts(shown) if (other := platform_of(part))]
        if others:
            why = BY_ANOTHER.format(others[0], platform.shown)
        elif any(_called(came.in_download, platform) for came in every):
            why = CAME_OTHERWISE.format(platform.shown)
        else:
            why = NOT_BY_PLATFORM.format(platform.shown, platform.shown)
    elif platform == PlatformName.CANVAS and not found[0].name:
        why = WITHOUT_NAMES
    elif not _may_be_theirs(found[0].name, result.candidate, names):
        why = ANOTHER_NAME.format(platform.shown, found[0].name)
    if why or found is None:
        return Left(result.candidate, result.module, why)
    named, part = found
    file = _CANVAS_FILE.search(part) if platform == PlatformName.CANVAS else None
    return Known(result, named.number, named.name, file["file"] if file else "", file["rest"] if file else "")


def _parts(shown: str) -> list[str]:
    return re.split(r": |/", shown)


def _called(shown: str, platform: PlatformName) -> tuple[Platform, str] | None:
    """Return what a platform's name says in where a hand-in lay, and the whole of that name.

    The outermost counts: what lies further inside was named by the candidate.
    """
    for part in _parts(shown):
        found = platform_of(part)
        if found is not None and found[0].which == platform.shown:
            return found[0], part
    return None


def _may_be_theirs(shown: str, candidate: str, names: Mapping[str, str]) -> bool:
    """Tell whether a name that a platform shows is no other person's than this candidate's, as far as one can see.

    A file that a person has given to somebody with --candidate may have come from another one's account.
    """
    name = names.get(candidate, "")
    people = same_person(shown, names) if shown else []
    return not shown or not name or candidate in people or (not people and may_be(shown, name))


def _twice(known: Iterable[Known], platform: PlatformName) -> Iterator[Left]:
    """Return those whose number the platform gave to several candidates of one module."""
    every = list(known)
    counts = Counter((hand_in.result.module, hand_in.number) for hand_in in every)
    for hand_in in every:
        count = counts[hand_in.result.module, hand_in.number]
        if count > 1:
            why = TWO_OF_A_NUMBER.format(platform.shown, hand_in.number, count)
            yield Left(hand_in.result.candidate, hand_in.result.module, why)
