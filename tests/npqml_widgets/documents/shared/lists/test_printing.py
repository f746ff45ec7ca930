"""Any document of lists can be printed, whatever stands in it, and says what does not add up."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from npqml_widgets.documents.kinds import KINDS
from npqml_widgets.documents.shared.printing import to_html, to_text
from tests.npqml_widgets.documents.change.changeplans import SOUND as CHANGE
from tests.npqml_widgets.documents.change.changeplans import changeplans
from tests.npqml_widgets.documents.development.developments import SOUND, plans
from tests.npqml_widgets.documents.ownproject.ownprojects import SOUND as CHOICE
from tests.npqml_widgets.documents.ownproject.ownprojects import ownprojects
from tests.npqml_widgets.documents.responsibilities.tables import SOUND as TABLE
from tests.npqml_widgets.documents.responsibilities.tables import tables

TODAY = date(2026, 10, 14)


@pytest.mark.parametrize(
    ("kind", "documents"),
    [
        ("development", plans()),
        ("responsibilities", tables()),
        ("change", changeplans()),
        ("ownproject", ownprojects()),
    ],
)
def test_any_document_is_printed(kind, documents):
    printed = KINDS[kind].load_page()

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(documents)
    def is_printed(document):
        page = printed(document, TODAY)
        assert "<script" not in to_html(page)
        assert "What does not add up" in to_text(page)

    is_printed()


@pytest.mark.parametrize(
    ("kind", "document", "words"),
    [
        (
            "development", SOUND,
            ["2 rows for 2 people: 9.5 hours and £90.50 in all.", "£509.50 of £600.00 is left.",
             "Looked at next: D2 (Teaching assistant), on 10 February 2027.", "Inside or outside: Inside", "Mon, Tue",
             "Nothing was found."],
        ),
        (
            "responsibilities", TABLE,
            ["2 tasks, 5 posts. One post answers for 2 of 2.", "Tasks that each answers for: Hill Lane 1, St Anne's 1.",
             "Who is what", "RA", "Nothing was found."],
        ),
        (
            "change", CHANGE,
            ["2 ingredients, 1 of them tight.", "30 minutes a week are added, 35 stop or are paid for. Nobody",
             "Seen next: I1, by 16 October 2026.", "If we find out before moving on", "Nothing was found."],
        ),
        (
            "ownproject", CHOICE,
            ["Key stage leader, a team of 4", "Asking until everybody has thought", "18 pupils",
             "11 January 2027 to 16 July 2027, 2 terms", "8 December 2026", "The timetable (Headteacher)",
             "Nothing was found."],
        ),
    ],
    ids=["development", "responsibilities", "change", "ownproject"],
)  # fmt: skip
def test_the_page_has_how_it_stands_and_its_lists(kind, document, words):
    text = to_text(KINDS[kind].load_page()(document, TODAY))
    assert [each for each in words if each not in text] == []
