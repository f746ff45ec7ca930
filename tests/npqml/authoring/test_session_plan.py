from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from attrs import evolve

from npqml.authoring.session_plan import session_path, session_plan, write_session_plan
from npqml.course.cohort import load_cohort
from npqml.course.modules import find_module
from npqml.course.sources import load_sources
from npqml.place import Place
from npqml.refusal import Refusal

COURSE = Path(__file__).parents[3] / "course"
MODULE, SOURCES = find_module(COURSE, "1a"), load_sources(COURSE)
COHORTS = ("demo-primary", "demo-secondary", "demo-special")


@pytest.mark.parametrize("name", COHORTS)
def test_a_plan_names_the_cohorts_school_and_smallest_group_and_its_sources_in_words(name):
    cohort = evolve(load_cohort(COURSE, name), minimum_group=10)
    text = session_plan(MODULE, cohort, SOURCES)
    assert cohort.school in text
    assert len(re.findall(r"under\s10\b", text)) == 2
    assert "under six" not in text
    assert not re.search(r"\[@|\{\{|^---|npqml:", text, re.MULTILINE)
    assert text.startswith("# Session 1a")
    first, _, last = text.rpartition("## Sources\n")
    assert SOURCES["fft-two-schools-2026"].short() in first
    assert SOURCES["fft-two-schools-2026"].in_full() in last


def test_timings_and_tables_stay_as_they_were_written():
    text = session_plan(MODULE, load_cohort(COURSE, "demo-secondary"), SOURCES)
    assert "| Minutes | What | Materials |\n|---|---|---|\n| 8 |" in text
    assert "> **D** X made no progress beyond the average: it has too few pupils." in text


def test_it_lies_beside_the_instructors_folders_and_never_in_the_release(tmp_path):
    place, cohort = Place(tmp_path), load_cohort(COURSE, "demo-primary")
    place.source(cohort.name).mkdir(parents=True)
    write_session_plan(place, MODULE, cohort, SOURCES)
    path = session_path(place, cohort.name, "1a")
    assert path.parent == place.source(cohort.name)
    assert cohort.school in path.read_text(encoding="utf-8")
    assert not place.release(cohort.name).exists()


def test_a_name_that_no_cohort_has_is_refused(tmp_path):
    shutil.copytree(COURSE, tmp_path / "course")
    module = find_module(tmp_path / "course", "1a")
    module.session.write_text(module.session.read_text(encoding="utf-8").replace("{{school}}", "{{scool}}"))
    with pytest.raises(Refusal, match=r"scool.*no parameter of that name"):
        session_plan(module, load_cohort(COURSE, "demo-primary"), SOURCES)
