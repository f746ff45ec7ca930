"""JupyterLab's settings for each role: what is not theirs is out of sight."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from jupyter_core.paths import jupyter_path

from npqml.lab.ownpage import write_own_page

Role = Literal["candidate", "facilitator", "provider"]

OVERRIDES = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True,
    },
    "@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": 15},
}  # fmt: skip
"""Settings for every role: the question about news is answered, and notebooks save themselves often."""

SIMPLER = {
    "@jupyterlab/notebook-extension:panel": {
        "toolbar": [{"name": name, "disabled": True} for name in ("insert", "cut", "copy", "paste", "cellType")],
    },
    "@jupyterlab/statusbar-extension:plugin": {"visible": False},
    # A line that was typed is in the file two seconds later, whatever happens then.
    "@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": 2},
    # A double click on the course's text shows no Markdown.
    "@jupyterlab/notebook-extension:tracker": {"showEditorForReadOnlyMarkdown": False},
    # A page that is opened again shows the answers before Start is pressed, not an error at each form.
    "@jupyter-widgets/jupyterlab-manager:plugin": {"saveState": True},
}  # fmt: skip
"""Settings for candidates: no buttons that take a page apart, no bar that speaks of modes and columns."""

NOT_A_CANDIDATES = (
    "@jupyter/nbgrader",
    "@jupyter-notebook/lab-extension",
    "jupyterlab-jupytext",
    "@jupyterlab/application-extension:property-inspector",
    "@jupyterlab/debugger-extension",
    "@jupyterlab/extensionmanager-extension",
    "@jupyterlab/running-extension",
    "@jupyterlab/terminal-extension",
    "@jupyterlab/console-extension",
    "@jupyterlab/launcher-extension",
    "@jupyterlab/lsp-extension",
    "@jupyterlab/celltags-extension",
    "@jupyterlab/cell-toolbar-extension",
    # These need one of the above, and would complain without it.
    "@jupyterlab/fileeditor-extension:language-server",
    "@jupyterlab/notebook-extension:language-server",
    "@jupyterlab/inspector-extension:consoles",
    "@jupyterlab/tooltip-extension:consoles",
    "@jupyterlab/workspaces-extension:sidebar",
)
"""Parts of JupyterLab that somebody who works through the course has no use for."""

NOT_A_CANDIDATES_SERVER = (
    "nbgrader.server_extensions.assignment_list",
    "nbgrader.server_extensions.course_list",
    "nbgrader.server_extensions.formgrader",
    "nbgrader.server_extensions.validate_assignment",
    "jupyter_lsp",
    "jupyter_server_terminals",
    "jupyterlab_jupytext",
    "notebook",
    "notebook_shim",
)
"""Parts of Jupyter's server that only the parts above ask: loading them took a third of its start."""
KEEPS_FILES = "npqml.lab.contents.WholeFiles"
"""How Jupyter's server puts a file in place."""
FRONT_PAGE = "npqml.lab.frontpage"
"""The part of Jupyter's server that serves the front page."""


def server_options(role: Role) -> tuple[str, ...]:
    """Return the options that say which parts Jupyter's server loads, and that it puts files in place whole.

    They stand on the command line, because what an environment's own folder switches on goes before a configuration.
    """
    if role == "provider":
        return ()
    parts = {FRONT_PAGE: True} | dict.fromkeys(NOT_A_CANDIDATES_SERVER, False)
    return (
        f"--ServerApp.contents_manager_class={KEEPS_FILES}",
        *(f"--ServerApp.jpserver_extensions={name}={loaded}" for name, loaded in parts.items()),
    )


def write_settings(role: Role, folder: Path) -> Path:
    """Write JupyterLab's settings for a role below a folder; the configuration folder to start it with."""
    config = folder / "labconfig"
    config.mkdir(parents=True, exist_ok=True)
    hidden = NOT_A_CANDIDATES if role != "provider" else ()
    page = {"disabledExtensions": dict.fromkeys(hidden, True), "lockedExtensions": {}}
    (config / "page_config.json").write_text(json.dumps(page, indent=2), encoding="utf-8")
    if role != "provider":
        write_own_page(folder)
    overrides = OVERRIDES if role == "provider" else OVERRIDES | SIMPLER | no_single_keys(installed_schemas())
    (config / "default_setting_overrides.json").write_text(json.dumps(overrides, indent=2), encoding="utf-8")
    return folder


def installed_schemas() -> list[dict[str, Any]]:
    """The settings that the parts of the installed JupyterLab declare."""
    paths = [path for folder in jupyter_path("lab", "schemas") for path in sorted(Path(folder).rglob("*.json"))]
    return [json.loads(path.read_bytes()) for path in paths]


def no_single_keys(schemas: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The setting that switches off JupyterLab's shortcuts of a single letter or figure, such as x for cutting.

    Somebody who works through a page does not expect a letter to take it apart (WCAG 2.1.4).
    """
    known = [one for schema in schemas for one in schema.get("jupyter.lab.shortcuts", [])]
    single = [one for one in known if one.get("keys") and all(len(k.removeprefix("Shift ")) == 1 for k in one["keys"])]
    return {"@jupyterlab/shortcuts-extension:shortcuts": {"shortcuts": [one | {"disabled": True} for one in single]}}
