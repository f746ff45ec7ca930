"""How far a drawn figure may lie from the published one: its own sampling error, four times."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

TIMES = 4


def share_of(flags: pd.Series, wanted: float, allowance: float = 0.0) -> None:
    """Check that the share of true flags is `wanted`, within its sampling error and an allowance."""
    error = np.sqrt(wanted * (1 - wanted) / len(flags))
    assert flags.mean() == pytest.approx(wanted, abs=TIMES * error + allowance)


def mean_of(values: pd.Series, wanted: float, allowance: float = 0.0) -> None:
    values = values.dropna().astype(float)
    assert values.mean() == pytest.approx(wanted, abs=TIMES * values.sem() + allowance)


def gap_of(values: pd.Series, group: pd.Series, wanted: float, allowance: float = 0.0) -> None:
    """Check the mean of `values` in the group less the mean outside it."""
    inside, outside = (values[flags].dropna().astype(float) for flags in (group, ~group))
    error = np.hypot(inside.sem(), outside.sem())
    assert inside.mean() - outside.mean() == pytest.approx(wanted, abs=TIMES * error + allowance)


def correlation_of(one: pd.Series, other: pd.Series, wanted: float, allowance: float = 0.0) -> None:
    both = pd.concat([one, other], axis=1).dropna().astype(float)
    error = (1 - wanted**2) / np.sqrt(len(both))
    assert both.corr().iloc[0, 1] == pytest.approx(wanted, abs=TIMES * error + allowance)


def within_bands(values: pd.Series, group: pd.Series, band: pd.Series) -> tuple[float, float]:
    """Give the mean difference of group and others inside bands, weighted by the group, and its error."""
    table = pd.DataFrame({"value": values.astype(float), "group": group, "band": band}).dropna()
    by = table.groupby(["band", "group"])["value"].agg(["mean", "var", "size"]).unstack()
    weight = by["size"][True] / by["size"][True].sum()
    difference = by["mean"][True] - by["mean"][False]
    variance = by["var"][True] / by["size"][True] + by["var"][False] / by["size"][False]
    return float((weight * difference).sum()), float(np.sqrt((weight**2 * variance).sum()))
