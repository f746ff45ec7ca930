"""One way in to the three phases."""

from __future__ import annotations

import numpy as np

from npqml.madeup.pupils import primary, secondary, special
from npqml.madeup.pupils.table import Pupils

_DRAW = {"primary": primary.draw, "secondary": secondary.draw, "special": special.draw}
_NUMBER = {"primary": 1, "secondary": 2, "special": 3}


def draw(phase: str, rng: np.random.Generator, n: int, *, programme: bool = True) -> Pupils:
    """Return n pupils of a phase; without the programme nobody takes part in Catch-up."""
    return _DRAW[phase](rng, n, programme=programme)


def generator(phase: str, seed: int, attempt: int = 0) -> np.random.Generator:
    """Return the random numbers of a phase and seed; each attempt has its own, independent of the others."""
    return np.random.default_rng(np.random.SeedSequence([seed, _NUMBER[phase], attempt]))
