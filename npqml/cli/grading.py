"""Commands for providers: simulate, grade, demo."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from npqml.cli.output import CohortName, Json, Modules, say, say_json, steps

Candidates = Annotated[list[str] | None, typer.Option("--candidate", help="Only this candidate; may be repeated.")]
Number = Annotated[int, typer.Option("--candidates", min=1, max=20_000, help="How many candidates.")]
Seed = Annotated[int, typer.Option(help="Another seed gives other candidates.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(simulate)
    app.command()(grade)
    app.command()(demo)


def simulate(cohort: CohortName, number: Number = 30, seed: Seed = 1, as_json: Json = False) -> None:
    """Have made-up candidates hand in: right, partly right, mistaken, oddly typed, not tried, and some broken files."""
    from npqml.place import find_place
    from npqml.simulate import simulate as make

    place = find_place()
    with steps(f"Simulating {cohort}", None, quiet=as_json) as step:
        planted = make(place, cohort, number, seed, progress=step)
    broken = {one.candidate: one.broken for one in planted if one.broken}
    if as_json:
        say_json({"submitted": str(place.submitted(cohort)), "submissions": len(planted), "broken": broken})
    else:
        say(f"{len(planted)} submissions in submitted/{cohort}, {len(broken)} of them broken on purpose.")


def grade(cohort: CohortName, module: Modules = None, candidate: Candidates = None, as_json: Json = False) -> None:
    """Grade what candidates handed in; every submission gets a state and a reason."""
    from npqml.place import find_place

    found = _grade(find_place(), cohort, module, candidate, quiet=as_json)
    if as_json:
        from npqml.grading.result import summary

        rows = [
            {"candidate": one.candidate, "module": one.module, "state": one.state, "reasons": list(one.reasons),
             "mark": one.mark, "max_mark": one.max_mark} for one in found
        ]  # fmt: skip
        say_json({"states": summary(found), "results": rows})
    else:
        _tell(found)


def _grade(place: Any, cohort: str, module: list[str] | None, candidate: list[str] | None, *, quiet: bool) -> list[Any]:
    from npqml.grading.engine import grade as run

    total = sum(1 for path in place.submitted(cohort).glob("*/*") if path.is_dir())
    with steps(f"Grading {cohort}", total, quiet=quiet) as step:
        return run(place, cohort, modules=module or (), candidates=candidate or (), progress=step)


def _tell(found: list[Any]) -> None:
    """Print a line for each submission: marks of those decided so far, state and reason."""
    from npqml.grading.result import summary

    for one in found:
        mark = f"{one.mark:g} of {one.max_mark - one.waiting:g}" if one.graded else "no marks"
        say(f"{one.candidate}  {one.module}  {mark:>9}  {one.state}: {' '.join(one.reasons)}")
    say("; ".join(f"{state}: {count}" for state, count in summary(found).items()))


def demo(
    cohort: Annotated[str, typer.Argument(metavar="[COHORT]", help="A cohort's name.")] = "demo-secondary",
    number: Number = 30,
    seed: Seed = 1,
) -> None:
    """Build a cohort, simulate candidates, grade them, write feedback and the report, and say where to look."""
    from npqml.cli.authoring import build_all
    from npqml.place import find_place
    from npqml.reports.cohort import write_report
    from npqml.reports.feedback import write_feedback
    from npqml.simulate import clear_simulation
    from npqml.simulate import simulate as make

    place = find_place()
    clear_simulation(place, cohort)
    if not build_all(place, cohort):
        raise typer.Exit(1)
    with steps(f"Simulating {cohort}", None) as step:
        make(place, cohort, number, seed, progress=step)
    found = _grade(place, cohort, None, None, quiet=False)
    _tell(found)
    pages, report = write_feedback(place, cohort), write_report(place, cohort)
    say()
    say(f"Feedback for candidates: {pages[0].relative_to(place.root)} (and {len(pages) - 1} more)")
    say(f"Report on the cohort:    {report[0].relative_to(place.root)}")
    say(f"A candidate's view:      .venv/bin/npqml lab {cohort}")
