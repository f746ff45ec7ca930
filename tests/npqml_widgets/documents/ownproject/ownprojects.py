"""Made-up choices of a project, and any choice at all, for tests."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from npqml_widgets.documents.ownproject.model import ABOUT, ROLES, WAYS, FixedThing, Measure, OwnProject
from tests.npqml_widgets.documents.plan.plans import any_days
from tests.npqml_widgets.documents.risk.risks import texts

SOUND = OwnProject(
    "Pupils who start low in fractions catch up", "Hill Lane Primary", "key stage", 4,
    "Asking until everybody has thought", "Year 4, those who start low", 18, None, 2,
    date(2027, 1, 11), date(2027, 7, 16), "Deputy head",
    (
        Measure("M1", "Check of fractions", "pupils", "check", date(2026, 12, 8), date(2027, 7, 9), "Deputy head"),
        Measure("M2", "Questions to everybody, in a visit", "team", "seen", date(2027, 1, 11), date(2027, 6, 30)),
    ),
    (FixedThing("F1", "The timetable", "Headteacher"),),
)  # fmt: skip


def ownprojects(words: st.SearchStrategy[str] = texts) -> st.SearchStrategy[OwnProject]:
    """Return any choice of a project."""
    ids, days, numbers = words.filter(bool), st.none() | any_days, st.none() | st.integers(0, 10_000)
    ways = st.sampled_from(["", *WAYS])
    measures = st.builds(Measure, ids, words, st.sampled_from(["", *ABOUT]), ways, days, days, words, words)
    fixed = st.builds(FixedThing, ids, words, words, words)
    return st.builds(
        OwnProject,
        words,
        words,
        st.sampled_from(["", *ROLES]),
        numbers,
        words,
        words,
        numbers,
        numbers,
        numbers,
        days,
        days,
        words,
        st.lists(measures, max_size=3, unique_by=lambda each: each.id).map(tuple),
        st.lists(fixed, max_size=3, unique_by=lambda each: each.id).map(tuple),
    )
