"""How every command ends: 0 good, 1 a problem found, 2 wrong use, 130 stopped by Ctrl+C; always in words."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import typer
from typer.core import TyperGroup

from npqml.disk import in_words
from npqml.refusal import Refusal, Refusals

STOPPED = 130


class Commands(TyperGroup):
    """All commands; none ends in a traceback for what a disk, a person or a file does."""

    def make_context(self, *arguments: Any, **more: Any) -> Any:
        """Read what was typed."""
        with ending():
            return super().make_context(*arguments, **more)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        with ending():
            found = super().invoke(ctx)
            sys.stdout.flush()  # here, where it can be said that it could not be written
            return found


@contextmanager
def ending() -> Iterator[None]:
    """Turn what stops a command into words on standard error and an exit code.

    What the command itself knows (what is kept, how to go on) comes with the error, see `output.if_stopped`.
    """
    try:
        yield
    except (Refusal, Refusals) as refusal:
        _end(str(refusal), refusal)
    except BrokenPipeError:  # whoever read along has enough
        _forget(sys.stdout)
        raise typer.Exit(0) from None
    except OSError as error:
        _end(str(in_words(error)), error)
    except MemoryError as error:
        _end("There is not enough memory. Close other programs, then run the same command again.", error)
    except KeyboardInterrupt as error:
        with suppress(KeyboardInterrupt):  # pressed twice
            _end("Stopped.", error, STOPPED)
        raise typer.Exit(STOPPED) from None


def ready_to_print() -> None:
    """Have characters that a terminal cannot show replaced, so that no name and no quotation mark stops a command."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError, OSError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def _end(words: str, error: BaseException, code: int = 1) -> None:
    lines = [words, *getattr(error, "__notes__", ())]
    with suppress(OSError, ValueError):
        sys.stdout.flush()
    _forget(sys.stdout)
    with suppress(OSError, ValueError):
        sys.stderr.write("\n".join(lines) + "\n")
        sys.stderr.flush()
    raise typer.Exit(code) from None


def _forget(stream: Any) -> None:
    """Let go of what could not be written, which Python would try again, and complain of, at its end."""
    try:
        stream.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError, AttributeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
