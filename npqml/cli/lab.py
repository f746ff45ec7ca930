"""The command that opens JupyterLab for a role."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from npqml.cli.output import existing, say


class Role(StrEnum):
    """Who uses the Lab."""

    candidate = "candidate"
    facilitator = "facilitator"
    provider = "provider"


def add_to(app: typer.Typer) -> None:
    """Add the command of this group."""
    app.command()(lab)


def lab(
    cohort: Annotated[
        str, typer.Argument(metavar="[COHORT]", callback=existing, help="A cohort that has been built.")
    ] = "demo-secondary",
    role: Annotated[Role, typer.Option(help="Whose view to open.")] = Role.candidate,
    folder: Annotated[Path | None, typer.Option(help="Where to work; default my-course/COHORT.")] = None,
    port: Annotated[int, typer.Option(help="A port of your own choice.")] = 0,
    browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True,
) -> None:
    """Open the course in JupyterLab, set up for a candidate, a facilitator or a provider."""
    from npqml.lab.start import start
    from npqml.place import find_place

    raise typer.Exit(start(find_place(), cohort, role.value, folder=folder, port=port, browser=browser, tell=say))
