"""What pupils with the same start went on to get: the table beside a cohort's export."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from npqml.madeup.pupils import national, phases, secondary
from npqml.madeup.pupils.arrays import Numbers, Whole
from npqml.madeup.pupils.measures import measure

NETWORK = {"primary": 20_000, "special": 10_000}
"""Pupils in the made-up network of schools that stands in where no national table is open."""
_FIRST_OF_BAND = {
    "primary": (85, 90, 94, 97, 100, 103, 106, 110),
    "special": (0, 8, 14, 20, 25, 30, 37, 45),
}
_LAST = {"primary": 115, "special": 60}


@cache
def estimates(phase: str) -> pd.DataFrame:
    """Return the columns Baseline from, Baseline to, Pupils and Estimate (mean outcome, two decimals).

    Secondary: counted from the national table. Primary and special: a large draw in which nobody had
    Catch-up, the same for every cohort. Pupils without a result are left out.
    """
    return _national() if phase == "secondary" else _network(phase)


def _national() -> pd.DataFrame:
    first, last = np.array(national.BAND_EDGES).T
    pupils = national.gcse_by_band("Mathematics")[:-1, 1:].sum(axis=1)
    return _frame(first, last, pupils, secondary.estimates_by_band()[:-1])


def _network(phase: str) -> pd.DataFrame:
    names = measure(phase)
    pupils = phases.draw(phase, np.random.default_rng(0), NETWORK[phase], programme=False).columns
    known = pd.DataFrame({name: pupils[name] for name in (names.baseline, names.outcome)}).dropna()
    first = np.array(_FIRST_OF_BAND[phase], dtype=float)
    band = np.searchsorted(first, known[names.baseline], side="right") - 1
    groups = known[names.outcome].groupby(band)
    last = np.append(first[1:] - 1, _LAST[phase])
    pupils_in, mean = (np.asarray(column, dtype=float) for column in (groups.size(), groups.mean()))
    return _frame(first, last, pupils_in, mean)


def _frame(first: Numbers, last: Numbers, pupils: Numbers, mean: Numbers) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Baseline from": first,
            "Baseline to": last,
            "Pupils": pupils.astype(int),
            "Estimate": np.round(mean, 2),
        }
    )


def band_of(phase: str, baseline: Numbers) -> Whole:
    """Return the row of estimates(phase) that each baseline falls in."""
    first = estimates(phase)["Baseline from"].to_numpy(dtype=float)
    row: Whole = np.searchsorted(first, baseline, side="right") - 1
    return row
