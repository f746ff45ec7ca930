"""The provider's picture of a cohort: one page that opens from disk, and the same numbers as CSV files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd
from attrs import frozen
from markupsafe import Markup

from npqml.course.candidates import read_candidates
from npqml.course.copies import same_content
from npqml.grading.assignment import assignment_or_empty
from npqml.grading.gradebook.results_now import results_now
from npqml.grading.result import Result
from npqml.place import Place
from npqml.reports import pictures, tally
from npqml.reports.expected import Expected, all_expected, to_settle
from npqml.reports.export import write_csv
from npqml.reports.pages import write_page
from npqml.reports.problem_reports import waiting as problems_waiting

FILE = "index.html"


@frozen
class Part:
    """One module's part of the report, each piece as HTML that is safe to put in."""

    module: str
    title: str
    graded: int
    spread: Markup
    difficulty: Markup
    misconceptions: Markup
    unexplained: Markup
    help_needed: Markup


def write_report(place: Place, cohort: str) -> list[Path]:
    """Write the report of a graded cohort and its CSV files, and give their paths, the page first."""
    results = results_now(place, cohort)
    names, folder = read_candidates(place, cohort).names, place.reports(cohort)
    expected = all_expected(place, cohort, results)
    files = _csv_files(results, names, expected, folder)
    modules = sorted({one.module for one in results})
    parts = [
        _part(
            module,
            assignment_or_empty(place, cohort, module).title,
            [one for one in results if one.module == module],
            names,
        )
        for module in modules
    ]
    waiting = tally.waiting_by_task(results, names)
    page = write_page(
        "cohort.html",
        folder / FILE,
        cohort=cohort,
        results=results,
        states_table=pictures.states(results),
        parts=parts,
        candidates=len({entry.candidate for entry in expected}),
        not_graded=[one for one in results if not one.graded],
        waiting=pictures.table(waiting, "Answers that wait for a person"),
        waits=int(waiting["Answers"].sum()),
        unsettled=to_settle(place, cohort, expected),
        missing=_missing(expected, names),
        missing_number=sum(entry.missing for entry in expected),
        came_number=sum(entry.came for entry in expected),
        late=pictures.table(tally.late(results, names), "What was handed in late"),
        late_not_known=[result for result in results if result.late_not_known],
        late_number=sum(bool(result.late) for result in results),
        same=tally.same_content(results, same_content(place, cohort)),
        problems=problems_waiting(place, cohort).sentence(cohort),
        repaired=sum(bool(one.repairs) for one in results),
        overview=pictures.overview(results, names, expected),
        files=[path.name for path in files],
        help_rule=tally.HELP_RULE,
        names=names,
        graded_at=max((one.graded_at for one in results if one.graded_at), default=None),
    )
    return [page, *files]


def _missing(expected: Sequence[Expected], names: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """Return who has sent nothing at all, by module, with the name; only modules that somebody is missing in."""
    found: dict[str, list[tuple[str, str]]] = {}
    for entry in expected:
        if entry.missing:
            found.setdefault(entry.module, []).append((entry.candidate, names.get(entry.candidate, "")))
    return dict(sorted(found.items()))


def _csv_files(
    results: list[Result], names: Mapping[str, str], expected: Sequence[Expected], folder: Path
) -> list[Path]:
    tables = {
        "results": tally.overview(results, names, expected),
        "tasks": tally.tasks(results),
        "difficulty": _by_module(lambda some: tally.difficulty(some).reset_index(), results),
        "misconceptions": _by_module(tally.misconceptions, results),
        "unexplained": _by_module(tally.unexplained, results),
        "help-needed": _by_module(lambda some: tally.help_needed(some, names), results),
        "waiting": tally.waiting(results, names),
        "late": tally.late(results, names),
    }
    return [write_csv(folder / f"{name}.csv", rows) for name, rows in tables.items()]


def _by_module(count: Callable[[list[Result]], pd.DataFrame], results: list[Result]) -> pd.DataFrame:
    tables = []
    for module in sorted({one.module for one in results}):
        rows = count([one for one in results if one.module == module])
        rows.insert(0, "Module", module)
        tables.append(rows)
    return pd.concat(tables, ignore_index=True)


def _part(module: str, title: str, results: list[Result], names: Mapping[str, str]) -> Part:
    graded = sum(one.graded for one in results)
    return Part(
        module,
        title,
        graded,
        pictures.spread(results, module),
        pictures.difficulty(results, module),
        pictures.misconceptions(results, module),
        pictures.table(tally.unexplained(results), f"Module {module}: unexplained answers"),
        pictures.table(tally.help_needed(results, names), f"Module {module}: who needs help"),
    )
