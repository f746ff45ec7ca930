"""A second round that does not fit the first is refused, and what a change of raters costs is said before."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from npqml_widgets.documents.feedback360.model import new_round
from npqml_widgets.documents.feedback360.report import (
    publish,
)
from npqml_widgets.documents.feedback360.second_round import advice
from npqml_widgets.keeping.authored import Refused
from tests.npqml_widgets.documents.feedback360.published360 import (
    PEOPLE,
    collated,
    everybody,
)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"leader": "leader-8"}, "The first round is of leader-8"),
        ({"number": 2}, "guard two rounds"),
        ({"manager_named": True}, "treat the line manager alike"),
        ({"asked": "other"}, "must ask the same"),
    ],
)
def test_a_second_round_that_does_not_match_the_first_is_refused(change: dict[str, object], said: str) -> None:
    earlier = evolve(publish(collated(everybody())).footprint, **change)
    with pytest.raises(Refused, match=said):
        publish(collated(everybody(), name="spring"), earlier)


def test_before_the_second_round_goes_out_it_is_said_what_a_change_of_raters_costs() -> None:
    first = publish(collated(everybody(), named=True))
    people = {name: group for name, group in PEOPLE.items() if name != "zq-team-1"} | {"zq-peer-9": "peers"}
    second = new_round("spring", "leader-7", people, opened=date(2027, 3, 1), manager_named=True)
    lines = advice(second, first.footprint)
    assert [line[:55] for line in lines] == [
        "Peers: 1 is new. Their ratings are not counted beside t",
        "Team members: 1 of 6 counted in the first round is not ",
    ]
    assert "The same people" in advice(first.collation.round, first.footprint)[0]
