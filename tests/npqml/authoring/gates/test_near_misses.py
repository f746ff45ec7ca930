"""A check that takes nearly everything is named, with what it takes; the real checks take no near miss."""

from __future__ import annotations

import pytest

from npqml.authoring.gates.trials import faults
from tests.npqml.authoring.gates.faults import HOW_TO, change

pytestmark = pytest.mark.slow
LOOSE = {
    "progress within 2.2": (
        "_right = same_number(_given.progress, _differences.mean(), 0.015)",
        "0.015)",
        "2.2)",
        "1a-t3",
    ),
    "progress within a tenth": (
        "_right = same_number(_given.progress, _differences.mean(), 0.015)",
        "0.015)",
        "0.11)",
        "1a-t3",
    ),
    "any roll up to five out": (
        'assert same_number(_given.on_roll, _pupils["UPN"].nunique(), 0)',
        "(), 0)",
        "(), 5)",
        "1a-t1",
    ),
    "any share": ("_right = same_number(_given.share, _exact, 0.06)", "0.06)", "60)", "1a-t2"),
    "a gap of any size": ("_right = same_number(_given.overall, _overall, 0.015)", "0.015)", "3)", "1a-t5"),
    "an estimate that says not how near": (
        ":npqml: {check: 1a-t8, part: a, points: 1, near: 0.15}",
        ", near: 0.15",
        "",
        "1a-t8",
    ),
    "any sentence": ('assert _given.sentence == "linked"', '== "linked"', "is not None", "1a-t8"),
}


@pytest.mark.parametrize("fault", LOOSE)
def test_a_check_that_takes_nearly_everything_is_refused_in_words(fault, course, module):
    line, old, new, task = LOOSE[fault]
    if task == "1a-t8" and "sentence" in line:  # its mistakes would be named first
        text = (module.folder / HOW_TO).read_text(encoding="utf-8")
        begin, end = text.index('with check("1a-t8", part="b")'), text.index(line)
        (module.folder / HOW_TO).write_text(
            text[:begin]
            + 'with check("1a-t8", part="b") as _given:\n    assert _given.sentence\n    ### BEGIN HIDDEN TESTS\n    '
            + text[end:],
            encoding="utf-8",
        )
    change(module.folder / HOW_TO, line, line.replace(old, new))
    found = [str(one) for one in faults(course, module, "demo-primary", 0)]
    assert any(f"{task} (demo-primary" in one and "near misses refused" in one for one in found), found


def test_no_check_of_the_course_takes_a_near_miss(course, module):
    assert faults(course, module, "demo-special", 0) == []
