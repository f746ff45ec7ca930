"""JupyterLite with the course in it: a notebook a page, Python in the page, and nothing that candidates do not use."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from importlib import resources
from pathlib import Path
from typing import Any

import jupyterlite_core

from npqml.lab import ownpage
from npqml.lab.settings import NOT_A_CANDIDATES, OVERRIDES, SIMPLER, no_single_keys
from npqml.refusal import Refusal
from npqml.site.manifest import manifest
from npqml.site.pyodide import wheel_of

EPOCH = 1_483_228_800
"""The time that every file of a build is given (the first second of 2017), so that two builds give the same bytes."""
EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "anywidget")
KERNEL_EXTENSION = "@jupyterlite/pyodide-kernel-extension"
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
LOADED = ["pandas", "matplotlib", "ipywidgets", "npqml-widgets"]
"""What is loaded while Python starts; everything else when it is first imported."""
HIDDEN = (
    *NOT_A_CANDIDATES,
    "@jupyter-notebook/application-extension:logo",
    "@jupyter-notebook/application-extension:opener",
    "@jupyter-notebook/console-extension",
    "@jupyter-notebook/help-extension",
    "@jupyter-notebook/notebook-extension:edit-notebook-metadata",
    "@jupyter-notebook/notebook-extension:kernel-logo",
    "@jupyter-notebook/notebook-extension:open-tree-tab",
    "@jupyter-notebook/notebook-extension:tab-icon",
    "@jupyter-notebook/tree-extension",
    "@jupyterlab/help-extension",
    "@jupyterlab/notebook-extension:code-console",
    "@jupyterlab/settingeditor-extension",
    "@jupyterlite/application-extension:lsp-connection-manager",
    "@jupyterlite/application-extension:share-file",
    "@jupyterlite/iframe-extension",
    "@jupyterlite/notebook-application-extension:logo",
    "@jupyterlite/repl-extension",
)
PLAINER = {
    "@jupyter-notebook/application-extension:top": {"visible": "no"},
    "@jupyterlab/mainmenu-extension:plugin": {
        "menus": [{"id": f"jp-mainmenu-{name}", "disabled": True} for name in ("settings", "help")]
    },
}
"""Settings of this page only: our own bar stands at the top, and no menu leads to what is not there."""
STYLES = "".join(f'<link rel="stylesheet" href="../npqml/{name}">' for name in (*ownpage.STYLES, "notebook.css"))
SCRIPTS = """<script type="module" src="../npqml/notebook.js"></script>
<script type="module" src="../npqml/reading.js"></script>
"""


def build_lite(release: Path, pyodide: Path, cohort: str, folder: Path) -> None:
    """Build JupyterLite with the notebooks of a release into a folder; raises Refusal with what it said if it fails."""
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        shutil.copytree(release, work / "contents", ignore=shutil.ignore_patterns(".*"))
        shutil.copytree(pyodide, work / "static" / "pyodide")
        with zipfile.ZipFile(wheel_of(manifest().kernel)) as kernel:
            kernel.extractall(work / "kernel")  # noqa: S202 - its hash is in the manifest
        _write(work / "jupyter_lite_config.json", {"LiteBuildConfig": _build_config(work / "kernel")})
        _write(work / "jupyter-lite.json", {"jupyter-lite-schema-version": 0, "jupyter-config-data": _page(cohort)})
        _write(work / "overrides.json", _settings())
        command = [sys.executable, "-m", "jupyterlite_core", "build"]
        # The kernel is found by its path only: installed, it would be in everybody's JupyterLab as well.
        environment = os.environ | {"PYTHONPATH": str(work / "kernel")}
        done = subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            lines = (done.stderr or done.stdout).strip().splitlines()
            raise Refusal(
                "JupyterLite", "", found=lines[-1] if lines else f"exit code {done.returncode}",
                expected="a build without a fault",
                do="Install the extra again: pip install -c constraints.txt '.[site]'",
            )  # fmt: skip
        shutil.copytree(work / "out", folder)
    _only_our_page(folder)


def _build_config(kernel: Path) -> dict[str, Any]:
    share = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
    of_kernel = next(kernel.glob(f"*.data/data/share/jupyter/labextensions/{KERNEL_EXTENSION}"))
    return {
        "apps": ["notebooks"],
        "contents": ["contents"],
        "output_dir": "out",
        "federated_extensions": [str(path) for path in (of_kernel, *(share / name for name in EXTENSIONS))],
        "ignore_sys_prefix": True,  # nbgrader's and others' extensions stay out
        "settings_overrides": ["overrides.json"],
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "source_date_epoch": EPOCH,
    }


def _page(cohort: str) -> dict[str, Any]:
    return {
        "appName": "NPQML workbook",
        "contentsStorageName": storage_name(cohort),
        "disabledExtensions": list(HIDDEN),
        "exposeAppInBrowser": True,  # the line above the notebook follows Python through it
        "litePluginSettings": {
            KERNEL: {
                "pyodideUrl": "./static/pyodide/pyodide.js",
                "disablePyPIFallback": True,
                "loadPyodideOptions": {"packages": LOADED},
            }
        },
    }


def storage_name(cohort: str) -> str:
    """Give the name under which a browser keeps a candidate's files of this cohort."""
    return f"npqml-{cohort}"


