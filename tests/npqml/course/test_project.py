from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from npqml.course.cohort import Cohort, Term, load_cohort
from npqml.course.project import load_project
from npqml.course.school_year import WEEKDAYS, school_year
from npqml.refusal import Refusal

COURSE = Path(__file__).parents[3] / "course"
DEMOS = ("demo-primary", "demo-secondary", "demo-special")
STORY = (
    "check_september", "trial_groups", "approach_chosen", "team_asked", "budget_planned", "check_october",
    "risks_written", "governors_meet", "full_run", "first_workshop", "second_workshop", "meeting_went_wrong",
    "who_needs_what", "check_december", "parents_workshop", "development_planned", "moderation", "check_february",
    "mid_year_numbers",
    "mid_year_decision", "reviews", "feedback_round", "safe_mornings", "catch_up_ends", "check_june", "did_it_help",
    "did_development_help",
)  # fmt: skip
CHAINS = (
    ("check_september", "trial_groups", "check_october", "full_run"),
    (
        "approach_chosen",
        "team_asked",
        "budget_planned",
        "governors_meet",
        "full_run",
        "meeting_went_wrong",
        "meeting_again",
    ),
    ("risks_written", "governors_meet"),
    ("first_workshop", "second_workshop", "check_december", "parents_workshop"),
    ("full_run", "check_december", "development_planned", "check_february", "mid_year_numbers", "mid_year_decision"),
    ("mid_year_decision", "reviews"),
    ("safe_mornings", "catch_up_ends", "check_june", "did_it_help", "did_development_help"),
)
"""What can only happen when the one before it has, whatever the terms."""
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


def bank_holidays(year: int) -> dict[date, str]:
    """Return England's bank holidays of a calendar year by day."""
    return dict(holidays.country_holidays("GB", subdiv="ENG", years=year))


def monday_from(day: date) -> date:
    """Return the day itself where it is a Monday, else the next one."""
    return day + (-day.weekday() % 7) * DAY


@st.composite
def school_years(draw: st.DrawFn) -> Cohort:
    """Return a school with terms as some council in England sets them, and at most one training day in each month."""
    september = draw(st.integers(2024, 2035))
    summer = september + 1
    good_friday = next(day for day, name in bank_holidays(summer).items() if name == "Good Friday")
    last = draw(st.sampled_from((good_friday - DAY, max(good_friday - WEEK, date(summer, 3, 24)), date(summer, 4, 1))))
    october, february, may = (
        monday_from(date(september, 10, draw(st.integers(18, 25)))),
        monday_from(date(summer, 2, draw(st.integers(8, 16)))),
        monday_from(date(summer, 5, 25)),
    )
    autumn, christmas = date(september, 9, draw(st.integers(1, 6))), date(september, 12, draw(st.integers(17, 22)))
    january, july = date(summer, 1, draw(st.integers(2, 8))), date(summer, 7, draw(st.integers(18, 24)))
    terms = (
        Term("Autumn", autumn, christmas, october, october + draw(st.sampled_from((4, 11))) * DAY),
        Term("Spring", january, last, february, february + 4 * DAY),
        Term("Summer", monday_from(last + 2 * WEEK), july, may, may + 4 * DAY),
    )
    weekdays = [
        day for term in terms for day in (term.start + after * DAY for after in range((term.end - term.start).days))
        if day.weekday() < len(WEEKDAYS) and not term.half_term_start <= day <= term.half_term_end
    ]  # fmt: skip
    training = draw(st.lists(st.sampled_from(weekdays), max_size=5, unique_by=lambda day: day.month))
    return evolve(load_cohort(COURSE, draw(st.sampled_from(DEMOS))), terms=terms, training_days=tuple(training))


@pytest.mark.parametrize("name", DEMOS)
def test_every_date_of_the_project_is_a_school_day(name: str) -> None:
    cohort = load_cohort(COURSE, name)
    year = school_year(cohort)
    assert [key for key, day in load_project(COURSE, cohort).dates.items() if not year.is_school_day(day)] == []


@pytest.mark.parametrize("name", DEMOS)
def test_the_story_goes_in_order(name: str) -> None:
    dates = load_project(COURSE, load_cohort(COURSE, name)).dates
    assert [dates[key] for key in STORY] == sorted(dates[key] for key in STORY)


@given(school_years())
def test_in_any_school_year_each_date_is_a_school_day_and_follows_what_it_hangs_on(cohort: Cohort) -> None:
    year, dates = school_year(cohort), load_project(COURSE, cohort).dates
    assert [f"{key}: {day:%a %d %b %Y}" for key, day in dates.items() if not year.is_school_day(day)] == []
    for chain in CHAINS:
        told = {key: dates[key] for key in chain}
        assert list(told.values()) == sorted({*told.values()}), told


def test_a_texts_words_name_the_day_and_the_phases_number() -> None:
    words = load_project(COURSE, load_cohort(COURSE, "demo-secondary")).words()
    assert words["date_governors_meet"] == "Thursday 5 November 2026"
    assert words["project_places"] == "36"


def project_with(folder: Path, rules: str) -> None:
    numbers = '[number.places]\nwhat = "Places."\nprimary = 1\nsecondary = 2\nspecial = 3\n'
    cost = '[[cost]]\nline = "Quizzes"\nstrand = "in class"\nprimary = 1\nsecondary = 2\nspecial = 3\n'
    (folder / "project.toml").write_text(f"{rules}\n{numbers}\n{cost}", encoding="utf-8")
    load_project(folder, load_cohort(COURSE, "demo-secondary"))


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ('after = "Martinmas"', "date day: found 'Martinmas'; expected a month, a term with start, half-term or end"),
        ('after = "day"', "date day: found a date that hangs on itself"),
        ('after = "June"\nbefore = "July"', "date day: found both or none of after and before"),
        ('after = "June"\nweekday = "Saturday"', "date day: found weekday 'Saturday'; expected one of Monday"),
        ('after = "July"\nweeks = 9', "date day: found no such school day in this cohort's year"),
    ],
)
def test_a_rule_that_names_no_day_is_refused_in_words(tmp_path: Path, rule: str, message: str) -> None:
    with pytest.raises(Refusal) as refused:
        project_with(tmp_path, f'[date.day]\nwhat = "A day."\nmodule = "1a"\n{rule}\n')
    assert message in str(refused.value)


def test_a_day_without_pupils_moves_on_to_one_that_fits() -> None:
    """27 November is a training day: the Friday after it is meant."""
    cohort = load_cohort(COURSE, "demo-secondary")
    assert date(2026, 11, 27) in cohort.training_days
    assert date(2026, 11, 27) not in load_project(COURSE, cohort).dates.values()
