"""The only place that starts a candidate's code: one warm parent behind walls, and a fork of it a submission.

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
from pathlib import Path
from typing import Any

from attrs import asdict, field, frozen

from npqml.grading.inside.limits import BOX, Limits
from npqml.grading.sandbox import bubblewrap

START_SECONDS = 120
FORKS = 1_000  # the parent is replaced after so many
SPARE_SECONDS = 5  # what the parent may take to end a fork beyond its time


class SandboxBroken(Exception):
    """Says that the parent could not be started or has misbehaved; a new one may do better."""


@frozen
class Ended:
    """What came of one fork: its messages as sent (hostile), and how it ended ("" when it came to its own end)."""

    messages: tuple[dict[str, Any], ...] = ()
    ended: str = ""
    cpu_seconds: float = 0.0
    peak_kib: int = 0


@frozen
class Module:
    """What the parent prepares before any submission: data files (base64, by name) and the module's own cells."""

    files: Mapping[str, str] = field(factory=dict)
    cells: tuple[Mapping[str, Any], ...] = ()


class Sandbox:
    """A warm parent for one module; use it in a `with` block."""

    def __init__(
        self, course: Path, module: Module, limits: Limits | None = None, *,
        confined: bool = True, processes: bool = False,
    ) -> None:  # fmt: skip
        """Start the parent; raises Refusal where there is no sandbox on this machine, SandboxBroken if it fails."""
        self.course, self.module, self.limits = course, module, limits or Limits()
        self.confined, self.processes = confined, processes
        if confined:
            bubblewrap.refuse_without_sandbox()
        self._errors = tempfile.TemporaryFile()
        self._box = tempfile.TemporaryDirectory()
        try:
            self._start()
        except SandboxBroken:
            self.close()
            raise

    def __enter__(self) -> Sandbox:
        """Give the sandbox itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the parent."""
        self.close()

    def run(self, job: Mapping[str, Any]) -> Ended:
        """Run one job in a fork of its own (see `inside.runner.run_job`) and give what came of it."""
        if self.forks >= FORKS or self._process.poll() is not None:
            self._stop()
            self._start()
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
            self._stop()
            raise SandboxBroken(str(told.get("refused") or self._last_words()))
        return Ended(_messages(content), why or told["ended"], told["cpu"], told["peak_kib"])

    def close(self) -> None:
        """End the parent and everything in it."""
        self._stop()
        self._errors.close()
        self._box.cleanup()

    def _start(self) -> None:
        self.forks = 0
        self._control, theirs = socket.socketpair()
        told = _in_memory(
            {"limits": asdict(self.limits), "confined": self.confined, "processes": self.processes,
             "files": self.module.files, "cells": list(self.module.cells)}
        )  # fmt: skip
        handed = (theirs.fileno(), told)
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            [*self._command(), *map(str, handed)],
            pass_fds=handed, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self._errors,
            env=None if self.confined else self._open_environment(), cwd=None if self.confined else self._box.name,
        )  # fmt: skip
        theirs.close()
        os.close(told)
        self._rest = b""
        self.shown: dict[str, Any] = self._answer(START_SECONDS)["shown"]

    def _command(self) -> list[str]:
        if self.confined:
            return bubblewrap.command(self.course)
        return [sys.executable, "-c", "from npqml.grading.inside import warm; warm.main()"]

    def _open_environment(self) -> dict[str, str]:
        """Give the environment of a parent without walls: the same words, in a folder of its own."""
        for name in ("home", "scratch"):
            Path(self._box.name, name).mkdir(exist_ok=True)
        inside = {key: one.replace(BOX, self._box.name) for key, one in bubblewrap.ENVIRONMENT.items()}
        return {**inside, "PYTHONPATH": os.pathsep.join(one for one in sys.path if one)}

    def _stop(self) -> None:
        self._control.close()
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

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
                self._stop()
                raise SandboxBroken(self._last_words())
            self._rest += piece
        line, self._rest = self._rest.split(b"\n", 1)
        return dict(json.loads(line))

    def _last_words(self) -> str:
        self._errors.seek(0)
        lines = self._errors.read()[-4_000:].decode("utf-8", "replace").strip().splitlines()
        return "\n".join(lines[-12:]) if lines else "the sandbox's own process has ended"


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
