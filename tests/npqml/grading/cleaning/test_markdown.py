from __future__ import annotations

import re

import pytest

from npqml.grading.cleaning.markdown import clean_markdown, clean_source
from tests.hostile.vectors import HTML, MARKDOWN, STOPPING_MARKDOWN
from tests.npqml.grading.cleaning.page import live, page_of


@pytest.mark.parametrize("vector", [*MARKDOWN, *HTML, *STOPPING_MARKDOWN], ids=ascii)
def test_nothing_is_live_in_markdown(vector):
    assert live(page_of(clean_markdown(vector))) == []


@pytest.mark.parametrize(
    "words",
    [
        "Attendance fell by **2.1 pp** for *some* groups, where 5 < 10 and n <5, so R&D > 0.",
        "- one\n- two\n  1. three\n\n> a quotation, as the head said\n",
        "| Group | Pupils |\n|---|---:|\n| PP | 12 |\n",
        "$x^2 + \\frac{a}{b} \\leq c$ and $$\n\\begin{aligned}a &= b \\\\ c &= d\\end{aligned}\n$$",
        "See [the guidance](https://www.gov.uk/a?b=1&c=2), [me](mailto:me@school.uk), [it](work/a.csv).",
        "See [the guidance][1].\n\n[1]: https://www.gov.uk/guidance",
        "```python\nfor row in rows:\n    print(row[0](1), a[1] < b)\n```\n\n---\n",
        "https://www.gov.uk/government costs £5 & the rest — “curly” words, été.",
        "- [ ] ask the SENCO\n- [x] done\n",
    ],
)
def test_plain_markdown_is_left_as_it_is(words):
    assert clean_markdown(words) == words


def test_a_heading_reads_as_before_and_is_taken_for_no_other_element():
    page = page_of(clean_markdown("# 1a-t10\n\n1a-t10-comment\n---\n"))
    assert re.sub("[\u2060¶]|&#8288;", "", re.sub("<[^>]*>", " ", page)).split() == ["1a-t10", "1a-t10-comment"]
    ids = re.findall('<h[12] id="([^"]*)"', page)
    assert len(ids) == 2
    assert not {"1a-t10", "1a-t10-comment"} & set(ids)


def test_a_rule_stays_a_rule():
    assert clean_markdown("words\n\n---\n\nmore") == "words\n\n---\n\nmore"


def test_tags_and_references_can_be_read():
    assert (
        clean_markdown("<b>5 &pound;</b> `a<b` <https://a.example/x>") == "< b>5 £< /b> `a< b` < https://a.example/x >"
    )


def test_a_link_that_leads_nowhere_good_keeps_its_words():
    assert clean_markdown("[my plan](javascript:x) ![a chart](chart.png)") == (
        "[my plan] (javascript:x) ! [a chart](chart.png)"
    )


def test_endless_markdown_is_cut():
    cleaned = clean_markdown("word " * 100_000)
    assert len(cleaned) < 101_000
    assert cleaned.endswith("… cut")


def test_thousands_of_open_formulas_are_made_plain():
    cleaned = clean_markdown("\\\\( \\\\[ \\begin{a} " * 1000)
    assert re.search(r"\\\\[(\[]|\\begin", cleaned) is None
    assert clean_markdown("\\\\(x\\\\)") == "\\\\(x\\\\)"


def test_a_code_cell_loses_only_what_cannot_be_written():
    assert clean_source("gap = '<b>'\ud83d # \0 😀 $\\href") == "gap = '<b>'\ufffd # \ufffd 😀 $\\href"
