"""A run that is cut off, a gradebook that is locked, a disk that is full: nothing is lost, and it goes on.

No mirror: what holds between runs is the work of engine, plan, pool and gradebook together.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from npqml.grading import engine
from npqml.grading.engine import grade
from npqml.grading.gradebook import book as record
from npqml.grading.plan import Wish
from npqml.grading.pool import Pool
from npqml.place import Place
from npqml.refusal import Refusal
from npqml.simulation.candidates import simulate
from tests.conftest import EVERYTHING

pytestmark = pytest.mark.slow

COHORT = "demo-small"
KILLS = int(os.environ.get("NPQML_KILLS", "15" if EVERYTHING else "4"))  # 50 were run for the record
GRADE = "import sys; from npqml.cli.app import app; app(['grade', 'demo-small', '--no-pictures', '--workers', '1'])"


@pytest.fixture(scope="module")
def made(_built, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Twelve made-up candidates, not graded yet."""
    root = tmp_path_factory.mktemp("resume") / "course"
    shutil.copytree(_built.root, root)
    place = Place(root)
    simulate(place, COHORT, 12, seed=3)
    return place


@pytest.fixture
def fresh(made: Place, tmp_path: Path) -> Place:
    shutil.copytree(made.root, tmp_path / "course")
    return Place(tmp_path / "course")


def state(place: Place) -> tuple[object, dict[str, str]]:
    """Give everything in the gradebook and every notebook and result, times of grading left out."""
    with closing(sqlite3.connect(place.gradebook(COHORT))) as book:
        book.execute("pragma wal_checkpoint(truncate)")
        tables = [row[0] for row in book.execute("select name from sqlite_master where type = 'table'")]
        rows = {table: sorted(map(repr, book.execute(f'select * from "{table}"'))) for table in tables}
    files = {}
    for path in sorted(place.autograded(COHORT).rglob("*")):
        if path.is_file():
            content = path.read_text(encoding="utf-8")
            if path.name == "result.json":
                content = json.dumps(json.loads(content) | {"graded_at": ""})
            files[str(path.relative_to(place.root))] = content
    return rows, files


@pytest.fixture(scope="module")
def done(made: Place, tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, float]:
    """The same candidates graded in one run, and how many seconds that took."""
    root = tmp_path_factory.mktemp("undisturbed") / "course"
    shutil.copytree(made.root, root)
    start = time.monotonic()
    assert run(Place(root)).wait() == 0
    return Place(root), time.monotonic() - start


@pytest.fixture
def already_graded(done: tuple[Place, float], tmp_path: Path) -> Place:
    """A copy of the graded candidates."""
    shutil.copytree(done[0].root, tmp_path / "graded")
    return Place(tmp_path / "graded")


@pytest.fixture(scope="module")
def undisturbed(done: tuple[Place, float]):
    place, seconds = done
    return state(place), seconds


def differences(found: object, expected: object) -> list[str]:
    """Name the tables and files that differ."""
    pairs = zip(found, expected, strict=True)  # type: ignore[call-overload]
    return [name for one, other in pairs for name in sorted({*one, *other}) if one.get(name) != other.get(name)]


def run(place: Place) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", GRADE], cwd=place.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip


def test_a_run_killed_at_any_moment_goes_on_to_the_same_end(fresh, undisturbed):
    """Each kill falls at a random moment; one course is killed until it is done, then another."""
    expected, seconds = undisturbed
    draw = random.Random(7)
    rounds = 0
    pristine = fresh.root.with_name("pristine")
    shutil.copytree(fresh.root, pristine)
    for _ in range(KILLS):
        process = run(fresh)
        try:
            process.wait(draw.uniform(0.3, 1.1) * seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            continue
        assert process.returncode == 0
        assert differences(state(fresh), expected) == []
        rounds += 1
        shutil.rmtree(fresh.root)
        shutil.copytree(pristine, fresh.root)
    assert run(fresh).wait() == 0
    assert differences(state(fresh), expected) == []
    sys.stdout.write(f"\n{KILLS} runs cut off or finished, {rounds + 1} courses brought to the same end\n")


def test_another_order_gives_the_same_gradebook(fresh, undisturbed, monkeypatch):
    real = Pool.grade
    monkeypatch.setattr(Pool, "grade", lambda self, jobs: real(self, list(jobs)[::-1]))
    grade(fresh, COHORT, Wish(workers=2))
    assert differences(state(fresh), undisturbed[0]) == []


def test_what_has_not_changed_is_not_graded_again(already_graded):
    again = grade(already_graded, COHORT)
    assert (again.new, len(again.who)) == (0, 12)
    path = next((already_graded.submitted(COHORT) / "c002" / "1a").glob("*.ipynb"))
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert grade(already_graded, COHORT, Wish(workers=1)).new == 1


def test_only_what_failed_can_be_looked_at_again(already_graded):
    failed = already_graded.submitted(COHORT) / "c007" / "1a"
    good = already_graded.submitted(COHORT) / "c001" / "1a"
    for folder, source in ((failed, good), (good, failed)):
        (folder / "note.txt").write_text(f"sent again, unlike {source}")
    assert grade(already_graded, COHORT, Wish(only_failed=True, workers=1)).new == 1


def test_a_gradebook_that_somebody_holds_is_named_and_nothing_is_lost(fresh, monkeypatch, undisturbed):
    monkeypatch.setattr(record, "WAIT_SECONDS", 0.2)
    grade(fresh, COHORT, Wish(candidates=frozenset(["c001"]), workers=1))
    with closing(sqlite3.connect(fresh.gradebook(COHORT))) as other:
        other.execute("begin immediate")
        with pytest.raises(Refusal, match="cannot be written") as refused:
            grade(fresh, COHORT, Wish(workers=1))
        assert "formgrader" in str(refused.value)
    grade(fresh, COHORT, Wish(workers=1))
    assert differences(state(fresh), undisturbed[0]) == []


def test_a_full_disk_is_said_and_the_run_goes_on_when_there_is_room(fresh, monkeypatch, undisturbed):
    real, count = Path.write_text, iter(range(10_000))

    def full(self: Path, *args: object, **kwargs: object) -> int:
        if engine.STAGING in self.parts and next(count) >= 3:
            raise OSError(28, "No space left on device")
        return real(self, *args, **kwargs)

    with monkeypatch.context() as limited:
        limited.setattr(Path, "write_text", full)
        with pytest.raises(Refusal, match="No space left on device"):
            grade(fresh, COHORT, Wish(workers=1))
    grade(fresh, COHORT, Wish(workers=1))
    assert differences(state(fresh), undisturbed[0]) == []


def test_a_gradebook_that_is_not_there_is_said(fresh):
    fresh.gradebook(COHORT).unlink()
    with pytest.raises(Refusal, match="no gradebook"):
        grade(fresh, COHORT)


@pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux tells of a process")
def test_what_grades_never_hears_ctrl_c_from_its_first_moment(made):
    with Pool(made, 1) as pool:
        hand = pool._free()
        status = Path(f"/proc/{hand.process.pid}/status").read_text()
    blocked = next(int(line.split()[1], 16) for line in status.splitlines() if line.startswith("SigBlk"))
    assert blocked & 1 << (signal.SIGINT - 1)
