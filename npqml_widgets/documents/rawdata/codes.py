"""The codes that stand in columns of numbers: which ones schools use, and what is proposed for each."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from npqml_widgets.documents.rawdata.model import CodeUse, Use

BLANK, OTHER = "blank", "other words"
"""What stands for a cell with nothing in it, and for texts that are no code: these are counted and never shown."""
_ABSENT, _OUT = "absent", "no result of this kind"
KNOWN: dict[str, tuple[str, Use]] = {
    "A": (_ABSENT, "missing"),
    "ABS": (_ABSENT, "missing"),
    "ABSENT": (_ABSENT, "missing"),
    "X": ("not entered, or no result on the record", "missing"),
    "U": ("ungraded: sat it, and reached no grade", "nought"),
    "PENDING": ("not known yet", "missing"),
    "P": ("not known yet", "missing"),
    "TBC": ("not known yet", "missing"),
    "Q": ("result withheld or under review", "missing"),
    "EM": ("engagement model: no score", "missing"),
    **{f"PK{step}": ("below the standard of the tests: no scaled score", "missing") for step in range(1, 7)},
    **{f"P{step}": ("a P scale: no score of this kind", "missing") for step in range(1, 9)},
    "BLW": ("below the standard of the tests", "missing"),
    "N": ("not awarded, or not entered: ask what it is in your school", "missing"),
    "NA": (_OUT, "missing"),
    "N/A": (_OUT, "missing"),
    "#N/A": ("a formula in the sheet that found nothing", "missing"),
    "NONE": (_OUT, "missing"),
    "NULL": (_OUT, "missing"),
    "-": (_OUT, "missing"),
    "?": ("not known yet", "missing"),
    "D": ("disapplied", "missing"),
    "T": ("in the school, and could not take the test", "missing"),
    "M": ("missing", "missing"),
    "B": ("below the level of the test", "missing"),
    "L": ("has left", "missing"),
    "F": ("should have taken it another year", "missing"),
    "J": ("has only just arrived", "missing"),
    "S": ("suspended, or script lost", "missing"),
    "H": ("the pupil or the parents kept away", "missing"),
    "INA": ("inaccessible: could not take the test", "missing"),
    "WTS": ("a judgement of a teacher, no number", "missing"),
    "EXS": ("a judgement of a teacher, no number", "missing"),
    "GDS": ("a judgement of a teacher, no number", "missing"),
    "HNM": ("a judgement of a teacher, no number", "missing"),
    BLANK.upper(): ("nothing in the cell", "missing"),
    OTHER.upper(): ("words that are no code; they are counted and not shown", "missing"),
}
"""The codes that are known, with what they usually stand for and what is proposed; schools differ, so it is asked."""
_SHORT = re.compile(r"[A-Z0-9][A-Z0-9+*=/-]{0,2}")


def code_of(text: str, names: Collection[str]) -> str:
    """Return the code that a text in a column of numbers is, or OTHER; `names` are words of names, in lower case.

    Only a code that is known, or three capitals and figures at most, is taken for one: anything else may be about
    a pupil.
    """
    said = " ".join(text.split())
    if not said:
        return BLANK
    if said.upper() in KNOWN:
        return said.upper() if said.upper() not in ("PENDING", "ABSENT", "NONE", "NULL") else said.lower()
    return said if _SHORT.fullmatch(said) and said.lower() not in names else OTHER


def meaning(code: str) -> str:
    """Return what a code usually stands for; an empty text where it is not known here."""
    return KNOWN.get(code.upper(), ("", ""))[0]


def asked(found: Mapping[str, Mapping[str, int]], decided: Collection[CodeUse]) -> tuple[CodeUse, ...]:
    """Return a use for each code that stands in a column: as decided before, else as proposed; not known: undecided.

    `found` has the number of cells for each field and code.
    """
    before = {(use.field, use.code): use.use for use in decided}
    return tuple(
        CodeUse(field, code, before.get((field, code), KNOWN.get(code.upper(), ("", ""))[1]))
        for field, codes in found.items()
        for code in sorted(codes)
    )
