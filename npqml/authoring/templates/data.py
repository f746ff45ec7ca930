"""WRITE: what the module's own made-up data show, in one sentence.

Planted: everybody who teaches has a plan for most weeks, and does what was planned with a chance of their own.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from npqml.authoring.module_data import Kit

WEEKS = 12
PLANS = (0.6, 1.0)
"""Between these lies the chance that somebody has a plan for a week."""
DOES = (0.4, 1.0)
"""Between these lies the chance that somebody does what was planned."""
APART = 1.5
"""Percentage points by which each mistake that the page names lies off the right share, and off the others."""


def draw(kit: Kit, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Return the module's tables by file name; all that is random in them comes from `rng`."""
    days = kit.year.on_weekdays(kit.year.first, kit.year.last, ("Tuesday",))[:WEEKS]
    rows = []
    for person in kit.people.values():
        if person.team and person.teaches:
            plans, does = rng.uniform(*PLANS), rng.uniform(*DOES)
            for day in days:
                planned = rng.random() < plans
                done = "NY"[rng.random() < does] if planned else ""
                rows.append({"Date": day, "Person": person.name, "Planned": "NY"[planned], "Done": done})
    return {"log.csv": pd.DataFrame(rows)}


def must_hold(kit: Kit, tables: dict[str, pd.DataFrame]) -> dict[str, bool]:
    """Return what has to be true of the tables for every seed, in words, and whether it is."""
    log = tables["log.csv"]
    planned, done = log["Planned"] == "Y", log["Done"] == "Y"
    people = done[planned].groupby(log["Person"]).mean().sort_values()
    shares = [100 * done.sum() / planned.sum(), done.sum(), 100 * done.mean(), 100 * people.mean()]
    return {
        "the right share and the mistakes stand apart": bool(np.diff(sorted(shares)).min() >= APART),
        "one person did it least often": bool(people.iloc[0] < people.iloc[1]),
        "somebody did nearly all that was planned": bool(people.iloc[-1] >= 0.9),
    }
