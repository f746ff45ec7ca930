"""Commands for a provider's records: how all cohorts stand, and what is held on one candidate."""

from __future__ import annotations

from typing import Annotated

import typer

from npqml.cli.output import Json, say, say_json

Cohort = Annotated[str, typer.Argument(metavar="[COHORT]", help="A cohort's name, for the ids of one; else all.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(overview)


def overview(cohort: Cohort = "", as_json: Json = False) -> None:
    """Show how every cohort stands: handed in, missing, late, waiting for a person, reported a problem."""
    from npqml.place import find_place
    from npqml.records.overview import id_lines, stands_of, table_lines
    from npqml.records.overview import overview as every_cohort

    place = find_place()
    found = [stands_of(place, cohort)] if cohort else every_cohort(place)
    if as_json:
        say_json({"cohorts": [stands.as_json() for stands in found]})
    else:
        for line in id_lines(found[0]) if cohort else table_lines(found):
            say(line)
    if any(stands.problem for stands in found):
        raise typer.Exit(1)
