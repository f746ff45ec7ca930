"""What may not be said: by lot or not, an interval with 0, who is missing, who started where, what is hidden."""

from __future__ import annotations

from attrs import evolve

from npqml_widgets.documents.performance.caveats import BY_LOT, EVERYBODY_GROWS, NOT_BY_LOT, may_not_be_said
from npqml_widgets.documents.performance.model import PupilPerformance, Typed
from tests.npqml_widgets.documents.performance.test_consistency import SOUND, UNCLEAR


def test_before_there_are_figures_nothing_is_said() -> None:
    assert may_not_be_said(PupilPerformance()) == ()


def test_a_lot_bears_more_than_any_other_way_of_choosing() -> None:
    assert BY_LOT in may_not_be_said(SOUND)
    for way in ("", "decision", "choice", "class"):
        found = may_not_be_said(evolve(SOUND, allocation=way))
        assert NOT_BY_LOT in found
        assert BY_LOT not in found
        assert any("than the comparison pupils. Pupils who" in words for words in found)


def test_an_interval_that_holds_0_shows_neither() -> None:
    assert any("holds 0" in words for words in may_not_be_said(UNCLEAR))
    assert not any("holds 0" in words for words in may_not_be_said(SOUND))


def test_those_who_are_missing_are_counted_and_are_not_like_the_rest() -> None:
    said = [words for words in may_not_be_said(SOUND) if "not in the gain" in words]
    results = SOUND.results
    assert results is not None
    out = [(side.listed or 0) - (side.gainers or 0) for side in results.groups]
    assert [words.split(" ")[0] for words in said] == [str(number) for number in out if number]


def test_typed_averages_bear_no_interval_and_nobody_knows_who_is_missing() -> None:
    typed = tuple(Typed(group, point, 24, 9.0) for group in ("project", "comparison") for point in ("start", "end"))
    found = " ".join(may_not_be_said(evolve(SOUND, source="hand", typed=typed)))
    assert "No interval can be had from averages" in found
    assert "Who is missing at which point is not known" in found
    assert "2 numbers are hidden or not known" in found
    alone = may_not_be_said(evolve(SOUND, source="hand", typed=typed[:2]))
    assert alone[0] == EVERYBODY_GROWS
    assert any("Without the gain of comparison pupils" in words for words in alone)


def test_another_scale_is_said() -> None:
    assert any("no gain" in words for words in may_not_be_said(evolve(SOUND, scale="different")))
    assert any("standardised scale" in words for words in may_not_be_said(evolve(SOUND, scale="comparable")))


def test_where_both_began_is_said_and_what_that_does_to_gains() -> None:
    for start, said in ((9.0, "bad luck on the day"), (11.0, "at another pace")):
        typed = Typed("project", "start", 24, start), Typed("comparison", "start", 24, 10.0)
        document = evolve(SOUND, source="hand", typed=typed, allocation="decision")
        assert any(said in words for words in may_not_be_said(document))
        assert any("that is chance" in words for words in may_not_be_said(evolve(document, allocation="lot")))
