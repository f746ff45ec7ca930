"""Which files of others the in-browser course is made from, each with its hash."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from attrs import field, frozen

from npqml.course.toml import read_toml
from npqml.refusal import Refusal

HERE = Path(__file__).parent
MANIFEST, LOCK = HERE / "manifest.toml", HERE / "pyodide-lock.json"


@frozen
class Release:
    """Which Pyodide it is."""

    version: str


@frozen
class Core:
    """One file of Pyodide itself."""

    file: str
    sha256: str


@frozen
class Wheel:
    """One pure wheel from the package index, and what the browser's Python must know of it."""

    name: str
    version: str
    file: str
    sha256: str
    imports: tuple[str, ...] = ()
    depends: tuple[str, ...] = ()


@frozen
class Manifest:
    """All of them."""

    pyodide: Release
    kernel: Wheel
    core: tuple[Core, ...]
    wheel: tuple[Wheel, ...]
    packages: dict[str, Any] = field(factory=dict)
    info: dict[str, str] = field(factory=dict)

    @property
    def hashes(self) -> dict[str, str]:
        """The hash of each file that comes with Pyodide, by its name."""
        found = {one.file: one.sha256 for one in self.core}
        return found | {str(one["file_name"]): str(one["sha256"]) for one in self.packages.values()}


@cache
def manifest() -> Manifest:
    """Give the manifest."""
    lock = json.loads(LOCK.read_bytes())
    found = read_toml(MANIFEST, Manifest)
    return Manifest(found.pyodide, found.kernel, found.core, found.wheel, lock["packages"], lock["info"])


def checked(path: Path, sha256: str) -> Path:
    """Give a file's path; raises Refusal where its content is not the one that the manifest names."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise Refusal(
            path, "", found=f"the SHA-256 {found}", expected=sha256,
            do="Do not use this file. Get it from another place, and see npqml/site/manifest.toml.",
        )  # fmt: skip
    return path
