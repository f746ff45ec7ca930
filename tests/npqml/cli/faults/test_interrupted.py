"""Ctrl+C at several moments of every long command: what is kept, and how to go on.

No mirror: it is about all commands.
"""

from __future__ import annotations

import copy
import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner

from npqml.cli.app import app
from tests.npqml.cli.faults.conftest import COHORT
from tests.npqml.cli.faults.places import CHECKOUT, environment

pytestmark = pytest.mark.slow

COMMANDS = {
    "build": (["build", COHORT], "whole"),
    "check": (["check", "--fresh", "--variants", "3"], "kept"),
    "simulate": (["simulate", COHORT, "--candidates", "60"], "anew"),
    "grade": (["grade", COHORT, "--only-failed", "--no-pictures"], "kept"),
    "demo": (["demo", COHORT, "--candidates", "4"], ""),
    "feedback": (["feedback", COHORT], "whole"),
    "report": (["report", COHORT], "whole"),
    "bench": (["bench", COHORT, "--quick"], "begins anew"),
}
MOMENTS = (0.05, 0.2, 0.6, 1.2, 2.5)
"""Seconds of processor time after which Ctrl+C is pressed: how far a command is hangs on no machine's speed."""
DAILY = {("build", 1.2), ("check", 1.2), ("check", 0.2), ("grade", 0.6)}
CELLS = [
    pytest.param(command, moment, marks=[] if (command, moment) in DAILY else pytest.mark.whole_table)
    for command in COMMANDS
    for moment in MOMENTS
]


def spent(group: int) -> float:
    """Return the processor time of a process and of all that it has started, in seconds."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        if int(fields[2]) == group:
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def ctrl_c_counts() -> None:
    """Have Ctrl+C stop a command, also where these tests run in the background of a shell, which has it ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def pressed_before_it_began(err: str) -> bool:
    """Tell whether Python itself was stopped while it started, before it had come to the command's own code."""
    ours = re.findall(rf'File "{re.escape(str(CHECKOUT))}/(npqml\w*/.*?)"', err)
    return "KeyboardInterrupt" in err and set(ours) <= {"npqml/__init__.py", "npqml/deferred_imports.py"}


def press(group: int, sign: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, sign)


@pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="needs /proc, to press at a moment of the command's own"
)
@pytest.mark.parametrize(("command", "moment"), CELLS)
def test_a_command_that_is_stopped_says_what_is_kept_and_how_to_go_on(command, moment, course, tmp_path):
    arguments, words = COMMANDS[command]
    own = Path(shutil.copytree(course, tmp_path / "course"))
    started = subprocess.Popen(
        [sys.executable, "-m", "npqml.cli.app", *arguments], cwd=own, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env=environment(), start_new_session=True, preexec_fn=ctrl_c_counts,
    )  # fmt: skip
    try:
        while started.poll() is None and spent(started.pid) < moment:
            time.sleep(0.02)
        press(started.pid, signal.SIGINT)  # as a terminal does: to the command and all that it has started
        out, err = started.communicate(timeout=120)
    finally:
        press(started.pid, signal.SIGKILL)
    if pressed_before_it_began(err):
        return
    assert "Traceback" not in out + err
    # By the signal itself: before Python had begun, or after the command was done.
    assert started.returncode in (0, 1, 130, -signal.SIGINT), err
    if started.returncode == 130:
        assert "Stopped." in err.splitlines(), err  # above it may stand what was being done
        after = err.splitlines()[err.splitlines().index("Stopped.") + 1 :]
        assert not after or words in "\n".join(after), err


DOES = {
    "build": "npqml.authoring.build.build",
    "check": "npqml.authoring.gates.run.check",
    "simulate": "npqml.simulation.candidates.simulate",
    "grade": "npqml.grading.engine.grade",
    "feedback": "npqml.reports.feedback.write_feedback",
    "report": "npqml.reports.cohort.write_report",
    "bench": "npqml.bench.commands.bench",
}
"""What a command calls to do what it is for."""


@pytest.mark.parametrize("command", DOES)
@pytest.mark.parametrize(
    ("stop", "code", "first"),
    [
        (KeyboardInterrupt(), 130, "Stopped."),
        (OSError(errno.ENOSPC, "No space left on device"), 1, "found a disk that is full"),
        (OSError(errno.EDQUOT, "Quota", "marks.csv"), 1, "marks.csv: found no room left"),
        (MemoryError(), 1, "not enough memory"),
    ],
    ids=["Ctrl+C", "disk full", "quota", "memory"],
)
def test_what_is_kept_and_how_to_go_on_is_said_whatever_stops_it(command, stop, code, first, course, monkeypatch):
    def stopped(*_: object, **__: object) -> None:
        raise copy.copy(stop)

    monkeypatch.setattr(DOES[command], stopped)
    monkeypatch.chdir(course)
    done = CliRunner().invoke(app, COMMANDS[command][0])
    assert done.exit_code == code
    assert first in done.stderr
    assert isinstance(stop, MemoryError) or COMMANDS[command][1] in done.stderr
