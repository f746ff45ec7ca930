"""The only place that starts a candidate's code: one warm parent behind walls, a twin of it a module and process,
and a fork of the twin a submission.

What comes out of a fork is hostile: it is limited in size, time and depth here, and believed nowhere.
"""

from __future__ import annotations

import json
import os
import select
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from multiprocessing import reduction
from pathlib import Path
from typing import Any

from attrs import asdict, field, frozen

from npqml.grading.inside.limits import BOX, Limits
from npqml.grading.sandbox import bubblewrap
from npqml.refusal import Refusal

START_SECONDS = 120
FORKS = 1_000  # a twin is replaced after so many
SPARE_SECONDS = 5  # what a twin may take to end a fork beyond its time


class SandboxBroken(Exception):
    """Says that the sandbox could not be started or has misbehaved; a new one may do better."""


@frozen
class Ended:
    """What came of one fork: its messages as sent (hostile), and how it ended ("" when it came to its own end)."""

    messages: tuple[dict[str, Any], ...] = ()
    ended: str = ""
    cpu_seconds: float = 0.0
    peak_kib: int = 0


@frozen
class Module:
    """What a twin prepares before any submission: data files (base64, by name) and the module's own cells."""

    files: Mapping[str, str] = field(factory=dict)
    cells: tuple[Mapping[str, Any], ...] = ()


