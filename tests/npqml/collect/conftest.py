"""What candidates of the small course pack, send and download."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from npqml.place import Place
from npqml_widgets.handin.pack import ENDING, pack
from npqml_widgets.handin.preflight import look_over
from npqml_widgets.keeping import clock
from npqml_widgets.keeping.answers import Saved, write

SAVED = datetime(2026, 11, 19, 16, tzinfo=UTC)
IDS = [f"c{number:03}" for number in range(1, 41)]
NAMES = {name: f"Person{name} Brown" for name in IDS}
NAMES |= {"c004": "Anna Maria Brown", "c005": "Zoë Smith-Jones", "c006": "Sam Lee", "c007": "Sam Lee"}


class Desk:
    """A candidate's folder of module 1a at home, and what they make of it."""

    def __init__(self, place: Place, cohort: str, home: Path) -> None:
        self.place, self.cohort, self.home = place, cohort, home

    def work(self, candidate: str, **answers: Any) -> Path:
        """Give a candidate's folder with answers, by task, such as t1={"on_roll": "10"}."""
        folder = self.home / candidate / "1a"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.place.release(self.cohort) / "1a", folder)
        (folder / "work").mkdir()
        for task, values in answers.items():
            write(folder / "work" / f"1a-{task}.json", Saved(f"1a-{task}", values, SAVED, 1))
        return folder

    def pack(self, candidate: str, *, say: str | None = None, cohort: str = "", **answers: Any) -> bytes:
        """Give the packed file of a candidate; `say` is the id that the receipt names, if not theirs."""
        folder = self.work(candidate, **answers)
        named = candidate if say is None else say
        made = pack(folder, look_over(folder), candidate=named, cohort=cohort or self.cohort)
        assert made.file.name.endswith(ENDING)
        return made.file.read_bytes()


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """Give a zip of files, their names as they are."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, each in files.items():
            about = zipfile.ZipInfo("x", (2026, 11, 20, 9, 0, 0))
            about.filename = name
            archive.writestr(about, each)
    return content.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    """Give the files in a zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def everything(folder: Path) -> dict[str, bytes]:
    """Give every file below a folder, by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def listed(place: Place, cohort: str) -> Place:
    """Give the small course with a list of forty candidates, two of the same name."""
    place.submitted(cohort).mkdir(parents=True)
    rows = "".join(f"{key},{name}\n" for key, name in NAMES.items())
    (place.submitted(cohort) / "candidates.csv").write_text(f"id,name\n{rows}", encoding="utf-8")
    return place


@pytest.fixture
def desk(listed: Place, cohort: str, tmp_path: Path) -> Desk:
    """Give a candidate's desk."""
    return Desk(listed, cohort, tmp_path / "home")


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    """Give an empty folder to download to."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    return folder


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Give a function that sets a candidate's clock."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat(moment))


def put(downloads: Path, name: str, content: bytes) -> Path:
    """Write a file of a download, in the folders that its name says."""
    path = downloads / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
