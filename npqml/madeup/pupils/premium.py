"""Two lists that are taken for one another: who has free school meals now, and who brings the pupil premium.

The premium looks back six years, and who became eligible after the count does not bring it yet. How many pupils stand
on one list alone is chosen, so that the lists differ to both sides; nothing else hangs on who is moved.
"""

from __future__ import annotations

import numpy as np

from npqml.madeup.pupils.arrays import Flags, Whole
from npqml.madeup.pupils.table import Columns

APART, LARGE_ENOUGH = 2, 40
"""So many pupils at the least stand on each list alone where the school has so many; in a smaller one half as many."""


def fewest_apart(pupils: int) -> int:
    """Return how many pupils at the least stand on each list alone in a school of this size."""
    return APART if pupils >= LARGE_ENOUGH else APART // 2


def plant_lists(rng: np.random.Generator, pupils: Columns, rows: Whole) -> None:
    """Move some of these pupils on or off the list of free school meals, in place, so that it is not the premium's."""
    premium: Flags = pupils["PP"] == "Y"
    for on_list, others in (("Y", ~premium), ("N", premium)):
        meals: Flags = pupils["FSM"] == "Y"
        alone: Flags = others & (meals == (on_list == "Y"))
        wanted = fewest_apart(len(rows)) + int(rng.integers(2)) - int(alone[rows].sum())
        could = rows[others[rows] & ~alone[rows]]
        moved = rng.choice(could, min(max(wanted, 0), len(could)), replace=False)
        pupils["FSM"] = np.where(np.isin(np.arange(len(meals)), moved), on_list, pupils["FSM"])
