"""What is typed is kept as what it means, or refused in words; a pupil is never named."""

from __future__ import annotations

from datetime import date

import pytest

from npqml_widgets.documents.rawdata.changes import (
    NAMED,
    read_estimates,
    with_code,
    with_rule,
    with_setting,
    with_text,
)
from npqml_widgets.documents.rawdata.model import CodeUse, Estimate, RawData
from npqml_widgets.keeping.authored import Refused

EMPTY = RawData()


def test_settings_are_read_as_people_type_them() -> None:
    assert with_setting(EMPTY, "exported", "2024-09-12").exported == date(2024, 9, 12)
    assert with_setting(EMPTY, "standard", " 4 ").standard == 4
    assert with_setting(EMPTY, "standard", "").standard is None
    assert with_setting(EMPTY, "limit", "10").limit == 10
    assert with_setting(EMPTY, "group", "sex").group == "sex"


@pytest.mark.parametrize(
    ("name", "typed"), [("standard", "a pass"), ("limit", "1"), ("limit", "six"), ("group", "all")]
)
def test_what_cannot_be_a_setting_is_refused(name: str, typed: str) -> None:
    with pytest.raises(ValueError, match=r"expected|must be"):
        with_setting(EMPTY, name, typed)


@pytest.mark.parametrize("text", ["Ask zephyrine  Page about it", "A999000112345 has left"])
def test_a_text_that_names_a_pupil_is_not_kept(text: str) -> None:
    with pytest.raises(ValueError, match=NAMED):
        with_text(EMPTY, "conclusion", text, {"zephyrine page"})
    assert with_text(EMPTY, "conclusion", "Page 4 of the plan", {"zephyrine page"}).conclusion == "Page 4 of the plan"


def test_a_code_and_a_rule_are_decided_one_by_one() -> None:
    document = RawData(codes=(CodeUse("result", "U"), CodeUse("result", "X")))
    assert with_code(document, 0, "nought").codes == (CodeUse("result", "U", "nought"), CodeUse("result", "X"))
    with pytest.raises(ValueError, match="no longer"):
        with_code(document, 2, "nought")
    taken_back = with_rule(document, "left", applied=False)
    assert taken_back.left_as_is == ("left",)
    assert with_rule(taken_back, "left", applied=True) == document


def test_a_table_of_estimates_is_known_by_its_headings_and_read_in_order() -> None:
    own = b"Baseline from;Baseline to;Pupils;Estimate\n90;95,5;39;2,42\n59;79,5;45;1,61\n"
    assert read_estimates(own, "estimates.csv") == (Estimate(59, 1.61), Estimate(90, 2.42))
    assert read_estimates(b"UPN,Result\nA1,5\n", "pupils.csv") is None
    with pytest.raises(Refused, match="row 2"):
        read_estimates(b"From,Estimate\nlow,2\n", "estimates.csv")
    with pytest.raises(Refused, match="twice"):
        read_estimates(b"From,Estimate\n4,2\n4,3\n", "estimates.csv")
