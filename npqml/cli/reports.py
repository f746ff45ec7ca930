"""Commands that write what people read: feedback, report, export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from npqml.cli.grading import Candidates
from npqml.cli.output import CohortName, Json, say, say_json, steps


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
    with steps(f"Feedback for {cohort}", None, quiet=as_json) as step:
        pages = write_feedback(place, cohort, candidates=candidate or (), progress=step)
    _tell(place.root, pages, "pages", as_json)


def report(cohort: CohortName, as_json: Json = False) -> None:
    """Write the cohort's picture: spread, hardest tasks, misconceptions, who needs help."""
    from npqml.place import find_place
    from npqml.reports.cohort import write_report
    from npqml.reports.problem_reports import waiting

    place = find_place()
    files, problems = write_report(place, cohort), waiting(place, cohort)
    _tell(place.root, files, "files", as_json, problem_reports=problems.reports, unread_reports=problems.unread)
    if not as_json and (sentence := problems.sentence(cohort)):
        say(sentence)


def export(
    cohort: CohortName,
    to: Annotated[Path | None, typer.Option(help="The CSV file to write; default reports/COHORT/marks.csv.")] = None,
    as_json: Json = False,
) -> None:
    """Write each candidate's marks by task as CSV; what could not be graded is blank, never 0."""
    from npqml.place import find_place
    from npqml.reports.export import write_marks

    place = find_place()
    _tell(place.root, [write_marks(place, cohort, to or place.reports(cohort) / "marks.csv")], "files", as_json)


def cases(cohort: CohortName, as_json: Json = False) -> None:
    """Write which ways the cohort took through the cases, for a session: numbers only, small groups hidden."""
    from npqml.place import find_place
    from npqml.reports.cases import pictures_of_cases, write_cases

    place = find_place()
    pictures = pictures_of_cases(place, cohort)
    page = write_cases(place, cohort, pictures)
    if as_json:
        say_json({"page": str(page.relative_to(place.root)), "cases": [one.as_json() for one in pictures]})
        return
    for one in pictures:
        say(f"{one.case.title}: {one.counts.sentence()}")
    say(str(page.relative_to(place.root)))


def _tell(root: Path, paths: list[Path], what: str, as_json: bool, **counts: int) -> None:
    shown = [str(path.relative_to(root)) if path.is_relative_to(root) else str(path) for path in paths]
    if as_json:
        say_json({what: shown, **counts})
        return
    for path in shown[:5]:
        say(path)
    if len(shown) > len(shown[:5]):
        say(f"... {len(shown)} {what} in all")
