"""The files of Jupyter's server, put in place whole: who reads a page while it is saved gets the one before or after.

Jupyter writes into the file itself. A second tab that opened in that moment was told "Unreadable Notebook", and the
server moved the page aside that the first tab was saving. On a busy computer three of four runs with two tabs met it.
"""

from __future__ import annotations

import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

TRIES, WAIT = 20, 0.05  # seconds: Windows lets nobody replace a file that somebody is reading


class WholeFiles(AsyncLargeFileManager):  # type: ignore[misc,unused-ignore]
    """Jupyter's own way to keep files, but for how one is put in place."""

    @contextmanager
    def atomic_writing(
        self, os_path: str, text: bool = True, encoding: str = "utf-8", **kwargs: Any
    ) -> Iterator[IO[Any]]:
        """Give a file to write to that takes the place of another once it is whole; on an error the other stays."""
        path = Path(os.path.realpath(os_path))
        if not os.access(path.parent, os.W_OK):
            with super().atomic_writing(os_path, text=text, encoding=encoding, **kwargs) as file:
                yield file
            return
        part = path.with_name(f".~{path.name}.{uuid.uuid4().hex[:8]}")  # two tabs may save at the same moment
        about: dict[str, Any] = {"mode": "x", "encoding": encoding, "newline": "\n"} if text else {"mode": "xb"}
        with self.perm_to_403(os_path):
            try:
                with part.open(**about) as file:
                    yield file
                    file.flush()
                    os.fsync(file.fileno())
                if path.is_file():
                    shutil.copymode(path, part)
                _replace(part, path)
            finally:
                part.unlink(missing_ok=True)


def _replace(part: Path, path: Path) -> None:
    for tried in range(TRIES):
        try:
            os.replace(part, path)
        except PermissionError:
            if tried == TRIES - 1:
                raise
            time.sleep(WAIT)
        else:
            return
