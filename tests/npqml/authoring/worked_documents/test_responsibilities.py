"""The worked table of responsibilities holds what module 4b asks of one, with the course's people."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from npqml.authoring.worked_documents.responsibilities import (
    OUR_LEAD,
    PARTNER,
    THEIR_LEAD,
    TUTOR,
    worked_responsibilities,
)
from npqml.course.cohort import load_cohort
from npqml_widgets.documents.responsibilities.consistency import warnings

COURSE = Path(__file__).parents[4] / "course"


@pytest.fixture(params=("demo-primary", "demo-secondary", "demo-special"))
def made(request):
    cohort = load_cohort(COURSE, request.param)
    return cohort, worked_responsibilities(cohort)


def test_there_is_nothing_to_mend(made):
    assert [mend.words for mend in warnings(made[1])] == []


def test_each_school_answers_for_two_or_more_and_each_founder_for_two_or_fewer(made):
    cohort, table = made
    answers = Counter(name for task in table.tasks for name in task.accountable)
    schools = {post.name: post.school for post in table.posts}
    of_schools = Counter(dict.fromkeys(schools.values(), 0))
    for name, times in answers.items():
        of_schools[schools[name]] += times
    assert set(of_schools) == {cohort.school, PARTNER}
    assert min(of_schools.values()) >= 2
    assert max(answers[OUR_LEAD], answers[THEIR_LEAD]) <= 2


def test_a_tutor_does_some_of_it_and_answers_neither_for_disputes_nor_for_the_unit(made):
    tasks = made[1].tasks
    assert any("R" in task.letters_of(TUTOR) for task in tasks)
    assert not any("A" in task.letters_of(TUTOR) for task in tasks)
