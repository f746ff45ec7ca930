"""The warm parent has everything imported and forks a twin a module; a twin runs the module's own cells and forks once
a submission.

Neither ever holds a byte of any submission: the engine hands over two descriptors, which only the fork reads and
writes. The parent is asked for twins on its own line, and each twin for submissions on another: a twin that has served
its time, or broken, is replaced without anything being imported again.
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

from attrs import frozen

gc.disable()  # until everything is there: looking for garbage among what is imported takes a tenth of the time
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
TOO_MANY = "more than one thread, beside which no fork is safe"


@frozen
class Told:
    """What the engine says of all submissions: their limits, behind walls or not, further processes or none."""

    limits: Limits
    confined: bool
    processes: bool


def main() -> None:
    """Warm up, and fork a twin for each request until the line is closed."""
    control = socket.socket(fileno=int(sys.argv[1]))
    content = _read_all(int(sys.argv[2]))
    told = Told(Limits(**content["limits"]), bool(content["confined"]), bool(content["processes"]))
    shell = start(Recorder())
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    pictures.watch(shell)
    before = frozenset(shell.user_ns)
    _practise(shell, before)
    gc.freeze()
    gc.enable()
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1, 2)
        if not message:
            return
        line, module = socket.socket(fileno=descriptors[0]), descriptors[1]
        if _threads() != 1:
            _say(line, {"refused": TOO_MANY})
        elif os.fork() == 0:
            control.close()
            _twin(shell, line, _read_all(module), before, told)
            os._exit(0)
        line.close()
        os.close(module)


def _twin(shell: Shell, line: socket.socket, module: dict[str, Any], before: frozenset[str], told: Told) -> None:
    """Run a module's own cells, and serve its submissions until the line is closed."""
    os.makedirs(f"{os.getpid()}/work")
    os.chdir(f"{os.getpid()}/work")
    shown = _prepare(shell, module)
    prepared = sorted(set(shell.user_ns) - before)
    gc.collect()
    gc.freeze()
    if told.confined:
        confine.become_subreaper()
    _say(line, {"shown": shown})
    while True:
        message, descriptors, _, _ = socket.recv_fds(line, 16, 2)
        if not message:
            return
        if not descriptors:  # a word to stop that came after the fork had ended by itself
            continue
        if _threads() != 1:
            _say(line, {"refused": TOO_MANY})
            return
        source, target = descriptors
        _say(line, _fork(shell, line, source, target, prepared, told))


def _threads() -> int:
    return len(os.listdir("/proc/self/task"))


def _practise(shell: Shell, before: frozenset[str]) -> None:
    """Do once what submissions do, so that no fork has to make ready for it; no trace of it is left."""
    os.mkdir("practice")
    os.chdir("practice")
    for source in PRACTICE:
        shell.run(source, 60)
        pictures.end_cell(shell)
    encode([1, 2.5, "words", {"a": None}, shell.user_ns["_t"]])
    runner.forget(shell, sorted(set(shell.user_ns) - before))
    os.chdir("..")
    shutil.rmtree("practice")
    history: Any = shell.history_manager
    history.reset()  # no trace in In and Out
    shell.execution_count = 1


def _prepare(shell: Shell, module: dict[str, Any]) -> dict[str, Any]:
    """Run a module's own cells that depend on no candidate, and return what each has shown."""
    runner._write(module["files"])
    pictures.draw = True
    shown: dict[str, Any] = {}
    for cell in module["cells"]:
        error = shell.run(cell["source"], 120)
        pictures.end_cell(shell)
        shown[str(cell["index"])] = {"error": error, "outputs": list(shell.recorder.outputs)}
    return shown


def _fork(
    shell: Shell, line: socket.socket, source: int, target: int, prepared: list[str], told: Told
) -> dict[str, Any]:
    """Run one job in a fork of its own and give how it ended, once nothing of it is left."""
    hear, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(hear)
            if told.confined:
                _go_apart(tell)
            _inside(shell, source, target, prepared, told)
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(4)
    for descriptor in (source, target, tell):
        os.close(descriptor)
    if told.confined:
        number = os.read(hear, 16)
        os.waitpid(child, 0)
        child = int(number) if number else 0
    os.close(hear)
    return _wait(child, line, told.limits) if child else {"ended": "not confined"}


def _go_apart(tell: int) -> None:
    """Move to namespaces of one's own; the process that goes on is the first one in there."""
    confine.own_namespaces()
    first = os.fork()
    if first:
        os.write(tell, str(first).encode())
        os._exit(0)
    os.close(tell)


def _inside(shell: Shell, source: int, target: int, prepared: list[str], told: Told) -> None:
    keep = sorted((source, target))
    for low, high in ((3, keep[0]), (keep[0] + 1, keep[1]), (keep[1] + 1, 1024)):
        os.closerange(low, high)
    if told.confined:
        confine.own_box(told.limits)
        confine.shut_in(told.limits, processes=told.processes)
    else:
        _own_folder()
    nothing = os.open("/dev/null", os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nothing, descriptor)
    os.close(nothing)
    runner.run_fork(shell, source, target, told.limits, prepared=prepared)


def _own_folder() -> None:
    """Work in a new folder; without a sandbox nothing keeps a submission there."""
    import tempfile

    os.chdir(tempfile.mkdtemp(prefix="unconfined-", dir=os.environ["TMPDIR"]))


def _wait(child: int, line: socket.socket, limits: Limits) -> dict[str, Any]:
    """Wait for the end of a fork, or bring it about when its time is up or the engine says so."""
    ends, too_long = os.pidfd_open(child), time.monotonic() + limits.total_seconds
    watched = select.poll()
    watched.register(ends, select.POLLIN)
    watched.register(line, select.POLLIN)
    killed = ""
    while not killed:
        ready = dict(watched.poll(max(0.0, too_long - time.monotonic()) * 1000))
        if ends in ready:
            break
        killed = "stopped by the engine" if ready else "time"
    if killed:
        os.kill(child, signal.SIGKILL)
    if killed == "stopped by the engine":
        line.recv(16)
    _, status, used = os.wait4(child, 0)
    os.close(ends)
    code = os.waitstatus_to_exitcode(status)
    return {"ended": killed or ("" if code == 0 else f"code {code}"), "cpu": used.ru_utime + used.ru_stime,
            "peak_kib": used.ru_maxrss}  # fmt: skip


def _read_all(descriptor: int) -> dict[str, Any]:
    with os.fdopen(descriptor, "rb") as file:
        return dict(json.loads(file.read()))


def _say(line: socket.socket, message: dict[str, Any]) -> None:
    line.sendall(json.dumps(message).encode() + b"\n")
