"""Who the pupils are: number, name and date of birth."""

from __future__ import annotations

import numpy as np
import pandas as pd

from npqml.madeup.pupils import names, upn
from npqml.madeup.pupils.arrays import Whole

_DAY = np.timedelta64(1, "D")


def birth_dates(rng: np.random.Generator, year_group: Whole, results_year: int) -> pd.Series[pd.Timestamp]:
    """Give dates of birth for pupils in a year group in the school year that ends in results_year.

    A pupil in Year 6 turns 11 between 1 September and 31 August of that school year.
    """
    first = (results_year - 6 - year_group - 1970).astype("datetime64[Y]").astype("datetime64[M]") + 8
    start, end = first.astype("datetime64[D]"), (first + 12).astype("datetime64[D]")
    return pd.Series(start + rng.integers(0, (end - start) // _DAY) * _DAY)


def identity(rng: np.random.Generator, pupils: pd.DataFrame, results_year: int, schools: int) -> pd.DataFrame:
    """Give the columns UPN, Forename, Surname and DOB for pupils with the columns Sex, Year and EAL.

    Pupils had their first number from one of `schools` schools, in the year in which they turned five.
    """
    born = birth_dates(rng, pupils["Year"].to_numpy(), results_year)
    both = names.full_names(rng, (pupils["Sex"] == "M").to_numpy(), (pupils["EAL"] == "Y").to_numpy())
    return pd.DataFrame(
        {
            "UPN": upn.made_up(rng, results_year - 1 - pupils["Year"], schools),
            "Forename": [forename for forename, _ in both],
            "Surname": [surname for _, surname in both],
            "DOB": born,
        }
    )
