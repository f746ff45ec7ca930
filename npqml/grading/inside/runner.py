"""Running one submission inside the sandbox: its cells, what they show, and its answers as data.

No check is run here. An answer is taken at the first check that follows its cell, as it is then.
"""

from __future__ import annotations

import base64
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from npqml.grading.inside import pictures
from npqml.grading.inside.limits import Limits
from npqml.grading.inside.shell import Shell
from npqml.grading.inside.values.codec import CannotSend, encode

Send = Callable[[dict[str, Any]], None]


def sender(target: int) -> Send:
    """Give a function that sends one line of JSON; what it needs is bound before any candidate's code runs."""
    write, dumps = os.write, json.JSONEncoder(allow_nan=False, separators=(",", ":")).encode

    def send(message: dict[str, Any]) -> None:
        left = dumps(message).encode("utf-8", "replace") + b"\n"
        while left:
            left = left[write(target, left) :]

    return send


def run_job(shell: Shell, job: dict[str, Any], limits: Limits, send: Send) -> None:
    """Run a job's cells in their order and send what came of each; the last message says that it is complete.

    A job: `cells` (index, source, and `task` with `answers` at an answer cell, or `check`), `files` (path: base64),
    `draw` (with pictures or without them), `kernel` (the folder's own modules can be imported, as in a notebook).
    """
    if job.get("kernel"):
        shell.like_a_kernel()
    _write(job["files"])
    pictures.draw = bool(job["draw"])
    pictures.before_drawing = lambda: send({"draws": True})
    due: dict[str, list[str]] = {}
    for cell in job["cells"]:
        if "check" in cell:
            _take(shell, due, send)
            continue
        send({"begin": cell["index"]})
        error = shell.run(cell["source"], limits.cell_seconds)
        left_out = pictures.end_cell(shell)
        if cell.get("task"):
            due[cell["task"]] = cell["answers"]
        send({"cell": cell["index"], "error": error, "outputs": shell.recorder.outputs, "count": shell.count,
              "pictures": left_out, "late": shell.late})  # fmt: skip
    _take(shell, due, send)
    send({"end": True})


def _write(files: dict[str, str]) -> None:
    for name, content in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(content))


def _take(shell: Shell, due: dict[str, list[str]], send: Send) -> None:
    """Send the answers of the tasks whose cell has run since the last check."""
    for task, names in due.items():
        send({"task": task, "answers": dict(_encoded(shell, names))})
    due.clear()


def _encoded(shell: Shell, names: list[str]) -> Iterator[tuple[str, Any]]:
    for name in names:
        if name in shell.user_ns:
            try:
                yield name, encode(shell.user_ns[name])
            except CannotSend as why:
                yield name, {"refused": str(why)}


def run_fork(shell: Shell, source: int, target: int, limits: Limits, *, prepared: list[str]) -> None:
    """Read a job, run it, and end this process whatever happens.

    `prepared` are the names that a whole run starts without.
    """
    send = sender(target)
    end = os._exit
    try:
        with os.fdopen(source, "rb") as file:
            job = json.loads(file.read())
        if job["whole"]:
            forget(shell, prepared)
        run_job(shell, job, limits, send)
    except BaseException as error:
        _tell(error, send)
        end(3)
    end(0)


def forget(shell: Shell, names: list[str]) -> None:
    """Take out what the module's own cells have made in advance: the whole notebook is run from its top."""
    from npqml_widgets.tasks import tasks

    for name in names:
        shell.user_ns.pop(name, None)
    tasks._tasks.clear()


def _tell(error: BaseException, send: Send) -> None:
    try:
        where = traceback.extract_tb(sys.exc_info()[2])[-1]
        send({"failed": f"{type(error).__name__} at {Path(where.filename).name}:{where.lineno}"})
    except BaseException:
        return
