"""What does not add up yet: each rule is said once it holds, and no longer when it is mended."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from npqml_widgets.documents.rawdata.consistency import faults
from npqml_widgets.documents.rawdata.model import CodeUse, ColumnUse, Estimate, RawData, Results, Roll

TODAY = date(2024, 10, 1)
SOUND = RawData(
    purpose="One page for governors", exported=date(2024, 9, 12), rules="U is 0", conclusion="40 of 60 reached it.",
    standard=4, comparison="England 2023/24", estimates=(Estimate(80, 2),), codes=(CodeUse("result", "U", "nought"),),
    columns=tuple(ColumnUse(name, name) for name in ("result", "start", "target", "pp")),
    results=Results(Roll(rows=70, pupils=60), with_result=60, with_start=60),
)  # fmt: skip


def test_nothing_is_wrong_with_a_sound_one() -> None:
    assert faults(SOUND, TODAY) == ()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"results": None}, "No export is read"),
        ({"exported": None}, "date of the export is missing"),
        ({"exported": date(2024, 12, 1)}, "still to come"),
        ({"results": Results(Roll(rows=70, pupils=30, repeated_otherwise=40))}, "a row for each subject"),
        ({"codes": (CodeUse("result", "Z"),)}, "“Z” in “Result” is not decided"),
        ({"columns": ()}, "No column is the result"),
        ({"standard": None}, "The standard is missing"),
        ({"against": "target", "columns": (ColumnUse("R", "result"), ColumnUse("P", "pp"))}, "no column is the target"),
        ({"estimates": ()}, "no estimates"),
        ({"comparison": " "}, "Say whose the estimates are"),
        ({"group": "eal"}, "who is in the group"),
        ({"purpose": ""}, "“What the analysis is for” is still empty"),
        ({"rules": "A999000112345 left"}, "A pupil's UPN"),
        ({"conclusion": "We did well."}, "no number"),
        ({"conclusion": "The 9 fell because of absence."}, "a cause from a link"),
    ],
)
def test_each_rule_says_what_is_wrong(changed, words) -> None:
    found = faults(evolve(SOUND, **changed), TODAY)
    assert sum(words in fault for fault in found) == 1
