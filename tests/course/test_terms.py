"""The glossary's entries can be read without their pages. No mirror: it reads the texts of the whole course."""

from __future__ import annotations

import re
from functools import cache

from npqml.authoring.gates.unwritten import MARK
from npqml.authoring.glossary import Term, terms, words_of
from npqml.authoring.released_pages import ReleasedPage
from npqml.authoring.source import read_source
from npqml.authoring.text import CITATION, PLACE
from npqml.course.modules import modules
from tests.course.conftest import ROOT

FEWEST = 3
"""Terms that a page of self-study defines."""
LONGEST = 45
"""Words of a definition that one still reads at a glance."""
POINTS_BACK = re.compile(r"(This|That|These|Those|It|They|He|She|His|Her|Its|Their)\b")


@cache
def pages() -> tuple[ReleasedPage, ...]:
    """Every written page of the modules as its author wrote it, for all phases at once."""
    found = []
    for module in modules(ROOT / "course").values():
        for path in (*module.learn_about.values(), module.learn_how_to):
            source = read_source(path)
            texts = tuple(cell.source for cell in source.notebook.cells if cell.cell_type == "markdown")
            if not any(MARK in text for text in texts):
                header = source.header
                found.append(ReleasedPage(str(path), header.module, header.kind, header.minutes, source.title, texts))
    return tuple(found)


def definitions() -> list[Term]:
    """Every term of the course; a citation is no part of its sentence."""
    return [Term(term.name, CITATION.sub("", term.sentence), term.page) for term in terms(pages())]


def test_each_page_of_self_study_defines_some_terms():
    study = [page for page in pages() if page.kind == "learn-about"]
    assert len(study) >= 14
    assert [page.path for page in study if len(words_of(page.texts)) < FEWEST] == []


def test_a_definition_is_short():
    counted = {term.name: len(term.sentence.split()) for term in definitions()}
    assert {name: words for name, words in counted.items() if words > LONGEST} == {}


def test_a_definition_says_the_same_at_every_school_and_does_not_point_to_what_stands_before_it():
    for term in definitions():
        assert not PLACE.search(term.sentence), f"{term.name} hangs on a school's own value: {term.sentence}"
        assert not POINTS_BACK.match(term.sentence), f"{term.name} needs what stands before it: {term.sentence}"
