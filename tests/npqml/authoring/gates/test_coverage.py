from __future__ import annotations

import shutil

from npqml.authoring.gates import coverage
from tests.npqml.authoring.gates.faults import FOLDER, REAL, TOOLS


def test_a_notebook_outside_the_framework_is_refused(course):
    (course / "1-strategy-and-improvement" / "1z-extra").mkdir()
    shutil.copy(REAL / FOLDER / TOOLS, course / FOLDER / "learn-about-7-extra.md")
    words = " ".join(map(str, coverage.faults(course)))
    assert "1z: found a notebook with an id that the framework does not have" in words
    assert "1a-7" in words
