"""The command that measures whole commands beside stock nbgrader's."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from npqml.cli.output import Json, existing, if_stopped, say, say_json

if TYPE_CHECKING:
    from npqml.bench.commands import Bench


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(bench)


def bench(
    cohort: Annotated[
        str, typer.Argument(metavar="[COHORT]", callback=existing, help="A cohort's name.")
    ] = "demo-secondary",
    runs: Annotated[int, typer.Option(min=1, help="How often each command is run.")] = 3,
    size: Annotated[list[int] | None, typer.Option(help="Also grade so many, ours only; may be repeated.")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Only what takes a minute or two, each once.")] = False,
    as_json: Json = False,
) -> None:
    """Measure whole commands, start-up included, and nbgrader's on the same submissions beside them.

    Works on a fresh build in a temporary folder. Use a computer that does nothing else meanwhile.
    """
    from npqml.bench.commands import bench as measure
    from npqml.place import find_place

    tell = partial(typer.echo, err=True)
    with if_stopped("Nothing of yours was touched, and nothing is kept. Run the same command again: it begins anew."):
        found = measure(find_place(), cohort, runs=runs, sizes=tuple(size or ()), quick=quick, tell=tell)
    if as_json:
        say_json(found.as_data())
    else:
        _tell(found)
    raise typer.Exit(0 if found.marks is None or found.marks.equal else 1)


def _tell(found: Bench) -> None:
    heads = f"{'least s':>9}{'median s':>10}{'CPU s':>8}{'MiB':>6}{'nbgrader s':>12}{'times':>8}"
    say(f"{'whole command, start-up included':38}{heads}")
    for one in found.measured:
        cpu, peak = min(spent.cpu for spent in one.ours), max(spent.peak_mib for spent in one.ours)
        beside = f"{one.stock_median:>12.1f}{one.ratio:>8.1f}" if one.stock_median and one.ratio else ""
        say(f"{one.row.title:38}{one.least:>9.2f}{one.median:>10.2f}{cpu:>8.2f}{peak:>6.0f}{beside}")
    say()
    say("Steady state: seconds for each further submission")
    for steady in found.further:
        few, many = steady.sizes
        say(f"{f'{steady.title}, {few} to {many:,}':38}{steady.seconds:>9.3f}")
    if found.marks:
        say()
        same = "all equal" if found.marks.equal else "NOT ALL EQUAL"
        say(f"Marks of checks compared one by one: {found.marks.compared}, {same}.")
        noughts = found.marks.unseen_noughts
        if noughts:
            say(f"Written answers that nbgrader gave 0 unread, and ours wait for a person: {noughts}.")
