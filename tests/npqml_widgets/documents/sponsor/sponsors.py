"""Made-up evidence and answers, and any sheet at all, for the tests of the sponsor's comments."""

from __future__ import annotations

from datetime import UTC, date, datetime

from attrs import evolve
from hypothesis import strategies as st

from npqml_widgets.documents.criteria import criteria
from npqml_widgets.documents.sponsor.answer import Answer, Comment, content_of, request_of
from npqml_widgets.documents.sponsor.model import Evidence, Received, SponsorComments, with_answer
from npqml_widgets.documents.sponsor.seal import seal_of
from tests.npqml_widgets.documents.risk.risks import texts

KEY, OTHER_KEY = "5eed" * 8, "0" * 32
"""The key of the sponsor of c001, and another one."""
DAY = date(2027, 5, 3)
MADE = datetime(2027, 5, 3, 14, 5, 11, tzinfo=UTC)
CAME = datetime(2027, 5, 4, 8, 0, tzinfo=UTC)
SHEET = SponsorComments(
    "Catch-up",
    "Hill Lane Primary",
    "c001",
    "Sam Lee",
    "Ruth Moss",
    "Headteacher",
    date(2026, 9, 7),
    date(2027, 7, 16),
    ("4.1.1", "4.1.2"),
    (
        Evidence("E1", "4.1.1", "Asked the four whose mornings change", "The tutors, the site team",
                 "Hours that were not ours: each was asked alone", date(2026, 10, 12), "Notes of the talks"),
        Evidence("E2", "4.1.1", "Moderation with the school next door", "Their lead", "Release days: turn by turn",
                 date(2027, 1, 28), "The agenda"),
        Evidence("E3", "4.1.2", "Budget taken through the committee", "Governors", "", date(2026, 11, 5), "Minutes",
                 "£1,234.50 in all", "Budget", "my own note"),
    ),
)  # fmt: skip
"""Sound evidence, before anybody has answered."""
ANSWER = Answer(
    request_of(SHEET, DAY),
    (Comment("4.1.1", "I was there in October. It was done as it says."), Comment("4.1.2", "The minutes bear it out.")),
    True,
    "Ruth Moss",
    "Headteacher",
    DAY,
    MADE,
)


def sealed(answer: Answer = ANSWER, key: str = KEY) -> Received:
    """Return an answer as it came back from the page, sealed with a key; without one where the key is empty."""
    content = content_of(answer)
    return Received("sponsor-answer.json", "page", content, seal_of(content, key) if key else "", "", CAME)


def answered(received: Received, sheet: SponsorComments = SHEET) -> SponsorComments:
    """Return a sheet with an answer."""
    return with_answer(sheet, received)


def with_what(sheet: SponsorComments, row_id: str, what: str) -> SponsorComments:
    """Return a sheet in which one row says something else."""
    return evolve(sheet, evidence=tuple(evolve(row, what=what) if row.id == row_id else row for row in sheet.evidence))


days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
any_days = st.dates()
names = st.text("ABCdef123", min_size=1, max_size=6)
ids = [criterion.id for criterion in criteria()]


def evidence(
    when: st.SearchStrategy[date] = days, words: st.SearchStrategy[str] = texts
) -> st.SearchStrategy[Evidence]:
    """Return any piece of evidence."""
    return st.builds(
        Evidence,
        id=words.filter(bool) | names,
        criterion=st.sampled_from(["", *ids]),
        day=st.none() | when,
        **dict.fromkeys(("what", "partner", "barrier", "place", "figure", "source", "notes"), words),
    )


def sheets(
    when: st.SearchStrategy[date] = days, words: st.SearchStrategy[str] = texts
) -> st.SearchStrategy[SponsorComments]:
    """Return any sheet without answers."""
    return st.builds(
        SponsorComments,
        **dict.fromkeys(("title", "setting", "name", "sponsor", "role"), words),
        candidate=st.sampled_from(["", "c001", "Sam.Lee-2"]),
        starts=st.none() | when,
        ends=st.none() | when,
        criteria=st.sets(st.sampled_from(ids)).map(lambda some: tuple(name for name in ids if name in some)),
        evidence=st.lists(evidence(when, words), max_size=4, unique_by=lambda row: row.id).map(tuple),
    )
