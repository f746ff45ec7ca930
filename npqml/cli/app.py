"""The `npqml` command and its groups; how every command ends is in ending.py."""

from __future__ import annotations

import sys

NOTHING_YET, STOPPED = "Stopped.\n", 130

try:
    import typer

    from npqml.cli import (
        answers,
        authoring,
        bench,
        collect,
        grading,
        lab,
        problem_reports,
        records,
        reports,
        site,
        sponsor,
    )
    from npqml.cli.ending import Commands, ready_to_print
except KeyboardInterrupt:  # before anything has begun
    sys.stderr.write(NOTHING_YET)
    sys.exit(STOPPED)

app = typer.Typer(
    cls=Commands,
    help="The NPQML workbook: build, grade and report a course for middle leaders.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
for group in (authoring, lab, site, collect, grading, reports, problem_reports, sponsor, records, answers, bench):
    group.add_to(app)


def main() -> None:
    """Run the command line; whatever stops a command is printed in words, never as a traceback."""
    try:
        ready_to_print()
        app()
    except KeyboardInterrupt:  # before or after the command itself
        sys.stderr.write(NOTHING_YET)
        sys.exit(STOPPED)


if __name__ == "__main__":
    main()
