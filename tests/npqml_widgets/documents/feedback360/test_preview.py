"""What a report will show and hide is said before it is published, with the reason."""

from __future__ import annotations

from attrs import evolve

from npqml_widgets.documents.feedback360.codes import Answers, to_file
from npqml_widgets.documents.feedback360.preview import before_publishing
from npqml_widgets.documents.feedback360.report import publish
from npqml_widgets.documents.feedback360.rounds import (
    Rounds,
    collect,
)
from npqml_widgets.documents.feedback360.worked import worked_rounds
from tests.npqml_widgets.documents.feedback360.collected360 import IDS, collecting


def answered(rounds: Rounds, *, without: tuple[str, ...] = (), wrote: str = "") -> Rounds:
    """Return the round with everybody's answers in, all 2, but for some."""
    asked = rounds.collecting.round
    texts = {"keep": wrote} if wrote else {}
    came = [
        (one.id, to_file(Answers(asked.tag, one.token, dict.fromkeys(IDS, 2), texts)))
        for one in asked.raters
        if one.id not in without
    ]
    return collect(rounds, came)[0]


def test_what_the_report_will_hide_is_said_with_its_reason_before_it_is_published():
    seen = before_publishing(answered(collecting({"peers": 2, "manager": 1}), wrote="Well done.").collecting)
    assert seen.shown == ()
    assert any(line.startswith("Peers (2 answered): left out of everything") for line in seen.hidden)
    assert any(line.startswith("Line manager (1 answered): left out") for line in seen.hidden)
    assert "Comments: 3 from groups that are not shown, or that would point at somebody." in seen.hidden


def test_groups_that_are_shown_together_and_missing_spread_are_said_too():
    seen = before_publishing(answered(collecting({"peers": 3, "manager": 1, "team": 4})).collecting)
    together = next(line for line in seen.shown if line.startswith("Line manager and peers"))
    assert "as one group" in together
    assert "Team members: no spread for 14 statements, as fewer than five people rated them." in seen.hidden


def test_a_line_manager_who_agreed_is_said_to_be_shown_alone():
    seen = before_publishing(answered(collecting({"manager": 1, "team": 5}, named=True)).collecting)
    assert any("alone and as given: every form said so" in line for line in seen.shown)


def test_a_preview_says_what_the_report_then_shows():
    rounds = answered(collecting({"peers": 2, "manager": 1, "team": 7}))
    seen, report = before_publishing(rounds.collecting), publish(rounds.collecting).report
    assert [line.split(" (")[0] for line in seen.shown] == [part.name for part in report.parts]


def test_what_a_second_round_does_not_count_is_said_before():
    rounds = worked_rounds()
    seen = before_publishing(evolve(rounds.collecting, published=False), rounds.earlier)
    assert (
        "Team members: 14 statements not from everybody. Only people who also answered in the first round."
        in seen.hidden
    )
