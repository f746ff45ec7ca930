"""The files beside a module's notebook: those of the school that it names, and those that its own data.py draws.

`data.py` in a module's folder has two functions. `draw(kit, rng)` returns tables by file name; `must_hold(kit, tables)`
returns what has to be true of them for every seed, in words, and whether it is. Tables are drawn again until all is.
A document that a form begins with is drawn in the same way, under a name that ends in .json.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, time
from functools import cached_property, lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pandas as pd
from attrs import define

from npqml.authoring.shared_data import SHARED, catch_up_plan, pupils_of, staff_table, write_shared, write_table
from npqml.authoring.source import Source
from npqml.course.cohort import Cohort
from npqml.course.modules import Module, find_module
from npqml.course.people import Person, load_people
from npqml.course.project import Project, load_project
from npqml.course.school_year import SchoolYear, school_year
from npqml.madeup.draws import Drawn, draw_until
from npqml.madeup.this_year import Plan
from npqml.refusal import Refusal, Refusals
from npqml_widgets.keeping.documents import as_json

FILE = "data.py"
WORKBOOKS = ("pupils.xlsx", "pupils-clean.xlsx")
"""Files of last year's pupils that are not always drawn: `npqml check` writes them only where something opens them."""
Tables = Mapping[str, Any]
"""Tables, and documents, by the names of their files."""


@define(slots=False)
class Kit:
    """What a module's data are drawn from: the cohort, its school year, the project, its people, this year's pupils."""

    cohort: Cohort

    @property
    def phase(self) -> str:
        """The school's phase: "primary", "secondary" or "special"."""
        return self.cohort.phase

    @cached_property
    def year(self) -> SchoolYear:
        """The school year: on which days pupils are in school."""
        return school_year(self.cohort)

    @cached_property
    def project(self) -> Project:
        """The project's dates, numbers and costs in this school."""
        return load_project(self.cohort.course, self.cohort)

    @cached_property
    def people(self) -> dict[str, Person]:
        """Who is who, by key."""
        return load_people(self.cohort.course, self.cohort)

    @property
    def staff(self) -> pd.DataFrame:
        """The staff, a row each, as in staff.csv."""
        return staff_table(self.cohort)

    @property
    def catch_up(self) -> Plan:
        """The places, tutors and sessions of catch-up."""
        return catch_up_plan(self.cohort)

    @property
    def pupils(self) -> pd.DataFrame:
        """This year's pupils, as in this-year.csv; a copy."""
        return pupils_of(self.cohort).pupils.copy()

    @property
    def places(self) -> pd.DataFrame:
        """Who has a place in catch-up and who waits, as in places.csv; a copy."""
        return pupils_of(self.cohort).places.copy()

    def tables_of(self, module: str) -> Tables:
        """Return what another module's data.py draws for this cohort, by file name: a story goes on with its numbers.

        Raises Refusal for a module that has no folder, and where its tables cannot be drawn.
        """
        return _drawn(find_module(self.cohort.course, module), self.cohort).made


def _drawn(module: Module, cohort: Cohort) -> Drawn[Tables]:
    """Return what a module's data.py draws, drawn once for itself and all modules that go on with it."""
    path = module.folder / FILE
    return _drawn_by(module, cohort, path.stat().st_mtime_ns if path.is_file() else 0)


@lru_cache(maxsize=16)
def _drawn_by(module: Module, cohort: Cohort, _written: int) -> Drawn[Tables]:
    return own_tables(module, Kit(cohort))


