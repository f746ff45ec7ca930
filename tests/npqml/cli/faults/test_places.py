"""The table of commands by faults of the disk: no traceback, words that name the path, nothing lost that was saved.

No mirror: it is about all commands.

Print it: python -m pytest tests/npqml/cli/faults -s -q (with NPQML_TABLE=1 every cell).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.npqml.cli.faults.conftest import COHORT
from tests.npqml.cli.faults.places import PLACES, run_in, why_not

pytestmark = pytest.mark.slow

COMMANDS: dict[str, list[str]] = {
    "new": ["new", "1b"],
    "build": ["build", COHORT],
    "check": ["check", "--cohort", COHORT, "--variants", "0"],
    "coverage": ["coverage"],
    "simulate": ["simulate", COHORT, "--candidates", "2"],
    "grade": ["grade", COHORT, "--no-pictures", "--workers", "1"],
    "feedback": ["feedback", COHORT],
    "report": ["report", COHORT],
    "export": ["export", COHORT],
    "export elsewhere": ["export", COHORT, "--to", "new/marks.csv"],
    "cases": ["cases", COHORT],
    "problems": ["problems", COHORT],
    "answers": ["answers", "unexplained", COHORT],
    "collect": ["collect", COHORT, f"submitted/{COHORT}/c001"],
    "demo": ["demo", COHORT, "--candidates", "2"],
    "lab": ["lab", COHORT, "--no-browser"],
    "site": ["site", COHORT, "--pyodide", "nothing"],
    "bench": ["bench", COHORT, "--quick"],
}
WRITE = {"new", "build", "simulate", "feedback", "report", "export", "export elsewhere", "cases", "demo"}
"""Commands that have not done what they are for where nothing can be written."""
LONG = {("bench", place) for place in PLACES if place != "unreadable course"}
"""Cells in which all goes well for minutes: a benchmark works in a temporary folder."""
DAILY = {"build", "simulate", "feedback", "export", "lab"}
SAVED = ("course/", "submitted/", "autograded/", "feedback/", "reports/", "release/", "source/", "gradebook/")
CELLS = [
    pytest.param(
        command, place, marks=[] if command in DAILY and place != "disk nearly full" else pytest.mark.whole_table
    )
    for place in PLACES
    for command in COMMANDS
    if (command, place) not in LONG
]


def files_of(course: Path) -> dict[str, bytes]:
    return {str(path.relative_to(course)): path.read_bytes() for path in course.rglob("*") if path.is_file()}


def whole(name: str, content: bytes) -> bool:
    if name.endswith((".ipynb", ".json")):
        return bool(json.loads(content))
    return content.rstrip().endswith(b"</html>") if name.endswith(".html") else bool(content)


@pytest.mark.parametrize(("command", "place"), CELLS)
def test_a_command_ends_in_words_and_nothing_is_lost(command, place, course, tmp_path):
    if reason := why_not(place):
        pytest.skip(reason)
    before = files_of(course)
    done = run_in(place, course, COMMANDS[command], tmp_path, seconds=15 if command == "lab" else 300)
    last = (done.err.strip() or done.out.strip() or "(nothing)").splitlines()[-1]
    print(f"{place:18} {command:18} {done.code:4}  {last[:150]}")  # noqa: T201 - the table
    assert "Traceback" not in done.out + done.err
    assert done.code in (0, 1, 2) or command == "lab", done.err
    if done.code in (1, 2):
        assert done.err.strip() or "problems found" in done.out or command in ("build", "demo"), "it does not say why"
    if command in WRITE and place in ("disk full", "read-only", "no permission"):
        assert done.code == 1, "it says that all went well"
        assert any(word in done.out + done.err for word in ("full", "only be read", "no permission", "with room")), (
            done.err + done.out
        )
    kept = [name for name in before if name.startswith(SAVED) and ".db" not in name and before[name]]
    if command in ("simulate", "demo"):  # these take out an earlier simulation
        kept = [name for name in kept if name.startswith(("course/", "release/", "source/"))]
    lost = [name for name in kept if not whole(name, done.after.get(name, b""))]
    assert not lost, lost
