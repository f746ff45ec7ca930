from __future__ import annotations

import pytest

from npqml.authoring.gates import run, unwritten
from tests.npqml.authoring.gates.faults import HOW_TO, TOOLS, change


def test_a_page_that_is_not_written_to_its_end_is_named_with_the_lines_that_are_left(course, module):
    change(module.folder / TOOLS, "# ", "WRITE: a scene.\n\n# ")
    change(module.folder / HOW_TO, "## Sitting 1", "WRITE: a line.\n\nWRITE: another.\n\n## Sitting 1")
    first = (module.folder / HOW_TO).read_text(encoding="utf-8").splitlines().index("WRITE: a line.") + 1
    about, how_to = map(str, unwritten.faults(module))
    assert f"{TOOLS}: line 7: found what is not written yet, marked WRITE:; expected words of yours" in about
    assert f"{HOW_TO}: lines {first}, {first + 2}: found" in how_to


@pytest.mark.slow
def test_the_time_of_a_page_is_judged_once_it_is_written(course, module):
    change(module.folder / TOOLS, "minutes: 30", "minutes: 59")
    assert any("header, minutes" in str(fault) for fault in run.texts(course, module))
    change(module.folder / TOOLS, "\n## ", "\nWRITE: the rest.\n\n## ")
    assert not any("header, minutes" in str(fault) for fault in run.texts(course, module))
