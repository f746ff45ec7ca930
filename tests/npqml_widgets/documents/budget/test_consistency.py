"""What does not add up is said by rule, in words that name the line and what to do; a sound budget has nothing."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given

from npqml_widgets.documents.budget.consistency import named, warnings
from npqml_widgets.documents.budget.model import Budget, Line
from tests.npqml_widgets.documents.budget.budgets import COVER, LICENCE, SOUND, TUTORS, budgets


def rules(budget: Budget) -> list[tuple[str, str]]:
    return [(warning.line, warning.rule) for warning in warnings(budget)]


def with_lines(*lines: Line) -> Budget:
    """Return a budget whose payers have promised what they are charged."""
    from npqml_widgets.documents.budget.views import paid_by

    budget = evolve(SOUND, lines=lines)
    return evolve(budget, funding={paid.payer: max(0, paid.charged) for paid in paid_by(budget) if paid.payer})


def test_a_sound_budget_has_nothing_to_mend_and_an_empty_one_is_left_in_peace() -> None:
    assert warnings(with_lines(TUTORS, LICENCE, COVER)) == ()
    assert warnings(Budget()) == ()


@pytest.mark.parametrize(
    ("line", "rule", "words"),
    [
        (evolve(TUTORS, price=None), "empty amount", "its price of one is missing, so it counts as nothing yet"),
        (evolve(TUTORS, quantity=None, price=None), "empty amount", "its quantity and price of one are missing"),
        (evolve(COVER, actual=-5), "below nought", "its actual so far is below nought. A cost has no minus"),
        (evolve(COVER, price=0), "release for nothing", "it costs nothing, though staff are released or trained"),
        (evolve(TUTORS, scheme=""), "no on-costs", "it is pay without a pension"),
        (evolve(TUTORS, serves_from=date(2026, 3, 1), serves_to=date(2026, 3, 31)), "no on-costs",
         "there is no rate of “Local government pension” that holds in March 2026"),
        (evolve(TUTORS, serves_from=date(2027, 3, 1), serves_to=date(2027, 2, 1)), "dates", "ends before it begins"),
        (evolve(TUTORS, serves_to=date(2207, 2, 1)), "dates", "Check the years"),
        (evolve(TUTORS, serves_from=date(2026, 9, 1)), "outside the project",
         "from 1 September 2026, before the project begins on 9 November 2026"),
        (evolve(LICENCE, later_payer="", recurs="once"), "outside the project",
         "until 31 December 2027, after the project ends on 28 May 2027; £402.57 of it falls into later months"),
        (evolve(LICENCE, price=0, actual=500), "actual without forecast", "£5.00 was spent, but nothing was forecast"),
        (evolve(COVER, recurs=""), "once or running", "nobody has said whether it is paid once or runs on"),
        (evolve(COVER, payer=""), "no payer", "nobody pays for it yet"),
        (evolve(TUTORS, later_payer=""), "no payer next year", "it runs on, and nobody is named who pays next year"),
    ],
)  # fmt: skip
def test_each_rule_names_the_line_and_says_what_is_wrong(line: Line, rule: str, words: str) -> None:
    others = [other for other in (TUTORS, LICENCE, COVER) if other.id != line.id]
    found = [warning for warning in warnings(with_lines(*others, line)) if warning.line == line.id]
    [said] = [warning.words for warning in found if warning.rule == rule]
    assert said.startswith(f"{named(line)}: ")
    assert words in said


def test_training_at_nought_is_asked_about_even_where_it_is_no_cover() -> None:
    free = Line("L4", "Training of tutors", kind="other", quantity=100, price=0, recurs="once", payer="premium")
    assert ("L4", "release for nothing") in rules(with_lines(COVER, free))


def test_a_promise_that_is_too_small_or_too_large_is_named_and_a_few_pence_are_not() -> None:
    short = evolve(SOUND, funding={"premium": 200_000, "department": 700_000})
    words = [warning.words for warning in warnings(short) if warning.rule == "funding"]
    assert len(words) == 2
    assert "is not funded. Find it, or cut a line." in words[0]
    assert "Department has promised £7,000.00 and is charged £6,110.16: £889.84 is not planned for" in words[1]
    assert "funding" not in [rule for _, rule in rules(evolve(short, funding=dict(with_lines(*SOUND.lines).funding)))]


@pytest.mark.parametrize(
    ("budget", "rule"),
    [
        (evolve(with_lines(TUTORS, COVER), starts=None), "project's dates"),
        (evolve(with_lines(COVER), ends=date(2026, 1, 1)), "project's dates"),
        (with_lines(TUTORS), "no cover"),
        (evolve(with_lines(COVER), places=None), "no places"),
    ],
)
def test_what_is_missing_in_the_whole_is_said(budget: Budget, rule: str) -> None:
    assert ("", rule) in rules(budget)


def test_a_line_without_dates_in_a_project_without_dates_is_in_no_year() -> None:
    assert ("L3", "dates") in rules(evolve(with_lines(COVER), starts=None, ends=None))


@given(budgets())
def test_any_budget_can_be_looked_through(budget: Budget) -> None:
    assert all(warning.words for warning in warnings(budget))
