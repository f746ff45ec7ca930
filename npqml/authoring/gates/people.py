"""Whether everybody whom a module's texts name is one of the course's people, and no two of these share a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import get_args

from attrs import frozen

from npqml.authoring.gates.unwritten import ENDINGS
from npqml.course.cohort import Phase
from npqml.course.modules import Module
from npqml.course.people import File, load_file
from npqml.course.school_year import MONTHS, WEEKDAYS
from npqml.madeup.pupils.full_names import HERITAGES
from npqml.refusal import Refusal
from npqml_widgets.documents.scenario.model import Case
from npqml_widgets.keeping.authored import Refused, read_authored

WORD = r"[A-ZÀ-Þ][a-zß-ÿ]+(?:['’-][A-ZÀ-Þ][a-zß-ÿ]+)*"
PAIR = re.compile(rf"(?=\b({WORD})\s+({WORD})\b)\b{WORD}")
"""Two words with a capital, one behind the other; each may be the second of one pair and the first of the next."""
TITLES = ("Mr", "Mrs", "Ms", "Miss", "Dr")
TITLED = re.compile(rf"\b(?:{'|'.join(TITLES)})\.?\s+({WORD})\b")
ALONE = re.compile(rf"(?<!St )(?<!St\. )\b{WORD}\b")
NO_SURNAMES = frozenset({*WEEKDAYS, *MONTHS, "Year", "Years"})
ALSO_WORDS = frozenset("Blessing Duarte Faith Grace Jun Mason Max Mercy Summer".split())
"""Forenames that are words, surnames or short for a month too: by themselves they name nobody."""
FORENAMES = frozenset(chain.from_iterable((*heritage.girls, *heritage.boys) for heritage in HERITAGES))
"""Forenames that are known as such: those of the made-up pupils."""


@frozen
class Known:
    """The names that texts may use: of the course's people and cases, of pupils, and of whoever sources name."""

    people: frozenset[str]
    pupils: frozenset[str]
    classes: frozenset[str]
    sources: frozenset[str]

    @property
    def forenames(self) -> frozenset[str]:
        """The forenames of all people, and the pupils."""
        return frozenset(name.split()[0] for name in self.people) - set(TITLES) | self.pupils

    @property
    def surnames(self) -> frozenset[str]:
        """The surnames of all people."""
        return frozenset(name.split()[-1] for name in self.people)


def faults(course: Path, module: Module) -> Iterator[Refusal]:
    """Return a refusal for each name in a module's files that is nobody's of the course, with its line."""
    known_names = known(course)
    for path in sorted(path for path in module.folder.glob("*") if path.suffix in ENDINGS):
        text = path.read_text(encoding="utf-8", errors="replace")
        for line, name in strangers(text, known_names):
            alike = sorted(person for person in known_names.people if {*person.split()} & {*name.split()})
            yield Refusal(
                path, f"line {line}", found=f"the name {name}",
                expected=" or ".join(alike) or "somebody of course/people.toml or of a case",
                do="Mend the name, or write whom you mean into course/people.toml: a pupil under pupils.",
            )  # fmt: skip


def strangers(text: str, known: Known) -> list[tuple[int, str]]:
    """Return the names in a text that are nobody's of the course, each with the line on which it first stands.

    Told are a known forename with a surname that is not its own, somebody else with the surname of one of the people,
    a title with a surname of nobody, and a known forename that is nobody's. A name that neither list knows is not seen.
    """
    found: dict[str, int] = {}
    inside = set[int]()  # where a pair's words begin, which are not looked at alone
    for pair in PAIR.finditer(text):
        first, second = pair[1], pair[2]
        name = f"{first} {second}"
        if second in NO_SURNAMES or first in TITLES:
            continue
        forename = first in known.forenames | FORENAMES - ALSO_WORDS
        if name in known.people | known.sources:
            inside |= {pair.start(1), pair.start(2)}
        elif forename or (second in known.surnames and second not in known.forenames | known.classes):
            inside |= {pair.start(1), pair.start(2)}
            found.setdefault(name, pair.start())
    for titled in TITLED.finditer(text):
        if titled[1] not in known.surnames and not any(titled[1] in name.split() for name in known.sources):
            inside.add(titled.start(1))
            found.setdefault(titled[0], titled.start())
    for alone in ALONE.finditer(text):
        stranger = alone[0] in FORENAMES - ALSO_WORDS - known.forenames - known.classes - known.surnames
        if stranger and alone.start() not in inside and not any(alone[0] in name.split() for name in known.sources):
            found.setdefault(alone[0], alone.start())
    return sorted((text.count("\n", 0, start) + 1, " ".join(name.split())) for name, start in found.items())


def course_faults(course: Path) -> Iterator[Refusal]:
    """Return a refusal for each person of a case who shares a name or a forename with somebody else of the course.

    Whoever has the whole name of one of the course's people is that person.
    """
    own = _own(load_file(course))
    casts = {path: tuple(name for name in _cast(path) if name not in own) for path in _cases(course)}
    everybody = [*own, *chain.from_iterable(casts.values())]
    times = Counter(map(_called, everybody))
    for path, cast in casts.items():
        for name in cast:
            if times[_called(name)] > 1:
                others = sorted({other for other in everybody if _called(other) == _called(name)} - {name})
                yield Refusal(
                    path, f"people, {name}", found=f"a name that {' and '.join(others) or 'somebody else'} has too",
                    expected="a forename that nobody else of the course has", do="Give one of them another name.",
                )  # fmt: skip


def known(course: Path) -> Known:
    """Return the names that the texts of a course may use."""
    return _known(course, tuple(path.stat().st_mtime_ns for path in _files_of_names(course)))


def _called(name: str) -> str:
    """Return what somebody is known by: the forename, or the whole of a name with a title."""
    return name if name.split()[0] in TITLES else name.split()[0]


def _own(file: File) -> list[str]:
    return [*(person.name for person in file.person.values()), *file.pupils]


def _cases(course: Path) -> list[Path]:
    return sorted((course / "cases").glob("*.toml"))


def _cast(path: Path) -> tuple[str, ...]:
    """Return the names of a case's people; none of a case that cannot be read, which another gate refuses."""
    try:
        return tuple(read_authored(path, Case).people)
    except Refused:
        return ()


def _files_of_names(course: Path) -> list[Path]:
    return [course / "people.toml", course / "sources.toml", *_cases(course)]


@lru_cache(maxsize=1)  # for every module the same
def _known(course: Path, changed: tuple[int, ...]) -> Known:
    file = load_file(course)
    people = [*(person.name for person in file.person.values()), *chain.from_iterable(map(_cast, _cases(course)))]
    classes = (person.class_in(phase) for person in file.person.values() for phase in get_args(Phase))
    sources = (course / "sources.toml").read_text(encoding="utf-8")
    return Known(
        frozenset(people), frozenset(file.pupils), frozenset(" ".join(classes).split()),
        frozenset(f"{pair[1]} {pair[2]}" for pair in PAIR.finditer(sources)),
    )  # fmt: skip