def _settings() -> dict[str, Any]:
    return OVERRIDES | SIMPLER | PLAINER | no_single_keys(_schemas())


def _schemas() -> list[dict[str, Any]]:
    """Give the settings that the parts of JupyterLite declare, from its own archive."""
    package = resources.files(jupyterlite_core)
    archive = next(one for one in package.iterdir() if one.name.startswith("jupyterlite-app-"))
    found = []
    with resources.as_file(archive) as path, tarfile.open(path) as whole:
        for member in whole:
            if (
                "/build/schemas/@" in member.name
                and member.name.endswith(".json")
                and "package.json" not in member.name
            ):
                content = whole.extractfile(member)
                found.append(json.loads(content.read()) if content else {})
    return sorted(found, key=lambda one: json.dumps(one, sort_keys=True))


def _only_our_page(folder: Path) -> None:
    """Put our bar on the notebook's page, and take out the pages that nothing leads to."""
    ours = folder / "npqml"
    ours.mkdir()
    ownpage.write_shared(ours)
    for path in sorted((Path(__file__).parent / "page").iterdir()):
        shutil.copyfile(path, ours / path.name)
    page = folder / "notebooks" / "index.html"
    text = page.read_text(encoding="utf-8")
    bar = ownpage.BAR.format(home="../../index.html")
    text = text.replace("<html>", '<html lang="en-GB">', 1).replace("</head>", f"{STYLES}</head>", 1)
    text = text.replace("</body>", f"{bar}{SCRIPTS}</body>", 1)
    page.write_text(text.replace("Jupyter Notebook - Notebooks", "NPQML workbook", 1), encoding="utf-8")
    (folder / "index.html").write_text(LEADS_BACK, encoding="utf-8")
    shutil.rmtree(folder / "doc")  # leads to JupyterLab's page, which is not here
    _without_old_fonts(folder / "build")


def _without_old_fonts(build: Path) -> None:
    """Take out what no browser asks for that can run the course: each font in the formats before WOFF2."""
    for font in build.glob("*.woff2"):
        for ending in (".eot", ".svg", ".ttf", ".woff"):
            font.with_suffix(ending).unlink(missing_ok=True)


# JupyterLite looks for its configuration in this page too.
LEADS_BACK = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=../index.html">
<title>NPQML workbook</title>
<script id="jupyter-config-data" type="application/json" data-jupyter-lite-root=".">{}</script>
</head><body><p><a href="../index.html">All modules</a></p></body></html>
"""


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")
