"""One school's cohort: pupils, classes, who came and went, and results that are not there.

The numbers that every module asks for differ between seeds by construction: pupils on roll, leavers, joiners,
missing results. What chance decides (gaps, percentages) is drawn again until the cohort shows what it has to
(teaching.py) and every task can be asked of it (asked.py).
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Protocol

import numpy as np
import pandas as pd
from attrs import frozen

from npqml.madeup.pupils import asked, classes, identity, mess, movement, phases, premium, teaching
from npqml.madeup.pupils.measures import measure
from npqml.madeup.pupils.table import Pupils, table
from npqml.refusal import Refusal

ATTEMPTS = 4000
"""Draws before a cohort is refused; the demonstration cohorts need about twelve, the smallest schools a hundred."""
SMALL = 40
"""A school with fewer pupils has never fewer than its cohort says: each counts for what the tasks ask about."""
UNTIDY = 400
"""The stream of random numbers that makes an export untidy; no draw uses it."""
FIRST_SCHOOLS = {"primary": 3, "secondary": 9, "special": 14}
"""How many schools gave the pupils their UPNs."""
FIRST_COLUMNS = ("UPN", "Forename", "Surname", "DOB", "Sex", "Year", "Class", "SEN", "FSM", "PP", "EAL",
                 "Joined", "Left", "Sessions possible", "Sessions absent", "Attendance")  # fmt: skip
_WITHOUT_RESULT = {"primary": 0.04, "secondary": 0.036, "special": 0.165}
"""Share of pupils that a draw leaves without a result: below the tests, not entered, engagement model."""
_PLANTED = range(2, 10)
"""Results that may be missing besides those that the draw left out."""


class PupilCohort(Protocol):
    """What a cohort has to say for its pupils to be drawn."""

    @property
    def phase(self) -> str:
        """One of "primary", "secondary" and "special"."""

    @property
    def seed(self) -> int:
        """What the draw starts from."""

    @property
    def pupils(self) -> int:
        """About how many pupils are on roll: up to three more or fewer, by the seed."""

    @property
    def mess(self) -> bool:
        """Whether the export is as untidy as real ones."""

    @property
    def results_year(self) -> int:
        """The year in which the school year ends."""

    @property
    def minimum_group(self) -> int:
        """The smallest group that may be shown."""


@frozen
class Order:
    """What a draw depends on."""

    phase: str
    seed: int
    pupils: int
    results_year: int
    minimum_group: int

    def sizes(self) -> Sizes:
        """Return the numbers that follow from the seed; any two of five neighbouring seeds differ in each."""
        return Sizes(
            roll=self.pupils + self.seed % 7 - (3 if self.pupils >= SMALL else 0),
            leavers=2 + self.seed % 5,
            joiners=2 + 3 * self.seed % 5,
            blank=round(self.pupils * _WITHOUT_RESULT[self.phase]) + 3 + 2 * self.seed % 5,
        )


@frozen
class Sizes:
    """Numbers of pupils that do not hang on chance."""

    roll: int
    leavers: int
    joiners: int
    blank: int
    """Pupils on roll without a result."""


@frozen
class School:
    """A cohort's pupils, in the order of an export."""

    pupils: pd.DataFrame
    """All columns of the export, leavers included; numbers are numbers, missing ones blank."""
    codes: pd.DataFrame
    """For columns of numbers: the code that the export shows where the number is blank, "" elsewhere."""


def make(cohort: PupilCohort) -> School:
    """Return the first drawn school that shows what a cohort has to; raises Refusal after ATTEMPTS draws."""
    return _made(Order(cohort.phase, cohort.seed, cohort.pupils, cohort.results_year, cohort.minimum_group))


@lru_cache(maxsize=32)  # each of sixteen modules asks for the same school
def _made(order: Order) -> School:
    reasons: Counter[str] = Counter()
    for attempt in (number for number in range(ATTEMPTS) if number != UNTIDY):
        rng = phases.generator(order.phase, order.seed, attempt)
        drawn = _attempt(order, rng)
        if drawn is None:
            continue
        stayed = np.isnat(drawn.columns["Left"])
        here = {name: column[stayed] for name, column in drawn.columns.items()}
        unmet = teaching.missing(order.phase, here, order.minimum_group)
        if not unmet:
            named = _named(order, School(table(drawn.columns), pd.DataFrame(drawn.codes)), rng)
            unmet = asked.missing(order.phase, on_roll(named.pupils), order.minimum_group)
            if not unmet:
                return named
        reasons.update(unmet)
    raise Refusal(
        f"{order.phase} cohort",
        "pupils",
        found=f"{order.pupils} pupils with seed {order.seed}, and no draw of {ATTEMPTS} fit to teach with",
        expected="a draw in which " + (reasons.most_common(1)[0][0] if reasons else "a few have no result"),
        do="Set another number of pupils, another seed, or a larger minimum_group.",
    )


def on_roll(pupils: pd.DataFrame) -> pd.DataFrame:
    """Return the pupils who have not left."""
    return pupils[pupils["Left"].isna()]


def _attempt(order: Order, rng: np.random.Generator) -> Pupils | None:
    """Return one draw, or nothing when too many or too few results are missing in it."""
    sizes, phase = order.sizes(), order.phase
    drawn = phases.draw(phase, rng, sizes.roll + sizes.leavers)
    stayed, left = np.split(np.arange(sizes.roll + sizes.leavers), [sizes.roll])
    blank = sizes.blank - int(np.isnan(drawn.columns[measure(phase).outcome][stayed]).sum())
    if blank not in _PLANTED:
        return None
    joined = rng.choice(stayed, sizes.joiners, replace=False)
    pupils = movement.come_and_go(rng, phase, drawn.columns, order.results_year, joined, left)
    pupils["Class"] = classes.class_names(phase, pupils, order.pupils, rng)
    premium.plant_lists(rng, pupils, stayed)
    codes = {name: np.where(np.isin(np.arange(len(column)), left), "", column) for name, column in drawn.codes.items()}
    mess.plant_codes(rng, phase, pupils, codes, stayed, blank)
    return Pupils(pupils, codes)


def _named(order: Order, school: School, rng: np.random.Generator) -> School:
    """Return the pupils numbers, names and dates of birth, in the order and with the columns of an export."""
    who = identity.identity(rng, school.pupils, order.results_year, FIRST_SCHOOLS[order.phase])
    pupils = pd.concat([who, school.pupils], axis=1)
    rows = pupils.sort_values(["Surname", "Forename"], kind="stable").index
    rest = [column for column in school.pupils if column not in FIRST_COLUMNS]
    pupils = pupils.loc[rows, [*FIRST_COLUMNS, *rest]].reset_index(drop=True)
    return School(pupils, school.codes.loc[rows].reset_index(drop=True))
