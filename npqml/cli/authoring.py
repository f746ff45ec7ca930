"""Commands for authors: new, build, check, coverage."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

import typer

from npqml.cli.output import CohortName, Json, Modules, say, say_json, steps

BUILDING = "Modules built by then are whole, the others as they were. Run the same command again to build all."
CHECKING = "What has been tried is kept. Run the same command again: it goes on from there."


def add_to(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(new)
    app.command()(build)
    app.command()(check)
    app.command()(coverage)


def new(
    module: Annotated[str, typer.Argument(metavar="MODULE", help="An id of course/framework.toml, such as 1b.")],
    as_json: Json = False,
) -> None:
    """Begin a module: a folder that builds as it is made, with each place marked that is to be written."""
    from npqml.authoring.gates.unwritten import lines_left
    from npqml.authoring.new_module import new_module
    from npqml.place import find_place

    place = find_place()
    folder = new_module(place.course, module)
    left = {path.name: lines_left(path) for path in sorted(folder.iterdir())}
    if as_json:
        say_json({"module": module, "folder": folder.relative_to(place.root).as_posix(), "left": left})
        return
    say(f"Made {folder.relative_to(place.root)}: {', '.join(left)}.")
    say(f"Write what is marked WRITE:, and change the rest as you need. What is left: npqml check --module {module}")


def build(
    cohort: CohortName,
    module: Modules = None,
    seed: Annotated[int | None, typer.Option(help="Build a variant with other made-up pupils.")] = None,
    as_json: Json = False,
) -> None:
    """Build a cohort's notebooks: source/ for instructors, release/ for candidates."""
    from npqml.place import find_place

    if not build_all(find_place(), cohort, module, seed=seed, as_json=as_json):
        raise typer.Exit(1)


def build_all(
    place: Any,
    cohort: str,
    module: list[str] | None = None,
    *,
    seed: int | None = None,
    as_json: bool = False,
) -> bool:
    """Build a cohort and print what came of each module; False when one failed."""
    from npqml.authoring.data_files import drawn_beside

    with drawn_beside(place, cohort, seed) as data:
        from npqml.authoring.build import build as build_cohort  # its libraries load while pupils are drawn
        from npqml.course.modules import modules

        total = len(module or modules(place.course))
        tell = partial(typer.echo, err=True) if as_json else say
        with steps(f"Building {cohort}", total, quiet=as_json, stopped=BUILDING) as step:
            results = build_cohort(place, cohort, only=module or (), seed=seed, data=data, progress=step, tell=tell)
    if as_json:
        say_json(
            [
                {
                    "module": one.module,
                    "notebooks": [str(p.relative_to(place.root)) for p in one.notebooks],
                    "failed": one.failed,
                    "unwritten": one.unwritten,
                }
                for one in results
            ]
        )
    else:
        for one in results:
            say(f"{one.module}: {one.failed or f'{len(one.notebooks)} notebooks in release/{cohort}/{one.module}'}")
            for left in one.unwritten:
                say(f"  {left}")
            if one.unwritten:
                say(f"  {one.module} is for you to look at: a site with it is refused until all is written.")
    return not any(one.failed for one in results)


def check(
    module: Modules = None,
    cohort: Annotated[
        list[str] | None, typer.Option("--cohort", "-c", help="Only for this cohort; may be repeated.")
    ] = None,
    variants: Annotated[int, typer.Option(min=0, help="How many further seeds each cohort is tried with.")] = 5,
    fresh: Annotated[bool, typer.Option("--fresh", help="Try everything again, changed or not.")] = False,
    as_json: Json = False,
) -> None:
    """Hold the course against every gate: coverage, rules for authors, answers and their messages, leaks.

    What has not changed since it was last tried is not tried again: neither the module, the cohort, what they use of
    the framework and sources, nor the program itself.
    """
    from npqml.authoring.gates.run import check as check_course
    from npqml.place import find_place

    place = find_place()
    with steps("Checking", None, quiet=as_json, stopped=CHECKING) as step:
        found = check_course(
            place, only=tuple(module or ()), cohorts=tuple(cohort or ()), variants=variants, fresh=fresh, progress=step
        )
    if as_json:
        problems = [str(fault) for fault in found.faults]
        parts = {"tried": found.tried, "unchanged": found.known}
        say_json({"problems": problems, "missing": found.missing, "draws": found.draws, **parts})
    else:
        for fault in found.faults:
            say(str(fault))
        for name, draws in found.draws.items():
            longest = max(draws, key=draws.__getitem__)
            say(f"{name}: its own data took up to {draws[longest]:,} draws ({longest}).")
        say(f"{len(found.tried)} parts tried now, {len(found.known)} unchanged since they were tried before.")
        counts = ", ".join(f"{len(ids)} {kind.replace('_', '-')}" for kind, ids in found.missing.items())
        say(f"{len(found.faults)} problems found. Not written yet: {counts}.")
    raise typer.Exit(1 if found.faults else 0)


def coverage(as_json: Json = False) -> None:
    """Show which parts of the framework have their notebook, and which are still to be written."""
    from npqml.authoring.gates.coverage import coverage as covered
    from npqml.place import find_place

    found = covered(find_place().course)
    if as_json:
        say_json(found)
        return
    for kind, paths in found.items():
        written = sum(path is not None for path in paths.values())
        say(f"{kind.replace('_', ' ').capitalize()}: {written} of {len(paths)}")
        for key, path in paths.items():
            say(f"  {key:6} {path or 'not written yet'}")
