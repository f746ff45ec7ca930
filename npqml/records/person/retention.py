"""Who has handed in nothing since a day: those whose records may be due to go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from attrs import frozen

from npqml.course.candidates import read_candidates
from npqml.course.deadlines import first_moment_of
from npqml.course.england import in_england
from npqml.place import Place
from npqml.records.overview import all_cohorts, refuse_unknown
from npqml.records.person.held import last_hand_in
from npqml.reports.expected import handed_in


@frozen
class Expired:
    """A candidate whose last hand-in was before the day."""

    cohort: str
    candidate: str
    name: str
    last: datetime

    def line(self) -> str:
        """Say it in one line."""
        return f"{self.cohort}  {self.candidate} {self.name}".rstrip() + f": last handed in {self.last:%d %B %Y}"


@frozen
class Retention:
    """Who has expired, and how many have no hand-in with a date: those stay."""

    expired: tuple[Expired, ...]
    without_date: int


def expired(place: Place, before: date, cohorts: Iterable[str] = ()) -> Retention:
    """Return everybody whose last hand-in was before a day, of these cohorts or of all."""
    found: list[Expired] = []
    without_date = 0
    wanted = list(cohorts)
    for cohort in wanted:
        refuse_unknown(place, cohort)
    for cohort in wanted or all_cohorts(place):
        names = read_candidates(place, cohort).names
        for candidate in sorted({*names, *(who for who, _ in handed_in(place, cohort))}):
            last = last_hand_in(place, cohort, candidate)
            if last is None:
                without_date += 1
            elif last < first_moment_of(before):
                found.append(Expired(cohort, candidate, names.get(candidate, ""), in_england(last)))
    return Retention(tuple(found), without_date)
