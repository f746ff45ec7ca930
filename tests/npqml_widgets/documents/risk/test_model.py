"""A risk register holds only what fits its grid."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given, settings

from npqml_widgets.documents.risk.model import LABELS, Register, Risk
from npqml_widgets.keeping.plain import DoesNotFit, from_plain, to_plain
from tests.npqml_widgets.documents.risk.risks import POSTS, SOUND, registers

modest = settings(deadline=None, max_examples=50)


def test_a_score_is_likelihood_times_impact_and_missing_while_a_rating_is() -> None:
    assert (POSTS.inherent, POSTS.residual) == (16, 8)
    assert Risk("R1", inherent_likelihood=4).inherent is None


def test_a_category_may_have_an_appetite_of_its_own() -> None:
    register = evolve(SOUND, appetite=7, category_appetite={"staffing": 8})
    assert not register.is_above_appetite(POSTS)
    assert register.is_above_appetite(evolve(POSTS, category="workload"))


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"size": 6}, "the grid has 6 levels, expected 3, 4 or 5"),
        ({"size": 3, "risks": (POSTS,)}, "risk R1 has a rating above 3"),
        ({"risks": (POSTS, POSTS)}, "two risks have the ID R1"),
        ({"impact": ("Bad",)}, "impact has 1 levels, expected 5"),
        ({"appetite": 26}, "the appetite is 26, expected 0 to 25"),
        ({"category_appetite": {"finance": -1}}, "the appetite is -1"),
    ],
)
def test_a_register_that_contradicts_itself_is_refused_in_words(wrong: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Register(**wrong)


def test_what_does_not_fit_in_a_file_is_named_by_risk_and_field() -> None:
    data = to_plain(SOUND)
    data["risks"][1]["due"] = "soon"
    with pytest.raises(DoesNotFit, match="risks, entry 2, due: "):
        from_plain(data, Register)


@given(registers())
@modest
def test_any_register_comes_back_from_its_plain_data(register: Register) -> None:
    assert from_plain(to_plain(register), Register) == register


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("category", "sport", "found 'sport', expected one of 'staffing', 'finance'"),
        ("inherent_impact", 6, "'inherent_impact' must be <= 5: 6"),
    ],
)
def test_a_value_that_is_none_of_the_choices_is_named(field: str, value: object, why: str) -> None:
    data = to_plain(SOUND)
    data["risks"][0][field] = value
    with pytest.raises(DoesNotFit, match=why):
        from_plain(data, Register)


def test_controls_pasted_as_a_list_become_one_a_line() -> None:
    pasted = Risk("R1", controls="Buddy for each new teacher\r\n\r\n  Two planning sessions \n")
    assert pasted.controls == ("Buddy for each new teacher", "Two planning sessions")


def test_every_field_that_people_fill_in_has_a_label() -> None:
    fields = {attribute.name for attribute in Risk.__attrs_attrs__}  # type: ignore[attr-defined]
    assert set(LABELS) == fields - {"history"}
