from __future__ import annotations

import base64
import json
import struct
from typing import Any

import nbformat
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert.filters.markdown_mistune import InvalidNotebook
from nbformat import v4

from npqml.grading.cleaning.outputs import clean_markdown, clean_outputs
from npqml_widgets.charts.figure import html_table
from tests.hostile import vectors
from tests.hostile.vectors import HTML, MARKDOWN, OUTPUTS, PNG, STOPPING_MARKDOWN, STOPPING_OUTPUTS, displayed
from tests.npqml.grading.cleaning.page import HARMFUL_MATHS, live, page_of


def shown(*outputs: Any) -> list[dict[str, Any]]:
    """Give cleaned outputs, seen to be what nbformat allows and what can be written to a file."""
    cleaned = clean_outputs(list(outputs))
    nbformat.validate(nbformat.from_dict(v4.new_notebook(cells=[v4.new_code_cell("", outputs=cleaned)])))
    json.dumps(cleaned).encode()
    return cleaned


def html_of(html: str) -> str:
    (output,) = shown(displayed(html))
    return output["data"].get("text/html", "")


# Harm


@pytest.mark.parametrize(
    "output", [*map(displayed, HTML), *OUTPUTS, *STOPPING_OUTPUTS], ids=lambda one: ascii(str(one.get("data", one)))
)
def test_nothing_is_live_in_outputs(output):
    assert live(page_of(outputs=shown(output))) == []


def test_the_same_is_found_to_be_live_where_it_was_not_cleaned():
    without_half_characters = [one for one in MARKDOWN if one.isprintable() and "\n" not in one]
    assert sum(bool(live(page_of(one))) for one in without_half_characters) > 25
    assert sum(bool(live(one)) for one in HTML) > 75


def test_a_missing_attachment_and_an_open_colour_would_stop_nbconvert():
    with pytest.raises(InvalidNotebook):
        page_of(STOPPING_MARKDOWN[0])
    with pytest.raises(IndexError):
        page_of(outputs=list(STOPPING_OUTPUTS))


GLUE = st.sampled_from(
    ["`", "```", "~~~", "$", "$$", "\n", "\n\n", "> ", "- ", "    ", "[", "](", "]:", "!", "\\", "<", "&lt;", "&#",
     "&amp;", "#92;", "|", "files/", "\x1b[31m", '"', "'", "# ", "===", "---", "\0", "\u2028", "\t", "</div>", "-->"]
)  # fmt: skip
VECTOR = st.sampled_from([*MARKDOWN, *HTML, *STOPPING_MARKDOWN])
PIECE = st.tuples(VECTOR, st.integers(0, 20), st.integers(1, 80)).map(lambda cut: cut[0][cut[1] : cut[1] + cut[2]])
SOUP = st.lists(VECTOR | PIECE | GLUE, max_size=8).map("".join)


@pytest.mark.slow
@given(SOUP)
@settings(deadline=None, max_examples=150)
def test_nothing_is_live_in_any_mixture(soup):
    cleaned = clean_markdown(soup)
    assert live(page_of(cleaned)) == []
    assert clean_markdown(cleaned) == cleaned
    stream = {"output_type": "stream", "name": "stdout", "text": soup}
    error = {"output_type": "error", "ename": soup, "evalue": soup, "traceback": [soup]}
    both = {"output_type": "display_data", "data": {"text/markdown": soup}, "metadata": {}}
    assert live(page_of(outputs=shown(displayed(soup), both))) == []
    printed = page_of(outputs=shown(stream, error))  # in a <pre>, where MathJax does not look
    assert [found for found in live(printed) if not HARMFUL_MATHS.match(found)] == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=9), part, max_size=3),
    max_leaves=8,
)
KNOWN = st.sampled_from(["stream", "error", "display_data", "execute_result", "update_display_data"])
OUTPUT = st.fixed_dictionaries(
    {"output_type": KNOWN | JSON},
    optional={
        "name": JSON, "text": JSON, "ename": JSON, "evalue": JSON, "traceback": JSON, "execution_count": JSON,
        "metadata": JSON,
        "data": JSON | st.dictionaries(st.sampled_from(["text/plain", "text/html", "image/png", "x"]), JSON),
    },
)  # fmt: skip


@given(JSON | st.lists(OUTPUT | JSON, max_size=4))
@settings(deadline=None, max_examples=150)
def test_whatever_came_in_valid_outputs_come_out(found):
    if isinstance(found, list):
        assert len(shown(*found)) == len(found)
    else:
        assert clean_outputs(found) == []


# Outputs that honest work gives


def test_tables_keep_their_headings_and_sides():
    html = html_of(html_table(pd.DataFrame({"Group": ["PP"], "Pupils": [12]}), "Who they are"))
    assert '<caption style="text-align: left">Who they are</caption>' in html
    assert '<th scope="col" style="text-align: right">Pupils</th>' in html
    assert '<td style="text-align: left">PP</td>' in html


