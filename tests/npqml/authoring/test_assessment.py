"""The notebooks of the assessment task are built into the candidate's release; what candidates keep there stays."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest

from npqml.authoring.assessment import build_assessment
from npqml.course.cohort import load_cohort
from npqml.course.framework import load_framework
from npqml.course.sources import load_sources
from npqml.place import Place
from npqml.refusal import Refusal

ROOT = Path(__file__).parents[3]
REGISTER = "risk-register"


@pytest.fixture
def place(tmp_path) -> Place:
    shutil.copytree(ROOT / "course", tmp_path / "course")
    for path in (tmp_path / "course" / "assessment").glob("*.md"):
        if path.stem != REGISTER:
            path.unlink()
    return Place(tmp_path)


def build(place: Place, cohort: str = "demo-primary") -> list[Path]:
    course = place.course
    return build_assessment(place, load_cohort(course, cohort), load_sources(course), load_framework(course))


def change(place: Place, old: str, new: str) -> None:
    path = place.course / "assessment" / f"{REGISTER}.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("cohort", ["demo-primary", "demo-secondary", "demo-special"])
def test_a_notebook_is_built_with_the_cohort_s_school_and_locked(place, cohort):
    school = load_cohort(place.course, cohort).school
    [path] = build(place, cohort)
    assert path == place.release(cohort) / "assessment" / f"{REGISTER}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    assert school in path.read_text(encoding="utf-8")
    assert all(cell.metadata["editable"] is False for cell in notebook.cells)
    assert not any("nbgrader" in cell.metadata for cell in notebook.cells)


def test_two_builds_give_the_same_bytes_and_leave_a_candidate_s_work_alone(place):
    [path] = build(place)
    before = path.read_bytes()
    work = path.parent / "work" / f"{REGISTER}.json"
    work.parent.mkdir()
    work.write_text("{}")
    assert build(place)[0].read_bytes() == before
    assert work.read_text() == "{}"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("criteria: [5.1.3]", "criteria: [5.1.9]", "5.1.9"),
        ("{kind: assessment", "{module: 5b, kind: learn-about", "learn-about"),
    ],
)
def test_a_header_that_fits_no_document_is_refused_before_anything_is_written(place, old, new, words):
    change(place, old, new)
    with pytest.raises(Refusal, match=words):
        build(place)
    assert not (place.release("demo-primary") / "assessment").exists()


def test_the_index_and_the_glossary_are_made_of_all_other_pages_and_need_no_start(place):
    for name in ("course-index.md", "glossary.md"):
        shutil.copyfile(ROOT / "course" / "assessment" / name, place.course / "assessment" / name)
    text = "# Small groups\n\nAn <dfn>effect size</dfn> is a difference in SDs."
    about = {"npqml": {"kind": "learn-about", "minutes": 35}}
    page = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text)], metadata=about)
    path = place.release("demo-primary") / "1a" / "learn-about" / "2-statistics.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(page, path)
    built = {path.stem: nbformat.read(path, as_version=4) for path in build(place)}
    assert "](../assessment/risk-register.ipynb)" in "".join(cell.source for cell in built["course-index"].cells)
    glossary = "".join(cell.source for cell in built["glossary"].cells)
    assert "An *effect size* is a difference in SDs. *[Small groups](../1a/learn-about/2-statistics.ipynb)*" in glossary
    for name in ("course-index", "glossary"):
        assert {cell.cell_type for cell in built[name].cells} == {"markdown"}
        assert not any("Start" in cell.source or "Check and pack" in cell.source for cell in built[name].cells)
