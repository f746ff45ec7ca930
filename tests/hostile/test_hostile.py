"""Nothing is gained, read, left or stopped by any hostile or unlucky submission."""

from __future__ import annotations

import os
import re
import time

import pytest

from npqml.grading.gradebook.book import gradebook
from npqml.grading.submission.read import sha256_of
from tests.hostile.case import ALL_MARKS, HONEST, PRIVATE, Case, said
from tests.hostile.cases import CASES
from tests.hostile.conftest import contents, finished, hostile_course, start, tidy
from tests.npqml.conftest import COHORT
from tests.npqml.grading.gradebook.as_nbgrader_reads import marks

pytestmark = pytest.mark.slow
OPEN = [case for case in CASES if case.open]
each = pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])


def test_there_are_at_least_forty_cases():
    assert len(CASES) >= 40


@each
def test_a_case_gets_the_marks_that_it_deserves_and_nothing_else(run, case: Case):
    result = run.results[case.name]
    assert result.mark == case.marks, result.reasons
    with gradebook(run.place, COHORT) as book:
        rows = marks(book, "1a", case.name)
    assert sum(row.mark or 0 for row in rows.values()) == (case.marks or 0)
    assert all(row.manual is None for row in rows.values())


@each
def test_a_case_reads_and_reaches_nothing(run, case: Case):
    shown = said(run.notebook(case.name))
    assert "GOT:" not in shown
    assert PRIVATE not in shown
    if case.probe and "TRIED" not in shown:
        pytest.fail(f"not shown: the probe has not come to its end, which says nothing of the sandbox: {shown}")
    assert case.probe or "TRIED" not in shown, shown


@each
def test_a_case_forges_no_verdict(run, case: Case):
    for cell in run.notebook(case.name)["cells"]:
        marking = cell["metadata"].get("nbgrader", {})
        if marking.get("grade") and marking.get("locked"):
            assert "FORGED" not in cell["source"] + said({"cells": [cell]})
        else:
            assert not any("verdict" in kind for out in cell.get("outputs", []) for kind in out.get("data", {}))


def test_every_other_candidate_is_graded(run):
    assert run.told["graded"] == len(run.results) == len(CASES) + len(HONEST)
    assert [run.results[name].mark for name in HONEST] == [ALL_MARKS, ALL_MARKS]


def test_the_course_and_what_was_handed_in_stay_as_they_were(run):
    assert contents(run.place.root) == run.before


def test_nothing_is_left_on_this_machine(run):
    assert run.told["left"] == []
    assert tidy() == []


def test_what_scans_memory_can_see_its_own(run):
    assert "SEES ITS OWN" in said(run.notebook("pair-memory-2-scans"))


def test_an_endless_output_is_cut_and_said(run):
    assert "cut" in said(run.notebook("output-flood"))


def test_a_file_that_hardly_ends_is_not_read_through(tmp_path):
    (tmp_path / "pupils.csv").touch()
    os.truncate(tmp_path / "pupils.csv", 2**40)
    began = time.process_time()
    first = sha256_of(tmp_path)
    assert time.process_time() - began < 5  # reading it through takes minutes
    os.truncate(tmp_path / "pupils.csv", 2**40 + 1)
    assert sha256_of(tmp_path) != first


def test_reasons_are_words_for_a_person(run):
    reasons = [why for one in run.results.values() if not one.graded for why in one.reasons]
    assert len(reasons) > 10
    assert not [why for why in reasons if re.search(r"Error\b|Traceback|/root|/tmp", why)]


@pytest.fixture(scope="module")
def without(tmp_path_factory):
    """Grade the probes that are to succeed without a sandbox, in a copy of their own."""
    root = tmp_path_factory.mktemp("open") / "course"
    place = hostile_course(root, OPEN)
    yield finished(place, contents(root), start(place, str(root), "open"))
    tidy()


@pytest.mark.parametrize("case", OPEN, ids=[case.id for case in OPEN])
def test_without_the_sandbox_the_same_probe_succeeds(without, case: Case):
    shown = said(without.notebook(case.name))
    if "TRIED" not in shown:
        pytest.fail(f"not shown: the probe has not come to its end: {shown}")
    assert "GOT:" in shown
    assert without.results[case.name].unprotected
