"""How commands speak: a progress bar on the terminal, plain lines, or one JSON object with --json."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Protocol

import typer

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
CohortName = Annotated[str, typer.Argument(metavar="COHORT", help="A cohort's name, such as demo-secondary.")]
Modules = Annotated[list[str] | None, typer.Option("--module", "-m", help="Only this module; may be repeated.")]


class Step(Protocol):
    """Called with the name of what is being worked on."""

    def __call__(self, name: str) -> None:
        """Tell what comes next."""


def say(text: str = "") -> None:
    """Print one line."""
    sys.stdout.write(text + "\n")


def say_json(content: Any) -> None:
    """Print one JSON object."""
    say(json.dumps(content, ensure_ascii=False, indent=2, default=str))


@contextmanager
def steps(title: str, total: int | None, *, quiet: bool = False) -> Iterator[Step]:
    """Show a progress bar on standard error while something is worked on; nothing when `quiet` or not a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=total)
        first = True

        def step(name: str) -> None:
            nonlocal first
            bar.update(task, description=f"{title}: {name}", advance=0 if first else 1)
            first = False

        yield step
