"""Commands that write what people read: feedback, report, export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from npqml.cli.grading import Candidates
from npqml.cli.output import CohortName, Json, if_stopped, say, say_json, steps

WRITING = "Every page that was written is whole, the others are as they were. Run the same command again to write all."


def add_to(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(feedback)
    app.command()(report)
    app.command()(export)
    app.command()(cases)


def feedback(cohort: CohortName, candidate: Candidates = None, as_json: Json = False) -> None:
    """Write a page for each candidate that starts with what to do next."""
    from npqml.place import find_place
    from npqml.reports.feedback import write_feedback

    place = find_place()
    with steps(f"Feedback for {cohort}", None, quiet=as_json, stopped=WRITING) as step:
        pages = write_feedback(place, cohort, candidates=candidate or (), progress=step)
    _tell(place.root, pages, "pages", as_json)


def report(cohort: CohortName, as_json: Json = False) -> None:
    """Write the cohort's picture: spread, hardest tasks, misconceptions, who needs help."""
    from npqml.place import find_place
    from npqml.reports.cohort import write_report

    place = find_place()
    with if_stopped(WRITING):
        files = write_report(place, cohort)
    _tell(place.root, files, "files", as_json)


def export(
    cohort: CohortName,
    to: Annotated[Path | None, typer.Option(help="The CSV file to write; default reports/COHORT/marks.csv.")] = None,
    as_json: Json = False,
) -> None:
    """Write each candidate's marks by task as CSV; what could not be graded is blank, never 0."""
    from npqml.place import find_place
    from npqml.reports.export import write_marks

    place = find_place()
    with if_stopped(WRITING):
        file = write_marks(place, cohort, to or place.reports(cohort) / "marks.csv")
    _tell(place.root, [file], "files", as_json)


def cases(cohort: CohortName, as_json: Json = False) -> None:
    """Write which ways the cohort took through the cases, for a session: numbers only, small groups hidden."""
    from npqml.place import find_place
    from npqml.reports.cases import pictures_of_cases, write_cases

    place = find_place()
    with if_stopped(WRITING):
        pictures = pictures_of_cases(place, cohort)
        page = write_cases(place, cohort, pictures)
    if as_json:
        say_json({"page": str(page.relative_to(place.root)), "cases": [one.as_json() for one in pictures]})
        return
    for one in pictures:
        say(f"{one.case.title}: {one.counts.sentence()}")
    say(str(page.relative_to(place.root)))


def _tell(root: Path, paths: list[Path], what: str, as_json: bool) -> None:
    shown = [str(path.relative_to(root)) if path.is_relative_to(root) else str(path) for path in paths]
    if as_json:
        say_json({what: shown})
        return
    for path in shown[:5]:
        say(path)
    if len(shown) > len(shown[:5]):
        say(f"... {len(shown)} {what} in all")
