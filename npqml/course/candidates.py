"""The candidates of a cohort, from the one file that holds names: submitted/COHORT/candidates.csv (id, name)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import frozen

from npqml.place import Place
from npqml.refusal import Refusal

COLUMNS = ("id", "name")


@frozen
class Candidate:
    """One candidate: the id that everything else knows them by, and the name, which may be blank."""

    id: str
    name: str = ""


@frozen
class Candidates:
    """Who is in a cohort, in the file's order; nobody where there is no file."""

    path: Path
    everybody: tuple[Candidate, ...] = ()

    def __iter__(self) -> Iterator[Candidate]:
        """Go through them."""
        return iter(self.everybody)

    @property
    def names(self) -> dict[str, str]:
        """The name of each, by id."""
        return {candidate.id: candidate.name for candidate in self.everybody}


def read_candidates(place: Place, cohort: str) -> Candidates:
    """Return a cohort's candidates; refuses a file that is no such list."""
    path = _path(place, cohort)
    if not path.is_file():
        return Candidates(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [(row["id"] or "", row["name"] or "") for row in csv.DictReader(file)]
    except (KeyError, UnicodeDecodeError, csv.Error) as error:
        raise Refusal(
            path, "", found=str(error), expected="a CSV file with the columns id and name",
            do="Save it again as CSV (UTF-8).",
        ) from error  # fmt: skip
    return Candidates(path, tuple(Candidate(key, name) for key, name in dict(rows).items() if key))


def write_candidates(place: Place, cohort: str, candidates: Iterable[Candidate]) -> None:
    """Write a cohort's list of candidates."""
    with _path(place, cohort).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([COLUMNS, *((candidate.id, candidate.name) for candidate in candidates)])


def _path(place: Place, cohort: str) -> Path:
    return place.submitted(cohort) / "candidates.csv"
