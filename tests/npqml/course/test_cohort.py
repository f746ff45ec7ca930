from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from npqml.course.cohort import Cohort, load_cohort
from npqml.refusal import Refusal

COURSE = Path(__file__).parents[3] / "course"
DEMOS = ("demo-primary", "demo-secondary", "demo-special")


@pytest.mark.parametrize("name", DEMOS)
def test_a_demonstration_cohort_says_that_it_is_made_up_and_spans_one_school_year(name: str) -> None:
    cohort = load_cohort(COURSE, name)
    assert "made up" in (COURSE / "cohorts" / f"{name}.toml").read_text(encoding="utf-8")
    assert cohort.name == name
    assert [term.name for term in cohort.terms] == ["Autumn", "Spring", "Summer"]
    assert cohort.terms[0].start >= date(2026, 9, 1)
    assert cohort.terms[-1].end <= date(2027, 7, 31)
    assert all(before.end < after.start for before, after in pairwise(cohort.terms))
    assert all(day.weekday() < 5 for term in cohort.terms for day in (term.start, term.end))


def test_the_demonstration_cohorts_differ_in_phase_school_and_seed() -> None:
    cohorts = [load_cohort(COURSE, name) for name in DEMOS]
    assert [one.phase for one in cohorts] == ["primary", "secondary", "special"]
    assert len({one.school for one in cohorts}) == len({one.seed for one in cohorts}) == 3


def test_parameters_are_plain_values_under_the_names_that_notebooks_use() -> None:
    parameters = load_cohort(COURSE, "demo-secondary").parameters()
    own = [name for name in parameters if not name.startswith(("date_", "project_"))]
    assert own == [
        "cohort", "school", "school_type", "phase", "subject", "key_stage", "year_group", "results_year", "team_size",
        "minimum_group", "seed", "year_ends", "baseline", "outcome", "standard", "unit", "units", "baseline_words",
        "outcome_words", "standard_words", "comparison_words", "paper_words",
    ]  # fmt: skip
    assert all(type(value) in (str, int, float, bool) for value in parameters.values())
    assert (parameters["cohort"], parameters["phase"], parameters["key_stage"]) == (
        "demo-secondary",
        "secondary",
        4,
    )


def test_another_seed_changes_the_seed_and_nothing_else() -> None:
    cohort = load_cohort(COURSE, "demo-primary")
    other = cohort.with_seed(cohort.seed + 1)
    assert other != cohort
    assert other.with_seed(cohort.seed) == cohort
    assert other.parameters() == {**cohort.parameters(), "seed": cohort.seed + 1}


def test_a_seed_below_nothing_is_refused() -> None:
    with pytest.raises(Refusal, match=r"cohort demo-primary: seed: found -1; expected a whole number from 0"):
        load_cohort(COURSE, "demo-primary").with_seed(-1)


GOOD = """\
title = "Autumn starters"
provider = "A provider"
school = "A School"
school_type = "academy"
phase = "primary"
key_stage = 2
year_group = 6
subject = "mathematics"
team_size = 5
results_year = 2026
pupils = 58
mess = true
seed = 7
year_ends = "31 August"
training_days = [2026-09-02, 2027-01-04]

[[term]]
name = "Autumn"
start = 2026-09-02
end = 2026-12-18
half_term_start = 2026-10-26
half_term_end = 2026-10-30

[[term]]
name = "Spring"
start = 2027-01-04
end = 2027-03-25
half_term_start = 2027-02-15
half_term_end = 2027-02-19
"""


def cohort_of(folder: Path, text: str) -> Cohort:
    """Read a cohort's file with this text, from a course that has nothing else."""
    (folder / "cohorts").mkdir()
    (folder / "cohorts" / "autumn.toml").write_text(text, encoding="utf-8")
    return load_cohort(folder, "autumn")


def test_a_cohort_that_does_not_say_holds_back_groups_under_six(tmp_path: Path) -> None:
    assert cohort_of(tmp_path, GOOD).minimum_group == 6


def test_a_special_school_may_have_any_key_stage_and_many_years(tmp_path: Path) -> None:
    text = GOOD.replace('"primary"', '"special"').replace("year_group = 6", 'year_group = "3 to 11"')
    assert cohort_of(tmp_path, text.replace("key_stage = 2", "key_stage = 3")).year_group == "3 to 11"


