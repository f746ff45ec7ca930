from __future__ import annotations

import pytest

from npqml.mistakes.plain_lines import not_plain

PAGE = frozenset(("pupils", "outcome", "bands", "table"))


@pytest.mark.parametrize(
    "line",
    [
        "share = 100 * (pupils[outcome] > 3).mean()",
        "known = pupils.dropna(subset=[outcome])\nknown['x'] = 1\nshare = known['x'].sum() / len(pupils)",
        "import numpy as np\nshare = np.mean([row for row in pupils[outcome]])",
        "share = sorted(pupils[outcome], key=lambda one: -one)[0]",
    ],
)
def test_a_line_that_only_reckons_may_be_adopted(line):
    assert not_plain(line, PAGE) == ""


@pytest.mark.parametrize(
    "line",
    [
        "import os\nshare = os.getpid()",
        "from os import getpid\nshare = 3",
        "share = __import__('os').getpid()",
        "share = pd.io.common.os.getpid()",
        "share = pd.read_pickle('x')",
        "pupils.to_csv('x')\nshare = 3",
        "share = pupils.agg('to_csv', 0, 'x')",
        "share = pupils.query('@pd.io')",
        "share = ().__class__.__base__.__subclasses__()",
        "share = '{0.__class__}'.format(3)",
        "share = open('x')",
        "share = eval('3')",
        "share = [eval][0]('3')",
        "share = table('x')",
        "pupils['x'] = 1\nshare = 3",
        "pupils.attrs = 1\nshare = 3",
        "while True: share = 3",
        "def share(): pass",
        "with pupils: share = 3",
        "share = (lambda: 3)()",
    ],
)
def test_a_line_that_could_do_more_is_named(line):
    assert not_plain(line, PAGE)
