"""The `npqml` command and how every command ends: 0 good, 1 a problem found, 2 wrong use."""

from __future__ import annotations

import sys

import typer

from npqml.cli import answers, authoring, bench, collect, grading, lab, problem_reports, records, reports, site
from npqml.refusal import Refusal, Refusals

app = typer.Typer(
    help="The NPQML workbook: build, grade and report a course for middle leaders.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
for group in (authoring, lab, site, collect, grading, reports, problem_reports, records, answers, bench):
    group.add_to(app)


def main() -> None:
    """Run the command line; a refusal is printed in words, never as a traceback."""
    try:
        app()
    except (Refusal, Refusals) as problem:
        sys.stderr.write(f"{problem}\n")
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(0)


if __name__ == "__main__":
    main()
