"""Made-up plans of development, and any plan at all, for tests."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from npqml_widgets.documents.development.model import WHERES, DevelopmentPlan, Member, Row
from npqml_widgets.documents.shared.lists.kinds import WEEKDAYS
from tests.npqml_widgets.documents.plan.plans import any_days
from tests.npqml_widgets.documents.risk.risks import texts

COACHING = Row(
    "D1", "Teacher of Year 3", "Asks everybody before moving on", "Visits in January", "A check in 8 of 10 lessons",
    "Rehearses one question a week", "inside", 600, 0, date(2027, 1, 11), "Head of Maths", date(2027, 3, 1),
)  # fmt: skip
VISIT = Row(
    "D2", "Teaching assistant", "Follows up an unexpected answer", "Notes of 30 sessions, autumn",
    "4 of 5 unexpected answers are followed up", "Sees a tutor at the partner school", "outside", 350, 9_050,
    date(2027, 1, 13), "Lead tutor", date(2027, 2, 10),
)  # fmt: skip
SOUND = DevelopmentPlan(
    "Spring", "Hill Lane Primary", 60_000, date(2027, 7, 16), (COACHING, VISIT),
    (Member("P1", "Teacher of Year 3", ("Mon", "Tue")), Member("P2", "Teaching assistant")),
)  # fmt: skip

amounts = st.none() | st.integers(0, 1_000_000)


def rows(words: st.SearchStrategy[str] = texts) -> st.SearchStrategy[Row]:
    """Return any row."""
    return st.builds(
        Row,
        words.filter(bool),
        *[words] * 5,
        st.sampled_from(["", *WHERES]),
        amounts,
        amounts,
        st.none() | any_days,
        words,
        st.none() | any_days,
        words,
    )


def members(words: st.SearchStrategy[str] = texts) -> st.SearchStrategy[Member]:
    """Return any member of the team."""
    days = st.lists(st.sampled_from(WEEKDAYS), unique=True).map(lambda found: tuple(d for d in WEEKDAYS if d in found))
    return st.builds(Member, words.filter(bool), words, days, words)


def plans(words: st.SearchStrategy[str] = texts) -> st.SearchStrategy[DevelopmentPlan]:
    """Return any plan."""
    return st.builds(
        DevelopmentPlan,
        words,
        words,
        amounts,
        st.none() | any_days,
        st.lists(rows(words), max_size=3, unique_by=lambda row: row.id).map(tuple),
        st.lists(members(words), max_size=3, unique_by=lambda member: member.id).map(tuple),
    )
