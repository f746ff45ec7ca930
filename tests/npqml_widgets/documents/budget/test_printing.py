"""The printed budget says what the form says, for anybody's texts."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings

from npqml_widgets.documents.budget.model import Budget
from npqml_widgets.documents.budget.printing import printed, quantity_words, summary
from npqml_widgets.documents.shared.printing import to_docx, to_html
from tests.npqml_widgets.documents.budget.budgets import SOUND, TUTORS, budgets


def test_the_summary_says_total_years_place_next_year_and_what_is_not_funded() -> None:
    words = " ".join(summary(SOUND))
    assert "The whole plan costs £10,545.03; by the school's financial years: year to 31 March 2027" in words
    assert "By strand: Catch-up £4,434.87, In class £6,110.16." in words
    assert "for each of 36 places (Catch-up" in words
    assert "in the same months a year later" in words
    assert "£0.16 of it is not funded." in words


def test_the_page_has_every_line_who_pays_and_forecast_beside_actual() -> None:
    budget = evolve(SOUND, actuals_to=date(2026, 12, 31), lines=(evolve(TUTORS, actual=100_000), *SOUND.lines[1:]))
    page = to_html(printed(budget))
    for words in ("2.5 hours a morning x 70", "Forecast and actual, up to the end of December 2026", "Pupil premium",
                  "Year to 31 March 2028", "2026/27", "Spring 2027", "a minister&#x27;s answer"):  # fmt: skip
        assert words in page
    assert "Forecast and actual" not in to_html(printed(SOUND))


def test_a_quantity_is_said_as_it_is_counted() -> None:
    assert quantity_words(TUTORS) == "2.5 hours a morning x 70"
    assert quantity_words(evolve(TUTORS, quantity=None)) == ""


@given(budgets())
@settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))
def test_any_budget_can_be_printed(budget: Budget) -> None:
    assert to_html(printed(budget)).startswith("<!DOCTYPE html>")


def test_it_can_be_saved_for_word() -> None:
    pytest.importorskip("docx")
    assert to_docx(printed(SOUND)).startswith(b"PK")
