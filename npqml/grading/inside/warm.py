"""The warm parent: has everything imported and the module's own cells run, and forks once a submission.

It never holds a byte of any submission: the engine hands over two descriptors, which only the fork reads and writes.
It answers to four messages on its control socket: the module (once, at the start), a job, and the end.
"""

from __future__ import annotations

import gc
import json
import os
import select
import shutil
import signal
import socket
import sys
import time
import traceback
from typing import Any

sys.modules["pyarrow"] = None  # type: ignore[assignment]  # it starts a thread, and no fork is safe beside one

from npqml.grading.inside import confine, pictures, runner  # noqa: E402
from npqml.grading.inside.limits import Limits  # noqa: E402
from npqml.grading.inside.recorder import Recorder  # noqa: E402
from npqml.grading.inside.shell import Shell, start  # noqa: E402
from npqml.grading.inside.values.codec import encode  # noqa: E402

PRACTICE = (
    "import numpy as np, pandas as pd, matplotlib.pyplot as plt\nfrom npqml_widgets import *",
    "_t = pd.DataFrame({'a': [1.5, 2.5], 'b': ['x', 'y']})\n_t.groupby('b')['a'].mean().round(1)",
    "_t.query('a > 1').sort_values('a').to_html()\n_t",
    "_t['a'].plot.bar(title='t')",
    "bar(_t.set_index('b')['a'], title='t', value_label='v', category_label='c')",
    "1 / 0",
    "%precision",
    # A form's answer: what reads it is made on first use, which takes as long as all other answers together.
    "from npqml_widgets.keeping import answers\n"
    "task('warm-up', criterion='', a=number('A', unit='%'), b=text('B'), c=choice('C', {'x': 'X'}))\n"
    "_ = answers.save('warm-up', {'a': '25%', 'b': 'words', 'c': 'x'}, revision=0)\n"
    "_ = answers.save('warm-up', {'a': '26%', 'b': 'words', 'c': 'x'}, revision=1)\n"
    "_a, _b, _c = answer('warm-up')",
)


def main() -> None:
    """Serve until the control socket is closed."""
    control = socket.socket(fileno=int(sys.argv[1]))
    told = _read_all(int(sys.argv[2]))
    os.makedirs("work", exist_ok=True)
    os.chdir("work")
    limits, processes = Limits(**told["limits"]), bool(told["processes"])
    recorder = Recorder()
    shell = start(recorder)
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    pictures.watch(shell)
    prepared, shown = prepare(shell, told)
    gc.collect()
    gc.freeze()
    if told["confined"]:
        confine.become_subreaper()
    _say(control, {"ready": True, "shown": shown})
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 16, 2)
        if not message:
            return
        if not descriptors:  # a word to stop that came after the fork had ended by itself
            continue
        if len(os.listdir("/proc/self/task")) != 1:
            _say(control, {"refused": "more than one thread in the parent"})
            return
        source, target = descriptors
        _say(control, _fork(shell, control, source, target, limits, prepared, told["confined"], processes))


def prepare(shell: Shell, told: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
    """Warm up, run the module's own cells that depend on no candidate, and give the names made and what was shown."""
    before = set(shell.user_ns)
    for source in PRACTICE:
        shell.run(source, 60)
        pictures.end_cell(shell)
    encode([1, 2.5, "words", {"a": None}, shell.user_ns["_t"]])
    runner.forget(shell, sorted(set(shell.user_ns) - before))
    shutil.rmtree("work")
    history: Any = shell.history_manager
    history.reset()  # no trace of the practice in In and Out
    runner._write(told["files"])
    pictures.draw = True
    shown: dict[str, Any] = {}
    shell.execution_count = 1
    for cell in told["cells"]:
        error = shell.run(cell["source"], 120)
        pictures.end_cell(shell)
        shown[str(cell["index"])] = {"error": error, "outputs": list(shell.recorder.outputs)}
    return sorted(set(shell.user_ns) - before), shown


def _fork(
    shell: Shell, control: socket.socket, source: int, target: int, limits: Limits,
    prepared: list[str], confined: bool, processes: bool,
) -> dict[str, Any]:  # fmt: skip
    """Run one job in a fork of its own and give how it ended, once nothing of it is left."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(told)
            if confined:
                _go_apart(tell)
            _inside(shell, source, target, limits, prepared, confined, processes)
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(4)
    for descriptor in (source, target, tell):
        os.close(descriptor)
    if confined:
        number = os.read(told, 16)
        os.waitpid(child, 0)
        child = int(number) if number else 0
    os.close(told)
    return _wait(child, control, limits) if child else {"ended": "not confined"}


def _go_apart(tell: int) -> None:
    """Move to namespaces of one's own; the process that goes on is the first one in there."""
    confine.own_namespaces()
    first = os.fork()
    if first:
        os.write(tell, str(first).encode())
        os._exit(0)
    os.close(tell)


def _inside(
    shell: Shell, source: int, target: int, limits: Limits, prepared: list[str], confined: bool, processes: bool
) -> None:
    keep = sorted((source, target))
    for low, high in ((3, keep[0]), (keep[0] + 1, keep[1]), (keep[1] + 1, 1024)):
        os.closerange(low, high)
    if confined:
        confine.own_box(limits)
        confine.shut_in(limits, processes=processes)
    else:
        _own_folder()
    nothing = os.open("/dev/null", os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nothing, descriptor)
    os.close(nothing)
    runner.run_fork(shell, source, target, limits, prepared=prepared)


def _own_folder() -> None:
    """Work in a new folder; without a sandbox nothing keeps a submission there."""
    import tempfile

    os.chdir(tempfile.mkdtemp(prefix="unconfined-", dir=os.environ["TMPDIR"]))


def _wait(child: int, control: socket.socket, limits: Limits) -> dict[str, Any]:
    """Wait for the end of a fork, or bring it about when its time is up or the engine says so."""
    ends, too_long = os.pidfd_open(child), time.monotonic() + limits.total_seconds
    watched = select.poll()
    watched.register(ends, select.POLLIN)
    watched.register(control, select.POLLIN)
    killed = ""
    while not killed:
        ready = dict(watched.poll(max(0.0, too_long - time.monotonic()) * 1000))
        if ends in ready:
            break
        killed = "stopped by the engine" if ready else "time"
    if killed:
        os.kill(child, signal.SIGKILL)
    if killed == "stopped by the engine":
        control.recv(16)
    _, status, used = os.wait4(child, 0)
    os.close(ends)
    code = os.waitstatus_to_exitcode(status)
    return {"ended": killed or ("" if code == 0 else f"code {code}"), "cpu": used.ru_utime + used.ru_stime,
            "peak_kib": used.ru_maxrss}  # fmt: skip


def _read_all(descriptor: int) -> dict[str, Any]:
    with os.fdopen(descriptor, "rb") as file:
        return dict(json.loads(file.read()))


def _say(control: socket.socket, message: dict[str, Any]) -> None:
    control.sendall(json.dumps(message).encode() + b"\n")
