"""A risk register holds only what fits its grid, and no change to it goes without a trace."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.documents.risk.changes import changed, next_id, resized, with_risk, without_risk
from npqml_widgets.documents.risk.model import LABELS, Register, Risk
from npqml_widgets.documents.risk.scales import SIZES, impact_words, likelihood_words
from npqml_widgets.documents.risk.views import heat_map
from npqml_widgets.keeping.plain import DoesNotFit, from_plain, to_plain
from tests.npqml_widgets.documents.risk.risks import BUDGET, NOON, POSTS, SOUND, registers

modest = settings(deadline=None, max_examples=50)


def test_a_score_is_likelihood_times_impact_and_missing_while_a_rating_is() -> None:
    assert (POSTS.inherent, POSTS.residual) == (16, 8)
    assert Risk("R1", inherent_likelihood=4).inherent is None


def test_a_category_may_have_an_appetite_of_its_own() -> None:
    register = evolve(SOUND, appetite=7, category_appetite={"staffing": 8})
    assert not register.is_above_appetite(POSTS)
    assert register.is_above_appetite(evolve(POSTS, category="workload"))


@pytest.mark.parametrize("size", SIZES)
def test_every_grid_has_its_own_words_for_each_level(size: int) -> None:
    register = Register(size=size)
    for words in (register.likelihood, register.impact):
        assert len(words) == len(set(words)) == size
    assert register.appetite < size**2


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


def test_a_change_keeps_when_which_field_and_both_values() -> None:
    after = changed(POSTS, NOON, residual_impact=3, due=date(2026, 6, 1), controls=["A", "B"], cause=POSTS.cause)
    assert (after.residual, after.controls) == (6, ("A", "B"))
    assert [(one.when, one.field, one.before, one.after) for one in after.history] == [
        (NOON, "residual_impact", "4", "3"),
        (NOON, "due", "2026-04-30", "2026-06-01"),
        (NOON, "controls", POSTS.controls[0], "A\nB"),
    ]


def test_a_second_change_is_added_to_the_first() -> None:
    later = NOON + timedelta(days=1)
    twice = changed(changed(POSTS, NOON, notes="a"), later, notes="b")
    assert [(one.when, one.before, one.after) for one in twice.history] == [(NOON, "", "a"), (later, "a", "b")]


def test_a_risk_takes_the_place_of_the_one_with_its_id() -> None:
    other = evolve(POSTS, event="Another event")
    assert with_risk(SOUND, other).risks == (other, BUDGET)
    assert with_risk(SOUND, evolve(POSTS, id="R7")).risks[2].id == "R7"
    assert without_risk(SOUND, "R1").risks == (BUDGET,)


def test_a_new_id_is_never_one_that_was_taken() -> None:
    assert next_id(Register()) == "R1"
    assert next_id(Register(risks=tuple(map(Risk, ("R2", "R10", "Rx", "r99", "R" + "9" * 5_000))))) == "R11"


def test_a_smaller_grid_keeps_lowest_and_highest_and_says_so_in_the_history() -> None:
    risks = tuple(Risk(f"R{n}", inherent_likelihood=n, inherent_impact=6 - n) for n in range(1, 6))
    small = resized(Register("T", "S", risks=risks), 3, NOON)
    assert [risk.inherent_likelihood for risk in small.risks] == [1, 2, 2, 3, 3]
    assert (small.likelihood, small.impact) == (likelihood_words(3), impact_words(3))
    assert [(one.field, one.before, one.after) for one in small.risks[4].history] == [("inherent_likelihood", "5", "3")]
    assert resized(small, 3, NOON) is small


@given(registers(), st.sampled_from(SIZES))
@modest
def test_a_register_of_any_size_fits_any_other(register: Register, size: int) -> None:
    moved = resized(register, size, NOON)
    assert heat_map(moved, "residual").unrated == heat_map(register, "residual").unrated
    assert [risk.controls for risk in moved.risks] == [risk.controls for risk in register.risks]


def test_every_field_that_people_fill_in_has_a_label() -> None:
    fields = {attribute.name for attribute in Risk.__attrs_attrs__}  # type: ignore[attr-defined]
    assert set(LABELS) == fields - {"history"}
