"""What does not add up in a register is said of the right risk, with what to do; a sound register is left in peace."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings

from npqml_widgets.documents.risk.consistency import warnings
from npqml_widgets.documents.risk.model import Register
from tests.npqml_widgets.documents.risk.risks import BUDGET, POSTS, SOUND, TODAY, registers


def found(register: Register) -> dict[str, str]:
    return {one.rule: one.words for one in warnings(register, TODAY)}


def test_nothing_is_said_of_a_sound_register() -> None:
    assert warnings(SOUND, TODAY) == ()


@pytest.mark.parametrize(
    ("fault", "rule", "words"),
    [
        ({"cause": " ", "effect": ""}, "incomplete", "cause and effect are missing. Write it as a chain"),
        ({"inherent_impact": None}, "not rated", "it has no score before controls."),
        ({"residual_impact": None}, "not rated", "it has no score after controls."),
        (
            {"residual_likelihood": 5},
            "raised by controls",
            "its score after controls (20) is above its score before controls (16).",
        ),
        ({"controls": ()}, "lowered without a control", "its score falls from 16 to 8, but no control is listed."),
        ({"response": ""}, "no response", "Choose accept, treat, avoid or transfer."),
        (
            {"action": " ", "residual_impact": 1},
            "treat without action",
            "the response is to treat it, but there is no action.",
        ),
        ({"risk_owner": ""}, "no owner", "it has no risk owner."),
        (
            {"risk_owner": "", "response": "accept", "residual_impact": 1},
            "no owner",
            "it is accepted, but by nobody.",
        ),
        ({"risk_owner": "The department"}, "no owner", "“The department”, which is nobody in particular."),
        (
            {"response": "accept"},
            "above appetite",
            "its score after controls (8) is above the appetite (6), yet it is accepted.",
        ),
        ({"response": "avoid", "action": ""}, "above appetite", "yet it has no action."),
        ({"action_owner": ""}, "action", "its action has no owner."),
        ({"due": None}, "action", "its action has no date."),
        ({"due": date(2026, 3, 1)}, "action", "its action was due on 1 March 2026, yesterday."),
        ({"review": None}, "review", "it has no review date."),
        ({"review": date(2025, 12, 2)}, "review", "its review was due on 2 December 2025, 90 days ago"),
    ],
)
def test_one_fault_gives_one_warning_that_names_the_risk_and_says_what_to_do(
    fault: dict[str, Any], rule: str, words: str
) -> None:
    (one,) = warnings(evolve(SOUND, risks=(evolve(POSTS, **fault), BUDGET)), TODAY)
    assert (one.risk, one.rule) == ("R1", rule)
    assert one.words.startswith("R1 (Year 9 is taught by cover until Christmas): ")
    assert words in one.words


def test_nothing_is_due_on_the_day_itself() -> None:
    assert found(evolve(SOUND, risks=(evolve(POSTS, due=TODAY, review=TODAY),))) == {}


def test_a_closed_risk_is_left_in_peace() -> None:
    assert found(Register(risks=(evolve(POSTS, status="closed", risk_owner="", review=None, due=None),))) == {}


def test_a_category_with_a_higher_appetite_is_not_warned_of() -> None:
    accepted = (evolve(POSTS, response="accept"),)
    assert "above appetite" in found(evolve(SOUND, risks=accepted))
    assert found(evolve(SOUND, risks=accepted, category_appetite={"staffing": 8})) == {}


def test_one_owner_for_all_of_four_risks_is_questioned() -> None:
    four = tuple(evolve(BUDGET, id=f"R{n}") for n in range(1, 5))
    assert "School Business Manager owns all 4 open risks" in found(Register(risks=four))["one owner for all"]
    assert found(Register(risks=four[:3])) == {}
    assert found(Register(risks=(*four[:3], evolve(four[3], risk_owner="Head of Maths")))) == {}


@given(registers())
@settings(deadline=None, max_examples=50)
def test_every_warning_is_of_an_open_risk_and_a_whole_sentence(register: Register) -> None:
    still = {risk.id for risk in register.risks if risk.is_open} | {""}
    for one in warnings(register, TODAY):
        assert one.risk in still
        assert one.words.endswith(".")
