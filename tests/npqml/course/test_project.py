from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from npqml.course.cohort import load_cohort
from npqml.course.project import load_project
from npqml.course.school_year import school_year
from npqml.refusal import Refusal

COURSE = Path(__file__).parents[3] / "course"
DEMOS = ("demo-primary", "demo-secondary", "demo-special")


@pytest.mark.parametrize("name", DEMOS)
def test_every_date_of_the_project_is_a_school_day(name: str) -> None:
    cohort = load_cohort(COURSE, name)
    year = school_year(cohort)
    assert [key for key, day in load_project(COURSE, cohort).dates.items() if not year.is_school_day(day)] == []


@pytest.mark.parametrize("name", DEMOS)
def test_the_story_goes_in_order(name: str) -> None:
    dates = load_project(COURSE, load_cohort(COURSE, name)).dates
    story = (
        "check_september", "trial_groups", "approach_chosen", "team_asked", "budget_planned", "check_october",
        "risks_written", "governors_meet", "full_run", "meeting_went_wrong", "who_needs_what", "check_december",
        "parents_workshop", "development_planned", "moderation", "check_february", "mid_year_numbers",
        "mid_year_decision", "reviews", "feedback_round", "safe_mornings", "catch_up_ends", "check_june", "did_it_help",
        "did_development_help",
    )  # fmt: skip
    assert [dates[key] for key in story] == sorted(dates[key] for key in story)


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
