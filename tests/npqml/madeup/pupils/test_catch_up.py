"""What Catch-up truly adds: the same pupils, drawn with the programme and without."""

from __future__ import annotations

import pytest

from npqml.madeup.pupils import draw
from npqml.madeup.pupils.measures import measure


@pytest.mark.parametrize(("phase", "effect"), [("primary", 2.0), ("secondary", 0.5), ("special", 2.0)])
def test_those_who_took_part_get_the_planted_effect_and_nobody_else_any(phase, effect):
    names = measure(phase)
    with_it, without = draw(phase, 20_000, seed=4), draw(phase, 20_000, seed=4, programme=False)
    part = with_it["Catch-up"] == "Y"
    added = (with_it[names.outcome] - without[names.outcome]).astype(float)
    assert added[part].mean() == pytest.approx(effect, abs=0.03)  # sampling error of half grades, and the top
    assert (added[~part].dropna() == 0).all()
    assert (without["Catch-up"] == "N").all()


@pytest.mark.parametrize("phase", ["primary", "secondary", "special"])
def test_those_who_started_low_took_part_most(phase):
    pupils = draw(phase, 20_000, seed=4)
    start = pupils[measure(phase).baseline].astype(float)
    part = pupils["Catch-up"] == "Y"
    thirds = start.rank(pct=True).mul(3).clip(upper=2.99).floordiv(1)
    shares = part.groupby(thirds).mean()
    assert shares[0] > 2 * shares[1] > 4 * shares[2] > 0
