"""Rounding as people do it by hand: a half goes up, in size; Python's own takes 54.5 and 62.5 to the even neighbour."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

LARGEST = 1e15  # beyond it a float has no decimal places


def half_up(value: float, decimals: int = 0) -> float:
    """Return a number rounded to so many decimal places, a half away from 0; what is no finite number as it is.

    What counts is the number as it is printed: 2.675 goes to 2.68, though in binary it lies a hair below.
    """
    value = float(value)
    if not math.isfinite(value) or abs(value) >= LARGEST:
        return value
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)) + 0.0
