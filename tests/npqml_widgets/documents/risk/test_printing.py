"""A printed register says what the register says, and nothing in it is run or breaks the page."""

from __future__ import annotations

import builtins
import io
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings

from npqml_widgets.documents.risk.model import Register, Risk
from npqml_widgets.documents.risk.printing import matrix, printed, risk_table, summary
from npqml_widgets.documents.risk.views import heat_map
from npqml_widgets.documents.shared.printing import to_docx, to_html
from npqml_widgets.keeping.authored import Refused
from tests.npqml_widgets.documents.risk.risks import BUDGET, NASTY, POSTS, SOUND, TODAY, registers


class Page(HTMLParser):
    """Reads a page's elements: names, attributes and texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def count(self, tag: str, **attributes: str) -> int:
        return sum(name == tag and attributes.items() <= found.items() for name, found in self.tags)


def test_the_page_has_two_heat_maps_side_by_side_and_all_risks_each_with_a_caption_and_scopes() -> None:
    page = Page(to_html(printed(SOUND, TODAY)))
    assert page.count("table") == page.count("caption") == 3
    assert page.count("th", scope="row") == 5 + 5 + 2
    assert page.count("th", scope="col") == page.count("th") - page.count("th", scope="row")
    assert page.count("html", lang="en-GB") == page.count("main") == page.count("h1") == 1


def test_the_page_needs_no_other_file_and_runs_nothing() -> None:
    page = to_html(printed(SOUND, TODAY))
    assert not re.search(r"https?:|url\(|@import|<script|<link|<img|src=", page)


@pytest.mark.parametrize("text", NASTY)
def test_no_text_of_a_register_breaks_the_page(text: str) -> None:
    def page(words: str) -> Page:
        risk = Risk("R1", cause=words, event=words, action=words, risk_owner=words, notes=words, controls=[f"a{words}"])
        return Page(to_html(printed(Register(f"T{words}", f"S{words}", risks=(risk,)), TODAY)))

    assert page(text).tags[:40] == page("x").tags[:40] if text.strip() else True
    assert page(text).count("script") == 0


@given(registers())
@settings(deadline=None, max_examples=40)
def test_any_register_can_be_printed(register: Register) -> None:
    page = to_html(printed(register, TODAY))
    assert Page(page).count("table") == 3
    page.encode()
    assert not re.search("[\x00-\x08\x0b-\x1f]", page)


def test_the_two_ratings_have_one_name_each_and_the_other_words_for_them_stand_once() -> None:
    raised = evolve(POSTS, id="R3", residual_likelihood=5, residual_impact=5)
    words = " ".join(Page(to_html(printed(evolve(SOUND, risks=(*SOUND.risks, raised)), TODAY))).texts).lower()
    assert [words.count(one) for one in ("inherent", "residual", "with controls")] == [1, 1, 0]
    assert "before controls" in words
    assert "after controls" in words


def test_a_score_above_the_appetite_is_said_in_words_and_not_by_colour_alone() -> None:
    table = risk_table(SOUND)
    scores = [row[4].partition("\n")[0].replace("\xa0", " ") for row in table.rows]
    assert scores == ["2 x 4 = 8", "2 x 2 = 4"]
    assert table.rows[0][4].endswith("above the appetite")
    assert table.marked == {(0, 4)}


BROKEN = r"""() => [...document.querySelectorAll(".wide td, .wide th")].flatMap((cell) => {
  const words = [];
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  for (let node; (node = texts.nextNode()); ) {
    for (const { 0: word, index } of node.data.matchAll(/\d+\sx\s\d+\s=\s\d+|\d+\s[A-Z]\w+(?=\s\d{4})|[^ \n]+/g)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      if (range.getClientRects().length > 1) words.push(word);
    }
  }
  return words;
})"""


def test_on_paper_no_word_score_or_day_is_broken_and_nothing_runs_over_the_edge(page) -> None:
    words = {"risk_owner": "Headteacher (Infrastructure)", "action": "Ask the bus company about an earlier bus"}
    long = evolve(POSTS, category="safeguarding", residual_likelihood=4, **words)
    page.set_viewport_size({"width": 1032, "height": 700})  # A4 across, less the margins
    page.emulate_media(media="print")
    page.set_content(to_html(printed(evolve(SOUND, risks=(long, BUDGET)), TODAY)))
    assert page.evaluate(BROKEN) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 1032


def test_risks_are_listed_highest_first_and_closed_ones_last() -> None:
    register = evolve(SOUND, risks=(BUDGET, evolve(POSTS, id="R3", status="closed"), Risk("R4"), POSTS))
    assert [row[0] for row in risk_table(register).rows] == ["R1", "R2", "R4", "R3"]


@pytest.mark.parametrize("size", [3, 4, 5])
def test_a_printed_matrix_names_the_risks_of_each_cell_and_marks_what_is_above_the_appetite(size: int) -> None:
    register = Register(size=size, risks=(Risk("R1", residual_likelihood=size, residual_impact=1), Risk("R2")))
    table, names = matrix(register, "residual"), heat_map(register, "residual").names
    assert [row[1:] for row in table.rows] == [tuple(map(", ".join, row)) for row in reversed(names)]
    assert table.rows[0][1] == "R1"
    above = {(size - a, b) for a in range(1, size + 1) for b in range(1, size + 1) if a * b > register.appetite}
    assert table.marked == above
    assert "1 not rated yet" in table.caption


def test_the_summary_counts_open_closed_and_above() -> None:
    register = evolve(SOUND, risks=(*SOUND.risks, evolve(POSTS, id="R3", status="closed")))
    assert summary(register, TODAY).startswith(
        "As of 2 March 2026: 2 open and 1 closed; after controls, 1 above the appetite."
    )


def test_a_word_document_holds_the_same_tables_with_headings_that_repeat() -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document(io.BytesIO(to_docx(printed(SOUND, TODAY))))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    shown = (matrix(SOUND, "inherent"), matrix(SOUND, "residual"), risk_table(SOUND))
    assert tables == [[list(table.headings), *map(list, table.rows)] for table in shown]
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in document.tables)


@pytest.mark.parametrize("text", NASTY)
def test_any_text_can_stand_in_a_word_document(text: str) -> None:
    pytest.importorskip("docx")
    assert to_docx(printed(Register(text, text, risks=(Risk("R1", event=text, controls=[text]),)), TODAY))


def test_without_python_docx_a_word_document_is_refused_with_another_way(monkeypatch: pytest.MonkeyPatch) -> None:
    true_import = builtins.__import__

    def without_docx(name: str, *more: Any) -> Any:
        if name.partition(".")[0] == "docx":
            raise ImportError(name)
        return true_import(name, *more)

    monkeypatch.setattr(builtins, "__import__", without_docx)
    with pytest.raises(Refused, match=r"Save the page for printing \(HTML\)"):
        to_docx(printed(SOUND, TODAY))
