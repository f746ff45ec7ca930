"""A cohort: the made-up school that its notebooks speak of, and its terms; read from course/cohorts/."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Literal

import attrs
from attrs import frozen

from npqml.course.toml import read_toml, refuse
from npqml.madeup.pupils import limits
from npqml.place import Place
from npqml.refusal import Refusal

Phase = Literal["primary", "secondary", "special"]

KEY_STAGES: dict[str, tuple[int, ...]] = {"primary": (2,), "secondary": (4,), "special": (1, 2, 3, 4)}
YEAR_GROUPS: dict[str, int | str] = {"primary": 6, "secondary": 11, "special": "3 to 11"}
"""The year groups that pupils are drawn for: those with results at the end of a key stage, or a special school."""

RANGES = {
    "team_size": (5, 100),  # of the team, five have names in the course
    "minimum_group": (4, 20),  # in a group of three, two who talk know the third
    "seed": (0, 2**32 - 1),
}
SUBJECTS = ("mathematics", "maths")
"""What the made-up pupils have results in: any other subject would stand over figures of mathematics."""
FIRST_RESULTS = 2016  # scaled scores began then
FEWEST_TERMS = 2  # the project of the assessment task lasts two
LONGEST_YEAR = 366  # days from the first term's start to the last term's end
MOST_TRAINING_DAYS = 10
FRIDAY = 4  # the weekday, as Python counts them

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_NAME = 60  # letters of a name that a message repeats


@frozen
class Term:
    """A term, its first and last day, and those of the break in its middle; training days may be among them."""

    name: str
    start: date
    end: date
    half_term_start: date
    half_term_end: date


@frozen(kw_only=True)
class CohortText:
    """What a cohort's file says, all but its terms.

    On `training_days` staff are in school and pupils are not; `year_ends` is the last day of the school's financial
    year.
    """

    title: str
    phase: Phase
    subject: str
    school: str
    school_type: str
    key_stage: int
    year_group: int | str
    results_year: int
    team_size: int
    minimum_group: int = 6
    pupils: int
    mess: bool
    seed: int
    provider: str
    training_days: tuple[date, ...]
    year_ends: Literal["31 March", "31 August"]


@frozen(kw_only=True)
class File(CohortText):
    """A cohort's file as it is read."""

    term: tuple[Term, ...]


@frozen(kw_only=True)
class Cohort(CohortText):
    """A cohort; `name` is its file's, and names its folders too; `course` is the folder that it was read from."""

    name: str
    terms: tuple[Term, ...]
    course: Path = attrs.field(repr=False)

    def with_seed(self, seed: int) -> Cohort:
        """Return the same cohort with fresh made-up pupils; raises Refusal when the seed is out of range."""
        low, high = RANGES["seed"]
        if not low <= seed <= high:
            expected, do = f"a whole number from {low} to {high}", "Choose another seed."
            raise Refusal(f"cohort {self.name}", "seed", found=str(seed), expected=expected, do=do)
        return attrs.evolve(self, seed=seed)

    def parameters(self) -> dict[str, str | int | float | bool]:
        """Return what is put into each notebook: the cohort's own values, the words for its results, and the project's.

        Of the project these are its dates in words, as `date_governors_meet`, and numbers, as `project_places`.
        """
        from npqml.course.project import load_project
        from npqml.madeup.pupils.measures import measure

        own: tuple[str, ...] = (
            "school", "school_type", "phase", "subject", "key_stage", "year_group", "results_year", "team_size",
            "minimum_group", "seed", "year_ends",
        )  # fmt: skip
        values = {key: getattr(self, key) for key in own}
        project = load_project(self.course, self).words()
        return {"cohort": self.name, **values, **attrs.asdict(measure(self.phase)), **project}


def cohort_names(course: Path) -> tuple[str, ...]:
    """The names of the cohorts that the course has files for."""
    return tuple(sorted(path.stem for path in (course / "cohorts").glob("*.toml")))


def load_cohort(course: Path, name: str) -> Cohort:
    """Return a cohort by name; raises Refusal or Refusals when there is none, or its file cannot be right."""
    path = course / "cohorts" / f"{name}.toml"
    if name not in cohort_names(course):
        raise _no_such_cohort(course, name)
    if not NAME.fullmatch(name):
        do = "Rename the file: the name stands in the names of folders."
        raise Refusal(path, "", found=repr(name), expected="small letters, digits and hyphens", do=do)
    file = read_toml(path, File)
    if found := list(_faults(path, file)):
        refuse(found)
    own = {field.name: getattr(file, field.name) for field in attrs.fields(CohortText)}
    return Cohort(name=name, terms=file.term, course=course, **own)


def refuse_unknown(place: Place, name: str) -> None:
    """Raise Refusal, with those that there are, for a cohort that has no file and of which nothing is built."""
    if name not in cohort_names(place.course) and name not in _built(place):
        raise _no_such_cohort(place.course, name)


def _built(place: Place) -> set[str]:
    return {path.name for path in place.release("any").parent.glob("*") if path.is_dir()}


def _no_such_cohort(course: Path, name: str) -> Refusal:
    shown = name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}..."
    there = ", ".join(cohort_names(course)) or "none yet"
    do = "Mend the name, or write the file course/cohorts/NAME.toml."
    expected, folder = f"one of those there are: {there}", course / "cohorts"
    if not NAME.fullmatch(name):
        found, expected = f"no such cohort ({shown!r})", f"small letters, digits and hyphens, {expected}"
        return Refusal(folder, "", found=found, expected=expected, do=do)
    return Refusal(folder / f"{shown}.toml", "", found="no such cohort", expected=expected, do=do)


