"""The course's own cases and questions: complete, sourced, in British English. It mirrors no module."""

from __future__ import annotations

from pathlib import Path

import pytest

from npqml.course.sources import load_sources
from npqml_widgets.documents.quiz import load_questions
from npqml_widgets.documents.scenario.load import load_case

COURSE = Path(__file__).parents[2] / "course"
CASES = sorted((COURSE / "cases").glob("case-*.toml"))
QUESTIONS = sorted(COURSE.glob("[1-9]-*/*/questions.toml"))


@pytest.mark.parametrize("file", CASES, ids=lambda one: one.stem)
def test_a_case_is_large_enough_to_get_lost_in(file):
    case = load_case(file)
    assert len(case.situation) >= 12
    assert len(case.choices) >= 25
    assert len(case.end) >= 4


@pytest.mark.parametrize("file", CASES, ids=lambda one: one.stem)
def test_neither_its_place_nor_its_length_gives_the_reasoned_way_away(file):
    case = load_case(file)
    offers = [(case.choices[key][0].offered, case.choices[key][1]) for key in case.path]
    assert sum(ways[0] == right for ways, right in offers) <= len(offers) / 2
    assert sum(max(ways, key=lambda one: len(one.words)) == right for ways, right in offers) <= len(offers) / 2


@pytest.mark.parametrize("file", [*CASES, *QUESTIONS], ids=lambda one: one.stem)
def test_everything_cited_is_a_source_of_the_course(file):
    loaded = load_case(file) if file in CASES else load_questions(file)
    sources = load_sources(COURSE)
    missing = [key for key in loaded.sources if key not in sources]
    assert not missing, f"{file} cites what course/sources.toml does not have: {', '.join(missing)}"


def test_module_1a_has_at_least_twelve_questions_that_do_not_give_themselves_away():
    questions = load_questions(next(one for one in QUESTIONS if "1a-" in one.parent.name)).question
    assert len(questions) >= 12
    longest = sum(max(one.option, key=lambda option: len(option.words)).right for one in questions)
    assert longest <= len(questions) / 2
    assert all(one.criterion in ("1.1.1", "1.1.2") for one in questions)
