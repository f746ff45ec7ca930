"""Unique pupil numbers that look right and can never be anybody's: the check letter is always wrong.

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

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
NO_AUTHORITY = "999"
"""No local authority has this number."""


def check_letter(digits: str) -> str:
    """Give the letter that a true UPN with these twelve digits starts with."""
    return LETTERS[sum(place * int(digit) for place, digit in enumerate(digits, 2)) % 23]


def made_up(rng: np.random.Generator, entry_years: Iterable[int], schools: int) -> list[str]:
    """Give a different UPN for each pupil, with the year in which the pupil started school and a wrong
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
