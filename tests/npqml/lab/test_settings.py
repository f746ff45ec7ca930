from __future__ import annotations

import json

import pytest
from jupyter_server.serverapp import ServerApp

from npqml.lab.settings import FRONT_PAGE, server_options, write_settings


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


@pytest.mark.parametrize("role", ["candidate", "facilitator", "provider"])
def test_jupyters_server_loads_for_each_role_what_its_pages_ask_whatever_the_environment_switches_on(role):
    app = ServerApp()
    app.parse_command_line(list(server_options(role)))
    app.find_server_extensions()
    loaded = {name for name, on in app.jpserver_extensions.items() if on is True}
    if role == "provider":
        assert {"jupyterlab", "nbgrader.server_extensions.formgrader"} <= loaded
        assert FRONT_PAGE not in loaded
    else:
        assert {"jupyterlab", FRONT_PAGE} <= loaded
        assert not any(name.startswith("nbgrader") for name in loaded)
        assert not loaded & {"notebook", "jupyter_lsp", "jupyter_server_terminals", "jupyterlab_jupytext"}
