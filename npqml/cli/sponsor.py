"""Commands for sponsors: make their keys, check what came as theirs, keep what they have confirmed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from npqml.cli.output import CohortName, Json, say, say_json

Id = Annotated[str, typer.Argument(metavar="ID", help="A candidate's id.")]
New = Annotated[
    list[str] | None,
    typer.Option("--new", metavar="ID", help="Make a new key for this candidate's sponsor; may be repeated."),
]
SealingPages = Annotated[
    Path | None, typer.Option("--to", metavar="FOLDER", help="Write a page for each sponsor, which seals.")
]
MarkingPages = Annotated[
    Path | None, typer.Option("--to", metavar="FOLDER", help="Write each sheet as a page for whoever marks.")
]
How = Annotated[str, typer.Option("--how", metavar="WORDS", help="How you asked them, such as: by phone, at school.")]
Number = Annotated[
    str, typer.Option("--number", metavar="NUMBER", help="The number of the answer, as the sponsor's page showed it.")
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this group."""
    group = typer.Typer(no_args_is_help=True, help="Sponsors' keys, and whether what came as theirs is theirs.")
    group.command()(keys)
    group.command()(check)
    group.command()(confirm)
    app.add_typer(group, name="sponsor")


def keys(cohort: CohortName, new: New = None, to: SealingPages = None, as_json: Json = False) -> None:
    """Make a key for the sponsor of each candidate who has none, and write the pages that bring it to them."""
    from npqml.collect.sponsor_pages import write_sealing_pages
    from npqml.course.sponsors import FILE, make_keys
    from npqml.place import find_place

    place = find_place()
    made = make_keys(place, cohort, again=new or ())
    pages = write_sealing_pages(place, cohort, to) if to is not None else []
    path = (place.submitted(cohort) / FILE).relative_to(place.root)
    if as_json:
        say_json({"made": [sponsor.candidate for sponsor in made], "file": str(path), "pages": len(pages)})
        return
    names = ", ".join(sponsor.candidate for sponsor in made[:10]) + (" ..." if len(made) > len(made[:10]) else "")
    said = f": {names}" if made else ", everybody has one"
    say(f"{len(made)} keys made{said}. They stand in {path}, for you alone.")
    if to is None:
        say(f"To send them: npqml sponsor keys {cohort} --to FOLDER writes a page for each sponsor.")
    else:
        say(f"{len(pages)} pages are in {to}. Send each to its sponsor, past the candidate; then delete them.")


def check(cohort: CohortName, to: MarkingPages = None, as_json: Json = False) -> None:
    """Show of each candidate whether what came as the sponsor's answer is the sponsor's, for this evidence."""
    from npqml.collect.sponsor_answers import check_cohort
    from npqml.collect.sponsor_pages import write_marking_pages
    from npqml.grading.cleaning.line import harmless_line
    from npqml.place import find_place
    from npqml_widgets.handin.receipt import short_hash

    place = find_place()
    found = check_cohort(place, cohort)
    written = write_marking_pages(found, to) if to is not None else []
    if as_json:
        rows = [
            {"candidate": checked.candidate, "state": checked.verdict.state, "counts": checked.verdict.counts}
            | {"number": checked.number, "words": list(checked.verdict.words)}
            for checked in found
        ]
        say_json({"cohort": cohort, "sponsors": rows, "pages": [str(path) for path in written]})
    else:
        for checked in found:
            number = f"  {short_hash(checked.number)}" if checked.number else ""
            say(harmless_line(f"{checked.candidate}  {checked.verdict.state}{number}  {checked.line()}", 1500))
        count = sum(checked.verdict.counts for checked in found)
        say(f"{count} of {len(found)} that were handed in have comments that are the sponsor's, for this evidence.")
    if any(checked.verdict.state in ("not verified", "does not fit", "changed since") for checked in found):
        raise typer.Exit(1)


def confirm(cohort: CohortName, candidate: Id, number: Number, how: How, as_json: Json = False) -> None:
    """Keep that you asked a sponsor yourself, who said that the answer with this number is theirs, word for word."""
    from npqml.collect.sponsor_answers import confirm_answer
    from npqml.place import find_place

    checked = confirm_answer(find_place(), cohort, candidate, number, how)
    if as_json:
        say_json({"candidate": candidate, "state": checked.verdict.state, "words": list(checked.verdict.words)})
    else:
        say(f"{candidate}  {checked.verdict.state}  {checked.line()}")
    if not checked.verdict.counts:
        raise typer.Exit(1)
