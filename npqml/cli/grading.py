"""Commands for providers: simulate, grade, demo."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from npqml.cli.output import CohortName, Json, Modules, existing, existing_if_given, say, say_json, steps
from npqml.grading.cleaning.line import harmless_line

Candidates = Annotated[list[str] | None, typer.Option("--candidate", help="Only this candidate; may be repeated.")]
Number = Annotated[int, typer.Option("--candidates", min=1, max=20_000, help="How many candidates.")]
CORES = os.cpu_count() or 1
Seed = Annotated[int, typer.Option(help="Another seed gives other candidates.")]


SIMULATING = "The simulation is not complete. Run the same command again: it makes all of it anew."
GRADING = "What has been graded is kept. Run the same command again to grade the rest."


def add_to(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(simulate)
    app.command()(grade)
    app.command()(demo)


def simulate(cohort: CohortName, number: Number = 30, seed: Seed = 1, as_json: Json = False) -> None:
    """Have made-up candidates hand in: right, partly right, mistaken, oddly typed, not tried, and some broken files."""
    from npqml.place import find_place
    from npqml.simulation.candidates import simulate as make

    place = find_place()
    with steps(f"Simulating {cohort}", None, quiet=as_json, stopped=SIMULATING) as step:
        planted = make(place, cohort, number, seed, progress=step)
    broken = {one.candidate: one.broken for one in planted if one.broken}
    if as_json:
        say_json({"submitted": str(place.submitted(cohort)), "submissions": len(planted), "broken": broken})
    else:
        say(f"{len(planted)} submissions in submitted/{cohort}, {len(broken)} of them broken on purpose.")


def grade(
    cohort: Annotated[
        str,
        typer.Argument(metavar="COHORT", callback=existing_if_given, help="A cohort's name, such as demo-secondary."),
    ] = "",
    module: Modules = None,
    candidate: Candidates = None,
    only_failed: Annotated[bool, typer.Option("--only-failed", help="Only what could not be graded so far.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say whose marks would change, from what to what; keep nothing.")
    ] = False,
    reason: Annotated[str, typer.Option(help="Why marks that were given may change; kept in the log.")] = "",
    allow_lower: Annotated[bool, typer.Option("--allow-lower", help="Let marks that were given fall as well.")] = False,
    workers: Annotated[int, typer.Option(min=1, help="How many processes grade.")] = CORES,
    pictures: Annotated[bool, typer.Option(help="Draw the charts as well.")] = True,
    unsafe_no_sandbox: Annotated[
        bool, typer.Option("--unsafe-no-sandbox", help="Run candidates' code without protection.")
    ] = False,
    by_hand: Annotated[
        bool, typer.Option("--by-hand", help="Give a file that could not be graded a place in formgrader.")
    ] = False,
    course: Annotated[Path | None, typer.Option(help="Grade a stock nbgrader course in this folder instead.")] = None,
    as_json: Json = False,
) -> None:
    """Grade what candidates handed in and has not been graded yet; every submission gets a state and a reason."""
    from npqml.grading.plan import Wish
    from npqml.place import find_place

    if course is not None:
        _grade_course(course, module, candidate, confined=not unsafe_no_sandbox, as_json=as_json)
        return
    if not cohort:
        raise typer.BadParameter("Name a cohort, or a course of your own with --course DIR.")
    if by_hand:
        _open_by_hand(find_place(), cohort, candidate or [], module or [])
        return
    wish = Wish(
        frozenset(module or ()), frozenset(candidate or ()), only_failed, dry_run, reason, allow_lower,
        not unsafe_no_sandbox, workers, pictures,
    )  # fmt: skip
    found = grade_cohort(find_place(), cohort, wish, quiet=as_json)
    if as_json:
        say_json(_as_data(found, dry_run=dry_run))
    else:
        _tell(found, dry_run=dry_run)
    if found.held_back:
        raise typer.Exit(1)


def _grade_course(
    folder: Path, modules: list[str] | None, candidates: list[str] | None, *, confined: bool, as_json: bool
) -> None:
    """Grade a stock nbgrader course and print a row for each submission; `modules` are its assignments."""
    from attrs import asdict

    from npqml.grading.stock.grade import grade_course

    with steps(f"Grading {folder}", None, quiet=as_json, stopped=GRADING) as step:
        found = grade_course(
            folder, assignments=modules or (), candidates=candidates or (), confined=confined, progress=step
        )
    if as_json:
        say_json({"label": found.label, "graded_now": found.new, "rows": [asdict(one) for one in found.rows]})
        return
    for one in found.rows:
        mark = "no marks" if one.mark is None else f"{one.mark:g} of {one.max_mark:g}"
        say(f"{one.candidate}  {one.assignment}  {mark:>9}  {one.state}: {one.reason}")
    say(f"{found.new} graded now, {len(found.rows) - found.new} left as they were. {found.label}")


def _open_by_hand(place: Any, cohort: str, candidates: list[str], modules: list[str]) -> None:
    """Open files for marking by hand, and say where they are marked."""
    from npqml.grading.gradebook.by_hand import open_for_marking

    if not (candidates and modules):
        raise typer.BadParameter("--by-hand needs --candidate and --module.")
    for one in candidates:
        for module in modules:
            found = open_for_marking(place, cohort, one, module)
            say(f"{one}  {module}  {found.state.words}: mark it in formgrader; until then it has no mark anywhere.")


def grade_cohort(place: Any, cohort: str, wish: Any, *, quiet: bool) -> Any:
    """Grade a cohort with progress on the terminal, and return what came of it."""
    from npqml.grading.engine import grade as run

    with steps(f"Grading {cohort}", None, quiet=quiet, stopped=GRADING) as step:
        return run(place, cohort, wish, remake=_remake, progress=step, expect=step.expect)


def _remake(place: Any, cohort: str, module: str, seed: int) -> str:
    """Build an edition again that work was handed in on; what builds is loaded for that alone."""
    from npqml.authoring.editions import remake

    return remake(place, cohort, module, seed)


def _as_data(found: Any, *, dry_run: bool) -> dict[str, Any]:
    from attrs import asdict

    from npqml.grading.result import summary

    results = found.results if not dry_run else []
    rows = [
        {"candidate": one.candidate, "module": one.module, "state": one.state, "reasons": list(one.reasons),
         "mark": one.mark, "max_mark": one.max_mark, "unprotected": one.unprotected, "late": one.late,
         "further": list(one.further)} for one in results
    ]  # fmt: skip
    return {
        "states": summary(results),
        "graded_now": found.new,
        "changes": [asdict(one) for one in found.changes],
        "held_back": [asdict(one) for one in found.held_back],
        "without_hand_in": [{"candidate": who, "module": module} for who, module in found.without_hand_in],
        "results": rows,
    }


def _tell(found: Any, *, dry_run: bool = False) -> None:
    """Print a line for each submission: marks of those decided so far, state and reason; then what changes."""
    from npqml.grading.plan import gone_in_words
    from npqml.grading.result import summary

    results = found.results if not dry_run else []
    for one in results:
        mark = f"{one.mark:g} of {one.max_mark - one.waiting:g}" if one.mark is not None else "no marks"
        say(f"{one.candidate}  {one.module}  {mark:>9}  {one.state.words}: {' '.join(one.reasons)}")
        for words in (*([f"Late. {one.late} {one.late_words}"] if one.late else []), *one.further):
            say(f"    {harmless_line(words, 1000)}")
    if results:
        say("; ".join(f"{state.words}: {count}" for state, count in summary(results).items()))
    done = "would be graded" if dry_run else "graded now"
    say(f"{found.new} {done}, {len(found.who) - found.new} left as they were.")
    if any(one.unprotected for one in results):
        say("GRADED WITHOUT A SANDBOX (--unsafe-no-sandbox): candidates' code could reach this computer.")
    for candidate, module in found.without_hand_in:
        say(gone_in_words(found.cohort, candidate, module))
    for one in (*found.changes, *found.held_back):
        say(str(one))
    if dry_run:
        say(f"{len(found.changes)} marks that were given would change.")
    elif found.held_back:
        say(
            f"{len(found.held_back)} marks that were given would change, and no reason was given: they stay as they "
            'were. To change them: npqml grade COHORT --reason "..."'
        )


def demo(
    cohort: Annotated[
        str, typer.Argument(metavar="[COHORT]", callback=existing, help="A cohort's name.")
    ] = "demo-secondary",
    number: Number = 30,
    seed: Seed = 1,
) -> None:
    """Build a cohort, simulate candidates, grade them, write feedback and the report, and say where to look."""
    from npqml.cli.authoring import build_all
    from npqml.grading.plan import Wish
    from npqml.place import find_place
    from npqml.reports.cohort import write_report
    from npqml.reports.feedback import write_feedback
    from npqml.simulation.candidates import clear_simulation
    from npqml.simulation.candidates import simulate as make

    place = find_place()
    clear_simulation(place, cohort)
    if not build_all(place, cohort):
        raise typer.Exit(1)
    with steps(f"Simulating {cohort}", None, stopped=SIMULATING) as step:
        make(place, cohort, number, seed, progress=step)
    _tell(grade_cohort(place, cohort, Wish(pictures=True), quiet=False))
    pages, report = write_feedback(place, cohort), write_report(place, cohort)
    say()
    say(f"Feedback for candidates: {pages[0].relative_to(place.root)} (and {len(pages) - 1} more)")
    say(f"Report on the cohort:    {report[0].relative_to(place.root)}")
    say(f"A candidate's view:      .venv/bin/npqml lab {cohort}")
