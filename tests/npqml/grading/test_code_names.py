from __future__ import annotations

from npqml.grading.code_names import answers_asked


def test_a_check_is_compared_by_the_answers_that_it_asks_for():
    check = 'with check("1a-t6", part="a") as _given:\n    assert _given.high > _given.low'
    assert answers_asked(check, ("low", "high", "claim")) == ("low", "high")
    assert answers_asked('with check("1a-t6"):\n    pass', ("low", "high")) == ("low", "high")
