"""A case as cards to print: each way on leads to a card, and the reasons come last."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from npqml_widgets.documents.scenario.cards import cards
from npqml_widgets.documents.scenario.load import load_case

CASES = sorted((Path(__file__).parents[4] / "course" / "cases").glob("case-*.toml"))


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