def module_files(
    module: Module, source: Source, cohort: Cohort, pupils: Iterable[Path], folder: Path
) -> tuple[list[Path], int]:
    """Return the files that lie beside a module's notebook, and how many draws its own took (0 where it has none).

    `pupils` are the cohort's files of last year's pupils; whatever else there is is written to `folder`. A module that
    names no `files` in its header has all of last year's. Raises Refusal for a name that is no file of the school, and
    for a data.py that cannot be run, takes the name of a file of the school, or never shows what must hold.
    """
    last_year = {path.name: path for path in pupils}
    named = tuple(dict.fromkeys(source.header.files)) or tuple(last_year)
    unknown = [name for name in named if name not in {*last_year, *WORKBOOKS, *SHARED}]
    if unknown:
        raise Refusal(
            source.path, "header, npqml: files", found=", ".join(unknown),
            expected=f"some of {', '.join(dict.fromkeys([*last_year, *WORKBOOKS, *SHARED]))}",
            do="Mend the name; a module's own files are not listed.",
        )  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    found = [last_year[name] for name in named if name in last_year]
    found += write_shared(cohort, tuple(name for name in named if name in SHARED), folder)
    own = module.folder / FILE
    if not own.is_file():
        return found, 0
    drawn = _drawn(module, cohort)
    if taken := sorted(drawn.made.keys() & {*last_year, *SHARED}):
        raise Refusal(
            own, "draw", found=f"the name {taken[0]}, which is a file of the school", expected="names of its own",
            do="Rename the table.",
        )  # fmt: skip
    for name, table in drawn.made.items():
        found.append(folder / name)
        if isinstance(table, pd.DataFrame):
            write_table(table, found[-1])
        else:
            first = datetime.combine(cohort.terms[0].start, time(), UTC)  # the same in every build
            found[-1].write_bytes(as_json(table, 1, first))
    return found, drawn.draws


def own_tables(module: Module, kit: Kit) -> Drawn[Tables]:
    """Return the tables that a module's data.py draws, by file name; raises Refusal where it cannot."""
    path = module.folder / FILE
    program = _program(path)
    try:
        drawn: Drawn[Tables] = draw_until(
            module.id, kit.cohort.seed, lambda rng: _tables(path, program.draw(kit, rng)), _held(program, kit),
            file=path, school=kit.cohort.name,
        )  # fmt: skip
    except (Refusal, Refusals):
        raise
    except Exception as error:
        raise Refusal(
            path, f"{kit.cohort.name}, seed {kit.cohort.seed}", found=_said(error, path),
            expected="draw(kit, rng) and must_hold(kit, tables) that run", do="Mend the file.",
        ) from error  # fmt: skip
    return drawn


def _program(path: Path) -> ModuleType:
    """Run a module's data.py, and return what it defines; nothing is left beside it."""
    program = ModuleType(f"npqml_module_data_{path.parent.name.replace('-', '_')}")
    sys.modules[program.__name__] = program  # a dataclass in it looks there for its names
    try:
        exec(compile(path.read_bytes(), path, "exec"), program.__dict__)  # noqa: S102 - the author's own file
    except Exception as error:
        raise Refusal(path, "", found=_said(error, path), expected="Python that runs", do="Mend it.") from error
    missing = [name for name in ("draw", "must_hold") if not callable(getattr(program, name, None))]
    if missing:
        do = "Write it: CONTRIBUTING says how."
        raise Refusal(path, "", found=f"no function {' and '.join(missing)}", expected="draw and must_hold", do=do)
    return program


def _said(error: Exception, path: Path) -> str:
    """Return an exception in words, with the line of the file on which it came about."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
    return f"{type(error).__name__}: {error}" + (f" (line {lines[-1]})" if lines else "")


def _held(program: ModuleType, kit: Kit) -> Callable[[Tables], Mapping[str, bool]]:
    return lambda tables: {words: bool(holds) for words, holds in program.must_hold(kit, tables).items()}


def _tables(path: Path, made: object) -> Tables:
    """Return what a draw gave, if it is tables by the names of CSV files, and documents by those of JSON files."""
    tables = made if isinstance(made, Mapping) else {}
    right = all(isinstance(name, str) and "/" not in name and _fits(name, one) for name, one in tables.items())
    if not tables or not right:
        raise Refusal(
            path, "draw", found=f"{type(made).__name__} {made!r:.60}",
            expected='tables by name, {"log.csv": table}, and documents, {"register.json": Register(...)}',
            do="Return a dict of data frames and documents.",
        )  # fmt: skip
    return tables


def _fits(name: str, made: object) -> bool:
    if isinstance(made, pd.DataFrame):
        return name.endswith(".csv")
    return name.endswith(".json") and attrs.has(type(made))
