"""A site is put in place only when it is complete, and never over anything else."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from npqml.authoring.build import build
from npqml.authoring.gates.coverage import coverage, missing
from npqml.authoring.new_module import new_module
from npqml.cli.site import site
from npqml.course.cohort import load_cohort
from npqml.course.modules import modules
from npqml.refusal import Refusal, Refusals
from npqml.site import build as building
from npqml.site.build import build_site
from npqml.site.frontpage import write_frontpage
from tests.browser.site_page import COHORT, built_course

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Give a whole cohort, built."""
    return built_course(tmp_path_factory.mktemp("site") / "course")


def test_a_cohort_that_was_not_released_is_refused_with_what_to_do(course):
    with pytest.raises(Refusal, match="Run npqml build demo-special first"):
        build_site(course, "demo-special")


def test_a_page_with_a_place_to_be_written_stops_a_site_and_is_named_with_its_lines(course, tmp_path):
    folder = new_module(course.course, "6d")
    try:
        (built,) = build(course, COHORT, only=("6d",))
        assert any("learn-how-to.md: lines" in line for line in built.unwritten)
        with pytest.raises(Refusals) as refused:
            build_site(course, COHORT, output=tmp_path / "site")
        words = str(refused.value)
        assert f"{folder.name}/learn-how-to.md: lines " in words
        assert f"{course.release(COHORT) / '6d'}: found a release with places that are still to be written" in words
        assert not (tmp_path / "site").exists()
        for path in folder.iterdir():  # written since, and not built again
            path.write_text(path.read_text(encoding="utf-8").replace("WRITE:", "Written:"), encoding="utf-8")
        with pytest.raises(Refusal, match=f"run npqml build {COHORT} once more"):
            build_site(course, COHORT, output=tmp_path / "site")
    finally:
        shutil.rmtree(folder)
        shutil.rmtree(course.release(COHORT) / "6d")
        modules.cache_clear()


def test_a_folder_that_holds_something_else_is_never_replaced(course, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep me")
    with pytest.raises(Refusal, match="something that is no site"):
        build_site(course, COHORT, output=tmp_path / "mine")
    assert (tmp_path / "mine" / "letter.txt").read_text() == "keep me"


def test_a_build_that_fails_leaves_the_earlier_site_and_nothing_half_made(course, tmp_path, monkeypatch):
    earlier = tmp_path / "site"
    earlier.mkdir()
    (earlier / "course.json").write_text("{}")

    def fails(*_: object) -> None:
        raise Refusal("JupyterLite", "", found="a fault", expected="none", do="Mend it.")

    monkeypatch.setattr(building, "put_pyodide", lambda folder, *_: folder.mkdir())
    monkeypatch.setattr(building, "build_lite", fails)
    with pytest.raises(Refusal, match="a fault"):
        build_site(course, COHORT, output=earlier)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (earlier / "course.json").read_text() == "{}"


def test_a_folder_that_cannot_be_replaced_keeps_the_earlier_site_and_says_what_to_do(tmp_path, monkeypatch):
    made, target = tmp_path / "made" / "site", tmp_path / "target"
    for folder, words in ((made, "new"), (target, "earlier")):
        folder.mkdir(parents=True)
        (folder / "course.json").write_text(words)
    real = os.replace

    def held_open(old: Path, new: Path) -> None:
        if old == made:
            raise OSError(errno.EBUSY, "Device or resource busy")
        real(old, new)

    monkeypatch.setattr(os, "replace", held_open)
    with pytest.raises(Refusal, match=r"Device or resource busy.*--output"):
        building._swap(made, target)
    assert (target / "course.json").read_text() == "earlier"


def test_without_the_packages_that_build_a_site_the_command_says_what_to_install(monkeypatch):
    monkeypatch.delitem(sys.modules, "npqml.site.build")
    monkeypatch.delitem(sys.modules, "npqml.site.lite")
    monkeypatch.setitem(sys.modules, "jupyterlite_core", None)
    with pytest.raises(Refusal, match=r"no package jupyterlite_core.*'\.\[site\]'"):
        site(COHORT)


def test_the_front_page_can_be_read_without_a_script_and_names_what_is_not_written(course, tmp_path):
    write_frontpage(course.release(COHORT), load_cohort(course.course, COHORT), course.course, tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    known = json.loads((tmp_path / "course.json").read_text(encoding="utf-8"))
    for module in known["modules"]:
        for one in module["notebooks"]:
            assert f'href="{one["open"]}"' in page
            assert f'href="{one["read"]}"' in page
    folded = page[page.index("<summary>Not in this edition yet</summary>") : page.index("</details>")]
    unwritten = missing(coverage(course.course))["learn_how_to"]
    assert folded.count("<h3>") == len({module[0] for module in unwritten})  # a heading for each area
    assert "<li>Evaluate the impact of professional development" in folded
    assert "It is not a DfE award" in page
    practice = next(one for one in known["modules"][0]["notebooks"] if one["what"] == "practice with checks")
    assert [task["id"] for task in practice["tasks"]] == [f"1a-t{number}" for number in range(1, 14)]
    assert practice["tasks"][0]["title"] == "Task 1: How many pupils are on roll?"
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    write_frontpage(course.release(COHORT), load_cohort(course.course, COHORT), course.course, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
