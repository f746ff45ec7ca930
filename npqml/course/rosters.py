"""Which columns of a list of people hold id and name: our own list, and the exports of Moodle, Canvas and Teams."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from attrs import frozen

from npqml_widgets.handin.receipt import CANDIDATE

Row = Mapping[str, str]
"""The cells of one line by the headings of their columns, in small letters."""
NOBODY = ("", "points possible", "test student")
"""What stands where a person's name does, in lines of Canvas's export that are no person's."""


@frozen
class Roster:
    """How one program writes a list of people.

    `marks` are headings that show which program it was, `ids` the columns that may hold the id, the best first,
    `names` those whose words make up the name, and `also` those that a platform may call the person by as well.
    """

    program: str
    marks: tuple[str, ...]
    ids: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]
    also: tuple[str, ...] = ()


OURS = Roster("candidates.csv", ("id",), ("id",), (("name",), ("first name", "last name")))
ROSTERS = (
    # Canvas, Grades, Export: Student, ID, SIS User ID, SIS Login ID, Section, then a column an assignment.
    Roster(
        "Canvas", ("student", "id"), ("sis user id", "sis login id", "id"), (("student",),),
        ("id", "sis login id", "integration id"),
    ),
    # Moodle, Participants, Download table data; Grades, Export; an assignment's grading worksheet.
    Roster(
        "Moodle", ("first name", "email address", "id number"), ("id number", "username", "email address"),
        (("first name", "last name"), ("first name", "surname")), ("username", "email address"),
    ),
    Roster("Moodle", ("full name", "id number"), ("id number", "email address"), (("full name",),), ("email address",)),
    # A worksheet of a site that shows addresses only: Identifier, Full name, Email address, Status, Grade ...
    Roster("Moodle", ("full name", "email address"), ("email address",), (("full name",),), ("email address",)),
    # Moodle without a column of ID numbers, and Teams, Assignments or Grades, Export to Excel.
    Roster(
        "Moodle or Teams", ("first name", "email address"), ("username", "email address"),
        (("first name", "last name"), ("first name", "surname")), ("email address",),
    ),
)  # fmt: skip


def roster_of(headings: Sequence[str]) -> Roster | None:
    """Return how a list with these headings is written; None where it is none that is known."""
    there = {heading.casefold() for heading in headings}
    for roster in (*ROSTERS, OURS):
        if there.issuperset(roster.marks) and any(there.issuperset(columns) for columns in roster.names):
            return roster
    return None


def id_column(roster: Roster, rows: Sequence[Row]) -> str:
    """Return the column whose cells can be everybody's ids: filled for each, and no two alike."""
    if roster is OURS:
        return "id"
    for column in roster.ids:
        found = Counter(id_in(row, column).casefold() for row in rows)
        if rows and len(found) == len(rows) and all(CANDIDATE.fullmatch(name) for name in found):
            return column
    return next((column for column in roster.ids if any(column in row for row in rows)), roster.ids[0])


def id_in(row: Row, column: str) -> str:
    """Return the id in a line; of an address, what stands before its @."""
    found = row.get(column, "")
    return found.partition("@")[0] if column != "id" else found


def name_in(roster: Roster, row: Row) -> str:
    """Return a person's name as people say it: "Brown, Anna Maria" is Anna Maria Brown."""
    columns = next((columns for columns in roster.names if all(column in row for column in columns)), ())
    name = " ".join(row[column] for column in columns if row[column])
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and roster is not OURS else name


def is_nobody(roster: Roster, row: Row) -> bool:
    """Tell whether a line of an export is no person's."""
    return roster is not OURS and name_in(roster, row).casefold() in NOBODY


def also_in(roster: Roster, row: Row) -> tuple[str, ...]:
    """Return what else a platform may call a person: a login, an address, Canvas's own number."""
    found = (row.get(column, "") for column in roster.also)
    return tuple(dict.fromkeys(word for word in found if word))
