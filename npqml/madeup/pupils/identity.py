"""Who the pupils are: number, name and date of birth.

Unique pupil numbers look right and can never be anybody's: the check letter is always wrong.

A UPN has 13 characters: a check letter, the local authority's number (3 digits), the school's number (4), the
year of issue (2) and a serial number (3). The letter follows from the digits: multiply those in places 2 to
13 by their place, add up, take the remainder on division by 23, and count through the alphabet without I, O
and S. Sources: Department for Education, "Unique pupil numbers: guidance"; the rule step by step in Pupil
Asset's help article "Census Error 1510" (its worked example has a slip in the sum); python-stdnum,
stdnum.gb.upn, where B801200005001 is valid.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from npqml.madeup.pupils.arrays import Whole
from npqml.madeup.pupils.full_names import full_names

_DAY = np.timedelta64(1, "D")
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
NO_AUTHORITY = "999"
"""No local authority has this number."""


def birth_dates(rng: np.random.Generator, year_group: Whole, results_year: int) -> pd.Series[pd.Timestamp]:
    """Return dates of birth for pupils in a year group in the school year that ends in results_year.

    A pupil in Year 6 turns 11 between 1 September and 31 August of that school year.
    """
    first = (results_year - 6 - year_group - 1970).astype("datetime64[Y]").astype("datetime64[M]") + 8
    start, end = first.astype("datetime64[D]"), (first + 12).astype("datetime64[D]")
    return pd.Series(start + rng.integers(0, (end - start) // _DAY) * _DAY)


def identity(rng: np.random.Generator, pupils: pd.DataFrame, results_year: int, schools: int) -> pd.DataFrame:
    """Return the columns UPN, Forename, Surname and DOB for pupils with the columns Sex, Year and EAL.

    Pupils had their first number from one of `schools` schools, in the year in which they turned five.
    """
    born = birth_dates(rng, pupils["Year"].to_numpy(), results_year)
    both = full_names(rng, (pupils["Sex"] == "M").to_numpy(), (pupils["EAL"] == "Y").to_numpy())
    return pd.DataFrame(
        {
            "UPN": made_up_upns(rng, results_year - 1 - pupils["Year"], schools),
            "Forename": [forename for forename, _ in both],
            "Surname": [surname for _, surname in both],
            "DOB": born,
        }
    )


def check_letter(digits: str) -> str:
    """Return the letter that a true UPN with these twelve digits starts with."""
    return LETTERS[sum(place * int(digit) for place, digit in enumerate(digits, 2)) % 23]


def made_up_upns(rng: np.random.Generator, entry_years: Iterable[int], schools: int) -> list[str]:
    """Return a different UPN for each pupil, with the year in which the pupil started school and a wrong
    letter.

    The first numbers were given by one of `schools` earlier schools, as happens when pupils come from
    several.
    """
    upns = []
    numbers = rng.choice(np.arange(2000, 4000), schools, replace=False)
    for serial, year in zip(rng.permutation(999), entry_years, strict=False):  # an export has fewer than 999
        school = numbers[rng.integers(schools)]
        digits = f"{NO_AUTHORITY}{school}{year % 100:02d}{serial + 1:03d}"
        right = LETTERS.index(check_letter(digits))
        upns.append(LETTERS[(right + rng.integers(1, 23)) % 23] + digits)
    return upns
