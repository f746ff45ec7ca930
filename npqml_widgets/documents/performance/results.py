"""What a table of project and comparison pupils comes to: averages at each point, gains, and who is not in them.

Every average of a group is of one set of its pupils; that of the middle may be of fewer, and no other number is of the
same ones. So no mark of one pupil comes out by taking a number from another. How many pupils lack a mark is said as it
is: a reader has to know who is not in the averages.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd
from attrs import evolve

from npqml_widgets.documents.performance.headings import LABELS, fields_for, proposed
from npqml_widgets.documents.performance.model import (
    GROUPS,
    POINTS,
    Cell,
    Group,
    Measured,
    Part,
    PupilPerformance,
    Results,
    ValueIs,
    ValueUse,
)
from npqml_widgets.documents.rawdata.codes import BLANK, asked
from npqml_widgets.documents.rawdata.model import Roll, rounded
from npqml_widgets.documents.rawdata.pupils import Pupils, cleaned, codes_in, holds_numbers, pupils_of
from npqml_widgets.documents.shared.table_import import Table, read_table
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.schooldata.hiding import TOTAL, small_cells

MERGED = "all values that only a few pupils have"
"""What stands for values of the column of the group that fewer pupils have than the limit: they are never kept."""
PREMIUM, OTHERS = "Pupils with pupil premium", "Others"
_PROJECT = {"project", "intervention", "treatment", "treated", "experimental", "place", "lot place", "catch up",
            "catchup", "tutored", "tutoring", "y", "yes", "1", "true"}  # fmt: skip
_COMPARISON = {"comparison", "control", "controls", "waiting", "lot waiting", "waiting list", "business as usual", "no",
               "n", "0", "false"}  # fmt: skip


def read_performance_table(content: bytes, filename: str, sheet: str = "") -> Table:
    """Return the table of pupils in a file, with the field that each column seems to be; raises Refused."""
    table = read_table(content, filename, fields_for, entry="pupil", sheet=sheet)
    fields = proposed(table.headings, [holds_numbers(column) for column in zip(*table.rows, strict=True)])
    if not set(fields) & {"group", *POINTS}:
        raise Refused(
            f"{filename} has no row of headings that can be understood, such as UPN, Group, Check October, Check "
            "June. Put headings over the columns, in one row, and choose the file again."
        )
    return evolve(table, fields=fields)


def project_pupils_of(table: Table, fields: Sequence[str]) -> Pupils:
    """Return the pupils in a table whose columns are these fields, without names.

    Raises Refused where no column is the group, or fewer than two are marks.
    """
    if "group" not in fields:
        raise Refused("No column says who is a project pupil and who is not. Choose the one that does.")
    if len(set(fields) & {"start", "end"}) < 2:
        raise Refused("A gain needs two marks. Choose the columns with the mark at the start and at the end.")
    return pupils_of(table, fields, labels=LABELS, numbers=POINTS, nameless=True)


def worked(document: PupilPerformance, pupils: Pupils) -> PupilPerformance:
    """Return the document with what these pupils come to under its decisions; new codes and values are proposed."""
    here, _, _ = cleaned(pupils, document.left_as_is, (), None)
    codes = asked(codes_in(pupils, here), document.codes)
    noughts = [(use.field, use.code) for use in codes if use.use == "nought"]
    here, roll, steps = cleaned(pupils, document.left_as_is, noughts, None)
    said = values_in(here, document.limit)
    values = _decided(said, document.values)
    results = results_of(evolve(document, values=values), here.assign(value=said), roll)
    return evolve(
        document, source="pupils", columns=pupils.columns, codes=codes, cleaned=steps, values=values, results=results
    )


def values_in(here: pd.DataFrame, limit: int) -> pd.Series[str]:
    """Return what stands in the column of the group for each pupil; values of fewer pupils than the limit are one."""
    said = here["group"].map(lambda text: " ".join(str(text).split()) or BLANK)
    counted = said.value_counts()
    return said.where(said.map(counted) >= limit, MERGED)


def _decided(said: pd.Series[str], before: Collection[ValueUse]) -> tuple[ValueUse, ...]:
    """Return a use for each value: as decided before, else as its word proposes."""
    known = {use.value: use.group for use in before}
    return tuple(ValueUse(value, known.get(value, _proposed(value))) for value in sorted(set(map(str, said))))


def _proposed(value: str) -> ValueIs:
    plain = " ".join("".join(sign if sign.isalnum() else " " for sign in value.casefold()).split())
    return "project" if plain in _PROJECT else "comparison" if plain in _COMPARISON else ""


def results_of(document: PupilPerformance, here: pd.DataFrame, roll: Roll) -> Results:
    """Return what the pupils come to; a group of fewer pupils than the limit is hidden, with what would tell its size.

    `here` has for each pupil `value`, the marks by point and, where it was read, `pp`.
    """
    uses: dict[str, str] = {use.value: use.group for use in document.values}
    side = here["value"].map(uses)
    marks = here.reindex(columns=list(POINTS)).astype(float)
    groups = tuple(_measured(document, group, marks[side == group]) for group in GROUPS)
    # What is left out, and the roll beside the other group, would tell how many a hidden group has.
    hidden = any(found.listed is None and (side == found.group).any() for found in groups)
    roll = evolve(roll, pupils=0, no_pupil=0, repeated=0, repeated_otherwise=0) if hidden else roll
    return Results(
        roll,
        groups,
        _parts(document, here, side, marks),
        None if hidden else int((side == "out").sum()),
        None if hidden else int((side == "").sum()),
    )


def _counted(document: PupilPerformance, marks: pd.DataFrame) -> pd.DataFrame:
    """Return the marks of the pupils whom the averages are of."""
    no_middle = document.counted == "ends" or bool(marks["middle"].isna().all())
    return marks.dropna(subset=["start", "end"] if no_middle else list(POINTS))


def _measured(document: PupilPerformance, group: Group, marks: pd.DataFrame) -> Measured:
    known = _counted(document, marks)
    if len(marks) < document.limit:
        return Measured(group)
    listed, marked = len(marks), tuple(int(marks[point].notna().sum()) for point in POINTS)
    if len(known) < document.limit:
        return Measured(group, listed=listed, marked=marked)
    gains = known["end"] - known["start"]
    return Measured(
        group,
        tuple(_cell(known[point].dropna(), document.limit) for point in POINTS),
        rounded(gains.std()),
        listed,
        marked,
    )


def _cell(marks: pd.Series[float], limit: int) -> Cell:
    return Cell(len(marks), rounded(marks.mean())) if len(marks) >= limit else Cell()


def _parts(
    document: PupilPerformance, here: pd.DataFrame, side: pd.Series[str], marks: pd.DataFrame
) -> tuple[Part, ...]:
    """Return the average gain of pupils with pupil premium and of others, by group.

    Where one of the two is too small, both are hidden: the group's own average would tell the other.
    """
    if "pp" not in here:
        return ()
    known = _counted(document, marks)
    gains = known["end"] - known["start"]
    premium = here.loc[known.index, "pp"].map({"Y": PREMIUM, "N": OTHERS}).fillna("not known")
    found = []
    for group in GROUPS:
        own = premium[side[known.index] == group]
        if own.empty:
            continue
        table = own.value_counts().reindex([PREMIUM, OTHERS, "not known"], fill_value=0).to_frame("Pupils")
        table.loc[TOTAL] = table.sum()
        table[TOTAL] = table["Pupils"]
        hidden = bool(small_cells(table, document.limit))
        for who in (PREMIUM, OTHERS):
            some = gains[own.index[own == who]]
            known_here = not hidden and len(some) >= document.limit
            found.append(Part(group, who, *((len(some), rounded(some.mean())) if known_here else (None, None))))
    return tuple(found)
