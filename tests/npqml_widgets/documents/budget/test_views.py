"""What a budget says at a glance: who pays, forecast and actual, the cost of a place, what if."""

from __future__ import annotations

from datetime import date

from attrs import evolve
from hypothesis import given

from npqml_widgets.documents.budget.costs import cost
from npqml_widgets.documents.budget.model import Budget
from npqml_widgets.documents.budget.periods import total
from npqml_widgets.documents.budget.views import (
    NO_STRAND,
    Paid,
    Variance,
    by_strand,
    each,
    paid_by,
    unfunded,
    variance_of_all,
    variances,
    what_if,
)
from tests.npqml_widgets.documents.budget.budgets import COVER, LICENCE, SOUND, TUTORS, budgets


def test_what_is_charged_stands_beside_what_is_promised_and_the_rest_is_not_funded() -> None:
    nobody = evolve(SOUND, lines=(TUTORS, evolve(LICENCE, payer=""), COVER))
    charged = cost(SOUND, TUTORS).total
    assert paid_by(nobody) == (
        Paid("premium", charged, 443_500), Paid("department", 611_016, 611_000), Paid("", 69_012, 0),
    )  # fmt: skip
    assert unfunded(nobody) == 16 + 69_012


@given(budgets())
def test_payers_and_strands_each_add_up_to_the_whole(budget: Budget) -> None:
    assert sum(paid.charged for paid in paid_by(budget)) == total(budget)
    assert sum(by_strand(budget).values()) == total(budget)


def test_strands_are_one_whatever_their_capitals_and_spaces() -> None:
    lines = (TUTORS, evolve(LICENCE, strand=" catch-up"), evolve(COVER, strand=""))
    assert list(by_strand(evolve(SOUND, lines=lines))) == ["Catch-up", NO_STRAND]


def test_a_variance_is_said_in_pounds_per_cent_and_words() -> None:
    assert Variance("L1", 150_000, 162_000).words == "£120.00 (8%) over the forecast"
    assert Variance("L1", 150_000, 130_000).words == "£200.00 (13.33%) under the forecast"
    assert Variance("L1", 0, 5_000).words == "£50.00 over the forecast"
    assert Variance("L1", 500, 500).words == "as forecast"


def test_only_lines_with_an_actual_amount_are_compared_up_to_the_month() -> None:
    lines = (evolve(TUTORS, actual=100_000), LICENCE, evolve(COVER, paid_on=date(2026, 12, 1), actual=600_000))
    budget = evolve(SOUND, actuals_to=date(2026, 12, 31), lines=lines)
    assert [variance.line for variance in variances(budget)] == ["L1", "L3"]
    assert variance_of_all(budget).actual == 700_000
    assert variances(budget)[1] == Variance("L3", 611_016, 600_000)


def test_the_cost_of_a_place_is_to_the_penny_and_nothing_without_places() -> None:
    assert each(100_000, 36) == 2_778
    assert each(100_000, 0) is None
    assert each(100_000, None) is None


def test_what_if_says_what_becomes_of_total_years_and_place_and_changes_nothing() -> None:
    found = what_if(SOUND, COVER, quantity=4200, times=None, price=10_000)
    rows = {words: after - before for words, before, after in found.rows}
    assert rows["Whole plan"] == -191_016
    assert rows["Year to 31 March 2027"] + rows["Year to 31 March 2028"] == -191_016
    assert rows["For each place"] == each(found.rows[0][2], 36) - each(found.rows[0][1], 36)
    assert "£1,910.16 less than" in found.words
    assert SOUND.lines[2] == COVER
    assert "costs the same" in what_if(SOUND, COVER, quantity=4200, times=1, price=14548).words
