"""Building the real course: the same bytes every time, other data for every cohort, and nothing leaked."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import nbformat
import pytest

from npqml.authoring.build import build
from npqml.authoring.gates import leaks
from npqml.course.cohort import cohort_names
from npqml.course.modules import modules
from npqml.place import Place
from tests.course.conftest import BUILT_HERE
from tests.course_of_1a import copy_of_course

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
COHORTS = cohort_names(ROOT / "course")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


@pytest.fixture(scope="module")
def place(built_course) -> Place:
    return built_course


def tree_hash(*folders: Path) -> str:
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                total.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return total.hexdigest()


@pytest.mark.parametrize("cohort", BUILT_HERE)
def test_two_builds_give_the_same_bytes(place, tmp_path, cohort):
    """One module alone here; `.ci/run` compares every byte of the cohort that the repository holds."""
    shutil.copytree(place.course, tmp_path / "course")
    again = Place(tmp_path)
    build(again, cohort, only=["1a"])
    first = tree_hash(place.source(cohort) / "1a", place.release(cohort) / "1a")
    assert first == tree_hash(again.source(cohort) / "1a", again.release(cohort) / "1a")


def test_cohorts_get_different_pupils(place):
    hashes = {hashlib.sha256((place.release(one) / "1a" / "pupils.csv").read_bytes()).hexdigest() for one in COHORTS}
    assert len(hashes) == len(COHORTS) == 3


def test_another_seed_is_another_variant(tmp_path):
    shutil.copytree(ROOT / "course", tmp_path / "course")
    place = Place(tmp_path)
    build(place, "demo-primary", only=["1a"])
    first = (place.release("demo-primary") / "1a" / "pupils.csv").read_bytes()
    build(place, "demo-primary", only=["1a"], seed=7)
    assert (place.release("demo-primary") / "1a" / "pupils.csv").read_bytes() != first


@pytest.mark.parametrize("cohort", COHORTS)
def test_a_release_leaks_nothing(place, cohort):
    for module in modules(place.course).values():
        found = leaks.faults(place, module, cohort)
        assert not found, "\n".join(map(str, found))


def test_the_leak_gate_sees_what_it_looks_for(place, tmp_path):
    shutil.copytree(place.root, tmp_path / "copy")
    copy = Place(tmp_path / "copy")
    module = modules(copy.course)["1a"]
    path = next((copy.release("demo-primary") / "1a").glob("*.ipynb"))
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].source += f"\n{sorted(leaks.secret_lines(module))[0]}"
    code = next(cell for cell in notebook.cells if cell.cell_type == "code")
    code.outputs = [nbformat.v4.new_output("stream", text="42")]
    notebook.cells[1].source += "\nSee /home/teacher/course."
    nbformat.write(notebook, path)
    work = copy.release("demo-primary") / "1a" / "work"
    work.mkdir()
    (work / "1a-t1.json").write_text("{}")
    words = " ".join(map(str, leaks.faults(copy, module, "demo-primary")))
    for what in ("an instructor's line", "an output", "a path of the machine", "a file under work/"):
        assert what in words


@pytest.mark.parametrize("cohort", COHORTS)
def test_every_file_that_a_page_links_is_released_beside_it(place, cohort):
    links = []
    for path in place.release(cohort).rglob("*.ipynb"):
        texts = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
        links += [path.parent / link for text in texts for link in LINK.findall(text)]
    assert len(links) >= 6
    assert [link for link in links if not link.is_file()] == []


@pytest.mark.parametrize("cohort", COHORTS)
def test_every_cell_of_a_release_is_locked_but_the_candidates_own(place, cohort):
    for path in place.release(cohort).rglob("*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            assert cell.metadata["deletable"] is False, (path.name, cell.id)
            own = "task" in cell.metadata.get("npqml", {})
            assert cell.metadata.get("editable", True) is own, (path.name, cell.id)


def test_a_module_that_fails_is_named_and_the_others_are_built(tmp_path):
    copy_of_course(tmp_path)
    place = Place(tmp_path)
    broken = tmp_path / "course" / "6-increasing-capability" / "6d-evaluate"
    broken.mkdir(parents=True)
    (broken / "learn-how-to.md").write_text("# No header\n")
    modules.cache_clear()
    results = {one.module: one for one in build(place, "demo-primary")}
    assert not results["1a"].failed
    assert "6d-evaluate/learn-how-to.md" in results["6d"].failed
