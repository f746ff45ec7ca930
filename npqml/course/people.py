"""The people of the course: who is who in the cohort's school, the same in every module."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import evolve, frozen

from npqml.course.cohort import Cohort, Phase
from npqml.course.school_year import WEEKDAYS
from npqml.course.toml import read_toml, refuse
from npqml.refusal import Refusal


@frozen(kw_only=True)
class ByPhase:
    """A text for each phase."""

    primary: str
    secondary: str
    special: str


@frozen(kw_only=True)
class Person:
    """One person of the course, as the file has them.

    `staff` of the cohort's school, but for phases that `elsewhere` names; `team` whether they are of the candidate's.
    """

    name: str
    post: str
    about: str = ""
    team: bool = False
    staff: bool = True
    fte: float = 1.0
    days: tuple[str, ...] = WEEKDAYS
    teaches: ByPhase | None = None
    elsewhere: tuple[Phase, ...] = ()

    def class_in(self, phase: Phase) -> str:
        """Return the class or set that they teach mathematics in a phase; nothing where there is none."""
        return str(getattr(self.teaches, phase)) if self.teaches else ""


@frozen
class File:
    """The file of people as it is read; `pupils` are those whom texts name, by forename."""

    person: Mapping[str, Person]
    pupils: tuple[str, ...] = ()


def load_file(course: Path) -> File:
    """Return the course's file of people.

    Raises Refusal for two people of one forename, for a day that is none, and for a post that is no part of a full one.
    """
    path = course / "people.toml"
    file = read_toml(path, File)
    if faults := list(_faults(path, file)):
        refuse(faults)
    return file


def load_people(course: Path, cohort: Cohort) -> dict[str, Person]:
    """Return everybody by key, as they are in a cohort's school; raises Refusal as `load_file` does."""
    return {
        key: evolve(person, staff=person.staff and cohort.phase not in person.elsewhere)
        for key, person in load_file(course).person.items()
    }


def staff(people: Mapping[str, Person], phase: Phase) -> list[dict[str, str | float]]:
    """Return the staff of the cohort's school, a row each: Person, Post, Team, Full-time equivalent, Days, Class.

    Team is Y or N, Days such as "Mon, Tue", Class the class or set that somebody teaches mathematics, if any.
    """
    return [
        {
            "Person": person.name,
            "Post": person.post,
            "Team": "Y" if person.team else "N",
            "Full-time equivalent": person.fte,
            "Days": ", ".join(day[:3] for day in person.days),
            "Class": person.class_in(phase),
        }
        for person in people.values()
        if person.staff
    ]


def _faults(path: Path, file: File) -> Iterator[Refusal]:
    everybody = [*(person.name for person in file.person.values()), *file.pupils]
    for forename, times in Counter(name.split()[0].title() for name in everybody).items():
        if times > 1:
            same = ", ".join(name for name in everybody if name.split()[0].title() == forename)
            found, do = f"{times} people of this name ({same})", "Give one of them another name."
            yield Refusal(path, forename, found=found, expected="one", do=do)
    for key, person in file.person.items():
        wrong = [day for day in person.days if day not in WEEKDAYS]
        if wrong or not person.days:
            found = ", ".join(wrong) or "no day"
            yield Refusal(path, f"{key}, days", found=found, expected=f"some of {', '.join(WEEKDAYS)}", do="Mend it.")
        if not 0 < person.fte <= 1:
            yield Refusal(
                path, f"{key}, fte", found=f"{person.fte:g}", expected="more than 0, at most 1", do="Mend it."
            )
