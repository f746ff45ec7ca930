"""What the course cites: sources, and figures that each come from one; read from course/sources.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from attrs import frozen

from npqml.course.toml import read_toml, refuse
from npqml.refusal import Refusal

How = Literal["read", "secondary", "worked out"]
"""Read in the source itself, read in somebody else's account of it, or worked out by us."""

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ADDRESS = re.compile(r"https?://[\w-]+(\.[\w-]+)+(/[^\s()<>\"]*)?")


@frozen
class SourceText:
    """A source as the file has it."""

    title: str
    publisher: str
    read_on: date
    how: How
    address: str = ""
    edition: str = ""
    note: str = ""


@frozen
class FigureText:
    """A figure as the file has it; what it does not say of itself, its source says."""

    value: float
    words: str
    source: str
    ages: bool
    unit: str = ""
    edition: str = ""
    read_on: date | None = None
    how: How | None = None


@frozen
class File:
    """The file as it is read: sources and figures by key."""

    source: dict[str, SourceText]
    figure: dict[str, FigureText]


@frozen
class Source(SourceText):
    """Something that the course cites."""

    key: str = ""

    def short(self) -> str:
        """Return the source as it stands in a sentence, such as "Coe, 2002"."""
        return ", ".join(filter(None, (self.publisher, self.edition)))

    def in_full(self) -> str:
        """Return the source as it stands in a list, in Markdown, with the date on which it was read and how."""
        title = f"[{self.title}]({self.address})" if self.address else self.title
        done = {"read": "Read", "secondary": "Read at second hand", "worked out": "Worked out"}[self.how]
        note = f" {self.note}" if self.note else ""
        return f"{self.short()}. {title}. {done} on {day(self.read_on)}.{note}"


@frozen
class Figure:
    """A number that the course cites: what it measures (`words`), and whether newer editions change it."""

    key: str
    value: float
    unit: str
    words: str
    source: str
    edition: str
    read_on: date
    how: How
    ages: bool

    def printed(self) -> str:
        """Return the number for a sentence, such as "1.416 (2024; read 24 November 2026)".

        At most three decimals; a figure that ages carries its edition and the date on which it was read.
        """
        return self.number() + self.stamp()

    def number(self) -> str:
        """Return the number with its unit, at most three decimals."""
        number = f"{abs(self.value):,.3f}".rstrip("0").rstrip(".")
        sign = "−" if self.value < 0 else ""
        before, after = {"£": ("£", ""), "%": ("", "%"), "": ("", "")}.get(self.unit, ("", f" {self.unit}"))
        return f"{sign}{before}{number}{after}"

    def stamp(self) -> str:
        """Return the note on edition and day of reading that follows the number; none where the figure does not age."""
        return f" ({self.edition}; read {day(self.read_on)})" if self.ages else ""


class Sources:
    """The sources of a course by key, and its figures."""

    def __init__(self, sources: Iterable[Source], figures: Iterable[Figure]) -> None:
        """Hold the sources and figures by their keys."""
        self._sources = {one.key: one for one in sources}
        self._figures = {one.key: one for one in figures}

    def __getitem__(self, key: str) -> Source:
        """Return the source of that key; raises KeyError."""
        return self._sources[key]

    def __contains__(self, key: object) -> bool:
        """Say whether there is a source of that key."""
        return key in self._sources

    def __iter__(self) -> Iterator[str]:
        """Go through the keys of the sources, in the file's order."""
        return iter(self._sources)

    def figure(self, key: str) -> Figure:
        """Return the figure of that key; raises KeyError."""
        return self._figures[key]

    def has_figure(self, key: str) -> bool:
        """Say whether there is a figure of that key."""
        return key in self._figures

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures, in the file's order."""
        return tuple(self._figures.values())


def day(when: date) -> str:
    """Write a date as British readers do: 24 November 2026."""
    return f"{when.day} {when:%B %Y}"


def load_sources(course: Path) -> Sources:
    """Return what a course cites; raises Refusal or Refusals when its file is missing or inconsistent."""
    path = course / "sources.toml"
    file = read_toml(path, File)
    found = [*_source_faults(path, file.source), *_figure_faults(path, file)]
    if found:
        refuse(found)
    sources = {key: _source(key, text) for key, text in file.source.items()}
    figures = [_figure(key, text, sources[text.source]) for key, text in file.figure.items()]
    return Sources(sources.values(), figures)


def _source(key: str, text: SourceText) -> Source:
    return Source(text.title, text.publisher, text.read_on, text.how, text.address, text.edition, text.note, key)


def _figure(key: str, text: FigureText, source: Source) -> Figure:
    edition, read_on, how = (
        text.edition or source.edition,
        text.read_on or source.read_on,
        text.how or source.how,
    )
    return Figure(key, text.value, text.unit, text.words, text.source, edition, read_on, how, text.ages)


def _source_faults(path: Path, sources: dict[str, SourceText]) -> Iterator[Refusal]:
    seen: dict[str, str] = {}
    for key, one in sources.items():
        entry = f"source {key}"
        yield from _key_and_date(path, entry, key, one.read_on)
        if not (ADDRESS.fullmatch(one.address) or (one.how == "worked out" and not one.address)):
            expected, do = "an address that starts with https:// or http://, without brackets", "Mend it."
            yield Refusal(path, f"{entry}, address", found=repr(one.address), expected=expected, do=do)
        elif one.address and (other := seen.setdefault(one.address, key)) != key:
            found, do = f"the address of {other} again", "Cite the one, and take the other out."
            yield Refusal(path, f"{entry}, address", found=found, expected="one source an address", do=do)
        if one.how == "worked out" and not one.note:
            do = "Say from what it was worked out, and how."
            yield Refusal(path, f"{entry}, note", found="nothing", expected="how it was worked out", do=do)


def _figure_faults(path: Path, file: File) -> Iterator[Refusal]:
    for key, one in file.figure.items():
        entry = f"figure {key}"
        yield from _key_and_date(path, entry, key, one.read_on)
        if one.source not in file.source:
            found, do = f"{one.source!r}, which no [source] has", "Mend it, or add the source."
            yield Refusal(path, f"{entry}, source", found=found, expected="the key of a source", do=do)
        elif one.ages and not (one.edition or file.source[one.source].edition):
            expected, do = "the edition that it comes from, as it ages", "Add it to the figure or its source."
            yield Refusal(path, f"{entry}, edition", found="nothing", expected=expected, do=do)


def _key_and_date(path: Path, entry: str, key: str, read_on: date | None) -> Iterator[Refusal]:
    if not KEY.fullmatch(key):
        do = "Rename it."
        yield Refusal(path, entry, found=f"the key {key!r}", expected="small letters, digits and hyphens", do=do)
    if read_on and read_on > date.today():
        do = "Give the day on which it was read."
        yield Refusal(path, f"{entry}, read_on", found=day(read_on), expected="no day in the future", do=do)
