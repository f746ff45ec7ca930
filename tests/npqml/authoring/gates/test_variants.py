from __future__ import annotations

from npqml.authoring.gates.variants import same_numbers


def test_an_answer_that_six_variants_share_is_refused_and_five_tell_nothing(module):
    shared = [{"1a-t1 on_roll": 60.0, "1a-t2 gap": gap} for gap in (1.5, 2.5, 1.5, 1.5, 1.5, 1.5)]
    (found,) = same_numbers(module, "demo-primary", shared)
    assert "1a-t1 on_roll (demo-primary)" in str(found)
    assert "the answer 60 for every seed" in str(found)
    assert list(same_numbers(module, "demo-primary", shared[:5])) == [], "a share of four or five takes few values"
