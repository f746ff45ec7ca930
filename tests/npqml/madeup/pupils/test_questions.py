"""Questions of the paper: the two weak units are found by comparison, and not by percentage or marks."""

from __future__ import annotations

import numpy as np
import pytest

from npqml.madeup.pupils.questions import COLUMNS, HARD, UNITS, WEAK, by_unit, must_hold, questions

SEEDS = range(1, 11)
PROGRESS = {"primary": 1.2, "secondary": 0.25, "special": 1.0}


@pytest.mark.parametrize("phase", UNITS)
def test_what_is_planted_is_found_on_every_seed(phase):
    for seed in SEEDS:
        made = questions(phase, seed, float(np.random.default_rng(seed).normal(0, PROGRESS[phase])))
        assert all(must_hold(phase, made).values())
        units = by_unit(made)
        assert set(units["Lost"].nlargest(2).index) == set(WEAK[phase])
        assert units["Our share, %"].idxmin() == HARD[phase]
        assert tuple(made.columns) == COLUMNS
        assert made["Marks"].between(1, 5 if phase == "secondary" else 3).all()  # as at key stage 2 in a primary school
        reached = made["Elsewhere mean"] / made["Marks"]
        assert reached.iloc[:3].min() >= 0.6  # a paper begins with what most pupils can do
        assert reached.iloc[: len(made) // 2].mean() > reached.iloc[len(made) // 2 :].mean()
        assert made["Our mean"].between(0, made["Marks"]).all()
        assert made["Elsewhere mean"].between(0, made["Marks"]).all()


def test_pupils_who_made_more_progress_lose_less_over_all_questions():
    low, high = (by_unit(questions("primary", 3, progress))["Lost"].sum() for progress in (-2.0, 2.0))
    assert high < low


def test_the_same_seed_gives_the_same_questions():
    first, again, other = questions("special", 5, 0.5), questions("special", 5, 0.5), questions("special", 6, 0.5)
    assert first.equals(again)
    assert not first.equals(other)
