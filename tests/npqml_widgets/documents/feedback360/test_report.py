"""A published 360 report: what it holds, and that it is made once."""

from __future__ import annotations

import json

import pytest

from npqml_widgets.documents.feedback360.model import GROUPS
from npqml_widgets.documents.feedback360.privacy import bands
from npqml_widgets.documents.feedback360.report import (
    Figure,
    Part,
    publish,
)
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.plain import to_plain
from tests.npqml_widgets.documents.feedback360.published360 import (
    IDS,
    collated,
    everybody,
    published,
)


def test_a_report_holds_no_id_no_token_and_nothing_of_a_hidden_group() -> None:
    ratings = {**everybody(), "zq-peer-3": 4}
    for gone in ("zq-team-1", "zq-team-2", "zq-team-3", "zq-team-4", "zq-team-5", "zq-team-6", "zq-boss"):
        ratings.pop(gone)
    texts = {"zq-team-1": "secret of the team", "zq-team-2": "secret of the team", "zq-peer-1": "said by a peer"}
    done = published(collated(ratings, texts))
    plain = json.dumps(to_plain(done.report))
    assert [part.groups for part in done.report.parts] == [("peers",)]
    assert "zq-" not in plain
    assert "secret" not in plain
    assert "said by a peer" in plain
    assert not [one.token for one in done.collation.round.raters if one.token in plain]


def test_the_footprint_for_the_next_round_holds_no_rating() -> None:
    plain = to_plain(publish(collated(everybody())).footprint)
    assert set(plain["counted"][0]) == {"unit", "statement", "people", "low", "high"}
    assert {(one["low"], one["high"]) for one in plain["counted"]} <= {
        band for people in (5, 6) for band in bands(people)
    }


def test_a_line_manager_is_shown_alone_only_if_the_round_says_so() -> None:
    hidden = publish(collated(everybody())).report
    named = publish(collated(everybody(), named=True)).report
    assert [part.groups for part in hidden.parts] == [("team",), ("manager", "peers")]
    assert [part.groups for part in named.parts] == [("manager",), ("peers",), ("team",)]
    assert named.parts[0].figures[0] == Figure(IDS[0], 1, 2, 2)


def test_a_report_is_made_once() -> None:
    done = publish(collated(everybody()))
    with pytest.raises(Refused, match="The report of this round is out"):
        publish(done.collation)


def test_every_group_has_a_name_for_people() -> None:
    assert Part(("manager", "peers")).name == "Line manager and peers"
    assert set(GROUPS) == {"self", "manager", "peers", "team"}
