"""A new build with another seed, after hand-ins: everybody is judged by the edition that their work was made from."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from npqml.authoring.build import build
from npqml.authoring.editions import remake
from npqml.grading.editions.choice import UNKNOWN
from npqml.grading.engine import grade
from npqml.grading.plan import Wish
from npqml.grading.result import NOT_GRADED
from npqml.grading.worked import read_worked
from npqml.place import Place
from npqml.reports.feedback import write_feedback
from npqml.simulation.candidates import simulate

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
COHORT = "demo-secondary"
ONLY = Wish(modules=frozenset(["1a"]), workers=2)


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> tuple[Place, dict[str, float | None], list[str]]:
    """Six candidates graded, then a build with another seed; the marks that they had, and what the build said."""
    place = Place(tmp_path_factory.mktemp("editions") / "course")
    place.root.mkdir()
    place.course.symlink_to(ROOT / "course")
    build(place, COHORT, only=["1a"])
    simulate(place, COHORT, 6, seed=5)
    marks = {result.candidate: result.mark for result in grade(place, COHORT, ONLY).results}
    said: list[str] = []
    build(place, COHORT, only=["1a"], seed=7, tell=said.append)
    return place, marks, said


@pytest.fixture
def course(built, tmp_path) -> Place:
    shutil.copytree(built[0].root, tmp_path / "course", symlinks=True)
    return Place(tmp_path / "course")


def change(place: Place, candidate: str, **about) -> None:
    """Change what a candidate's notebook says of itself; without anything it says nothing any more."""
    path = next((place.submitted(COHORT) / candidate / "1a").glob("*.ipynb"))
    notebook = json.loads(path.read_text())
    notebook["metadata"] = {"npqml": notebook["metadata"]["npqml"] | about} if about else {}
    path.write_text(json.dumps(notebook))


def result_of(place: Place, candidate: str, **more):
    found = grade(place, COHORT, Wish(candidates=frozenset([candidate]), workers=1), **more)
    return found.results[0]


def strongest(built) -> str:
    return max(built[1], key=lambda candidate: built[1][candidate] or 0)


def test_the_build_says_who_is_judged_by_what_and_no_mark_changes(built):
    place, marks, said = built
    assert any("6 candidates have handed this in; all made-up pupils change (seed 7" in words for words in said)
    assert any("no mark of it changes" in words for words in said)
    assert any("is kept in source/.earlier/demo-secondary/1a/" in words for words in said)
    found = grade(place, COHORT, Wish(dry_run=True))
    assert (found.new, found.changes) == (0, ())
    assert {result.candidate: result.mark for result in found.results} == marks


def test_a_new_hand_in_of_the_old_edition_loses_nothing(built, course):
    best = strongest(built)
    (course.submitted(COHORT) / best / "1a" / "notes.txt").write_text("handed in again")
    found = result_of(course, best)
    assert (found.mark, found.repairs) == (built[1][best], ())


def test_feedback_shows_each_candidate_the_worked_solution_of_their_own_edition(built, course):
    old = strongest(built)
    fresh = next(one for one in sorted(built[1]) if one != old and built[1][one] is not None)
    released = next((course.release(COHORT) / "1a").glob("*.ipynb"))
    shutil.copyfile(released, course.submitted(COHORT) / fresh / "1a" / released.name)
    grade(course, COHORT, ONLY)
    [kept] = (course.root / "source" / ".earlier" / COHORT / "1a").iterdir()
    own, new = (
        read_worked(folder).solutions["1a-t3"][-1] for folder in (kept / "source", course.source(COHORT) / "1a")
    )
    pages = {path.parts[-3]: path.read_text() for path in write_feedback(course, COHORT, candidates=[old, fresh])}
    assert own != new
    assert (own in pages[old], new in pages[old]) == (True, False)
    assert (own in pages[fresh], new in pages[fresh]) == (False, True)


def test_work_on_the_new_edition_is_judged_by_the_new_one(course):
    shutil.rmtree(course.submitted(COHORT))
    planted = {(one.candidate, task.task): task for one in simulate(course, COHORT, 3, seed=9) for task in one.tasks}
    for result in grade(course, COHORT, ONLY).results:
        for task in result.tasks:
            assert task.mark == planted[result.candidate, task.task].mark


def test_an_edition_that_is_not_kept_is_made_again_or_refused_in_words(built, course):
    best = strongest(built)
    shutil.rmtree(course.root / "source" / ".earlier")
    (course.submitted(COHORT) / best / "1a" / "notes.txt").write_text("handed in again")
    refused = result_of(course, best)
    assert refused.state == NOT_GRADED
    assert "edition with other numbers" in refused.reasons[0]
    again = result_of(course, best, remake=remake)
    assert again.mark == built[1][best]
    assert grade(course, COHORT, Wish(dry_run=True), remake=remake).changes == ()


def test_a_notebook_without_metadata_is_known_by_its_cells(built, course):
    best = strongest(built)
    change(course, best)
    assert result_of(course, best).mark == built[1][best]


def test_a_notebook_that_does_not_say_is_judged_by_the_present_one_with_a_warning(built, course):
    best = strongest(built)
    change(course, best)
    path = next((course.submitted(COHORT) / best / "1a").glob("*.ipynb"))
    path.write_text(path.read_text().replace("Made-up pupils: seed", "Made-up pupils"))
    assert UNKNOWN in result_of(course, best).repairs


@pytest.mark.parametrize("cohort", ["demo-primary", "not-built-here"])
def test_the_notebook_of_another_cohort_is_not_judged_by_this_ones_numbers(built, course, cohort):
    best = strongest(built)
    change(course, best, cohort=cohort, build="0" * 12)
    found = result_of(course, best)
    assert found.state == NOT_GRADED
    assert f"of the cohort {cohort}" in found.reasons[0]


def test_a_check_that_is_mended_later_counts_for_the_old_edition_as_its_own(course):
    """The present one has other numbers, so what is kept decides; of the same numbers the newest build does."""
    [kept] = (course.root / "source" / ".earlier" / COHORT / "1a").iterdir()
    mended = kept.with_name("f" * 12)
    shutil.copytree(kept, mended)
    for path in (*(mended / "source").glob("*.ipynb"), *(mended / "release").glob("*.ipynb")):
        notebook = json.loads(path.read_text())
        notebook["metadata"]["npqml"]["build"] = mended.name
        for cell in notebook["cells"]:
            if "check" in cell["metadata"].get("npqml", {}):
                cell["source"] = [*cell["source"], "\n    assert False, 'nobody is right now'"]
        path.write_text(json.dumps(notebook))
    mended.touch()  # the newest
    found = grade(course, COHORT, Wish(dry_run=True, modules=frozenset(["1a"])))
    assert found.changes
    assert all(change.after == 0 for change in found.changes)
