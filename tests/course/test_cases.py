"""The course's own cases and questions: complete, sourced, in British English, and printable as cards."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from npqml.course.sources import load_sources
from npqml_widgets.documents.quiz import load_questions
from npqml_widgets.documents.scenario.cards import cards
from npqml_widgets.documents.scenario.load import load_case

COURSE = Path(__file__).parents[2] / "course"
CASES = sorted((COURSE / "cases").glob("case-*.toml"))
QUESTIONS = sorted(COURSE.glob("[1-9]-*/*/questions.toml"))


@pytest.mark.parametrize("file", CASES, ids=lambda one: one.stem)
def test_a_case_is_large_enough_to_get_lost_in(file):
    case = load_case(file)
    assert len(case.situation) >= 12
    assert len(case.choices) >= 25
    assert len(case.end) >= 4


@pytest.mark.parametrize("file", CASES, ids=lambda one: one.stem)
def test_neither_its_place_nor_its_length_gives_the_reasoned_way_away(file):
    case = load_case(file)
    offers = [(case.choices[key][0].offered, case.choices[key][1]) for key in case.path]
    assert sum(ways[0] == right for ways, right in offers) <= len(offers) / 2
    assert sum(max(ways, key=lambda one: len(one.words)) == right for ways, right in offers) <= len(offers) / 2


@pytest.mark.parametrize("file", [*CASES, *QUESTIONS], ids=lambda one: one.stem)
def test_everything_cited_is_a_source_of_the_course(file):
    loaded = load_case(file) if file in CASES else load_questions(file)
    sources = load_sources(COURSE)
    missing = [key for key in loaded.sources if key not in sources]
    assert not missing, f"{file} cites what course/sources.toml does not have: {', '.join(missing)}"


def test_module_1a_has_at_least_twelve_questions_that_do_not_give_themselves_away():
    questions = load_questions(next(one for one in QUESTIONS if "1a-" in one.parent.name)).question
    assert len(questions) >= 12
    longest = sum(max(one.option, key=lambda option: len(option.words)).right for one in questions)
    assert longest <= len(questions) / 2
    assert all(one.criterion in ("1.1.1", "1.1.2") for one in questions)


class Page(HTMLParser):
    """Reads which ids and links a page has, and its headings in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.outside: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if tag == "a" else []
        self.headings += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        self.outside += [given[one] for one in ("src", "srcset") if one in given] + (["link"] if tag == "link" else [])


@pytest.mark.parametrize("file", CASES, ids=lambda one: one.stem)
def test_cards_stand_alone_are_numbered_and_every_way_leads_to_a_card(file):
    case = load_case(file)
    text = cards(case)
    page = Page(text)
    numbered = [one for one in page.ids if one.startswith("card-")]
    assert len(numbered) == len(set(numbered)) == len(case.nodes) + len(case.choices)
    assert {one.removeprefix("#") for one in page.links} == set(numbered)
    assert len(set(page.ids)) == len(page.ids)
    assert not page.outside
    assert page.headings[0] == 1
    assert all(after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False))
    assert 'lang="en-GB"' in text
    assert "size: A4" in text
    assert "<script" not in text
    assert "[@" not in text
    assert text == cards(load_case(file))


@pytest.mark.parametrize("file", CASES, ids=lambda one: one.stem)
def test_reasons_are_printed_only_after_the_last_card(file):
    case = load_case(file)
    before, _, after = cards(case).partition("The reasoning (for afterwards)")
    for _, choice in case.choices.values():
        first = re.split(r"[\"\\'&\[]", choice.think)[0][:30]
        assert first not in before or first in choice.words or len(first) < 15
        assert first in after
