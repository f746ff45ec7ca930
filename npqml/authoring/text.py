"""Filling in an author's text: a cohort's parameters, figures that age, and citations with their list at the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from npqml.course.sources import Source, Sources
from npqml.refusal import Refusal

PLACE = re.compile(r"\{\{\s*(figure:)?\s*([A-Za-z0-9_-]+)\s*\}\}")
_Found = TypeVar("_Found")
CITATION = re.compile(r"\[@([A-Za-z0-9_-]+)\]")


def fill(text: str, parameters: Mapping[str, object], sources: Sources, file: Path) -> str:
    """Give the text with `{{parameter}}`, `{{figure:key}}` and `[@key]` filled in; refuses a name it does not know.

    Figures of one edition in one paragraph have one note on it, behind the first.
    """
    return "\n\n".join(_fill(paragraph, parameters, sources, file) for paragraph in text.split("\n\n"))


def _fill(text: str, parameters: Mapping[str, object], sources: Sources, file: Path) -> str:
    noted: set[tuple[str, str]] = set()

    def value(found: re.Match[str]) -> str:
        key = found.group(2)
        if found.group(1):
            figure = _look_up(sources.figure, key, file, f"{{{{figure:{key}}}}}")
            note = (figure.source, figure.stamp())
            said = note in noted
            noted.add(note)
            return figure.number() if said else figure.printed()
        if key not in parameters:
            raise Refusal(
                file,
                f"{{{{{key}}}}}",
                found="no parameter of that name",
                expected=f"one of {', '.join(sorted(parameters))}",
                do="Mend the name.",
            )
        return str(parameters[key])

    def citation(found: re.Match[str]) -> str:
        source = _look_up(sources.__getitem__, found.group(1), file, found.group(0))
        return f"([{source.short()}]({source.address}))" if source.address else f"({source.short()})"

    return CITATION.sub(citation, PLACE.sub(value, text))


def _look_up(get: Callable[[str], _Found], key: str, file: Path, entry: str) -> _Found:
    try:
        return get(key)
    except KeyError:
        raise Refusal(
            file,
            entry,
            found="no entry of that key in course/sources.toml",
            expected="a key that is there",
            do="Mend the key, or add the source.",
        ) from None


def cited(text: str, sources: Sources) -> list[str]:
    """List the keys of the sources that a text cites, figures' sources included, each once and in order."""
    keys: list[str] = []
    for found in re.finditer(f"{PLACE.pattern}|{CITATION.pattern}", text):
        figure, name, citation = found.group(1), found.group(2), found.group(3)
        if citation:
            keys.append(citation)
        elif figure:
            keys.append(sources.figure(name).source)
    return list(dict.fromkeys(keys))


def list_of_sources(entries: list[Source]) -> str:
    """Give the Markdown of a list of sources, with the date on which each was read."""
    return f"## Sources\n\n{_each_source(entries)}"


def folded_sources(entries: list[Source]) -> str:
    """Give the same list for a page: folded away, since each claim links to its own source."""
    how_many = "1 source" if len(entries) == 1 else f"{len(entries)} sources"
    summary = f"<details><summary>{how_many}, with what each says and when it was read</summary>"
    return f"## Sources\n\n{summary}\n\n{_each_source(entries)}\n\n</details>"


def _each_source(entries: list[Source]) -> str:
    return "\n".join(f"- {source.in_full()}" for source in sorted(entries, key=lambda one: one.short().casefold()))
