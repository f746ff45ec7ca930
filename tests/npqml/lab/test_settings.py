from __future__ import annotations

import json

import pytest

from npqml.lab.settings import write_settings


def settings_of(role, tmp_path):
    folder = write_settings(role, tmp_path / role) / "labconfig"
    names = ("page_config.json", "default_setting_overrides.json")
    page, overrides = (json.loads((folder / name).read_text()) for name in names)
    return page["disabledExtensions"], overrides, tmp_path / role / "templates" / "index.html"


@pytest.mark.parametrize("role", ["candidate", "facilitator"])
def test_what_is_not_a_candidates_is_switched_off(role, tmp_path):
    hidden, overrides, own_page = settings_of(role, tmp_path)
    assert hidden["@jupyter/nbgrader"] is True
    assert overrides["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
    assert overrides["@jupyterlab/notebook-extension:tracker"]["showEditorForReadOnlyMarkdown"] is False
    assert "npqml-bar" in own_page.read_text()


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
    hidden, overrides, own_page = settings_of("provider", tmp_path)
    assert hidden == {}
    assert not own_page.exists()
    assert "@jupyterlab/shortcuts-extension:shortcuts" not in overrides
