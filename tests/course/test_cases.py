"""The course's own cases and questions: complete, sourced, in British English. It mirrors no module."""

from __future__ import annotations

from pathlib import Path

import pytest

from npqml.course.framework import load_framework
from npqml.course.sources import load_sources
from npqml_widgets.documents.quiz import load_questions
from npqml_widgets.documents.scenario.load import load_case

COURSE = Path(__file__).parents[2] / "course"
CASES = sorted((COURSE / "cases").glob("case-*.toml"))
QUESTIONS = sorted(COURSE.glob("[1-9]-*/*/questions.toml"))


@pytest.mark.parametrize("file", CASES, ids=lambda one: one.stem)
def test_a_case_is_large_enough_to_get_lost_in(file):
    case = load_case(file)
    assert len(case.situation) >= 1.5 * len(case.path)
    assert len(case.choices) >= 2 * len(case.situation)
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


@pytest.mark.parametrize("file", QUESTIONS, ids=lambda one: one.parent.name)
def test_a_module_has_at_least_twelve_questions_that_do_not_give_themselves_away(file):
    questions = load_questions(file).question
    module = file.parent.name.partition("-")[0]
    [criteria] = [one.criteria for one in load_framework(COURSE).learn_how_to if one.id == module]
    assert len(questions) >= 12
    longest = sum(max(one.option, key=lambda option: len(option.words)).right for one in questions)
    assert longest <= len(questions) / 2
    assert {one.criterion for one in questions} <= set(criteria)
