from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from npqml.authoring.build import build
from npqml.authoring.gates import coverage, run
from npqml.authoring.new_module import new_module
from npqml.course.framework import load_framework
from npqml.course.modules import find_module, modules
from npqml.place import Place
from npqml.refusal import Refusal

REAL = Path(__file__).parents[3] / "course"
LEFT = "not written yet, marked WRITE:"
AWAITED = [one.id for one in load_framework(REAL).learn_how_to]


@pytest.fixture
def course(tmp_path):
    """The course without a module: what a new one needs."""
    return Path(shutil.copytree(REAL, tmp_path / "course", ignore=shutil.ignore_patterns("[1-9]-*", "cases")))


def test_a_new_module_has_a_page_for_each_part_of_the_framework_and_begins_on_the_projects_day(course):
    folder = new_module(course, "1b")
    assert folder == course / "1-strategy-and-improvement" / "1b-lead-change"
    module = find_module(course, "1b")
    assert list(module.learn_about) == ["1b-1", "1b-2"]
    assert {"learn-how-to.md", "session.md", "answers.toml", "questions.toml", "data.py"} <= {
        path.name for path in folder.iterdir()
    }
    page = module.learn_how_to.read_text(encoding="utf-8")
    assert "# Implement successful change at team level" in page
    assert "{{date_team_asked}}" in page
    assert 'criterion="1.1.3"' in page


def test_a_new_module_counts_as_written_once_no_place_is_left(course):
    page = new_module(course, "1b") / "learn-how-to.md"
    assert coverage.coverage(course)["learn_how_to"]["1b"] is None
    page.write_text(page.read_text(encoding="utf-8").replace("WRITE:", ""), encoding="utf-8")
    found = coverage.coverage(course)
    assert found["learn_how_to"]["1b"] == found["criteria"]["1.1.3"] == page.relative_to(course.parent).as_posix()
    assert found["learn_about"]["1b-1"] is None


@pytest.mark.parametrize("module", AWAITED)
def test_nothing_is_left_to_mend_in_any_new_module_but_the_places_marked_to_be_written(course, module):
    folder = new_module(course, module)
    found = [str(fault) for fault in run.texts(course, find_module(course, module))]
    assert [fault for fault in found if LEFT not in fault] == []
    assert len(found) == len(list(folder.iterdir()))


def test_an_id_that_the_framework_does_not_have_is_refused_with_those_it_has(course):
    with pytest.raises(Refusal) as refused:
        new_module(course, "7a")
    assert "framework.toml: 7a: found no learn-how-to of this id; expected one of 1a, 1b" in str(refused.value)


def test_a_module_that_is_there_is_refused_and_stays_as_it_is(course):
    page = new_module(course, "5c") / "learn-how-to.md"
    page.write_text("my words", encoding="utf-8")
    with pytest.raises(Refusal, match="5c") as refused:
        new_module(course, "5c")
    assert "found a folder for this module" in str(refused.value)
    assert page.read_text(encoding="utf-8") == "my words"
    assert list(modules(course)) == ["5c"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "cohort"), [("5c", "demo-special"), ("2a", "demo-secondary"), ("1b", "demo-primary")]
)
def test_a_new_module_builds_and_every_answer_of_its_bank_gets_its_mark(course, module, cohort):
    new_module(course, module)
    place = Place(course.parent)
    (built,) = build(place, cohort, only=(module,))
    assert not built.failed
    released = place.release(cohort) / module
    assert {"log.csv", "staff.csv", "questions.toml"} <= {path.name for path in released.iterdir()}
    assert not (released / "pupils.csv").exists()
    checked = run.check(place, only=(module,), cohorts=(cohort,), variants=1, workers=1)
    assert [str(fault) for fault in checked.faults if LEFT not in str(fault)] == []
    assert len(checked.draws[module]) == 2
    assert all(draws >= 1 for draws in checked.draws[module].values())
    again = run.check(place, only=(module,), cohorts=(cohort,), variants=1, workers=1)
    assert again.tried == []
    assert again.draws == checked.draws
