"""A printed 360 report says the scale, the numbers of people and the rules beside its figures."""

from __future__ import annotations

import html

import pytest

from npqml_widgets.documents.feedback360.printing import printed
from npqml_widgets.documents.shared.printing import to_docx, to_html
from tests.npqml_widgets.documents.feedback360.published360 import (
    collated,
    everybody,
    published,
)


def test_a_page_and_a_word_document_say_the_scale_n_and_rules_beside_the_figures() -> None:
    done = published(collated(everybody(), {"zq-team-1": "<b>Bold</b> & =1+1"}))
    page = to_html(printed(done.report, done.report))
    assert "Mean (1 high to 4 low)" in page
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; =1+1" in page
    assert "not split" in page
    assert "Since the first round" in page
    assert all(html.escape(rule) in page for rule in done.report.rules)
    pytest.importorskip("docx")
    assert to_docx(printed(done.report))[:2] == b"PK"
