"""The candidate's other documents beside this one, as texts: figures are taken from them, and looked up in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import lru_cache

from npqml_widgets.documents.kinds import KINDS
from npqml_widgets.documents.shared.printing import Bullets, Page, Paragraph, Table, to_text
from npqml_widgets.documents.sponsor.figures import numbers_in
from npqml_widgets.keeping import clock, documents
from npqml_widgets.keeping.files import Damaged, Newer
from npqml_widgets.keeping.plain import DoesNotFit

KEPT = {
    "budget": "budget",
    "change": "change-plan",
    "development": "development-plan",
    "performance": "pupil-performance-data",
    "plan": "project-plan",
    "rawdata": "raw-data-analysis",
    "responsibilities": "responsibilities",
    "risk": "risk-register",
}
"""The names under which a candidate's own documents are kept, by their kinds."""
LONGEST = 240
"""Characters of a sentence that is offered as a figure."""


def texts_of_others() -> dict[str, str]:
    """Return each document that is kept as text, by what it is called; one that cannot be read is left out."""
    return {called(kind): to_text(page) for kind, page in _pages()}


def sentences_of_others() -> list[tuple[str, str]]:
    """Return the sentences with numbers at the head of each document that is kept, with what it is called."""
    return [(called(kind), sentence) for kind, page in _pages() for sentence in _head(page)]


def called(kind: str) -> str:
    """Return what people call a kind of document: "Project plan"."""
    words = KINDS[kind].words
    return words[:1].upper() + words[1:]


def _pages() -> Iterator[tuple[str, Page]]:
    for kind, name in KEPT.items():
        content = documents.content_of(name)
        page = None if content is None else _page(kind, content, clock.today())
        if page is not None:
            yield kind, page


@lru_cache(maxsize=16)
def _page(kind: str, content: bytes, today: date) -> Page | None:
    """Return a document as it is printed; None where its file cannot be read, which its own form will say."""
    with suppress(Damaged, DoesNotFit, Newer):
        return KINDS[kind].load_page()(documents.parse(content, KINDS[kind].load_model()).document, today)
    return None


def _head(page: Page) -> Iterator[str]:
    """Return what is said above the first table, sentence by sentence, where it has a number."""
    for block in page.blocks:
        if isinstance(block, Table):
            return
        said = (block.words,) if isinstance(block, Paragraph) else block.items if isinstance(block, Bullets) else ()
        for words in said:
            yield from (sentence for sentence in _sentences(words) if numbers_in(sentence) and len(sentence) <= LONGEST)


def _sentences(words: str) -> list[str]:
    """Return the sentences of a text; a point inside a number ends none."""
    return [f"{part.rstrip('.')}." for part in words.replace("\n", " ").split(". ") if part.strip()]