def _faults(path: Path, file: File) -> Iterator[Refusal]:
    last_year = file.term[-1].end.year if file.term else FIRST_RESULTS
    for key, (low, high) in {**RANGES, "results_year": (FIRST_RESULTS, last_year)}.items():
        value = getattr(file, key)
        if not low <= value <= high:
            expected = f"a whole number from {low} to {high}"
            yield Refusal(path, key, found=str(value), expected=expected, do="Mend the value.")
    yield from _phase_faults(path, file)
    yield from _pupil_faults(path, file)
    yield from _year_faults(path, file)
    if "academy" in file.school_type.casefold() and file.year_ends != "31 August":
        do = 'Write: year_ends = "31 August"'
        yield Refusal(path, "year_ends", found=file.year_ends, expected="31 August, as the school is an academy", do=do)


def _phase_faults(path: Path, file: File) -> Iterator[Refusal]:
    stages = KEY_STAGES[file.phase]
    if file.key_stage not in stages:
        expected = f"one of {', '.join(map(str, stages))}, as the phase is {file.phase}"
        yield Refusal(path, "key_stage", found=str(file.key_stage), expected=expected, do="Mend one of them.")
    elif file.year_group != YEAR_GROUPS[file.phase]:
        expected = f"{YEAR_GROUPS[file.phase]!r}, the year group with results that pupils are drawn for"
        yield Refusal(path, "year_group", found=repr(file.year_group), expected=expected, do="Mend it.")


def _pupil_faults(path: Path, file: File) -> Iterator[Refusal]:
    """What the made-up pupils cannot be: the tasks must be able to ask what they ask."""
    if file.subject.casefold() not in SUBJECTS:
        do = 'Write: subject = "mathematics"'
        expected = "mathematics, the subject in which the made-up pupils have results"
        yield Refusal(path, "subject", found=repr(file.subject), expected=expected, do=do)
    if not file.mess:
        expected = "true: tasks ask what to do with codes, leavers and rows that stand twice in an export"
        yield Refusal(path, "mess", found="false", expected=expected, do="Write: mess = true")
    low, high = RANGES["minimum_group"]
    if not low <= file.minimum_group <= high:
        return
    largest = limits.largest_group(file.phase)
    if file.minimum_group > largest:
        expected = (
            f"{largest} or fewer in a {file.phase} school: the groups that the project compares are hardly larger"
        )
        do = f"Set minimum_group to {largest} or fewer."
        yield Refusal(path, "minimum_group", found=str(file.minimum_group), expected=expected, do=do)
        return
    least, most = limits.fewest(file.phase, file.minimum_group), limits.most(file.phase)
    school = f"a {file.phase} school where groups under {file.minimum_group} are not shown"
    if file.pupils < least:
        expected = f"{least} or more for {school}: with fewer the groups that tasks ask about cannot exist"
        do = f"Set pupils to {least} or more, or have a smaller minimum_group."
        yield Refusal(path, "pupils", found=str(file.pupils), expected=expected, do=do)
    if file.pupils > most:
        expected = f"{most} or fewer for {school}: with more there is hardly a group that must be hidden"
        yield Refusal(path, "pupils", found=str(file.pupils), expected=expected, do=f"Set pupils to {most} or fewer.")


def _year_faults(path: Path, file: File) -> Iterator[Refusal]:
    """What the school year cannot be: its terms, and then what lies in them."""
    if faults := list(_term_faults(path, file.term)):
        yield from faults
        return
    yield from _break_faults(path, file.term)
    yield from _training_day_faults(path, file)


def _term_faults(path: Path, terms: tuple[Term, ...]) -> Iterator[Refusal]:
    if len(terms) < FEWEST_TERMS:
        expected, do = f"at least {FEWEST_TERMS}, as long as a project lasts", "Add a [[term]]."
        yield Refusal(path, "term", found=f"{len(terms)} terms", expected=expected, do=do)
    for term in terms:
        if term.end <= term.start:
            expected = f"a day after its start, {term.start}"
            yield Refusal(path, f"term {term.name}, end", found=str(term.end), expected=expected, do="Mend it.")
    for before, after in pairwise(terms):
        if after.start <= before.end:
            expected = f"a day after the end of {before.name}, {before.end}"
            do = "Mend the dates, or put the terms in order."
            yield Refusal(path, f"term {after.name}, start", found=str(after.start), expected=expected, do=do)
    if terms and (days := (terms[-1].end - terms[0].start).days) > LONGEST_YEAR:
        do = "Keep to the terms of one school year."
        yield Refusal(path, "term", found=f"terms over {days} days", expected="one school year", do=do)


def _break_faults(path: Path, terms: tuple[Term, ...]) -> Iterator[Refusal]:
    for term in terms:
        first, last = term.half_term_start, term.half_term_end
        if not term.start < first <= last < term.end:
            expected = f"days within the term, {term.start} to {term.end}"
            do = "Write the first and the last weekday of the break."
            yield Refusal(path, f"term {term.name}, half_term", found=f"{first} to {last}", expected=expected, do=do)


def _training_day_faults(path: Path, file: File) -> Iterator[Refusal]:
    for day in file.training_days:
        term = next((term for term in file.term if term.start <= day <= term.end), None)
        if term is None or term.half_term_start <= day <= term.half_term_end or day.weekday() > FRIDAY:
            expected = "a weekday of a term, not in its half-term"
            yield Refusal(path, "training_days", found=str(day), expected=expected, do="Mend the date, or the terms.")
    if len(set(file.training_days)) < len(file.training_days) or len(file.training_days) > MOST_TRAINING_DAYS:
        found, expected = f"{len(file.training_days)} days", f"at most {MOST_TRAINING_DAYS}, each once"
        yield Refusal(path, "training_days", found=found, expected=expected, do="Take out what is too many.")
