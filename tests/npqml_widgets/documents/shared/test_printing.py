"""A page to print: HTML and Word say the same, for everybody to read, and nothing in a text runs or is lost."""

from __future__ import annotations

import io
from html.parser import HTMLParser

import pytest
from attrs import evolve
from matplotlib.figure import Figure

from npqml_widgets.charts.figure import picture_of
from npqml_widgets.documents.shared.printing import (
    Beside,
    Bullets,
    Heading,
    Page,
    Paragraph,
    Picture,
    Quote,
    Table,
    Terms,
    Typed,
    html_page,
    to_docx,
    to_fragment,
    to_html,
    to_text,
)

COSTS = Table("What it costs", ("Line", "Cost"), (("Cover", "£300"), ("<b>Books</b>", "£90")), frozenset({(0, 1)}))
PAGE = Page(
    "Budget & plan",
    (
        Paragraph("As of 2 March 2026."),
        Heading("Costs"),
        COSTS,
        Beside((COSTS, COSTS)),
        Table("All lines", ("Line",), (("Cover",),), wide=True),
        Bullets(("First", "Second <script>")),
        Terms((("Leader", "Head of Year 9"),)),
        Quote("Well spent,\nthey said."),
        Typed("cost = 300"),
        Picture(picture_of(Figure(figsize=(1, 1))), 'Costs "fell" & rose.', "Costs by term"),
    ),
    across=True,
)


