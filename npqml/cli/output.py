"""How commands speak: a progress bar on the terminal, plain lines, or one JSON object with --json."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Protocol

import typer


def existing(name: str) -> str:
    """The name of a cohort that there is; raises Refusal, with those that there are, for any other."""
    from npqml.course.cohort import refuse_unknown
    from npqml.place import find_place

    refuse_unknown(find_place(), name)
    return name


def existing_if_given(name: str) -> str:
    """The name of a cohort that there is, or "" where none was given."""
    return existing(name) if name else ""


def all_existing(names: list[str]) -> list[str]:
    """The names of cohorts that there all are."""
    return [existing(name) for name in names]


Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
CohortName = Annotated[
    str, typer.Argument(metavar="COHORT", callback=existing, help="A cohort's name, such as demo-secondary.")
]
Modules = Annotated[list[str] | None, typer.Option("--module", "-m", help="Only this module; may be repeated.")]


class Step(Protocol):
    """Called with the name of what is being worked on."""

    def __call__(self, name: str) -> None:
        """Tell what comes next."""

    def expect(self, total: int) -> None:
        """Tell how many there will be, once that is known."""


class _Silent:
    """Shows nothing."""

    def __call__(self, name: str) -> None:
        """Say nothing of what comes next."""

    def expect(self, total: int) -> None:
        """Say nothing of how many there will be."""


def say(text: str = "") -> None:
    """Print one line."""
    sys.stdout.write(text + "\n")


def say_json(content: Any) -> None:
    """Print one JSON object; where the output cannot hold every character, as escapes that any program reads back."""
    everything = (sys.stdout.encoding or "ascii").lower().startswith("utf")
    say(json.dumps(content, ensure_ascii=not everything, indent=2, default=str))


@contextmanager
def steps(title: str, total: int | None, *, quiet: bool = False, stopped: str = "") -> Iterator[Step]:
    """Show a progress bar on standard error while something is worked on; nothing when `quiet` or not a terminal.

    `stopped` is said where the work is stopped: what is kept, and how to go on.
    """
    with if_stopped(stopped):
        if quiet or not sys.stderr.isatty():
            yield _Silent()
            return
        from npqml.cli.progress_bar import bar

        with bar(title, total) as step:
            yield step


@contextmanager
def if_stopped(words: str) -> Iterator[None]:
    """Have these words said where what is inside is stopped: what is kept, and how to go on."""
    try:
        yield
    except (OSError, KeyboardInterrupt) as error:
        error.add_note(words)
        raise
