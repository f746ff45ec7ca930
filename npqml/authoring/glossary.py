"""The glossary: every term that a page of the course defines, with the sentence that defines it there.

An author marks a term where it is defined: `An <dfn>effect size</dfn> is a difference measured in SDs.` The sentence is
not written a second time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attrs import frozen

from npqml.authoring.released_pages import ReleasedPage

DEFINED = re.compile(r"<dfn>(.+?)</dfn>", re.DOTALL)
PAGE = "glossary"
"""The name of its page in course/assessment/, which has the words around it and the place where it is put."""
_ITEM = re.compile(r"^\s*(?:[-*]|\d+\.) +", re.MULTILINE)
_CITED = re.compile(r"\s*\(\[[^\]]*\]\([^)]*\)\)")
_CLOSING = '["”’)*_]'
_SENTENCE_END = re.compile(rf"(?:(?<=[.!?])|(?<=[.!?]{_CLOSING})|(?<=[.!?]{_CLOSING}{{2}}))\s+(?=[A-Z\"“(*<\d])")


@frozen
class Term:
    """A term with the sentence that defines it, as Markdown, and the page on which it stands."""

    name: str
    sentence: str
    page: ReleasedPage


def terms(pages: Iterable[ReleasedPage]) -> list[Term]:
    """Return every term that pages define, by the alphabet; a term that two pages define stands twice."""
    found = [
        Term(_plain(name), sentence, page)
        for page in pages
        for text in page.texts
        for block in re.split(r"\n\s*\n", text)
        for part in _parts(block)
        for sentence, names in _sentences(part)
        for name in names
    ]
    return sorted(found, key=lambda term: (term.name.casefold(), term.page.path))


def glossary(pages: Iterable[ReleasedPage]) -> str:
    """Return the glossary as Markdown, a heading a letter, for a page that lies in a folder beside the modules'."""
    lines, letter = [], ""
    for term in terms(pages):
        if (first := term.name[0].upper()) != letter:
            lines += ["", f"## {first}", ""]
            letter = first
        lines.append(f"- **{term.name}**: {term.sentence} *[{term.page.title}](../{term.page.path})*")
    return "\n".join(lines).strip()


def words_of(texts: Iterable[str]) -> list[str]:
    """Return the terms that a page's texts define, by the alphabet."""
    return sorted({_plain(name) for text in texts for name in DEFINED.findall(text)}, key=str.casefold)


def _parts(block: str) -> Iterator[str]:
    """Return what stands together in a block of text: each row of a table, each item of a list, else the block."""
    if block.lstrip().startswith("|"):
        yield from (_row(line) for line in block.splitlines())
        return
    yield from _ITEM.split(block)


def _row(line: str) -> str:
    """Return a row of a table as a sentence: what stands first, and what the next cell says of it."""
    first, *others = (cell.strip() for cell in line.strip().strip("|").split("|"))
    return ": ".join([first, *others[:1]])


def _sentences(part: str) -> Iterator[tuple[str, list[str]]]:
    """Return each sentence that defines something, in one line and without sources, with the terms in it."""
    for sentence in _SENTENCE_END.split(_CITED.sub("", " ".join(part.split()))):
        if names := DEFINED.findall(sentence):
            yield _ended(DEFINED.sub(r"*\1*", sentence)), names


def _ended(sentence: str) -> str:
    """Return what stood in a list or a table with a full stop, as a sentence has it."""
    return sentence if re.search(rf"[.!?]{_CLOSING}*$", sentence) else f"{sentence.rstrip(' ;,:')}."


def _plain(name: str) -> str:
    return " ".join(name.replace("*", "").split())
