"""Starting JupyterLab for a role, with its settings, its folder and its first page."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from npqml.lab.folder import add_session_plans, work_folder
from npqml.lab.ownpage import FRONT_PAGE_ADDRESS, own_page_options
from npqml.lab.settings import Role, server_options, write_settings
from npqml.nbgrader_settings import put_own_programs_first
from npqml.place import Place


def first_page(role: Role, folder: Path) -> str:
    """The address that opens first: the front page, a facilitator's first notebook, a provider's whole Lab."""
    notebooks = sorted(folder.glob("*/*.ipynb"))
    if role == "provider" or not notebooks:
        return "/lab"
    if role == "candidate":
        return f"/{FRONT_PAGE_ADDRESS}"
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
    """Start JupyterLab for a role and wait until it ends; its exit code."""
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
            add_session_plans(place, cohort, root)
    config = write_settings(role, place.root / "my-course" / f".settings-{role}")
    environment = {**os.environ, "NPQML_COHORT": cohort, "JUPYTER_CONFIG_DIR": str(config)}
    command = [
        sys.executable, "-m", "npqml.lab.server", f"--ServerApp.root_dir={root}", *server_options(role),
        f"--LabApp.default_url={first_page(role, root)}", *(own_page_options(config) if role != "provider" else ()),
        *([f"--ServerApp.port={port}"] if port else []), *([] if browser else ["--no-browser"]),
        *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    ]  # fmt: skip
    with subprocess.Popen(command, env=environment, cwd=root) as lab:  # noqa: S603 - our own interpreter
        return _ended(lab)


def _ended(lab: subprocess.Popen[bytes]) -> int:
    """Wait for JupyterLab: Ctrl+C is for it, and it asks whether to end."""
    while True:
        try:
            return lab.wait()
        except KeyboardInterrupt:
            continue
