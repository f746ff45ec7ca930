"""Commands that write what people read: feedback, report, export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from npqml.cli.grading import Candidates
from npqml.cli.output import CohortName, Json, Modules, if_stopped, say, say_json, steps
from npqml.records.platform.platform_name import PlatformName

For = Annotated[PlatformName | None, typer.Option("--for", help="As the files that this platform takes in.")]
WRITING = "Every page that was written is whole, the others are as they were. Run the same command again to write all."


def add_to(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(feedback)
    app.command()(report)
    app.command()(export)
    app.command()(cases)


def feedback(
    cohort: CohortName, candidate: Candidates = None, module: Modules = None, platform: For = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Write a page for each candidate that starts with what to do next; with --for, a zip for a platform as well.

    Nothing is written for a platform before a module's release date in deadlines.toml.
    """
    from npqml.place import find_place
    from npqml.reports.feedback import write_feedback

    place = find_place()
    if platform is not None:
        from npqml.records.platform.feedback_zips import write_feedback_for

        with steps(f"Feedback for {cohort}", None, quiet=as_json, stopped=WRITING) as step:
            found = write_feedback_for(
                place, cohort, platform, modules=module or (), candidates=candidate or (), progress=step
            )
        _tell_handed_back(place.root, found, as_json)
        return
    if module:
        raise typer.BadParameter("--module goes with --for: pages are written for all modules.")
    with steps(f"Feedback for {cohort}", None, quiet=as_json, stopped=WRITING) as step:
        pages = write_feedback(place, cohort, candidates=candidate or (), progress=step)
    _tell(place.root, pages, "pages", as_json)


def report(cohort: CohortName, as_json: Json = False) -> None:
    """Write the cohort's picture: spread, hardest tasks, misconceptions, who needs help."""
    from npqml.place import find_place
    from npqml.reports.cohort import write_report
    from npqml.reports.problem_reports import waiting

    place = find_place()
    with if_stopped(WRITING):
        files, problems = write_report(place, cohort), waiting(place, cohort)
    _tell(place.root, files, "files", as_json, problem_reports=problems.reports, unread_reports=problems.unread)
    if not as_json and (sentence := problems.sentence(cohort)):
        say(sentence)


def export(
    cohort: CohortName,
    to: Annotated[Path | None, typer.Option(help="The CSV file to write; default reports/COHORT/marks.csv.")] = None,
    module: Modules = None,
    platform: For = None,
    assignment: Annotated[str, typer.Option(help="What Canvas calls the assignment of the one --module.")] = "",
    as_json: Json = False,
) -> None:
    """Write each candidate's marks by task as CSV; what could not be graded is blank, never 0.

    With --for, a file a module that a platform takes in, not before its release date in deadlines.toml.
    """
    from npqml.place import find_place
    from npqml.reports.export import write_marks

    place = find_place()
    if platform is not None:
        from npqml.records.platform.marks_files import write_marks_for

        if to is not None:
            raise typer.BadParameter("--to goes without --for: the files lie in reports/COHORT/for-PLATFORM.")
        found = write_marks_for(place, cohort, platform, modules=module or (), assignment=assignment)
        _tell_handed_back(place.root, found, as_json)
        return
    if module or assignment:
        raise typer.BadParameter("--module and --assignment go with --for: the table holds all modules.")
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


def _tell_handed_back(root: Path, found: Any, as_json: bool) -> None:
    """Say what was written for a platform and what was not; ends with 1 where nothing was."""
    if as_json:
        say_json(found.as_json(root))
    else:
        _tell(root, list(found.files), "files", as_json=False)
        for line in found.lines():
            say(line)
    if not found.files:
        raise typer.Exit(1)


def _tell(root: Path, paths: list[Path], what: str, as_json: bool, **counts: int) -> None:
    shown = [str(path.relative_to(root)) if path.is_relative_to(root) else str(path) for path in paths]
    if as_json:
        say_json({what: shown, **counts})
        return
    for path in shown[:5]:
        say(path)
    if len(shown) > len(shown[:5]):
        say(f"... {len(shown)} {what} in all")
