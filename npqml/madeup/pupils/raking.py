"""Iterative proportional fitting: one joint table that agrees with several published margins."""

from __future__ import annotations

from collections.abc import Sequence

from npqml.madeup.pupils.arrays import Numbers

Margin = tuple[tuple[int, ...], Numbers]
"""Axes that are kept, in rising order, and the totals over them."""


def rake(start: Numbers, margins: Sequence[Margin], rounds: int = 60) -> Numbers:
    """Return the table nearest to start (in relative entropy) whose sums over the other axes are the margins.

    Each round scales the table to each margin in turn (Deming and Stephan 1940). From a start of ones the
    result is the log-linear model that holds just the interactions in the margins. Margins that disagree by a
    rounding leave the last one exact. Cells that start at 0, or whose margin is 0, stay 0.
    """
    table = start.astype(float)
    for _ in range(rounds):
        for axes, wanted in margins:
            others = tuple(axis for axis in range(table.ndim) if axis not in axes)
            found = table.sum(axis=others, keepdims=True)
            target = wanted.reshape(found.shape)
            factor = target.copy()
            factor[found > 0] /= found[found > 0]
            table = table * factor
    return table