class Tags(HTMLParser):
    """Reads the elements of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def count(self, tag: str, **attributes: str) -> int:
        return sum(name == tag and attributes.items() <= given.items() for name, given in self.found)


def test_a_page_has_a_language_a_title_one_main_part_and_tables_with_captions_and_scopes() -> None:
    page = Tags(to_html(PAGE))
    assert page.count("html", lang="en-GB") == page.count("main") == page.count("h1") == page.count("title") == 1
    assert page.count("table") == page.count("caption") == 4
    assert (page.count("th", scope="col"), page.count("th", scope="row")) == (7, 7)
    assert page.count("td", **{"class": "marked"}) == 3
    assert page.count("div", role="region", tabindex="0", **{"aria-label": "All lines"}) == 1


def test_only_a_word_wider_than_any_column_is_broken() -> None:
    rows = (("Finance", "x" * 26), ("Safeguarding", "an ordinary text, however long it may be"))
    page = Tags(to_html(Page("Risks", (Table("Risks", ("ID", "Link"), rows, frozenset({(0, 1)})),))))
    assert page.count("td", **{"class": "marked long"}) == 1
    assert sum("class" in attributes for tag, attributes in page.found if tag in ("td", "th")) == 1


def test_a_score_or_a_date_is_not_broken_into_lines_and_a_column_has_its_share_of_the_page() -> None:
    table = Table("Risks", ("ID", "Score", "Risk"), (("R1", "3 x 4 = 12", "The hall is flooded"),), widths=(0, 0, 60))
    page = Tags(to_html(Page("Risks", (table,))))
    assert page.count("td", **{"class": "short"}) == 1
    assert [given.get("style") for tag, given in page.found if tag == "col"] == [None, None, "width: 60%"]


def test_in_word_a_row_stands_on_one_page_and_a_wide_table_has_the_whole_width_in_small_letters() -> None:
    docx = pytest.importorskip("docx")
    headings, row = ("ID", "Category", "Risk"), ("R1", "Safeguarding", "The hall is flooded")
    table = Table("Risks", headings, (row,), wide=True, widths=(0, 0, 60))
    document = docx.Document(io.BytesIO(to_docx(Page("Risks", (table,), across=True))))
    (made,) = document.tables
    assert [round(cell.width.mm) for cell in made.rows[1].cells] == [55, 55, 164]  # of 297, less 12 on each side
    assert all("w:cantSplit" in one._tr.xml for one in made.rows)
    assert {run.font.size.pt for cell in made.rows[1].cells for run in cell.paragraphs[0].runs} == {9}


def test_a_picture_says_in_words_what_it_shows() -> None:
    page = Tags(to_html(PAGE))
    assert page.count("img", alt='Costs "fell" & rose.') == 1
    assert 'Costs "fell" & rose.' in page.texts
    assert "Costs by term" in page.texts


def test_nothing_in_a_text_runs_and_what_no_page_can_show_is_marked() -> None:
    page = Tags(to_html(Page("a\x00b", (Paragraph("\ud800<script>alert(1)</script>"), COSTS))))
    assert page.count("script") == 0
    assert "a\N{REPLACEMENT CHARACTER}b" in page.texts
    assert "\N{REPLACEMENT CHARACTER}<script>alert(1)</script>" in page.texts
    assert "<b>Books</b>" in page.texts


def test_a_body_of_its_own_stands_in_the_same_shell() -> None:
    page = html_page("Cards", '<h1 id="one">Cards</h1>', "h1 { color: red }")
    assert page.startswith('<!DOCTYPE html>\n<html lang="en-GB">')
    assert '<main>\n<h1 id="one">Cards</h1>\n</main>' in page
    assert "h1 { color: red }</style>" in page


def test_paper_is_a4_and_the_author_is_the_documents_own_or_nobody() -> None:
    docx = pytest.importorskip("docx")
    for page, author in ((PAGE, ""), (evolve(PAGE, author="A. Dawson"), "A. Dawson")):
        document = docx.Document(io.BytesIO(to_docx(page)))
        sides = {round(document.sections[0].page_width.mm), round(document.sections[0].page_height.mm)}
        assert sides == {210, 297}
        assert (document.core_properties.author, document.core_properties.title) == (author, page.title)
        assert ('<meta name="author" content="A. Dawson">' in to_html(page)) == bool(author)


def test_a_word_document_says_the_same_in_the_same_order() -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document(io.BytesIO(to_docx(PAGE)))
    assert [(one.style.name, one.text) for one in document.paragraphs if one.text] == [
        ("Title", "Budget & plan"), ("Normal", "As of 2 March 2026."), ("Heading 1", "Costs"),
        ("Caption", "What it costs"), ("Caption", "What it costs"), ("Caption", "What it costs"),
        ("Caption", "All lines"), ("List Bullet", "First"), ("List Bullet", "Second <script>"),
        ("Normal", "Leader: Head of Year 9"), ("Quote", "Well spent,\nthey said."), ("Normal", "cost = 300"),
        ("Normal", 'Costs "fell" & rose.'), ("Caption", "Costs by term"),
    ]  # fmt: skip
    table = document.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [list(COSTS.headings), *map(list, COSTS.rows)]
    assert [run.bold for run in table.cell(1, 1).paragraphs[0].runs] == [True]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert len(document.inline_shapes) == 1
    section = document.sections[0]
    assert section.page_width > section.page_height
    assert (document.core_properties.title, document.core_properties.language) == ("Budget & plan", "en-GB")


def test_inside_another_page_its_headings_stand_below_those_that_are_there():
    tags = Tags(to_fragment(PAGE, 4))
    assert [name for name, _ in tags.found if name.startswith("h")] == ["h4", "h5"]
    assert tags.texts[0] == "Budget & plan"
    assert not {"html", "body", "style", "script"} & {name for name, _ in tags.found}


def test_in_plain_words_nothing_of_it_is_missing():
    text = to_text(PAGE)
    for words in (
        "Budget & plan", "As of 2 March 2026.", "Costs", "Line: <b>Books</b>; Cost: £90", "- Second <script>",
        "Leader: Head of Year 9", "Well spent,\nthey said.", "cost = 300", 'Costs "fell" & rose.', "Costs by term",
    ):  # fmt: skip
        assert words in text
    assert text.count("What it costs") == 3
