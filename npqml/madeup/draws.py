"""Drawing made-up data again until they show what they are there to show; the same seed always gives the same data."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np
from attrs import frozen

from npqml.refusal import Refusal

MOST_DRAWS = 2_000
"""Draws before data are refused: what must hold is then too much to ask of them."""
Made = TypeVar("Made")


def stream(name: str, seed: int, draw: int = 0) -> np.random.Generator:
    """Return the random numbers of one table of a school, independent of those of every other table and draw."""
    return np.random.default_rng(np.random.SeedSequence([seed, zlib.crc32(name.encode()), draw]))


@frozen
class Drawn(Generic[Made]):
    """What came of drawing: the first that shows what it must, and how many draws it took."""

    made: Made
    draws: int


def draw_until(
    name: str,
    seed: int,
    draw: Callable[[np.random.Generator], Made],
    must_hold: Callable[[Made], Mapping[str, bool]],
    *,
    file: Path | None = None,
    school: str = "",
) -> Drawn[Made]:
    """Return the first draw of which everything that must hold does.

    `must_hold` gives each statement in words and whether it holds. Raises Refusal, with the statement that failed most
    often, after MOST_DRAWS; it names the `file` that draws and the `school`, where they are given.
    """
    failed: Counter[str] = Counter()
    for number in range(MOST_DRAWS):
        made = draw(stream(name, seed, number))
        unmet = [words for words, holds in must_hold(made).items() if not holds]
        if not unmet:
            return Drawn(made, number + 1)
        failed.update(unmet)
    words, times = failed.most_common(1)[0]
    raise Refusal(
        file or name, f"{school}, seed {seed}".removeprefix(", "),
        found=f"no draw of {MOST_DRAWS:,} of which everything holds that must",
        expected=f"one of which this holds: {words} (it failed {times:,} times)",
        do="Ask less of the data, or choose another seed or number of pupils.",
    )  # fmt: skip
