"""The collator's document: what is promised stays, what is out is only added to, and nothing comes back changed."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.documents.feedback360.codes import Answers, to_code, to_file
from npqml_widgets.documents.feedback360.questionnaire import (
    add_question,
    add_statement,
    reword,
    standard_questionnaire,
)
from npqml_widgets.documents.feedback360.rounds import (
    MOST_RATERS,
    Rounds,
    add_raters,
    change_rater,
    collect,
    collect_again,
    next_round,
    prepare,
    raters_of,
    takes_back,
)
from npqml_widgets.documents.feedback360.worked import collected_round, worked_rounds
from npqml_widgets.keeping.authored import Refused
from npqml_widgets.keeping.plain import from_plain, to_plain
from tests.npqml_widgets.documents.feedback360.collected360 import IDS, collecting

anything = st.text(min_size=1, max_size=200).filter(str.strip)


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


def test_an_id_may_be_typed_in_capitals_and_a_name_is_still_none():
    rounds = prepare(add_raters(Rounds(), ["P1", "p2", "Y7-Lead"], "peers"), leader="L1", collator="C1")
    assert list(raters_of(rounds)) == ["l1", "p1", "p2", "y7-lead"]
    assert list(raters_of(change_rater(rounds, "p2", to="P3"))) == ["l1", "p1", "p3", "y7-lead"]
    with pytest.raises(Refused, match="p1 is among the raters already"):
        add_raters(rounds, ["P1"], "team")
    with pytest.raises(Refused, match=r"'Hannah' is no id: .* No names"):
        add_raters(rounds, ["Hannah"], "team")


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


def test_a_second_round_needs_a_name_of_its_own_as_codes_carry_it():
    rounds = next_round(evolve(worked_rounds(), out=worked_rounds().out[:1]))
    with pytest.raises(Refused, match="a name of its own"):
        prepare(rounds, name="autumn 2025")
