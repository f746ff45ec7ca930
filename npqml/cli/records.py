"""Commands for a provider's records: how all cohorts stand, and what is held on one candidate."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from npqml.cli.output import CohortName, Json, say, say_json

Cohort = Annotated[str, typer.Argument(metavar="[COHORT]", help="A cohort's name, for the ids of one; else all.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="A candidate's id.")]
Yes = Annotated[bool, typer.Option("--yes", help="Remove without asking.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(overview)
    group = typer.Typer(no_args_is_help=True, help="What is held on a candidate: show it, remove it, in time.")
    group.command()(show)
    group.command()(remove)
    group.command()(expire)
    app.add_typer(group, name="candidate")


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


def show(
    cohort: CohortName,
    candidate: Id,
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="The folder to write the zip to.")],
    as_json: Json = False,
) -> None:
    """Write everything that is held on a candidate as one zip, as when somebody asks for their own data."""
    from npqml.place import find_place
    from npqml.records.person.everything import write_everything
    from npqml.records.person.held import held_on

    place = find_place()
    path = write_everything(place, held_on(place, cohort, candidate), to)
    if as_json:
        say_json({"file": str(path)})
        return
    say(str(path))
    say("Look whether somebody else is in it before it goes to anybody: its README says where to look.")


def remove(cohort: CohortName, candidate: Id, yes: Yes = False, as_json: Json = False) -> None:
    """Remove everything that is held on a candidate, after saying what goes, what stays and why."""
    from npqml.place import find_place
    from npqml.records.person.held import held_on
    from npqml.records.person.removal import remove as take_out

    place = find_place()
    held = held_on(place, cohort, candidate)
    if not as_json:
        for line in held.lines(place.root):
            say(line)
    if not yes:
        if as_json:
            raise typer.BadParameter("--json asks nothing: give --yes with it.")
        if not typer.confirm("Remove all that goes? It cannot be brought back."):
            say("Nothing was removed.")
            raise typer.Exit(1)
    take_out(place, held)
    if as_json:
        say_json({"removed": [{"cohort": cohort, "candidate": candidate}]})
    else:
        say(f"{candidate} was removed.")


def expire(
    before: Annotated[
        datetime, typer.Option("--before", metavar="DATE", formats=["%Y-%m-%d"], help="A day, such as 2025-09-01.")
    ],
    cohort: Annotated[list[str] | None, typer.Option("--cohort", help="Only this cohort; may be repeated.")] = None,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """List whose last hand-in was before a day; with --yes, remove everything that is held on them."""
    from npqml.place import find_place
    from npqml.records.person.held import held_on
    from npqml.records.person.removal import remove as take_out
    from npqml.records.person.retention import expired

    place = find_place()
    found = expired(place, before.date(), cohort or ())
    for entry in found.expired:
        if yes:
            take_out(place, held_on(place, entry.cohort, entry.candidate))
        if not as_json:
            say(f"{entry.line()}{'; removed' if yes else ''}")
    if as_json:
        rows = [{"cohort": entry.cohort, "candidate": entry.candidate, "last": entry.last} for entry in found.expired]
        say_json({"expired": rows, "removed": yes, "without_date": found.without_date})
        return
    say(f"{len(found.expired)} {'were removed' if yes else 'would be removed with --yes'}.")
    if found.without_date:
        say(f"{found.without_date} have handed in nothing and stay: npqml candidate remove takes one out.")
