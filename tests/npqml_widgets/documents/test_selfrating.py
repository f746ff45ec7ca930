"""Ratings of oneself: one a day of each criterion, earlier ones stay, and the lowest rated modules come first."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.documents.criteria import criteria
from npqml_widgets.documents.log import LEVELS
from npqml_widgets.documents.selfrating import (
    LONGEST_LINE,
    Rating,
    SelfRating,
    in_words,
    modules_by_need,
    printed,
    rated,
    shown_by,
)
from npqml_widgets.documents.shared.model_tables import from_xlsx, to_xlsx
from npqml_widgets.documents.shared.printing import to_html, to_text
from npqml_widgets.keeping.plain import from_plain, to_plain
from tests.npqml_widgets.documents.plan.plans import any_days
from tests.npqml_widgets.documents.risk.risks import texts

AUTUMN, SPRING = date(2026, 9, 3), date(2027, 3, 1)
IDS = [criterion.id for criterion in criteria()]
any_ratings = st.lists(
    st.builds(
        Rating, any_days, st.sampled_from(IDS), st.none() | st.sampled_from([*LEVELS]),
        texts.map(lambda words: words[:LONGEST_LINE]),
    ),
    max_size=5, unique_by=lambda rating: (rating.day, rating.criterion),
).map(lambda ratings: SelfRating(tuple(ratings)))  # fmt: skip


def rate(kept: SelfRating, criterion: str, level: int, day: date = AUTUMN) -> SelfRating:
    return rated(kept, level, criterion=criterion, day=day)


def test_a_rating_of_the_same_day_is_replaced_and_its_line_stays():
    kept = shown_by(rate(SelfRating(), "1.1.1", 1), " One talk in June ", criterion="1.1.1", day=AUTUMN)
    kept = rate(kept, "1.1.1", 2)
    assert kept.ratings == (Rating(AUTUMN, "1.1.1", 2, "One talk in June"),)


def test_an_earlier_rating_stays_beside_the_new_one():
    kept = rate(rate(SelfRating(), "1.1.1", 2), "1.1.1", 1, SPRING)
    assert kept.of("1.1.1", SPRING).level == 1
    assert kept.before("1.1.1", SPRING) == Rating(AUTUMN, "1.1.1", 2)
    assert kept.latest("1.1.1") == Rating(SPRING, "1.1.1", 1)
    assert in_words(kept.before("1.1.1", SPRING)) == f"On 3 September 2026: {LEVELS[2]}"


def test_a_line_alone_is_no_rating():
    kept = shown_by(SelfRating(), "Ask Ruth", criterion="1.1.1", day=AUTUMN)
    assert kept.latest("1.1.1") is None
    assert modules_by_need(kept) == {}


def test_modules_of_the_lowest_rated_criteria_come_first_by_their_last_rating():
    kept = rate(rate(rate(SelfRating(), "5.1.1", 3), "5.1.2", 2), "1.1.3", 2)
    assert list(modules_by_need(kept)) == ["1b", "5a"]
    assert modules_by_need(kept)["5a"].criterion == "5.1.2"
    later = rate(kept, "1.1.3", 4, SPRING)
    assert list(modules_by_need(later)) == ["5a", "1b"]


def test_a_level_that_is_none_and_a_line_that_is_too_long_are_refused():
    with pytest.raises(ValueError, match="level"):
        Rating(AUTUMN, "1.1.1", 5)
    with pytest.raises(ValueError, match="shows"):
        Rating(AUTUMN, "1.1.1", 1, "x" * (LONGEST_LINE + 1))


def test_the_page_has_every_criterion_once_with_all_that_was_said_of_it():
    kept = rate(rate(SelfRating(), "2.1.1", 1), "2.1.1", 3, SPRING)
    text = to_text(printed(kept))
    assert all(text.count(f"{key} ") == 1 for key in IDS)
    assert f"On 1 March 2027: {LEVELS[3]}" in text
    assert f"On 3 September 2026: {LEVELS[1]}" in text


@settings(max_examples=30, deadline=None)
@given(any_ratings)
def test_any_ratings_come_back_the_same_and_are_printed(kept):
    assert from_plain(to_plain(kept), SelfRating) == kept
    assert from_xlsx(to_xlsx(kept), SelfRating) == kept
    assert "<script" not in to_html(printed(evolve(kept)))
