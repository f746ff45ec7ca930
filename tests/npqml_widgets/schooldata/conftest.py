"""A small school for the tables and for whom they ask about."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from npqml_widgets.schooldata.tables import with_estimates

ESTIMATES = pd.DataFrame({"Baseline from": [85, 95, 105], "Estimate": [96.0, 104.0, 112.0]})


@pytest.fixture
def pupils() -> pd.DataFrame:
    """Sixty pupils: PP pupils start low; every tenth has no start, one has no result."""
    place = np.arange(60)
    frame = pd.DataFrame(
        {
            "UPN": [f"U{number}" for number in place],
            "Forename": [f"F{number % 30}" for number in place],
            "Surname": [f"S{number // 30}" for number in place],
            "PP": np.where(place % 5 < np.where(place < 30, 3, 1), "Y", "N"),
            "Start": np.where(place % 10 == 9, np.nan, 85 + place // 2),
            "End": 93.0 + place // 2 + (place * 7) % 11,
        }
    )
    frame.loc[0, "End"] = np.nan
    return with_estimates(frame, ESTIMATES, "Start")
