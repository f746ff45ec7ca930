"""The collator's document with a round out or its answers in, for the tests of rounds and previews."""

from __future__ import annotations

from datetime import date

from npqml_widgets.documents.feedback360.questionnaire import (
    standard_questionnaire,
)
from npqml_widgets.documents.feedback360.rounds import (
    Rounds,
    add_raters,
    make_forms,
    prepare,
)

IDS = [one.id for one in standard_questionnaire().statements]
TODAY = date(2026, 9, 7)


def collecting(sizes: dict[str, int], *, named: bool = False) -> Rounds:
    """Return a round that is out with the raters, so many a group."""
    rounds = prepare(Rounds(), leader="l1", collator="c1", manager_named=named)
    for group, size in sizes.items():
        rounds = add_raters(rounds, [f"{group}-{number}" for number in range(size)], group)  # type: ignore[arg-type]
    return make_forms(rounds, TODAY)
