"""The command that collects what candidates handed in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from npqml.cli.output import CohortName, Json, say, say_json, steps
from npqml.grading.cleaning.line import harmless_line

Source = Annotated[Path | None, typer.Argument(metavar="FOLDER_OR_ZIP", help="What you downloaded, as it is.")]
Due = Annotated[str, typer.Option("--due", metavar="ISO-DATE", help="Last day, such as 2026-12-18, or a time of it.")]

Whose = Annotated[
    str, typer.Option("--candidate", metavar="ID", help="Whose the one hand-in is, where that is not clear.")
]
Counts = Annotated[
    bool, typer.Option("--counts", help="With --candidate: of all hand-ins that are there now, this one counts.")
]
Module = Annotated[
    str, typer.Option("--module", metavar="ID", help="With --candidate: its module, where the file cannot be read.")
]
TakeBack = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--take-back",
        metavar="ID MODULE",
        help="Take out what was credited to the wrong person: what counts, or the one in the folder that is given.",
    ),
]
Dismiss = Annotated[
    list[str] | None,
    typer.Option("--dismiss", metavar="KEY", help="Take something off the list that holds nothing to take."),
]


COLLECTING = "What has been put in its place is kept. Run the same command again to take in the rest."


def add_to(app: typer.Typer) -> None:
    """Add the command of this group."""
    app.command()(collect)


def collect(
    cohort: CohortName,
    source: Source = None,
    due: Due = "",
    candidate: Whose = "",
    module: Module = "",
    counts: Counts = False,
    take_back: TakeBack = None,
    dismiss: Dismiss = None,
    as_json: Json = False,
) -> None:
    """Put what candidates handed in in its place: packed files, notebooks, folders, downloads as they are."""
    from npqml.collect.lateness import late_after
    from npqml.collect.report import lines
    from npqml.collect.run import collect as run
    from npqml.place import find_place

    if dismiss:
        if source is not None or candidate or take_back is not None:
            raise typer.BadParameter("--dismiss stands alone: npqml collect COHORT --dismiss KEY.")
        _dismiss(cohort, dismiss, as_json=as_json)
        return
    if take_back is not None and candidate:
        raise typer.BadParameter("--take-back goes without --candidate: npqml collect COHORT --take-back ID MODULE.")
    if take_back is not None:
        _take_back(cohort, *take_back, source, as_json=as_json)
        return
    if source is None:
        raise typer.BadParameter("Say what to collect: the folder or the zip that you downloaded.")
    try:
        last = late_after(due) if due else None
    except ValueError:
        raise typer.BadParameter(
            f"{due!r} is no date such as 2026-12-18, nor a time such as 2026-12-18T17:00."
        ) from None
    if counts and not candidate:
        raise typer.BadParameter("--counts goes with --candidate ID: say whose the one hand-in is that counts.")
    if module and not candidate:
        raise typer.BadParameter("--module goes with --candidate ID: say whose the one hand-in is.")
    with steps(f"Collecting {cohort}", None, quiet=as_json, stopped=COLLECTING) as step:
        found = run(
            find_place(), cohort, source, due=last, candidate=candidate, module=module, counts=counts, progress=step
        )
    if as_json:
        say_json(found.as_json())
    else:
        for line in lines(found):
            say(line)
    if not found.fine:
        raise typer.Exit(1)


def _dismiss(cohort: str, keys: list[str], *, as_json: bool) -> None:
    from npqml.collect.settling import dismiss
    from npqml.place import find_place

    found = dismiss(find_place(), cohort, keys)
    if as_json:
        say_json({"dismissed": [{"key": left.key, "candidate": left.candidate} for left in found]})
        return
    for left in found:
        say(harmless_line(f"{left.candidate or 'nobody'}  {left.module or '--'}  dismissed  {left.arrival.shown}", 400))
    say(f"Who has sent nothing else counts as missing: npqml overview {cohort}")


def _take_back(cohort: str, candidate: str, module: str, which: Path | None, *, as_json: bool) -> None:
    from npqml.place import find_place
    from npqml.records.person.taking_back import take_back

    place = find_place()
    found = take_back(place, cohort, candidate, module, which)
    kept = found.kept.resolve().relative_to(place.root.resolve())
    if as_json:
        say_json({"kept": str(kept), "instead": str(found.instead.relative_to(place.root)) if found.instead else ""})
        return
    gone = "its result, marks and feedback are gone" if found.marks_gone else "it is no longer theirs"
    say(f"{candidate}, module {module}: the hand-in is kept in {kept}; {gone}.")
    say(f"To give it to somebody else: npqml collect {cohort} {kept} --candidate ID --counts")
    if found.stays:
        again = f": npqml grade {cohort}" if found.marks_gone else "."
        say(f"The hand-in of theirs that counts stays in its place{again}")
    if found.instead:
        named = harmless_line(f", {found.instead_shown}," if found.instead_shown else "", 300)
        say(f"Their earlier hand-in{named} stands in its place again: npqml grade {cohort}")
    if found.marks_gone:
        say("Files for a platform are deleted: make them again with --for.")
    say(f"Report and exports are as they were until npqml report {cohort} and npqml export {cohort}.")
