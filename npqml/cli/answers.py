"""Commands for wrong answers that nobody foresaw: list them, and adopt one as a mistake with a name."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from npqml.cli.output import Json, Modules, all_existing, say, say_json, steps

if TYPE_CHECKING:
    from npqml.mistakes.unforeseen import Mistake, TaskMistakes

WIDTH = 79
SHOWN, LINES = 5, 3
Cohorts = Annotated[
    list[str], typer.Argument(metavar="COHORT", callback=all_existing, help="One cohort's name or several.")
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this group."""
    group = typer.Typer(no_args_is_help=True, help="Wrong answers that nobody foresaw: list them, adopt a mistake.")
    group.command()(unexplained)
    group.command()(adopt)
    app.add_typer(group, name="answers")


def unexplained(cohorts: Cohorts, module: Modules = None, as_json: Json = False) -> None:
    """List the wrong answers that no named mistake explains, by task, the commonest first.

    With several cohorts, lines that candidates typed are tried in the sandbox on each cohort's data: answers of
    several cohorts that one line gives are one mistake.
    """
    from npqml.mistakes.guesses import unforeseen
    from npqml.place import find_place

    with steps("Looking at answers", None, quiet=as_json, stopped="Nothing was changed.") as step:
        step(", ".join(cohorts))
        found = unforeseen(find_place(), cohorts, module or ())
    if as_json:
        say_json({"cohorts": cohorts, "tasks": [_as_data(one) for one in found]})
        return
    for line in lines(found):
        say(line)


def adopt(
    cohorts: Cohorts,
    task: Annotated[str, typer.Option(help="The task, such as 1a-t2.")],
    name: Annotated[str, typer.Option(help="What to call the mistake, such as 'out of one class'.")],
    message: Annotated[str, typer.Option(help="What to tell whoever made it: what happened, where to look.")],
    code: Annotated[
        str, typer.Option(help="A line that gives the answer, such as 'share = 50'; else one that a candidate typed.")
    ] = "",
    group: Annotated[int, typer.Option(min=1, help="Its number in the list of this task's unexplained answers.")] = 1,
    as_json: Json = False,
) -> None:
    """Give an unforeseen mistake a name and a message: adds an entry to the end of the module's answers.toml.

    Grade again, and whoever made it is told so in the feedback. No mark moves. In the candidate's notebook nothing
    changes: it knows the mistake only once a check of the module names it and the module is built again.
    --code becomes the course's own code and runs outside the sandbox: give only what you have read and understood.
    """
    from npqml.mistakes.adopt import Wish
    from npqml.mistakes.adopt import adopt as write
    from npqml.place import find_place

    place = find_place()
    done = write(place, cohorts, Wish(task, name, message, code, group))
    path = str(done.path.relative_to(place.root))
    if as_json:
        say_json({"file": path, "task": task, "mistake": done.entry.mistake, "code": done.entry.code,
                  "mark": done.entry.mark, "candidates": done.counts})  # fmt: skip
        return
    say(f"{path}: added {done.entry.label}, mistake {done.entry.mistake}, mark {done.entry.mark:g}. Its formula:")
    for line in done.entry.code.splitlines():
        say(f"  > {line}")
    say("; ".join(f"{cohort}: for {_candidates(count)}" for cohort, count in done.counts.items()))
    say(f"Next: npqml check --module {task.split('-')[0]}, then npqml grade {' and npqml grade '.join(done.counts)}")


def lines(found: Sequence[TaskMistakes]) -> Iterator[str]:
    """Give the list as lines for a terminal; what a candidate gave stands behind a ">" on every line."""
    for one in found:
        if not one.unexplained:
            continue
        yield f"{one.task}  {one.title}"
        yield (
            f"  {one.graded} graded, {one.wrong} wrong, {one.unexplained} unexplained "
            f"({one.unexplained / one.wrong:.0%} of the wrong, {one.unexplained / one.graded:.0%} of all)"
        )
        for mistake in one.mistakes[:SHOWN]:
            yield from _lines_of(mistake, one)
        left = one.mistakes[SHOWN:]
        if left:
            yield f"  and {len(left)} further answers, by {_candidates(sum(each.count for each in left))}: see --json"
        if one.unread:
            yield f"  {_candidates(one.unread)} graded before answers were kept, or since built anew: grade again"
        yield ""
    yield f"{sum(one.unexplained for one in found)} unexplained answers in all."


def _lines_of(mistake: Mistake, task: TaskMistakes) -> Iterator[str]:
    by_cohort = ", ".join(f"{cohort} {count}" for cohort, count in mistake.by_cohort.items())
    yield (
        f"  {mistake.number}. {_candidates(mistake.count)} ({by_cohort}): {mistake.count / task.graded:.0%} of all, "
        f"{mistake.count / task.unexplained:.0%} of the unexplained"
    )
    for cohort, (_, brief) in mistake.examples.items():
        yield from _quoted(cohort, brief or "no reading")
    if mistake.formula and mistake.formula.source:
        yield from _quoted("as if for", mistake.formula.source)
    elif mistake.formula:
        yield from _quoted("formula", mistake.formula.code)
    for line in [one for one in mistake.lines if not mistake.formula or one != mistake.formula.code][:LINES]:
        yield from _quoted("typed", line)


def _quoted(title: str, text: str) -> Iterator[str]:
    from npqml.grading.cleaning.line import harmless_line

    first, further = f"     {title:<14} > ", f"{' ' * 20} > "
    for number, line in enumerate(text.splitlines()):
        yield from textwrap.wrap(harmless_line(line, 500), WIDTH, initial_indent=further if number else first,
                                 subsequent_indent=further)  # fmt: skip


def _candidates(count: int) -> str:
    return f"{count} candidate" if count == 1 else f"{count} candidates"


def _as_data(one: TaskMistakes) -> dict[str, Any]:
    from npqml.grading.cleaning.line import harmless_line

    return {
        "task": one.task, "title": one.title, "graded": one.graded, "wrong": one.wrong,
        "unexplained": one.unexplained, "share": one.unexplained / one.graded if one.graded else None,
        "without_data": one.unread,
        "mistakes": [
            {
                "number": each.number, "count": each.count, "cohorts": each.by_cohort,
                "share_of_graded": each.count / one.graded, "share_of_unexplained": each.count / one.unexplained,
                "read_as": {cohort: harmless_line(words, 500) for cohort, (words, _) in each.examples.items()},
                "formula": each.formula.code if each.formula else "",
                "formula_from": each.formula.source if each.formula else "", "typed": list(each.lines),
            }
            for each in one.mistakes
        ],
    }  # fmt: skip
