"""Ctrl+C at several moments of every long command: what is kept, and how to go on.

No mirror: it is about all commands.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.npqml.cli.faults.conftest import COHORT
from tests.npqml.cli.faults.places import environment

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
    pytest.param(command, moment, marks=[] if (command, moment) in DAILY else pytest.mark.everything)
    for command in COMMANDS
    for moment in MOMENTS
]


def spent(process: int) -> float:
    """Return the processor time of a process and of those it has waited for, in seconds."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="needs /proc, to press at a moment of the command's own"
)
@pytest.mark.parametrize(("command", "moment"), CELLS)
def test_a_command_that_is_stopped_says_what_is_kept_and_how_to_go_on(command, moment, course, tmp_path):
    arguments, words = COMMANDS[command]
    copy = Path(shutil.copytree(course, tmp_path / "course"))
    started = subprocess.Popen(
        [sys.executable, "-m", "npqml.cli.app", *arguments], cwd=copy, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env=environment(), start_new_session=True,
    )  # fmt: skip
    ended_by_itself = False
    while spent(started.pid) < moment:
        time.sleep(0.005)
        if Path(f"/proc/{started.pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            ended_by_itself = True
            break
    os.killpg(started.pid, signal.SIGINT)  # as a terminal does: to the command and all that it has started
    out, err = started.communicate(timeout=120)
    assert "Traceback" not in out + err
    if ended_by_itself or started.returncode in (0, 1):
        return  # it was done by then
    assert started.returncode in (130, -signal.SIGINT), err  # the latter: before Python itself had begun
    if moment >= 0.6:
        assert err.startswith("Stopped.")
        assert words in err
