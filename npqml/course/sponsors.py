"""The keys of sponsors and what sponsors have confirmed, from one file: submitted/COHORT/sponsors.csv.

A key is drawn by chance for each candidate's sponsor. It stands in this file and in the page for the sponsor, and
nowhere else: no release, packed file, report or log has it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from attrs import evolve, frozen

from npqml.course.candidates import read_candidates, refuse_nobody
from npqml.course.csvlines import NoText, lines_of, without_line
from npqml.place import Place
from npqml.refusal import Refusal
from npqml_widgets.documents.sponsor.seal import check_key, new_key
from npqml_widgets.keeping.authored import Refused

FILE = "sponsors.csv"
COLUMNS = ("id", "key", "confirmed", "on", "how")
EXPECTED = f"a CSV file with the columns {', '.join(COLUMNS)}, as npqml sponsor writes it"


@frozen
class Sponsor:
    """What is kept of the sponsor of a candidate: the key, and the number of the answer that they were asked about.

    `on` and `how` say when and in what way they confirmed it.
    """

    candidate: str
    key: str = ""
    confirmed: str = ""
    on: date | None = None
    how: str = ""


def read_sponsors(place: Place, cohort: str) -> dict[str, Sponsor]:
    """Return what is kept of each candidate's sponsor, by the candidate's id; nothing where there is no file."""
    return {sponsor.candidate: sponsor for _, sponsor in _numbered(_path(place, cohort))}


def make_keys(place: Place, cohort: str, *, again: Sequence[str] = ()) -> list[Sponsor]:
    """Make a key for each candidate's sponsor who has none, and a new one for those in `again`; return these.

    Refuses where no candidate is listed, or an id in `again` is nobody's. Whoever has a key already keeps it.
    """
    refuse_nobody(place, cohort, again)
    listed = read_candidates(place, cohort)
    if not listed.everybody:
        raise Refusal(
            listed.path, "", found="no list of candidates", expected="a CSV file with the columns id and name",
            do="Write it, and make the keys again.",
        )  # fmt: skip
    kept = read_sponsors(place, cohort)
    wanted = [candidate.id for candidate in listed]
    fresh = [name for name in wanted if name in again or not kept.get(name, Sponsor(name)).key]
    made = [evolve(kept.get(name, Sponsor(name)), key=new_key()) for name in fresh]
    if made:
        write_sponsors(place, cohort, (kept | {sponsor.candidate: sponsor for sponsor in made}).values())
    return made


def confirm(place: Place, cohort: str, candidate: str, number: str, *, on: date, how: str) -> None:
    """Keep that a person has asked the sponsor themselves, who has said that the answer of this number is theirs."""
    kept = read_sponsors(place, cohort)
    said = evolve(kept.get(candidate, Sponsor(candidate)), confirmed=number, on=on, how=how)
    write_sponsors(place, cohort, (kept | {candidate: said}).values())


def without_sponsor(place: Place, cohort: str, candidate: str) -> tuple[Path, bytes] | None:
    """Return the file and what it holds without a candidate's line, all else as it is; None if there is none."""
    path = _path(place, cohort)
    number = next((number for number, sponsor in _numbered(path) if sponsor.candidate == candidate), None)
    return None if number is None else (path, without_line(path.read_bytes(), number))


def write_sponsors(place: Place, cohort: str, sponsors: Iterable[Sponsor]) -> None:
    """Write a cohort's file, which nobody else on this computer reads."""
    path = _path(place, cohort)
    content = io.StringIO()
    rows = [
        (each.candidate, each.key, each.confirmed, each.on.isoformat() if each.on else "", each.how)
        for each in sponsors
    ]
    csv.writer(content, lineterminator="\n").writerows([COLUMNS, *rows])
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{FILE}.new")
    new.unlink(missing_ok=True)
    new.touch(mode=0o600)  # never readable by others, not even while it is written
    new.write_text(content.getvalue(), encoding="utf-8", newline="")
    new.replace(path)


def _path(place: Place, cohort: str) -> Path:
    return place.submitted(cohort) / FILE


def _numbered(path: Path) -> list[tuple[int, Sponsor]]:
    """Return what is kept of each sponsor with the number of its line; refuses a file that is none of ours."""
    if not path.is_file():
        return []
    try:
        found = lines_of(path.read_bytes())
    except NoText as why:
        raise Refusal(path, "", found=str(why), expected=EXPECTED, do="Save it again as CSV (UTF-8).") from None
    if not found:
        return []
    headings, *lines = found
    if headings.cells[: len(COLUMNS)] != COLUMNS:
        do = "Put the file back as it was: without the keys in it no answer can be checked."
        raise Refusal(path, f"line {headings.number}", found=", ".join(headings.cells)[:80], expected=EXPECTED, do=do)
    return [(line.number, _sponsor(path, line.number, (*line.cells, *[""] * len(COLUMNS)))) for line in lines]


def _sponsor(path: Path, number: int, cells: Sequence[str]) -> Sponsor:
    candidate, key, confirmed, on, how = cells[: len(COLUMNS)]
    try:
        if key:
            check_key(key)
        return Sponsor(candidate, key, confirmed, date.fromisoformat(on) if on else None, how)
    except Refused as why:
        found, expected = str(why), "a key as it was made"
        do = f"Make a new one: npqml sponsor keys COHORT --new {candidate}"
    except ValueError:
        found, expected, do = on, "a date such as 2027-05-03", "Mend it."
    raise Refusal(path, f"line {number}", found=found, expected=expected, do=do)
