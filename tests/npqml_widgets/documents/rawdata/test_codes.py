"""Codes in columns of numbers: known or short ones are asked about, anything else is only counted."""

from __future__ import annotations

import pytest

from npqml_widgets.documents.rawdata.codes import BLANK, OTHER, asked, code_of, meaning
from npqml_widgets.documents.rawdata.model import CodeUse


@pytest.mark.parametrize(
    ("text", "code"),
    [("", BLANK), ("a", "A"), (" ABS ", "ABS"), ("Pending", "pending"), ("pk3", "PK3"), ("5-4", "5-4"), ("4+", "4+"),
     ("Bo", OTHER), ("absent since Bo left", OTHER), ("BO", OTHER), ("see notes", OTHER)],
)  # fmt: skip
def test_only_what_may_be_a_code_is_shown_as_one(text: str, code: str) -> None:
    assert code_of(text, {"bo"}) == code


def test_each_code_is_asked_with_a_proposal_and_what_was_decided_stays() -> None:
    found = {"result": {"U": 2, "A": 1, "ZZ": 1}}
    assert asked(found, ()) == (
        CodeUse("result", "A", "missing"),
        CodeUse("result", "U", "nought"),
        CodeUse("result", "ZZ", ""),
    )
    assert asked(found, (CodeUse("result", "U", "missing"),))[1].use == "missing"
    assert meaning("U").startswith("ungraded")
    assert not meaning("ZZ")
