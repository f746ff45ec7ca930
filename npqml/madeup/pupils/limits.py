"""How few and how many pupils a school may have, so that every task can be asked of it.

Found by trying draws (of a few hundred seeds each): within these limits at least one in some hundreds has all that
teaching.py, asked.py and practice.py want. Below, the groups that the tasks ask about cannot exist: pupils with pupil
premium and a result that may be shown, bands of the start that may, and slips that stand apart in all of them. Above,
hardly a group is small, and none has to be hidden.
"""

from __future__ import annotations

USUAL_GROUP = 6
_FEWEST = {"primary": 30, "secondary": 44, "special": 32}
_FURTHER = {"primary": 5, "secondary": 5, "special": 4}
"""How many more pupils it takes for each pupil more in the smallest group that may be shown."""
_MOST = {"primary": 450, "secondary": 300, "special": 200}
_LARGEST_GROUP = {"primary": 15, "secondary": 20, "special": 8}
"""Places by lot less those without a mark: module 2b shows the averages of these pupils."""


def fewest(phase: str, minimum_group: int) -> int:
    """The fewest pupils of a phase where groups below `minimum_group` are not shown."""
    return _FEWEST[phase] + _FURTHER[phase] * max(0, minimum_group - USUAL_GROUP)


def most(phase: str) -> int:
    """The most pupils of a phase: with more, hardly a group is small."""
    return _MOST[phase]


def largest_group(phase: str) -> int:
    """The largest `minimum_group` of a phase with which the groups that modules compare may still be shown."""
    return _LARGEST_GROUP[phase]
