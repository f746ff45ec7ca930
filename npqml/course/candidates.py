"""The candidates of a cohort, from the one file that holds names: submitted/COHORT/candidates.csv (id, name)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from attrs import frozen

from npqml.course.csvlines import Line, NoText, lines_of, without_line
from npqml.course.rosters import Roster, also_in, id_column, id_in, is_nobody, name_in, roster_of
from npqml.course.toml import refuse
from npqml.place import Place
from npqml.refusal import Refusal

FILE = "candidates.csv"
COLUMNS = ("id", "name")
MOST_NEAR = 3  # candidates that are named beside an id that is nobody's
EXPECTED = "a CSV file with the columns id and name, or an export of Moodle, Canvas or Teams as it is"


@frozen
class Candidate:
    """One candidate: the id that everything else knows them by, and the name, which may be blank.

    `also` is what a platform's own list calls them as well: a login, an address, a number.
    """

    id: str
    name: str = ""
    also: tuple[str, ...] = ()


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
    """Return a cohort's candidates; refuses a file that is no such list, or that does not tell two people apart."""
    path = _path(place, cohort)
    return Candidates(path, tuple(candidate for _, candidate in _listed(path)))


def refuse_nobody(place: Place, cohort: str, given: Iterable[str]) -> None:
    """Refuse ids of people who are neither listed nor have handed in anything; where nobody has at all, none is."""
    listed = read_candidates(place, cohort).names
    folders = (path for home in (place.submitted, place.autograded) for path in home(cohort).glob("*") if path.is_dir())
    known = {*listed, *(path.name for path in folders if not path.name.startswith("."))}
    if known and (nobody := [candidate for candidate in given if candidate not in known]):
        raise nobody_of(place, cohort, nobody, known)


def nobody_of(place: Place, cohort: str, given: Sequence[str], known: Iterable[str] = ()) -> Refusal:
    """Return the refusal of ids that are nobody's, with those who may be meant, by id or by name."""
    listed = read_candidates(place, cohort)
    called = {key: f"{key} {listed.names.get(key, '')}".strip() for key in sorted({*listed.names, *known})}
    words = {key.casefold(): key for key in called}
    words |= {name.casefold(): key for key, name in listed.names.items() if name and name.casefold() not in words}
    alike = (word for candidate in given for word in get_close_matches(candidate.casefold(), words, MOST_NEAR))
    near = sorted({words[word] for word in alike})
    meant = f" (near it: {', '.join(called[key] for key in near)})" if near else ""
    return Refusal(
        listed.path, ", ".join(given), found="nobody of this id", expected=f"an id in candidates.csv{meant}",
        do="Mend the id (capitals count), or add the candidate to the list.",
    )  # fmt: skip


def without_candidate(place: Place, cohort: str, candidate: str) -> tuple[Path, bytes] | None:
    """Return a cohort's list and what it holds without a candidate's line, all else as it is; None if there is none."""
    path = _path(place, cohort)
    number = next((number for number, listed in _listed(path) if listed.id == candidate), None)
    return None if number is None else (path, without_line(path.read_bytes(), number))


def _listed(path: Path) -> list[tuple[int, Candidate]]:
    """Return each candidate in a list with the number of the line; nobody where there is no file."""
    if not path.is_file():
        return []
    try:
        found = lines_of(path.read_bytes())
    except NoText as why:
        raise Refusal(path, "", found=str(why), expected=EXPECTED, do="Save it again as CSV (UTF-8).") from None
    except OSError as error:
        found_instead, do = f"a file that cannot be read ({error.strerror})", "Close it elsewhere, or let it be read."
        raise Refusal(path, "", found=found_instead, expected=EXPECTED, do=do) from None
    if not found:
        do = "Write a line id,name and under it one candidate a line, or export the list again."
        raise Refusal(path, "", found="nothing: the file is empty", expected=EXPECTED, do=do)
    headings, *lines = found
    roster = roster_of(headings.cells)
    if roster is None:
        raise _no_columns(path, headings)
    people = _people(path, roster, headings, lines)
    if faults := [*_without_id(path, people), *_twice(path, people)]:
        refuse(faults)
    return people


def write_candidates(place: Place, cohort: str, candidates: Iterable[Candidate]) -> None:
    """Write a cohort's list of candidates."""
    with _path(place, cohort).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([COLUMNS, *((candidate.id, candidate.name) for candidate in candidates)])


def _path(place: Place, cohort: str) -> Path:
    return place.submitted(cohort) / FILE


def _people(path: Path, roster: Roster, headings: Line, lines: Sequence[Line]) -> list[tuple[int, Candidate]]:
    """Return each person with the number of the line; refuses lines that have more cells than there are columns."""
    columns = [heading.casefold() for heading in headings.cells]
    if long := [line for line in lines if any(line.cells[len(columns) :])]:
        words = ", ".join(line.cells[0] for line in long[:3])
        raise Refusal(
            path, _numbered(line.number for line in long),
            found=f"more cells than there are columns ({words})",
            expected=f"{len(columns)} columns, as in its first line",
            do='Put a name that holds a comma in quotation marks, such as c001,"Lee, Sam".',
        )  # fmt: skip
    rows = [(line.number, dict(zip(columns, (*line.cells, *[""] * len(columns)), strict=False))) for line in lines]
    rows = [(number, row) for number, row in rows if not is_nobody(roster, row)]
    column = id_column(roster, [row for _, row in rows])
    return [(number, Candidate(id_in(row, column), name_in(roster, row), also_in(roster, row))) for number, row in rows]


def _without_id(path: Path, people: Sequence[tuple[int, Candidate]]) -> Iterator[Refusal]:
    if blank := [(number, candidate) for number, candidate in people if not candidate.id]:
        names = ", ".join(candidate.name or "no name either" for _, candidate in blank[:3])
        yield Refusal(
            path, _numbered(number for number, _ in blank), found=f"no id ({names})",
            expected="an id for each candidate", do="Give each an id of their own, or take the line out.",
        )  # fmt: skip


def _twice(path: Path, people: Sequence[tuple[int, Candidate]]) -> Iterator[Refusal]:
    """Return a refusal for each id that stands for more than one line, capitals or not."""
    same: dict[str, list[tuple[int, Candidate]]] = {}
    for number, candidate in people:
        if candidate.id:
            same.setdefault(candidate.id.casefold(), []).append((number, candidate))
    for several in same.values():
        if len(several) > 1:
            shown = ", ".join(f"{candidate.id} {candidate.name}".strip() for _, candidate in several[:4])
            yield Refusal(
                path, _numbered(number for number, _ in several), found=f"one id for {len(several)} lines ({shown})",
                expected="an id that nobody else has, with or without capitals",
                do="Give one of them another id, or take the line out that is there twice.",
            )  # fmt: skip


def _numbered(lines: Iterable[int]) -> str:
    """Return the lines in words: "line 3", "lines 2, 4 and 7"."""
    every = [str(number) for number in lines]
    shown = [*every[:6], *(["more"] if len(every) > len(every[:6]) else [])]
    return f"line {shown[0]}" if len(shown) == 1 else f"lines {', '.join(shown[:-1])} and {shown[-1]}"


def _no_columns(path: Path, headings: Line) -> Refusal:
    there = [heading.casefold() for heading in headings.cells]
    missing = " and ".join(f"{column} is missing" for column in COLUMNS if column not in there)
    return Refusal(
        path, f"line {headings.number}", found=f"no headings that are known: {missing}", expected=EXPECTED,
        do="Let its first line be id,name (or give the export as the platform wrote it).",
    )  # fmt: skip