class WarmParent:
    """The process behind walls that has everything imported; each module gets a fork of it, a twin of its own.

    It starts at once and is waited for by whoever needs it. It may be handed to another process as an argument of
    `multiprocessing`: that process gets twins of the same parent, and starts one of its own where that has gone.
    """

    def __init__(
        self, course: Path, limits: Limits | None = None, *, confined: bool = True, processes: bool = False
    ) -> None:
        """Start the parent; raises Refusal where there is no sandbox on this machine."""
        self.course, self.limits, self.confined, self.processes = course, limits or Limits(), confined, processes
        if confined:
            bubblewrap.refuse_without_sandbox(tried=False)
        self._start()

    def __enter__(self) -> WarmParent:
        """Return the parent itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self.close()

    def twin(self, module: Module) -> socket.socket:
        """Return the line to a new twin, which is told of its module; a parent that has gone is started anew once.

        Raises SandboxBroken where that has gone as well, and Refusal where none can be had on this machine.
        """
        with suppress(OSError):
            if not self.gone:
                return self._twin(module)
        self._restart()
        try:
            return self._twin(module)
        except OSError as error:
            raise self.failed(self.last_words()) from error

    def failed(self, why: str) -> SandboxBroken:
        """Return the error of a sandbox that did not start; raises Refusal where none can be had on this machine."""
        if self.confined:
            bubblewrap.refuse_without_sandbox(tried=True)
        return SandboxBroken(why)

    @property
    def gone(self) -> bool:
        """Whether the parent was started here and has ended."""
        return self._process is not None and self._process.poll() is not None

    def last_words(self) -> str:
        """Return what the parent or a twin has said of its end."""
        size = os.fstat(self._errors.fileno()).st_size
        said = os.pread(self._errors.fileno(), 4_000, max(0, size - 4_000))
        lines = said.decode("utf-8", "replace").strip().splitlines()
        return "\n".join(lines[-12:]) if lines else "the sandbox's own process has ended"

    def close(self) -> None:
        """End the parent and everything in it, if it was started here."""
        self._control.close()
        if self._process is not None:
            try:
                self._process.wait(2)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._errors.close()
        if self._box is not None:
            self._box.cleanup()

    def __reduce__(self) -> tuple[Any, ...]:
        """Hand over the lines to the parent, not the parent itself."""
        told = (self.course, self.limits, self.confined, self.processes)
        return _joined, (*told, self._control, reduction.DupFd(self._errors.fileno()))

    def _start(self) -> None:
        self._errors: Any = tempfile.TemporaryFile()
        self._box = None if self.confined else tempfile.TemporaryDirectory()
        self._control, theirs = socket.socketpair()
        told = _in_memory({"limits": asdict(self.limits), "confined": self.confined, "processes": self.processes})
        handed, box = (theirs.fileno(), told), self._box.name if self._box else None
        self._process: subprocess.Popen[bytes] | None = subprocess.Popen(  # noqa: S603 - our own command
            [*self._command(), *map(str, handed)],
            pass_fds=handed, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self._errors,
            env=self._open_environment(box) if box else None, cwd=box,
        )  # fmt: skip
        theirs.close()
        os.close(told)

    def _restart(self) -> None:
        self.close()
        self._start()

    def _twin(self, module: Module) -> socket.socket:
        ours, theirs = socket.socketpair()
        told = _in_memory({"files": module.files, "cells": list(module.cells)})
        try:
            socket.send_fds(self._control, [b"t"], [theirs.fileno(), told])
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()
            os.close(told)
        return ours

    def _command(self) -> list[str]:
        if self.confined:
            return bubblewrap.command(self.course)
        return [sys.executable, "-c", "from npqml.grading.inside import warm; warm.main()"]

    def _open_environment(self, box: str) -> dict[str, str]:
        """Return the environment of a parent without walls: the same words, in a folder of its own."""
        for name in ("home", "scratch"):
            Path(box, name).mkdir(exist_ok=True)
        inside = {key: value.replace(BOX, box) for key, value in bubblewrap.ENVIRONMENT.items()}
        return {**inside, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def _joined(
    course: Path, limits: Limits, confined: bool, processes: bool, control: socket.socket, errors: Any
) -> WarmParent:
    """Return a parent that another process has started."""
    parent = WarmParent.__new__(WarmParent)
    parent.course, parent.limits, parent.confined, parent.processes = course, limits, confined, processes
    parent._control, parent._errors = control, os.fdopen(errors.detach(), "rb")
    parent._process = parent._box = None
    return parent


class Sandbox:
    """A twin of the warm parent that is ready for one module's submissions; use it in a `with` block."""

    def __init__(
        self, course: Path, module: Module, limits: Limits | None = None, *,
        confined: bool = True, processes: bool = False, parent: WarmParent | None = None,
    ) -> None:  # fmt: skip
        """Ask for a twin, of a parent of its own unless one is given; raises Refusal where there is no sandbox."""
        self.module, self._own = module, parent is None
        self.parent = parent or WarmParent(course, limits, confined=confined, processes=processes)
        self.limits = self.parent.limits
        self._shown: dict[str, Any] | None = None
        try:
            self._ask()
        except (SandboxBroken, Refusal):
            if self._own:
                self.parent.close()
            raise

    def __enter__(self) -> Sandbox:
        """Return the sandbox itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the twin."""
        self.close()

    @property
    def shown(self) -> dict[str, Any]:
        """What the module's own cells have shown, by their index; waits for it, raises SandboxBroken if it fails."""
        if self._shown is None:
            try:
                self._shown = self._ready()
            except SandboxBroken as error:
                raise self.parent.failed(str(error)) from error
        return self._shown

    def run(self, job: Mapping[str, Any]) -> Ended:
        """Run one job in a fork of its own (see `inside.runner.run_job`) and return what came of it."""
        if self.forks >= FORKS or self.parent.gone:
            self._control.close()
            self._ask()
        _ = self.shown
        self.forks += 1
        source = _in_memory(job)
        reading, writing = os.pipe()
        try:
            socket.send_fds(self._control, [b"j"], [source, writing])
        except OSError as error:
            os.close(reading)
            raise SandboxBroken(str(error)) from error
        finally:
            os.close(source)
            os.close(writing)
        try:
            content, why = self._read(reading)
        finally:
            os.close(reading)
        if why:
            self._control.send(b"k")
        told = self._answer(self.limits.total_seconds if not why else SPARE_SECONDS)
        if told.get("ended") == "not confined" or "refused" in told:
            self._control.close()
            raise SandboxBroken(str(told.get("refused") or self.parent.last_words()))
        return Ended(_messages(content), why or told["ended"], told["cpu"], told["peak_kib"])

    def _ready(self) -> dict[str, Any]:
        told = self._answer(START_SECONDS)
        if "shown" not in told:
            raise SandboxBroken(str(told.get("refused")))
        return dict(told["shown"])

    def close(self) -> None:
        """End the twin and everything in it, and the parent where it is this sandbox's own."""
        self._control.close()
        if self._own:
            self.parent.close()

    def _ask(self) -> None:
        self._control = self.parent.twin(self.module)
        self._rest = b""
        self.forks = 0
        self._shown = None

    def _read(self, descriptor: int) -> tuple[bytes, str]:
        """Read what a fork sends until its end; gives a reason where it was too much or took too long."""
        content = bytearray()
        late = time.monotonic() + self.limits.total_seconds + SPARE_SECONDS
        watched = select.poll()
        watched.register(descriptor, select.POLLIN)
        while (left := late - time.monotonic()) > 0:
            if not watched.poll(left * 1000):
                break
            piece = os.read(descriptor, 1 << 16)
            if not piece:
                return bytes(content), ""
            content += piece
            if len(content) > self.limits.output_bytes:
                return bytes(content), "output"
        return bytes(content), "time"

    def _answer(self, seconds: float) -> dict[str, Any]:
        """Wait for the parent's next line."""
        late = time.monotonic() + seconds + SPARE_SECONDS
        while b"\n" not in self._rest:
            self._control.settimeout(max(0.01, late - time.monotonic()))
            try:
                piece = self._control.recv(1 << 20)
            except OSError:
                piece = b""
            if not piece:
                self._control.close()
                raise SandboxBroken(self.parent.last_words())
            self._rest += piece
        line, self._rest = self._rest.split(b"\n", 1)
        return dict(json.loads(line))


def _in_memory(content: Mapping[str, Any]) -> int:
    """Give a descriptor from which the content can be read as JSON."""
    descriptor = os.memfd_create("job")
    with os.fdopen(os.dup(descriptor), "wb") as file:
        file.write(json.dumps(content).encode())
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def _messages(content: bytes) -> tuple[dict[str, Any], ...]:
    """Give the lines of a fork that are JSON objects; nothing else that stands there counts."""
    found = []
    for line in content.split(b"\n"):
        try:
            message = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(message, dict):
            found.append(message)
    return tuple(found)
