"""The command that measures grading beside stock nbgrader."""

from __future__ import annotations

import os
from functools import partial
from typing import Annotated, Any

import typer

from npqml.cli.output import Json, say, say_json


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(bench)


def bench(
    cohort: Annotated[str, typer.Argument(metavar="[COHORT]", help="A cohort's name.")] = "demo-secondary",
    candidates: Annotated[int, typer.Option(min=10, help="How many submissions both grade.")] = 100,
    size: Annotated[list[int] | None, typer.Option(help="Also grade so many, ours only; may be repeated.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="How many processes of ours grade.")] = os.cpu_count() or 1,
    as_json: Json = False,
) -> None:
    """Grade made-up submissions by stock nbgrader and by this program, and compare time, memory and marks."""
    from npqml.bench import compare
    from npqml.place import find_place

    tell = partial(typer.echo, err=True)
    found = compare(find_place(), cohort, candidates=candidates, sizes=tuple(size or ()), workers=workers, tell=tell)
    if as_json:
        say_json(found.as_data())
    else:
        _tell(found)
    raise typer.Exit(0 if found.marks_equal else 1)


def _tell(found: Any) -> None:
    say(f"{'':24}{'submissions':>12}{'s each':>10}{'CPU s each':>12}{'peak MiB':>10}")
    rows = [("nbgrader, 1 process", found.nbgrader), (f"npqml, {found.workers} processes", found.ours)]
    rows += [(f"npqml, {found.workers} processes", one) for one in found.growth]
    for name, one in rows:
        say(f"{name:24}{one.n:>12}{one.s_per_submission:>10.4f}{one.cpu_s_per_submission:>12.4f}{one.peak_mib:>10.0f}")
    say(f"Pictures, afterwards: {found.ours.pictures_s_per_submission:.4f} s a submission more.")
    say(f"Times faster: {found.ratio:.1f}; with every picture {found.ratio_with_pictures:.1f}; with the start-up of "
        f"both counted in {found.ratio_with_startup:.1f}.")  # fmt: skip
    same = "all equal" if found.marks_equal else "NOT ALL EQUAL"
    say(f"Marks of checks compared one by one: {found.marks_compared}, {same}.")
    if found.unseen_noughts:
        say(f"Written answers that nbgrader gave 0 unread, and ours wait for a person: {found.unseen_noughts}.")
