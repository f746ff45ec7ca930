"""Large draws, made once, and what a cohort has to say to the generator."""

from __future__ import annotations

import pandas as pd
import pytest
from attrs import frozen

from npqml.madeup.pupils import draw

MANY = 60_000


@frozen
class SmallCohort:
    phase: str
    seed: int = 20261
    mess: bool = True
    minimum_group: int = 6

    @property
    def pupils(self) -> int:
        return {"primary": 58, "secondary": 176, "special": 52}[self.phase]

    @property
    def results_year(self) -> int:
        return 2024 if self.phase == "secondary" else 2026


@pytest.fixture(scope="session")
def year_11() -> pd.DataFrame:
    """Pupils as the national tables describe them: nobody took part in the programme."""
    return draw("secondary", MANY, seed=1, programme=False)


@pytest.fixture(scope="session")
def year_6() -> pd.DataFrame:
    return draw("primary", MANY, seed=1, programme=False)


@pytest.fixture(scope="session")
def special_pupils() -> pd.DataFrame:
    return draw("special", MANY, seed=1, programme=False)
