"""No change to a risk register goes without a trace."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.documents.risk.changes import changed, resized
from npqml_widgets.documents.risk.model import Register, Risk
from npqml_widgets.documents.risk.scales import SIZES, impact_words, likelihood_words
from npqml_widgets.documents.risk.views import heat_map
from tests.npqml_widgets.documents.risk.risks import NOON, POSTS, registers

modest = settings(deadline=None, max_examples=50)


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
