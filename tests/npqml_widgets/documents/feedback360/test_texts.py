"""Comments: mixed, read by a person first, and shown with nobody's name."""

from __future__ import annotations

import json

import pytest
from attrs import evolve

from npqml_widgets.documents.feedback360.codes import Answers, to_file
from npqml_widgets.documents.feedback360.collate import receive
from npqml_widgets.documents.feedback360.report import (
    publish,
    shown_units,
)
from npqml_widgets.documents.feedback360.texts import Comment, decide, names_in, to_read
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.plain import to_plain
from tests.npqml_widgets.documents.feedback360.published360 import (
    IDS,
    collated,
    everybody,
    published,
    read_all,
)


def test_nothing_is_published_before_each_comment_is_read() -> None:
    collation = collated(everybody(), {"zq-team-1": "Good notes.", "zq-team-2": "Ask Priya about it."})
    with pytest.raises(Refused, match="2 comments not read yet"):
        publish(collation)
    waiting = to_read(collation, shown_units(collation), ["Priya Shah"])
    collation = decide(collation, next(one.place for one in waiting if one.names), "changed", "Ask a colleague.")
    with pytest.raises(Refused, match="1 comment not read yet"):
        publish(collation)
    report = publish(decide(collation, next(one.place for one in waiting if not one.names), "as written")).report
    assert {one.text for part in report.parts for one in part.comments} == {"Good notes.", "Ask a colleague."}


def test_a_comment_that_was_left_out_is_nowhere_in_the_report() -> None:
    collation = read_all(collated(everybody(), {"zq-team-1": "Mrs Okafor said so."}), "left out")
    assert "Okafor" not in json.dumps(to_plain(publish(collation).report))


def test_a_named_manager_s_comment_is_read_before_it_is_shown_too() -> None:
    collation = collated(everybody(), {"zq-boss": "Ask Priya."}, named=True)
    with pytest.raises(Refused, match="1 comment not read yet"):
        publish(collation)
    assert published(collation).report.parts[0].comments == (Comment("keep", "Ask Priya."),)


def test_a_comment_that_came_anew_has_to_be_read_anew() -> None:
    collation = read_all(collated(everybody(), {"zq-team-1": "First."}))
    token = next(one.token for one in collation.round.raters if one.id == "zq-team-1")
    second = to_file(Answers(collation.round.tag, token, dict.fromkeys(IDS, 3), {"keep": "Second."}))
    with pytest.raises(Refused, match="1 comment not read yet"):
        publish(receive(collation, second, "second", instead=True).collation)


def test_the_order_of_comments_follows_a_secret_not_the_order_of_arrival() -> None:
    texts = {f"zq-team-{n}": f"{n}" for n in range(1, 7)}
    collation = collated(everybody(), texts)
    turned = evolve(collation, responses=collation.responses[::-1])
    orders = set()
    for secret in range(12):
        shown = [one.text for one in to_read(evolve(collation, secret=f"{secret}"), [("team",)])]
        assert shown == [one.text for one in to_read(evolve(turned, secret=f"{secret}"), [("team",)])]
        orders.add(tuple(shown))
    assert len(orders) > 9


def test_what_the_collator_reads_does_not_say_who_wrote_it() -> None:
    waiting = to_read(collated(everybody(), {"zq-team-1": "Good."}), [("team",)])
    assert "zq-" not in str(waiting)


def test_one_new_voice_is_not_heard_beside_five_known_ones() -> None:
    first = {name: rating for name, rating in everybody().items() if name != "zq-team-6"}
    earlier = publish(collated(first, named=True)).footprint
    second = collated(
        everybody(), {"zq-team-6": "I am new here.", "zq-team-1": "As before."}, named=True, name="spring"
    )
    assert [one.text for one in to_read(second, [("team",)], earlier=earlier)] == ["As before."]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("She helped Priya with Year 9.", ["Priya"]),
        ("Thanks to Mr O'Neill and Zoë.", ["Mr", "O'Neill", "Zoë"]),
        ("Great. Listens well. I think the SEN team agrees on Monday.", []),
        ("priya's cover was late", ["priya"]),
        ("Priya was late", ["Priya"]),
    ],
)
def test_names_in_a_comment_are_pointed_out(text: str, names: list[str]) -> None:
    assert list(names_in(text, ["Priya Shah"])) == names
