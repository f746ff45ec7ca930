"""A plan refuses what no document may hold, keeps any text, and is the same after it was stored."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from npqml_widgets.documents.plan.model import Plan, Step
from npqml_widgets.keeping.plain import from_plain, to_plain
from tests.npqml_widgets.documents.plan.plans import any_days, plans


@settings(max_examples=50, deadline=None)
@given(plans(any_days))
def test_any_plan_comes_back_the_same_from_its_file(plan: Plan) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(plan))), Plan) == plan


def test_two_steps_of_one_id_and_numbers_below_nought_are_refused_in_words():
    with pytest.raises(ValueError, match="two steps have the ID S1"):
        Plan(steps=(Step("S1"), Step("S1")))
    with pytest.raises(ValueError, match="Working days is -1, expected a number from 0"):
        Step("S1", days=-1)


def test_owners_are_separated_by_commas_and_a_post_may_have_an_and_in_it():
    assert Step("S1", owner="Head of Art and Design, office;  Office\nBeth").owners == (
        "Head of Art and Design", "office", "Beth",
    )  # fmt: skip
