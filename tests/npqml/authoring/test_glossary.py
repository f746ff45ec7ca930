from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from npqml.authoring.glossary import glossary, terms, words_of
from npqml.authoring.released_pages import ReleasedPage

WORDS = st.text(string.ascii_lowercase, min_size=1, max_size=9)


def page(*texts: str, path: str = "1a/learn-about/1-data-tools.ipynb") -> ReleasedPage:
    return ReleasedPage(path, path[:2], "learn-about", 30, "Tools for data", texts)


def sentence_of(text: str) -> str:
    (term,) = terms([page(text)])
    return term.sentence


def test_the_sentence_that_defines_a_term_is_taken_without_its_neighbours_and_sources():
    text = (
        "So far, so good. An <dfn>effect size</dfn> is a difference\nmeasured in SDs ([Coe, 2002](https://x.org/a_b)). "
        "It says nothing of luck."
    )
    assert sentence_of(text) == "An *effect size* is a difference measured in SDs."


def test_a_row_of_a_table_and_an_item_of_a_list_stand_for_themselves():
    table = "| Name | What |\n|---|---|\n| <dfn>SEN unit</dfn> | Taught mainly apart. And more. | The council |\n"
    assert sentence_of(table) == "*SEN unit*: Taught mainly apart."
    items = "Two words:\n- **first**: none;\n- <dfn>reach</dfn>: whom of all it was meant for came.\n- **third**: none."
    assert sentence_of(items) == "*reach*: whom of all it was meant for came."


def test_an_item_or_a_row_without_a_full_stop_gets_one():
    assert sentence_of("- <dfn>reach</dfn>: whom it came to;\n- other;") == "*reach*: whom it came to."
    assert sentence_of("| <dfn>SEN unit</dfn> | Taught mainly apart |") == "*SEN unit*: Taught mainly apart."


def test_a_sentence_keeps_its_closing_mark_and_a_full_stop_in_a_source_does_not_end_it():
    quoted = '**First.** A <dfn>sign</dfn> is what can be seen: "Ten books differ." A result is none.'
    assert sentence_of(quoted) == 'A *sign* is what can be seen: "Ten books differ."'
    cited = "A <dfn>tree</dfn> of questions ([Swenson, College of St. Benedict](https://x.org)) ends in a leaf. More."
    assert sentence_of(cited) == "A *tree* of questions ends in a leaf."


def test_the_glossary_stands_by_the_alphabet_and_each_entry_leads_to_its_page():
    pages = [
        page("A <dfn>tidy table</dfn> has a row a pupil."),
        page("A <dfn>Correlation</dfn> says how close dots are.", path="2a/x.ipynb"),
    ]
    assert glossary(pages).splitlines() == [
        "## C",
        "",
        "- **Correlation**: A *Correlation* says how close dots are. *[Tools for data](../2a/x.ipynb)*",
        "",
        "## T",
        "",
        "- **tidy table**: A *tidy table* has a row a pupil. *[Tools for data](../1a/learn-about/1-data-tools.ipynb)*",
    ]


@given(st.lists(WORDS, unique=True, max_size=6))
def test_every_term_of_a_page_is_in_its_list_of_words_and_in_the_glossary(names):
    text = " ".join(f"A <dfn>{name}</dfn> is a thing." for name in names)
    assert words_of([text]) == [term.name for term in terms([page(text)])] == sorted(names)
