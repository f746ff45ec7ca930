"""JupyterLab as each role needs it: what is not theirs is out of sight, and their notebooks are trusted."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

import nbformat
from jupyter_core.paths import jupyter_path
from nbformat.sign import NotebookNotary

from npqml.course.modules import modules
from npqml.nbgrader_settings import put_own_programs_first
from npqml.place import Place
from npqml.refusal import Refusal
from npqml.updating import bring_up_to_date

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


def work_folder(
    place: Place, cohort: str, folder: Path | None, tell: Callable[[str], None] = lambda words: None
) -> Path:
    """Give the folder that a candidate works in, its pages those of the release, with every answer given so far.

    A page of an earlier edition is brought up to the release; what was there is kept beside it.
    Refuses a cohort that has not been built.
    """
    release = place.release(cohort)
    if not any(release.glob("*/*.ipynb")):
        raise Refusal(
            release,
            "",
            found="no released notebooks",
            expected=f"the cohort {cohort} to be built",
            do=f"Run npqml build {cohort} first.",
        )
    target = folder or place.root / "my-course" / cohort
    for words in bring_up_to_date(release, target):
        tell(words)
    trust(target)
    return target


def trust(folder: Path) -> None:
    """Sign the notebooks of a folder, so that their Start button and forms work without a question."""
    notary = NotebookNotary()
    for path in folder.rglob("*.ipynb"):
        if ".ipynb_checkpoints" not in path.parts:
            # JupyterLab itself says what is wrong with a damaged file; it must not keep the Lab from starting.
            with suppress(ValueError):
                notary.sign(nbformat.read(path, as_version=4))


def add_session_plans(place: Place, target: Path) -> None:
    """Put each module's session plan beside its notebooks, for a facilitator."""
    for module in modules(place.course).values():
        if module.session.is_file() and (target / module.id).is_dir():
            shutil.copyfile(module.session, target / module.id / "session.md")


def write_settings(role: Role, folder: Path) -> Path:
    """Write JupyterLab's settings for a role below a folder, and give the configuration folder to start it with."""
    config = folder / "labconfig"
    config.mkdir(parents=True, exist_ok=True)
    hidden = NOT_A_CANDIDATES if role != "provider" else ()
    page = {"disabledExtensions": dict.fromkeys(hidden, True), "lockedExtensions": {}}
    (config / "page_config.json").write_text(json.dumps(page, indent=2), encoding="utf-8")
    style = folder / "custom" / "custom.css"
    style.parent.mkdir(exist_ok=True)
    style.write_text("" if role == "provider" else CANDIDATE_STYLE, encoding="utf-8")
    overrides = OVERRIDES if role == "provider" else OVERRIDES | SIMPLER | no_single_keys(installed_schemas())
    (config / "default_setting_overrides.json").write_text(json.dumps(overrides, indent=2), encoding="utf-8")
    return folder


def installed_schemas() -> list[dict[str, Any]]:
    """Give the settings that the parts of the installed JupyterLab declare."""
    paths = [path for folder in jupyter_path("lab", "schemas") for path in sorted(Path(folder).rglob("*.json"))]
    return [json.loads(path.read_bytes()) for path in paths]


def no_single_keys(schemas: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Give the setting that switches off JupyterLab's shortcuts of a single letter or figure, such as x for cutting.

    Somebody who works through a page does not expect a letter to take it apart (WCAG 2.1.4).
    """
    known = [one for schema in schemas for one in schema.get("jupyter.lab.shortcuts", [])]
    single = [one for one in known if one.get("keys") and all(len(k.removeprefix("Shift ")) == 1 for k in one["keys"])]
    return {"@jupyterlab/shortcuts-extension:shortcuts": {"shortcuts": [one | {"disabled": True} for one in single]}}


CANDIDATE_STYLE = """/* Author code is folded away, with the line and the number that stand for it: a page to read. */
.jp-Notebook .jp-InputPlaceholder { display: none; }
.jp-Notebook .jp-CodeCell:has(.jp-InputPlaceholder) .jp-OutputPrompt { visibility: hidden; }
.jp-Notebook .jp-RenderedHTMLCommon a[href] { text-decoration: underline; }
.jp-Notebook .jp-CodeCell.jp-mod-noOutputs:has(.jp-InputPlaceholder) { padding: 0; margin: 0; border: 0; height: 0; }
"""


def first_page(role: Role, folder: Path) -> str:
    """Give the address that opens first: the first notebook, alone on the page, or the whole Lab for a provider."""
    notebooks = sorted(folder.glob("*/*.ipynb"))
    if role == "provider" or not notebooks:
        return "/lab"
    return f"/doc/tree/{notebooks[0].relative_to(folder).as_posix()}"


def start(
    place: Place,
    cohort: str,
    role: Role,
    *,
    folder: Path | None = None,
    port: int = 0,
    browser: bool = True,
    tell: Callable[[str], None] = lambda words: None,
) -> int:
    """Start JupyterLab for a role and wait until it ends; gives its exit code."""
    put_own_programs_first()
    if role == "provider":
        root = place.root
    else:
        root = work_folder(
            place,
            cohort,
            folder or (place.root / "my-course" / f"{cohort}-sessions" if role == "facilitator" else None),
            tell,
        )
        if role == "facilitator":
            add_session_plans(place, root)
    config = write_settings(role, place.root / "my-course" / f".settings-{role}")
    environment = {**os.environ, "NPQML_COHORT": cohort, "JUPYTER_CONFIG_DIR": str(config)}
    command = [
        sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={root}",
        f"--LabApp.default_url={first_page(role, root)}", "--LabApp.custom_css=True",
        *([f"--ServerApp.port={port}"] if port else []), *([] if browser else ["--no-browser"]),
        *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    ]  # fmt: skip
    return subprocess.call(command, env=environment, cwd=root)  # noqa: S603 - our own interpreter
