"""A progress bar on the terminal: how many of how many, how fast, and the time left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text


class Rate(ProgressColumn):
    """How many a second."""

    def render(self, task: Task) -> Text:
        """Give the rate, blank until there is one."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f} a second" if speed else "")


class Bar:
    """The bar of one piece of work."""

    def __init__(self, progress: Progress, title: str, total: int | None) -> None:
        """Start at nothing done."""
        self._progress, self._title = progress, title
        self._task = progress.add_task(title, total=total)
        self._first = True

    def __call__(self, name: str) -> None:
        """Tell what comes next."""
        self._progress.update(self._task, description=f"{self._title}: {name}", advance=0 if self._first else 1)
        self._first = False

    def expect(self, total: int) -> None:
        """Tell how many there will be."""
        self._progress.update(self._task, total=total)


@contextmanager
def bar(title: str, total: int | None) -> Iterator[Bar]:
    """Show a bar on standard error while something is worked on."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield Bar(progress, title, total)
