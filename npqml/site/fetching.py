"""Getting files of others: from the package index, and out of archives, into a folder that keeps them."""

from __future__ import annotations

import lzma
import os
import subprocess
import sys
import tarfile
import tempfile
import urllib.request
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from http.client import HTTPException
from pathlib import Path
from typing import IO

from npqml.refusal import Refusal
from npqml.site.manifest import checked

LARGEST = 40_000_000  # bytes of one file out of an archive; Pyodide's largest has 10 million
SECONDS = 600
# What the library raises for an archive or a connection that is damaged or cut off, wherever in it that is noticed.
BROKEN = (
    OSError,
    EOFError,
    RuntimeError,
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    HTTPException,
)


class NotThere(Exception):
    """Says why files could not be had from one place, so that the next can be tried."""


def cache_folder() -> Path:
    """Give the folder in which downloads are kept, so that nothing is fetched twice."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(home) / "npqml"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def from_index(name: str, version: str, file: str, sha256: str = "") -> Path:
    """Give a pure wheel from the package index that pip is set up with, downloaded once; raises NotThere."""
    kept = cache_folder() / file
    if not kept.is_file():
        with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
            command = [
                sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
                "--only-binary=:all:", "--platform=any", "--python-version=3.12", f"--dest={folder}",
                f"{name}=={version}",
            ]  # fmt: skip
            try:
                done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603
            except subprocess.TimeoutExpired as problem:
                raise NotThere(f"the package index sent no {file} within {SECONDS // 60} minutes") from problem
            came = Path(folder) / file
            if done.returncode or not came.is_file():
                raise NotThere(_last_line(done.stderr) or f"the package index has no {file}")
            if sha256:
                checked(came, sha256)
            os.replace(came, kept)
    return checked(kept, sha256) if sha256 else kept


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    errors = [line for line in lines if line.startswith("ERROR")]
    return (errors or lines or [""])[-1].removeprefix("ERROR: ")


def unpack(archive: Path, wanted: Mapping[str, str], folder: Path) -> None:
    """Write the wanted files (hash by name) out of a zip, a tar or a folder; raises NotThere if one is missing.

    Files are found by their last name alone: no path in an archive says where anything is written.
    """
    try:
        _keep(_members(archive, wanted), wanted, folder)
    except BROKEN as problem:
        raise NotThere(f"{archive} cannot be read ({problem})") from problem
    _complete(str(archive), wanted, folder)


def unpack_from_web(address: str, wanted: Mapping[str, str], folder: Path) -> None:
    """Write the wanted files out of a tar.bz2 on the web, read as far as the last of them; raises NotThere."""
    try:
        with (
            urllib.request.urlopen(address, timeout=60) as content,  # noqa: S310 - the address is a constant
            tarfile.open(fileobj=content, mode="r|bz2") as whole,
        ):
            _keep(_of_tar(whole, wanted), wanted, folder)
    except BROKEN as problem:
        raise NotThere(f"{address} cannot be had ({getattr(problem, 'reason', problem)})") from problem
    _complete(address, wanted, folder)


def _keep(members: Iterable[tuple[str, IO[bytes]]], wanted: Mapping[str, str], folder: Path) -> None:
    found: set[str] = set()
    for name, content in members:
        if name in found:
            continue
        path = folder / name
        with path.open("wb") as target:
            _copy(content, target, path)
        checked(path, wanted[name])
        found.add(name)
        if len(found) == len(wanted):
            return


def _complete(source: str, wanted: Mapping[str, str], folder: Path) -> None:
    missing = sorted(name for name in wanted if not (folder / name).is_file())
    if missing:
        raise NotThere(f"{source} has no {missing[0]}" + (f" and {len(missing) - 1} more" if missing[1:] else ""))


def _copy(content: IO[bytes], target: IO[bytes], path: Path) -> None:
    left = LARGEST
    while piece := content.read(1 << 20):
        left -= len(piece)
        if left < 0:
            raise Refusal(
                path, "", found=f"more than {LARGEST // 1_000_000} MB", expected="a file of Pyodide",
                do="Do not use this archive.",
            )  # fmt: skip
        target.write(piece)


def _members(archive: Path, wanted: Mapping[str, str]) -> Iterator[tuple[str, IO[bytes]]]:
    """Give the wanted files of an archive or a folder, by their last names."""
    if archive.is_dir():
        for path in sorted(archive.rglob("*")):
            if path.name in wanted and path.is_file():
                with path.open("rb") as content:
                    yield path.name, content
    elif zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as whole:
            for item in whole.infolist():
                name = item.filename.rpartition("/")[2]
                if name in wanted:
                    with whole.open(item) as content:
                        yield name, content
    else:
        with tarfile.open(archive) as whole_tar:
            yield from _of_tar(whole_tar, wanted)


def _of_tar(whole: tarfile.TarFile, wanted: Mapping[str, str]) -> Iterator[tuple[str, IO[bytes]]]:
    for member in whole:
        name = member.name.rpartition("/")[2]
        content = whole.extractfile(member) if member.isfile() and name in wanted else None
        if content is not None:
            yield name, content
