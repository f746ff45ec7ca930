"""What may not be said follows from the numbers: too few, left out, chance, one year, no cause."""

from __future__ import annotations

from attrs import evolve

from npqml_widgets.documents.rawdata.caveats import NO_CAUSE, ONE_YEAR, may_not_be_said
from npqml_widgets.documents.rawdata.model import Interval, RawData, Results, Roll

RESULTS = Results(Roll(rows=110, pupils=100), with_result=90, with_start=88, interval=Interval("Girls", 0.5, 0.1, 0.9))
DOCUMENT = RawData(results=RESULTS, comparison="England, 2023/24", estimates=RawData().estimates)


def said(document: RawData) -> str:
    return "\n".join(may_not_be_said(document))


def test_nothing_is_said_before_there_are_numbers() -> None:
    assert may_not_be_said(RawData()) == ()


def test_one_year_and_no_cause_are_always_said() -> None:
    assert {ONE_YEAR, NO_CAUSE} <= set(may_not_be_said(DOCUMENT))


def test_who_is_in_no_number_is_counted_and_many_are_called_many() -> None:
    assert "10 of 100 pupils on roll have no result" in said(DOCUMENT)
    assert "They are many: the share" in said(DOCUMENT)
    assert "2 of 90 pupils with a result have no start" in said(DOCUMENT)
    assert "seldom like the rest" not in said(DOCUMENT)


def test_an_interval_says_more_less_or_neither() -> None:
    from npqml_widgets.documents.rawdata.model import Estimate

    document = evolve(DOCUMENT, estimates=(Estimate(80, 2),))
    assert "Girls: they made more progress" in said(document)
    below = evolve(RESULTS, interval=Interval("Girls", -0.5, -0.9, -0.1))
    assert "Girls: they made less progress" in said(evolve(document, results=below))
    unclear = evolve(RESULTS, interval=Interval("Girls", 0.1, -0.3, 0.5))
    assert "the interval holds 0" in said(evolve(document, results=unclear))
    assert "too few for an interval" in said(evolve(document, results=evolve(RESULTS, interval=Interval("Girls"))))
