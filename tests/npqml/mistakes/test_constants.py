from __future__ import annotations

import pytest

from npqml.mistakes.constants import _options, constants
from npqml_widgets import choice, number


@pytest.mark.parametrize(
    "code",
    [
        "share = 36.6",
        "share = round(100 * 0.3664, 1)",
        "share = np.mean([36.2, 37.0])",
        "half = 18.3\nshare = half * 2",
        "share = float('36.6')",
        "share = sum(x for x in [30, 6.6])",
        "share = 30\nshare += 6.6",
        "share = len(pupils)\nshare = 36.6",
        "import numpy as np\nshare = np.float64(36.6)",
        "share: float = 36.6",
        "%time share = 36.6",
    ],
)
def test_what_is_reckoned_from_nothing_is_a_constant(code):
    assert constants(code, ["share"]) == ("share",)


@pytest.mark.parametrize(
    "code",
    [
        "share = 100 * (pupils[outcome] > 5).mean()",
        "share = len(data('pupils.csv'))",
        "share = pd.read_csv('pupils.csv').shape[0]",
        "rows = len(pupils)\nshare = 100 / rows",
        "share = 30\nshare += gap",
        "share = share / 2",
        "share = 0\nfor row in rows:\n    share = share + row",
        "if len(pupils) > 3:\n    share = 5\nelse:\n    share = 6",
        "share = sum(x for x in rows)",
    ],
)
def test_what_takes_anything_from_the_page_is_none(code):
    assert constants(code, ["share"]) == ()


def test_each_answer_of_a_task_is_looked_at():
    assert constants("low = -2.5\nhigh = low + width\nclaim = 'sure'", ["low", "high", "claim"]) == ("low", "claim")


def test_options_are_the_same_where_only_their_numbers_differ():
    claims = [choice("Claim", {"sure": f"Boys are {gap} behind, for sure."}) for gap in ("1.2", "−0.7%")]
    names = [choice("Pupil", {"a": name}) for name in ("Aisha Kaur", "Ben Lee")]
    assert _options(claims[0]) == _options(claims[1])
    assert _options(names[0]) != _options(names[1])
    assert _options(number("Gap")) == {}
