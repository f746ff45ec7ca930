"""The command that builds the in-browser course."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from npqml.cli.output import CohortName, Json, say, say_json, steps

BUILDING = "No site was put in place; one that was there stays. Run the same command again: it begins anew."


def add_to(app: typer.Typer) -> None:
    """Add the command of this group."""
    app.command()(site)


def site(
    cohort: CohortName,
    pyodide: Annotated[
        Path | None, typer.Option(help="A folder or archive with Pyodide's files; without it they are downloaded.")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="The folder to build; default site/COHORT.")] = None,
    as_json: Json = False,
) -> None:
    """Build the course as a static folder that runs in a browser with nothing installed."""
    from npqml.place import find_place
    from npqml.refusal import Refusal

    try:
        from npqml.site.build import build_site
    except ModuleNotFoundError as missing:
        raise Refusal(
            "npqml site", "", found=f"no package {missing.name}", expected="what builds a site to be installed",
            do="Install it: pip install -c constraints.txt '.[site]'",
        ) from missing  # fmt: skip

    with steps(f"Site for {cohort}", None, quiet=as_json, stopped=BUILDING) as step:
        built = build_site(find_place(), cohort, pyodide=pyodide, output=output, tell=step)
    if as_json:
        say_json({"folder": str(built.folder), "files": built.files, "bytes": built.size})
        return
    say(f"{built.folder}: {built.files} files, {built.size / 1e6:.0f} MB")
    say(
        f"Try it: python3 -m http.server --bind 127.0.0.1 --directory {built.folder} 8000, then open http://localhost:8000"
    )
    say(
        "Put the folder on any web server; candidates need https. Opened by double click, only the reading copies work."
    )