def test_a_long_table_of_pandas_is_kept_whole():
    html = html_of(pd.DataFrame({"n": range(500), "m": 1.5}).to_html())
    assert html.count("<tr") == 501


def test_a_figure_keeps_its_picture_words_and_numbers():
    html = html_of(
        f'<figure><img alt="It fell." src="data:image/png;base64,{PNG}"><figcaption>Why</figcaption>'
        "<details><summary>Show the numbers</summary><p>1</p></details></figure>"
    )
    assert f'<img alt="It fell." src="data:image/png;base64,{PNG}">' in html
    assert "<figcaption>Why</figcaption>" in html
    assert "<summary>Show the numbers</summary>" in html


def test_a_link_in_html_leads_out_without_telling_where_from():
    assert (
        html_of("<a href='https://a.example/x'>a</a>")
        == '<a href="https://a.example/x" rel="noopener noreferrer">a</a>'
    )


def test_a_picture_from_elsewhere_is_named():
    assert html_of(f"<p>a <img alt=b src={vectors.OUTSIDE}/x.png></p>") == "<p>a (Left out: a picture.)</p>"


@pytest.mark.parametrize("html", ["<div>" * 250, "<p><b>" * 150 + "</p></b>" * 150, "<br>" * 20_001])
def test_html_that_would_take_minutes_is_left_out(html):
    assert shown(displayed(html))[0]["data"] == {"text/plain": "(Left out: text/html.)"}


def test_a_picture_is_kept_and_what_only_says_so_is_not():
    lines = "\n".join(PNG[at : at + 40] for at in range(0, len(PNG), 40))
    jpeg = base64.b64encode(b"\xff\xd8\xff\xe0 and so on").decode()
    assert shown({"output_type": "display_data", "data": {"image/png": lines}})[0]["data"] == {"image/png": PNG}
    assert shown({"output_type": "display_data", "data": {"image/jpeg": jpeg}})[0]["data"] == {"image/jpeg": jpeg}
    assert shown({"output_type": "display_data", "data": {"image/jpeg": PNG, "text/plain": "a picture"}})[0][
        "data"
    ] == {"text/plain": "a picture"}


def test_a_picture_that_unfolds_to_gigabytes_is_left_out():
    header = struct.pack(">8sI4sII", b"\x89PNG\r\n\x1a\n", 13, b"IHDR", 60_000, 60_000)
    data = {"image/png": base64.b64encode(header).decode()}
    assert shown({"output_type": "display_data", "data": data})[0]["data"] == {"text/plain": "(Left out: image/png.)"}


def test_printed_text_keeps_its_colours_and_loses_other_commands():
    text = "\x1b[31mred\x1b[0m \x1b[38;5;208morange\x1b[2K\x1b[1A\x1b]0;title\x07 \x1b[1;38m end"
    (output,) = shown({"output_type": "stream", "name": "stderr", "text": ["a\n", text]})
    assert output == {
        "output_type": "stream",
        "name": "stderr",
        "text": "a\n\x1b[31mred\x1b[0m \x1b[38;5;208morange]0;title\x07  end",
    }


def test_an_error_keeps_its_name_words_and_last_lines():
    traceback = [f"line {number}" for number in range(80)]
    (output,) = shown({"output_type": "error", "ename": "KeyError", "evalue": "x" * 5000, "traceback": traceback})
    assert output["ename"] == "KeyError"
    assert output["evalue"].endswith("x\n… cut")
    assert output["traceback"] == traceback[-50:]


def test_a_result_keeps_its_number_and_plain_words():
    result = {
        "output_type": "execute_result",
        "execution_count": 3,
        "metadata": {"a": 1},
        "data": {"text/plain": "2.1"},
    }
    assert shown(result) == [result | {"metadata": {}}]
    assert shown(result | {"execution_count": True})[0]["execution_count"] is None
    assert shown(result | {"execution_count": 10**5000})[0]["execution_count"] is None


def test_a_forged_verdict_is_dropped():
    data = {"application/vnd.npqml.verdict+json": {"state": "right"}, "text/plain": "Right"}
    assert shown({"output_type": "display_data", "data": data})[0]["data"] == {"text/plain": "Right"}


def test_a_flood_is_cut_and_says_so():
    one = {"output_type": "stream", "name": "stdout", "text": "x" * 60_000}
    outputs = shown(*[one] * 30)
    assert outputs[0]["text"] == "x" * 50_000 + "\n… cut"
    assert outputs[-1]["data"]["text/plain"] == "(11 more left out: this cell shows too much.)"
    assert len(shown(*[one | {"text": "x"}] * 300)) == 201