FAULTS = {
    "a key that is not known": (
        "mess = true",
        "mess = true\nmessy = true",
        "autumn.toml: line 13: found a key that is not known here: messy",
    ),
    "a key left out": ('subject = "mathematics"\n', "", "subject: found nothing; expected a value"),
    "a phase that is not known": (
        '"primary"',
        '"middle"',
        "phase: found 'middle'; expected one of 'primary', 'secondary', 'special'",
    ),
    "a key stage of another phase": (
        "key_stage = 2",
        "key_stage = 4",
        "key_stage: found 4; expected one of 2, as the phase is primary",
    ),
    "a year group of another key stage": (
        "year_group = 6",
        "year_group = 9",
        "year_group: found 9; expected 6, the year group with results",
    ),
    "years in words in a primary school": (
        "year_group = 6",
        'year_group = "Year 6"',
        "year_group: found 'Year 6'; expected 6, the year group",
    ),
    "a number in words": (
        "team_size = 5",
        'team_size = "five"',
        "team_size: found 'five'; expected a whole number",
    ),
    "a number that is not whole": (
        "team_size = 5",
        "team_size = 4.5",
        "team_size: found 4.5; expected a whole number",
    ),
    "yes for true": ("mess = true", 'mess = "yes"', "mess: found 'yes'; expected true or false"),
    "true for a number": ("seed = 7", "seed = true", "seed: found True; expected a whole number"),
    "groups of two shown": (
        "mess = true",
        "mess = true\nminimum_group = 2",
        "minimum_group: found 2; expected a whole number from 4",
    ),
    "a smallest group that the project's own pupils do not reach": (
        "mess = true",
        "mess = true\nminimum_group = 16",
        "minimum_group: found 16; expected 15 or fewer in a primary school",
    ),
    "too few pupils": (
        "pupils = 58",
        "pupils = 4",
        "pupils: found 4; expected 30 or more for a primary school where groups under 6 are not shown",
    ),
    "too many pupils": (
        "pupils = 58",
        "pupils = 58000",
        "pupils: found 58000; expected 450 or fewer for a primary school",
    ),
    "too few pupils for groups as large as these": (
        "pupils = 58",
        "pupils = 58\nminimum_group = 15",
        "pupils: found 58; expected 75 or more for a primary school where groups under 15 are not shown",
    ),
    "a subject that the data do not fit": (
        'subject = "mathematics"',
        'subject = "PE"',
        "subject: found 'PE'; expected mathematics, the subject in which the made-up pupils have results",
    ),
    "an export without any mess": ("mess = true", "mess = false", "mess: found false; expected true: tasks ask what"),
    "results that are still to come": (
        "results_year = 2026",
        "results_year = 2031",
        "results_year: found 2031; expected a whole number from 2016 to 2027",
    ),
    "a day that does not exist": (
        "end = 2027-03-25",
        "end = 2027-02-30",
        "line 27, end: found 2027-02-30, a day that does not exist",
    ),
    "a day in quotation marks": (
        "end = 2027-03-25",
        'end = "25/03/2027"',
        "term Spring, end: found '25/03/2027'; expected a date",
    ),
    "a term that ends before it starts": (
        "end = 2026-12-18",
        "end = 2026-08-18",
        "term Autumn, end: found 2026-08-18; expected a day after its start",
    ),
    "terms that overlap": (
        "start = 2027-01-04",
        "start = 2026-12-18",
        "term Spring, start: found 2026-12-18; expected a day after the end of Autumn",
    ),
    "terms of two school years": (
        "end = 2027-03-25",
        "end = 2028-03-25",
        "term: found terms over 570 days; expected one school year",
    ),
    "one term only": (
        '[[term]]\nname = "Spring"\nstart = 2027-01-04\nend = 2027-03-25\n'
        "half_term_start = 2027-02-15\nhalf_term_end = 2027-02-19\n",
        "",
        "term: found 1 terms; expected at least 2",
    ),
    "a term without an end": ("end = 2027-03-25\n", "", "term Spring, end: found nothing"),
    "a half-term that is not in its term": (
        "half_term_start = 2026-10-26\nhalf_term_end = 2026-10-30",
        "half_term_start = 2026-08-24\nhalf_term_end = 2026-08-28",
        "term Autumn, half_term: found 2026-08-24 to 2026-08-28; expected days within the term",
    ),
    "a training day in the holidays": (
        "2027-01-04]",
        "2027-02-17]",
        "training_days: found 2027-02-17; expected a weekday of a term, not in its half-term",
    ),
    "a training day twice": (
        "2027-01-04]",
        "2026-09-02]",
        "training_days: found 2 days; expected at most 10, each once",
    ),
    "an academy whose year ends as a maintained school's": (
        '"31 August"',
        '"31 March"',
        "year_ends: found 31 March; expected 31 August, as the school is an academy",
    ),
    "an equals sign lost": (
        "pupils = 58",
        "pupils 58",
        "line 11, pupils: found pupils 58; expected a key, an = and a value. Write: pupils = 58",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_file_and_entry(fault: str, tmp_path: Path) -> None:
    old, new, message = FAULTS[fault]
    assert GOOD.count(old) == 1
    with pytest.raises(Refusal) as refused:
        cohort_of(tmp_path, GOOD.replace(old, new))
    assert str(refused.value).startswith(str(tmp_path / "cohorts" / "autumn.toml"))
    assert message in str(refused.value)


def test_a_cohort_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(Refusal, match=r"no such cohort; expected .*: demo-primary, demo-secondary, demo-special"):
        load_cohort(COURSE, "demo-infant")


@pytest.mark.parametrize("name", ["../framework", "demo/primary", "C:\\cohorts\\demo", "", "Demo", "demo-primary.toml"])
def test_a_name_that_is_a_path_is_refused(name: str) -> None:
    with pytest.raises(Refusal, match=r"cohorts: found .*; expected small letters, digits and hyphens"):
        load_cohort(COURSE, name)
