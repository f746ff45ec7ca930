"""The hostile suite's course, graded as whoever runs the tests and, where that is root, as an ordinary user as well."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from npqml.grading.result import Result, read_results
from npqml.place import Place
from tests.conftest import EVERYTHING
from tests.hostile.case import LEFT, ON_THE_DESK, SECRET, Case, honest, send
from tests.hostile.cases import CASES
from tests.npqml.conftest import COHORT, build_stand_in

CHECKOUT = Path(__file__).parents[2]
NOBODY = 65534
ROOTS_HOME = Path("~root").expanduser()
SEEN_AS = ROOTS_HOME / "hostile-course"  # where an ordinary user finds the course: a place made for that run only
SHARED = ("/tmp", "/var/tmp", "/dev/shm")
# In mounts of its own: a folder that only root may enter is covered, and what is needed from it is put back.
AS_NOBODY = """
set -e
mount --make-rprivate /
mkdir -p {aside}/python {aside}/course
mount --bind {python} {aside}/python
mount --bind {course} {aside}/course
mount -t tmpfs -o mode=755 none {home}
mkdir -p {python} {seen_as}
mount --bind {aside}/python {python}
mount --bind {aside}/course {seen_as}
cd {seen_as}
exec setpriv --reuid {user} --regid {user} --clear-groups -- "$@"
"""


@frozen
class Run:
    """One graded course: what it held before, its results by candidate, and what the run itself said."""

    place: Place
    before: dict[str, str]
    results: dict[str, Result]
    told: dict[str, Any]

    def notebook(self, name: str) -> dict[str, Any]:
        """Give a candidate's graded notebook, empty where there is none."""
        found = sorted((self.place.autograded(COHORT) / name / "1a").glob("*.ipynb"))
        return json.loads(found[0].read_text(encoding="utf-8")) if found else {"cells": []}


def contents(root: Path) -> dict[str, str]:
    """Give a digest of everything in a course that grading has no business to write to."""
    found = {}
    for path in sorted(root.rglob("*")):
        name = os.fsencode(path.relative_to(root)).decode("latin-1")
        if name.split("/")[0] in ("autograded", "gradebook"):
            continue
        if path.is_symlink():
            found[name] = os.readlink(path)
        elif path.is_file():
            with path.open("rb") as file:
                found[name] = hashlib.file_digest(file, "sha256").hexdigest()
        else:
            found[name] = "no file"
    return found


def hostile_course(root: Path, cases: Iterable[Case], seen_as: Path | None = None) -> Place:
    """Build the small course, with two honest candidates and these cases sent in."""
    place = build_stand_in(root, register=True)
    honest(place)
    for case in cases:
        send(case, place, str(seen_as or root))
    return place


def start(place: Place, *words: str, before: Iterable[str] = ()) -> subprocess.Popen[str]:
    """Start grading a course in a process of its own, from a folder that no candidate is to see."""
    desk = place.root.parent / "desk"
    desk.mkdir()
    (desk / ON_THE_DESK).write_text(SECRET)
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TOLD": SECRET, "PYTHONPATH": str(CHECKOUT)}
    return subprocess.Popen(
        [*before, sys.executable, "-m", "tests.hostile.grading", *words], cwd=desk, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def finished(place: Place, before: dict[str, str], process: subprocess.Popen[str]) -> Run:
    """Wait for a run and give what came of it."""
    said, complained = process.communicate()
    assert process.returncode == 0, complained[-3000:]
    results = {one.candidate: one for one in read_results(place, COHORT)}
    return Run(place, before, results, json.loads(said.splitlines()[-1]))


def tidy() -> list[str]:
    """Take away what cases have left on this machine and name it."""
    found = [path for place in SHARED for path in Path(place).glob(f"{LEFT}*")]
    for path in found:
        path.unlink(missing_ok=True)
    return [str(path) for path in found]


def _as_nobody(root: Path, aside: Path) -> list[str]:
    """Give the start of a command that runs as an ordinary user."""
    python = Path(sys.base_prefix)
    if python.is_relative_to(ROOTS_HOME):
        # Whole: a Python there may be reached by links beside it.
        python = ROOTS_HOME / python.relative_to(ROOTS_HOME).parts[0]
    script = AS_NOBODY.format(aside=aside, course=root, seen_as=SEEN_AS, user=NOBODY, home=ROOTS_HOME, python=python)
    return ["unshare", "-m", "sh", "-c", script, "sh"]


def _why_not_nobody(aside: Path) -> str:
    """Say why no run as an ordinary user can be had here, or give an empty text."""
    if os.getuid() != 0:
        return "the tests run as an ordinary user already"
    if any(shutil.which(one) is None for one in ("unshare", "setpriv", "mount")):
        return "unshare, setpriv and mount are needed"
    checked = [*_as_nobody(aside, aside), sys.executable, "-c", "import npqml"]
    tried = subprocess.run(checked, cwd=CHECKOUT, capture_output=True, text=True)
    return f"an ordinary user cannot be had here ({tried.stderr.strip()[-200:]})" if tried.returncode else ""


@pytest.fixture(scope="session")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run | str]:
    """Grade all cases at the same time as both users; gives the reason in place of a run that cannot be had."""
    tidy()
    root = tmp_path_factory.mktemp("hostile") / "course"
    place = hostile_course(root, CASES)
    going = {"here": (place, contents(root), start(place, str(root)))}
    aside = tmp_path_factory.mktemp("aside")
    why = _why_not_nobody(aside) if EVERYTHING else "set NPQML_ALL=1 to grade as an ordinary user too"
    if not why:
        other = tmp_path_factory.mktemp("hostile-nobody") / "course"
        place = hostile_course(other, CASES, SEEN_AS)
        subprocess.run(["chown", "-R", "--no-dereference", f"{NOBODY}:{NOBODY}", str(other)], check=True)
        process = start(place, str(SEEN_AS), before=_as_nobody(other, aside))
        going["an ordinary user"] = (place, contents(other), process)
    found: dict[str, Run | str] = {name: finished(*one) for name, one in going.items()}
    return {"an ordinary user": why} | found


@pytest.fixture(params=["here", pytest.param("an ordinary user", marks=pytest.mark.everything)])
def run(runs, request) -> Run:
    """Give the run of one user."""
    if isinstance(runs[request.param], str):
        pytest.skip(runs[request.param])
    return runs[request.param]
