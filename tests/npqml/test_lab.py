from __future__ import annotations

import json

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from npqml import lab
from npqml.refusal import Refusal

NOTEBOOK = "1a/1a-analyse-performance-data.ipynb"


@pytest.fixture(autouse=True)
def own_signatures(tmp_path, monkeypatch):
    """Keep the signatures of these tests out of the real list of trusted notebooks."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))


def is_trusted(path) -> bool:
    return NotebookNotary().check_signature(nbformat.read(path, as_version=4))


def settings_of(role, tmp_path):
    folder = lab.write_settings(role, tmp_path / role) / "labconfig"
    names = ("page_config.json", "default_setting_overrides.json")
    page, overrides = (json.loads((folder / name).read_text()) for name in names)
    return page["disabledExtensions"], overrides, (tmp_path / role / "custom" / "custom.css").read_text()


def test_a_candidate_gets_a_trusted_copy_of_what_was_released(place, cohort):
    folder = lab.work_folder(place, cohort, None)
    assert folder == place.root / "my-course" / cohort
    assert is_trusted(folder / NOTEBOOK)
    assert sorted(path.name for path in (folder / "1a" / "learn-about").iterdir()) == ["1-tools.ipynb"]


def test_work_that_is_there_is_never_overwritten(place, cohort):
    notebook = lab.work_folder(place, cohort, None) / NOTEBOOK
    notebook.write_text("my own work", encoding="utf-8")
    assert (lab.work_folder(place, cohort, None) / NOTEBOOK).read_text() == "my own work"


def test_another_folder_can_be_worked_in(place, cohort, tmp_path):
    assert lab.work_folder(place, cohort, tmp_path / "mine") == tmp_path / "mine"
    assert (tmp_path / "mine" / NOTEBOOK).is_file()


def test_a_cohort_that_was_not_built_is_refused_with_what_to_do(place):
    with pytest.raises(Refusal, match="npqml build another"):
        lab.work_folder(place, "another", None)


def test_a_facilitator_finds_the_session_plan_beside_the_notebooks(place, cohort):
    plan = place.course / "1-strategy" / "1a-analyse-performance-data" / "session.md"
    plan.write_text("# Session\n", encoding="utf-8")
    folder = lab.work_folder(place, cohort, None)
    lab.add_session_plans(place, folder)
    assert (folder / "1a" / "session.md").read_text() == "# Session\n"
    assert not (place.release(cohort) / "1a" / "session.md").exists()


@pytest.mark.parametrize("role", ["candidate", "facilitator"])
def test_what_is_not_a_candidates_is_switched_off(role, tmp_path):
    hidden, overrides, style = settings_of(role, tmp_path)
    assert hidden["@jupyter/nbgrader"] is True
    assert overrides["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
    assert "InputPlaceholder" in style


def test_no_single_key_takes_a_candidates_page_apart(tmp_path):
    _, overrides, _ = settings_of("candidate", tmp_path)
    off = overrides["@jupyterlab/shortcuts-extension:shortcuts"]["shortcuts"]
    keys = {one["command"]: one["keys"] for one in off if one["disabled"]}
    assert keys["notebook:cut-cell"] == ["X"]
    assert keys["notebook:delete-cell"] == ["D", "D"]
    assert keys["notebook:change-cell-to-markdown"] == ["M"]
    assert "notebook:run-cell-and-select-next" not in keys
    assert not any("Tab" in one["keys"] or "ArrowDown" in one["keys"] for one in off)


def test_a_provider_keeps_formgrader_and_the_whole_of_jupyterlab(tmp_path):
    hidden, overrides, style = settings_of("provider", tmp_path)
    assert hidden == {}
    assert style == ""
    assert "@jupyterlab/shortcuts-extension:shortcuts" not in overrides


def test_the_first_notebook_opens_alone_and_a_provider_gets_the_whole_lab(place, cohort):
    folder = lab.work_folder(place, cohort, None)
    assert lab.first_page("candidate", folder) == f"/doc/tree/{NOTEBOOK}"
    assert lab.first_page("provider", place.root) == "/lab"
    assert lab.first_page("candidate", place.root / "course") == "/lab"
