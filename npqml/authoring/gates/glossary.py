"""A term is defined once: a second page that needs it links to the first, or to the glossary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from npqml.authoring.glossary import words_of
from npqml.course.modules import modules
from npqml.refusal import Refusal


def faults(course: Path) -> Iterator[Refusal]:
    """A refusal for each term that two pages of the modules define."""
    pages = [
        path for module in modules(course).values() for path in (*module.learn_about.values(), module.learn_how_to)
    ]
    return twice_defined((path, path.read_text(encoding="utf-8")) for path in pages if path.is_file())


def twice_defined(pages: Iterable[tuple[Path, str]]) -> Iterator[Refusal]:
    """A refusal for each term that a page defines after another did, upper and lower case alike."""
    first: dict[str, Path] = {}
    for path, text in pages:
        for term in words_of([text]):
            earlier = first.setdefault(term.casefold(), path)
            if earlier != path:
                yield Refusal(
                    path, f"<dfn>{term}</dfn>", found=f"a term that {earlier} defines already",
                    expected="one page that defines it", do="Take the mark out here, and link to that page.",
                )  # fmt: skip
