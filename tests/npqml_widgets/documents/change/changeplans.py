"""Made-up change plans, and any plan at all, for tests."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from npqml_widgets.documents.change.model import EVERY, HOLDS, TURNS, ChangePlan, Ingredient, Minutes
from tests.npqml_widgets.documents.plan.plans import any_days
from tests.npqml_widgets.documents.risk.risks import texts

SOUND = ChangePlan(
    "Quizzes", "Hill Lane Primary", "If we find out before moving on, fewer pupils carry the gap along.",
    date(2026, 10, 22),
    (
        Ingredient("I1", "A quiz before moving on", "tight", "Ten answers from each class", date(2026, 10, 16), "Tom"),
        Ingredient("I2", "What it looks like", "loose"),
    ),
    (
        Minutes("M1", "Carol", "Shared planning", "adds", 60, "fortnight"),
        Minutes("M2", "carol", "Marking of books", "stops", 30, "week"),
        Minutes("M3", "Gareth", "Report", "stops", 35, "half-term"),
    ),
)  # fmt: skip


def changeplans(words: st.SearchStrategy[str] = texts) -> st.SearchStrategy[ChangePlan]:
    """Return any change plan."""
    ingredients = st.builds(
        Ingredient, words.filter(bool), words, st.sampled_from(["", *HOLDS]), words, st.none() | any_days, words, words
    )
    minutes = st.builds(
        Minutes,
        words.filter(bool),
        words,
        words,
        st.sampled_from(["", *TURNS]),
        st.none() | st.integers(0, 10_000),
        st.sampled_from(["", *EVERY]),
        words,
    )
    return st.builds(
        ChangePlan,
        words,
        words,
        words,
        st.none() | any_days,
        st.lists(ingredients, max_size=3, unique_by=lambda each: each.id).map(tuple),
        st.lists(minutes, max_size=4, unique_by=lambda each: each.id).map(tuple),
    )
