"""Charts and tables as everybody can read them: sentence, caption, numbers, and no script."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from npqml_widgets.charts.draw import bar
from npqml_widgets.charts.figure import DOTS_PER_INCH, as_words, figure, picture_of, show, table

SHARES = pd.Series({"Pupil premium": 41.0, "Others": 68.0})
WORDS = {"title": "Pupil premium: 41%", "value_label": "Share, %", "category_label": "Group"}


class Reader(HTMLParser):
    """Collects tags with their attributes, and complains about tags that do not close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.open: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "img":
            self.open.append(tag)

    def handle_endtag(self, tag) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_a_chart_is_shown_with_its_words_its_caption_and_its_numbers():
    shown = figure(bar(SHARES, **WORDS), "Fewer of them reach it.", "All pupils with a result.")
    page = Reader(shown._repr_html_())
    assert page.all("img")[0]["alt"].startswith("Chart: ")
    assert shown._repr_html_().count("Fewer of them reach it.") == 1
    assert page.all("img")[0]["src"].startswith("data:image/png;base64,")
    assert "<figcaption>All pupils with a result.</figcaption>" in shown._repr_html_()
    assert "Show the numbers" in shown._repr_html_()
    assert [cell["scope"] for cell in page.all("th")] == ["col", "col", "row", "row"]


def test_a_chart_without_words_of_its_own_gets_them_from_its_data():
    shown = figure(bar(SHARES, **WORDS))
    assert "Share, %: Pupil premium 41, Others 68." in shown._repr_html_()
    assert "Share, %: Pupil premium 41, Others 68." in repr(shown)


def test_a_figure_needs_no_script_and_lets_no_key_through_to_the_notebook():
    page = Reader(figure(bar(SHARES, **WORDS))._repr_html_())
    assert not page.all("script")
    assert all(page.all(tag)[0]["data-lm-suppress-shortcuts"] == "true" for tag in ("figure", "summary"))


@pytest.mark.parametrize("size", [7, 10.5, 14])
def test_on_a_narrow_screen_a_picture_scrolls_before_its_smallest_lettering_is_too_small(size):
    chart = bar(SHARES, **WORDS)
    chart.axes[0].annotate("n = 12", (0, 0), fontsize=size)
    page = Reader(figure(chart)._repr_html_())
    style = page.all("img")[0]["style"]
    narrowest = int(re.search(r"min-width: (\d+)px", style)[1])
    own = int.from_bytes(picture_of(chart)[16:20], "big")
    on_screen = min(size, 10.5) * DOTS_PER_INCH / 72 * narrowest / own  # px
    assert narrowest == own or on_screen == pytest.approx(11, abs=0.05)
    frame = page.all("div")[0]
    assert (frame["role"], frame["tabindex"], "overflow-x: auto" in frame["style"]) == ("region", "0", True)


def test_a_table_of_sentences_says_at_each_cell_what_it_is_under():
    rows = pd.DataFrame({"Risk": ["R1"], "What happens": ["She is ill for more than a few days in the spring"]})
    page = Reader(table(rows, "Risks")._repr_html_())
    assert page.all("table")[0]["class"] == "npqml-sentences"
    assert [cell["data-heading"] for cell in page.all("td")] == ["Risk", "What happens"]
    assert "class" not in Reader(table(rows[["Risk"]], "Risks")._repr_html_()).all("table")[0]


def test_the_same_chart_gives_the_same_bytes():
    assert picture_of(bar(SHARES, **WORDS)) == picture_of(bar(SHARES, **WORDS))


def test_what_a_notebook_sets_for_its_own_charts_does_not_change_ours():
    import matplotlib as mpl

    before = picture_of(bar(SHARES, **WORDS))
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "black"}):
        assert picture_of(bar(SHARES, **WORDS)) == before
        assert mpl.rcParams["font.size"] == 30


def test_names_with_signs_of_html_in_them_are_shown_as_they_are():
    shown = table(pd.DataFrame({"<b>": ["a & b"]}), caption='1 < 2 & "3"')
    assert "&lt;b&gt;" in shown._repr_html_()
    assert "a &amp; b" in shown._repr_html_()
    Reader(shown._repr_html_())


def test_a_table_names_its_rows_and_columns_for_a_screen_reader():
    rows = pd.DataFrame({"Pupils": [17, 41]}, index=pd.Index(["PP", "Others"], name="Group"))
    shown = table(rows, caption="Two groups", sentence="PP is the smaller group.")
    page = Reader(shown._repr_html_())
    assert [cell["scope"] for cell in page.all("th")] == ["col", "col", "row", "row"]
    assert page.all("div")[0] | {"style": ""} == {
        "role": "region", "aria-label": "Two groups", "tabindex": "0",
        "data-lm-suppress-shortcuts": "true", "style": "",
    }  # fmt: skip
    assert "PP is the smaller group." in shown._repr_html_()
    assert repr(shown).splitlines()[0] == "Two groups"


def test_a_plain_count_of_rows_is_no_heading():
    assert '<th scope="row"' not in table(pd.DataFrame({"UPN": ["A"]}), caption="Export")._repr_html_()


@pytest.mark.parametrize(
    ("value", "form", "words"),
    [
        (None, "", ""), (float("nan"), "", ""), (pd.NA, ".1f", ""), (pd.NaT, "", ""), (105.0, "", "105"),
        (0.1 + 0.2, "", "0.3"), (-0.5, "", "-0.5"), (1.25, ".1f", "1.3"), (1.25, "{:+.2f}", "+1.25"),
        (-1.25, "+.2f", "-1.25"), ("A", ".1f", "A"), ("92.5%", "", "92.5%"), (12, "", "12"),
        (pd.Timestamp(2026, 9, 1), "", "01/09/2026"), (True, "", "True"), (1234567.0, "", "1234567"),
    ],
)  # fmt: skip
def test_values_are_written_as_people_write_them(value, form, words):
    assert as_words(value, form) == words


def test_blank_cells_of_an_export_stay_blank():
    rows = pd.DataFrame({"KS2 Maths": [105.0, None], "Code": ["A", None]})
    assert table(rows, caption="Export")._repr_html_().count("></td>") == 2


def test_a_text_in_markdown_is_shown_below_the_cell(monkeypatch):
    import IPython.display

    shown = []
    monkeypatch.setattr(IPython.display, "display", shown.append)
    show("""
        ## Good news
        It works.
    """)
    assert shown[0].data.strip().startswith("## Good news\nIt works.")
