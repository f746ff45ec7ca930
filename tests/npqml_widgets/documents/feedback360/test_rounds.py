"""The collator's document: what is promised stays, what is hidden is said before, and nothing comes back changed."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.documents.feedback360.analysis import compare
from npqml_widgets.documents.feedback360.codes import Answers, to_code, to_file
from npqml_widgets.documents.feedback360.preview import before_publishing
from npqml_widgets.documents.feedback360.questionnaire import (
    add_question,
    add_statement,
    reword,
    standard_questionnaire,
)
from npqml_widgets.documents.feedback360.report import publish
from npqml_widgets.documents.feedback360.rounds import (
    MOST_RATERS,
    Rounds,
    add_raters,
    collect,
    collect_again,
    make_forms,
    next_round,
    prepare,
    takes_back,
)
from npqml_widgets.documents.feedback360.worked import collected_round, worked_reports, worked_rounds
from npqml_widgets.documents.feedback360.xlsx_form import read_sheet, write_sheets
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.plain import from_plain, to_plain

IDS = [one.id for one in standard_questionnaire().statements]
TODAY = date(2026, 9, 7)
anything = st.text(min_size=1, max_size=200).filter(str.strip)


def collecting(sizes: dict[str, int], *, named: bool = False) -> Rounds:
    """Give a round that is out with the raters, so many a group."""
    rounds = prepare(Rounds(), leader="l1", collator="c1", manager_named=named)
    for group, size in sizes.items():
        rounds = add_raters(rounds, [f"{group}-{number}" for number in range(size)], group)  # type: ignore[arg-type]
    return make_forms(rounds, TODAY)


def answered(rounds: Rounds, *, without: tuple[str, ...] = (), wrote: str = "") -> Rounds:
    """Give the round with everybody's answers in, all 2, but for some."""
    asked = rounds.collecting.round
    texts = {"keep": wrote} if wrote else {}
    came = [
        (one.id, to_file(Answers(asked.tag, one.token, dict.fromkeys(IDS, 2), texts)))
        for one in asked.raters
        if one.id not in without
    ]
    return collect(rounds, came)[0]


@settings(deadline=None, max_examples=30)
@given(anything, anything, st.lists(anything, max_size=3))
def test_any_words_survive_being_kept(statement, question, names):
    rounds = collected_round()
    asked = rounds.draft.questionnaire
    try:
        asked = add_question(add_statement(asked, "respect", statement), question)
    except Refused:
        return
    changed = evolve(rounds, draft=evolve(rounds.draft, questionnaire=asked), names=tuple(names))
    assert from_plain(to_plain(changed), Rounds) == changed


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


def test_every_workbook_form_carries_its_own_raters_number_and_is_read_as_theirs():
    asked = collecting({"team": 3}).collecting.round
    for rater, content in write_sheets(asked):
        assert read_sheet(content, asked).token == rater.token


def test_codes_and_files_come_together_and_each_is_said():
    rounds = collecting({"team": 3})
    asked = rounds.collecting.round
    one, two = (Answers(asked.tag, asked.raters[place].token, dict.fromkeys(IDS, 3)) for place in (1, 2))
    changed, said = collect(rounds, [("a", to_code(one, asked.questionnaire)), ("b", b"\xff\xfe"), ("c", to_file(two))])
    assert said.splitlines()[:2] == ["team-0 answered.", "team-1 answered."]
    assert "b: not taken. It is neither a code" in said
    assert len(changed.collecting.responses) == 2
    with pytest.raises(Refused, match="not taken"):
        collect_again(changed, 0)


def test_a_report_that_is_out_is_only_ever_added_to():
    out = worked_rounds()
    first_only = evolve(out, out=out.out[:1])
    assert takes_back(out, first_only)
    assert takes_back(out, Rounds())
    assert not takes_back(first_only, out)
    assert not takes_back(collected_round(), Rounds())


def test_the_answers_of_the_first_round_leave_the_document_with_the_second():
    first = evolve(worked_rounds(), out=worked_rounds().out[:1])
    second = next_round(first)
    assert second.collation is None
    assert "lunch breaks" not in str(to_plain(evolve(second, out=())))


def test_a_round_holds_no_more_raters_than_it_can_and_nobody_twice():
    with pytest.raises(Refused, match="up to 500 raters"):
        add_raters(Rounds(), [f"t{number}" for number in range(MOST_RATERS + 1)], "team")
    with pytest.raises(Refused, match="among the raters already"):
        add_raters(Rounds(), ["t1", "t1"], "team")


def test_words_that_are_too_long_for_one_breath_are_refused():
    with pytest.raises(Refused, match="Shorten it"):
        reword(standard_questionnaire(), "respect-1", "x" * 301)


def test_two_ranges_whose_ends_are_the_same_meet():
    found = {(one.behaviour, one.who): one for one in compare(*worked_reports())}
    team = found["collaboration", "Team members"]
    assert team.first.low == team.second.high
    assert team.change == "no clear change"


def test_a_second_round_needs_a_name_of_its_own_as_codes_carry_it():
    rounds = next_round(evolve(worked_rounds(), out=worked_rounds().out[:1]))
    with pytest.raises(Refused, match="a name of its own"):
        prepare(rounds, name="autumn 2025")
