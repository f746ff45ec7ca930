"""Made-up tables of project and comparison pupils, as people bring them, and the documents that they come to."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from typing import Any

from attrs import evolve, frozen

from npqml_widgets.documents.performance.model import PupilPerformance, Results
from npqml_widgets.documents.performance.results import project_pupils_of, read_performance_table, worked
from tests.npqml_widgets.documents.rawdata.exports import FORENAMES, SURNAMES

HEADINGS = ("UPN", "Forename", "Surname", "Route", "PP", "Check Oct", "Check Feb", "Check Jun", "Comment")


@frozen
class Pupil:
    """One row of a table, before anybody has written it."""

    upn: str
    forename: str
    surname: str
    route: str
    pp: str
    start: int | str
    middle: int | str
    end: int | str

    @property
    def row(self) -> list[Any]:
        comment = f"Ask {self.forename} about the bus"
        return [self.upn, self.forename, self.surname, self.route, self.pp, self.start, self.middle, self.end, comment]


def pupils(places: int = 24, waiting: int = 24, decided: int = 3, *, effect: float = 3.5, seed: int = 3) -> list[Pupil]:
    """Return made-up pupils, project and comparison in turn, with a few marks missing or a code."""
    rng = random.Random(seed)
    routes = ["lot: place"] * places + ["lot: waiting"] * waiting + ["decision"] * decided
    rng.shuffle(routes)
    made = []
    for number, route in enumerate(routes):
        start = rng.randint(4, 14)
        grown = 5 + rng.gauss(0, 2.5) + (effect if route == "lot: place" else 0)
        middle: int | str = "" if number == 9 else start + round(grown * 0.5)
        end: int | str = {4: "A", 21: ""}.get(number, start + round(grown))
        upn = f"{'ABCDEFGH'[number % 8]}999{number:04d}{rng.randint(10000, 99999)}"
        names = FORENAMES[number % 16], SURNAMES[(number * 5 + number // 16) % 14]
        made.append(Pupil(upn, *names, route, "YN"[number % 2], start, middle, end))
    return made


def as_csv(found: Sequence[Pupil], headings: Sequence[str] = HEADINGS) -> bytes:
    """Return a table of these pupils as a file."""
    written = io.StringIO()
    csv.writer(written).writerows([list(headings), *(pupil.row for pupil in found)])
    return written.getvalue().encode()


def document_of(found: Sequence[Pupil], start: PupilPerformance | None = None) -> PupilPerformance:
    """Return what these pupils come to, with the columns as they are proposed and those placed by decision left out."""
    table = read_performance_table(as_csv(found), "made.csv")
    first = worked(start or PupilPerformance(), project_pupils_of(table, table.fields))
    values = tuple(evolve(use, group=use.group or "out") for use in first.values)
    return worked(evolve(first, values=values), project_pupils_of(table, table.fields))


def results_of(found: Sequence[Pupil], start: PupilPerformance | None = None) -> Results:
    """Return the results of the same."""
    results = document_of(found, start).results
    assert results is not None
    return results
