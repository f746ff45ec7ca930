"""What authors write in TOML, read into typed models; what is wrong is said by file, entry, finding and remedy."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from npqml_widgets.keeping.plain import DoesNotFit, from_plain

T = TypeVar("T")
CITED = re.compile(r"\s*\[@([a-z0-9-]+)\]")
"""A source in a text: [@key]."""


class Fault(str):
    """One fault of a file in words, and its parts: the entry, what was found, what was expected and what to do."""

    entry: str
    found: str
    expected: str
    do: str

    def __new__(cls, words: str, *, entry: str, found: str, expected: str, do: str) -> Fault:
        """Keep the parts beside the words."""
        made = super().__new__(cls, words)
        made.entry, made.found, made.expected, made.do = entry, found, expected, do
        return made


class Refused(Exception):
    """Says what is wrong with a file or a wish, and what to do, one sentence a fault in `reasons`."""

    def __init__(self, reasons: str | Iterable[str]) -> None:
        """Keep one sentence, or several in the order in which the faults were found."""
        self.reasons = (reasons,) if isinstance(reasons, str) else tuple(reasons)
        super().__init__("\n".join(self.reasons))


def said(file: Path, entry: str, *, found: str, expected: str, do: str) -> Fault:
    """One fault in words: the file, the entry, what was found, what was expected and what to do."""
    words = f"{file}: {entry}: found {found}; expected {expected}. {do}"
    return Fault(words, entry=entry, found=found, expected=expected, do=do)


def _misfit(file: Path, reason: str) -> Fault:
    """The fault of an entry that does not fit the model of its file."""
    do = "Mend this entry."
    return Fault(f"{file}: {reason} {do}", entry="", found=reason.rstrip("."), expected="an entry as asked for", do=do)


def read_authored(file: Path, kind: type[T]) -> T:
    """A TOML file as a model; raises Refused where there is no such file, or it does not fit the model."""
    try:
        return from_plain(tomllib.loads(file.read_text(encoding="utf-8-sig")), kind)
    except OSError as problem:
        found, expected, do = problem.strerror or "nothing to read", "a TOML file", "Put it back."
    except UnicodeDecodeError as problem:
        found, expected, do = f"a byte that is no UTF-8 (at {problem.start})", "UTF-8 text", "Save it again as UTF-8."
    except tomllib.TOMLDecodeError as problem:
        found, expected, do = str(problem), "TOML", "Look at this line and the one above it."
    except DoesNotFit as problem:
        raise Refused(_misfit(file, reason) for reason in problem.reasons) from None
    raise Refused([said(file, "the file", found=found, expected=expected, do=do)])


def source_faults(file: Path, texts: Iterable[tuple[str, str]], sources: Iterable[str]) -> Iterator[Fault]:
    """Citations of no source and sources that are never cited; `texts` are entries and what stands in them."""
    named, cited = set(sources), set()
    for entry, text in texts:
        keys = set(CITED.findall(text))
        cited |= keys
        for key in sorted(keys - named):
            do = "Add it to [sources] with the words that a reader sees."
            yield said(file, entry, found=f"[@{key}]", expected="a key of [sources]", do=do)
    for key in sorted(named - cited):
        do = "Cite it where it is used, or take it out."
        yield said(file, f"sources, {key}", found="a source that no text cites", expected="a use for it", do=do)


def without_citations(text: str) -> str:
    """A text without its citations, as a control shows it."""
    return CITED.sub("", text)
