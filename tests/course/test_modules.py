"""Every module of the course against every gate, for each demo cohort and variants of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from npqml.authoring.gates import coverage, run, trials
from npqml.course.cohort import cohort_names
from npqml.course.framework import load_framework
from npqml.course.modules import modules
from tests.conftest import EVERYTHING

COURSE = Path(__file__).parents[2] / "course"
MODULES = list(modules(COURSE))
COHORTS = cohort_names(COURSE)
VARIANTS = 1 if EVERYTHING else 0  # beside the cohort's own
NOT_WRITTEN = {"learn_how_to": 9, "learn_about": 12, "criteria": 8}
"""How much may be missing: lower these as modules are written, never raise them."""


def listed(problems) -> str:
    return "\n".join(str(one) for one in problems)


@pytest.mark.parametrize("module", MODULES)
def test_texts_headers_names_and_bank_are_as_authors_agreed(module):
    found = run.texts(COURSE, modules(COURSE)[module])
    assert not found, listed(found)


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("cohort", COHORTS)  # the slower one: a cohort's pupils are drawn once for all modules
def test_every_answer_gets_its_mark_and_message_in_every_variant(module, cohort):
    found = trials.faults(COURSE, modules(COURSE)[module], cohort, variants=VARIANTS)
    assert not found, listed(found)


def test_no_notebook_stands_outside_the_framework():
    assert not coverage.faults(COURSE)


def test_what_is_missing_only_ever_gets_less():
    missing = {kind: len(ids) for kind, ids in coverage.missing(coverage.coverage(COURSE)).items()}
    assert all(missing[kind] <= most for kind, most in NOT_WRITTEN.items()), missing


def test_coverage_names_every_part_of_the_framework_once():
    found = coverage.coverage(COURSE)
    framework = load_framework(COURSE)
    assert list(found["learn_how_to"]) == [one.id for one in framework.learn_how_to]
    assert list(found["learn_about"]) == [one.id for one in framework.learn_about]
    assert list(found["criteria"]) == [one.id for one in framework.criteria]
    assert [len(paths) for paths in found.values()] == [16, 26, 16]
    written = [path for paths in found.values() for path in paths.values() if path]
    assert all((COURSE.parent / path).is_file() for path in written)


def test_module_1a_is_complete():
    found = coverage.coverage(COURSE)
    assert found["learn_how_to"]["1a"]
    assert found["learn_about"]["1a-1"]
    assert found["learn_about"]["1a-2"]
    assert found["criteria"]["1.1.1"]
    assert found["criteria"]["1.1.2"]
