"""The gates that need no cohort, all as they are run: each is shown a fault, and must name the file and the place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from npqml.authoring.gates import run
from npqml.place import Place
from tests.npqml.authoring.gates.faults import BANK, FOLDER, HOW_TO, SESSION, TOOLS, append, change

TEXT_FAULTS: dict[str, tuple[str, Callable[[Path], None], str]] = {
    "time that words cannot need": (TOOLS, lambda p: change(p, "minutes: 30", "minutes: 59"), "State the true time"),
    "unit that is too long": (HOW_TO, lambda p: change(p, "minutes: 120", "minutes: 175"), "20 to 120"),
    "picture without a text": (TOOLS, lambda p: append(p, "\n![](chart.png)\n"), "a picture without a text"),
    "citation that leads nowhere": (HOW_TO, lambda p: append(p, "\nSo they say [@nobody].\n"), "[@nobody]"),
    "figure that is not there": (HOW_TO, lambda p: append(p, "\nIt is {{figure:nothing}}.\n"), "{{figure:nothing}}"),
    "file without a link": (
        HOW_TO,
        lambda p: change(p, "[pupils.xlsx](pupils.xlsx)", "`pupils.xlsx`"),
        "found the file pupils.xlsx without a link",
    ),
    "session that runs over": (SESSION, lambda p: change(p, "minutes: 90", "minutes: 80"), "add up to 90"),
    "session without a plan": (SESSION, lambda p: change(p, "| Minutes |", "| Length |"), "no table of timings"),
    "other module in the header": (HOW_TO, lambda p: change(p, "module: 1a", "module: 2b"), "header, module"),
    "other id in the header": (TOOLS, lambda p: change(p, "id: 1a-1", "id: 1a-9"), "header, id"),
    "criterion that no task practises": (
        HOW_TO,
        lambda p: p.write_text(p.read_text(encoding="utf-8").replace('criterion="1.1.2"', 'criterion="1.1.1"')),
        "Each criterion is practised",
    ),
    "verb without a task": (
        HOW_TO, lambda p: change(p, "    identify trends: [1a-t9]\n", ""), "found no task for 'identify trends'",
    ),
    "verb that the framework does not have": (
        HOW_TO, lambda p: change(p, "manage: [1a-t1", "juggle: [1a-t1"), "header, verbs: found 'juggle'",
    ),
    "verb with a task that is not there": (
        HOW_TO, lambda p: change(p, "strategies: [1a-t13]", "strategies: [1a-t99]"), "found the task 1a-t99",
    ),
    "task without an entry in the bank": (
        BANK,
        lambda p: p.write_text(p.read_text(encoding="utf-8").replace('task = "1a-t4"', 'task = "1a-t5"')),
        "1a-t4: found 0 right variants",
    ),
    "entry for a task that is not there": (BANK, lambda p: change(p, '"1a-t1"', '"1a-t99"'), "no such task"),
    "mistake that no check names": (
        BANK, lambda p: change(p, 'mistake = "leavers-counted"', 'mistake = "leavers"'), "a mistake that a check",
    ),
    "mistake without an entry": (
        BANK, lambda p: change(p, 'mistake = "fsm-for-pp"', 'mistake = "sign-turned"'),
        "1a-t5: found no answer that makes the mistake 'fsm-for-pp'",
    ),
    "mistake of practice without an entry": (
        BANK, lambda p: change(p, 'mistake = "another-row"', 'mistake = "turned-round"'),
        "1a-1-q4: found no answer that makes the mistake 'another-row'",
    ),
    "mistake without an entry that a check names directly": (
        BANK, lambda p: change(p, 'mistake = "small-cell-shown"', 'mistake = "hid-the-large"'),
        "1a-t7: found no answer that makes the mistake 'small-cell-shown'",
    ),
    "source that is not there": (BANK, lambda p: change(p, 'source = "', 'source = "no-such-'), "sources.toml"),
}  # fmt: skip


def test_the_real_course_has_no_fault(course, module):
    assert run.texts(course, module) == []


@pytest.mark.slow
@pytest.mark.parametrize("fault", TEXT_FAULTS)
def test_a_fault_in_the_texts_is_named_with_its_file(course, module, fault):
    name, make, words = TEXT_FAULTS[fault]
    make(module.folder / name)
    found = [str(one) for one in run.texts(course, module)]
    assert any(words in one for one in found), found


def test_a_notebook_that_is_missing_is_named(course, module):
    module.session.unlink()
    next(iter(module.learn_about.values())).unlink()
    words = " ".join(map(str, run.texts(course, module)))
    assert "session.md: found no such file" in words
    assert "1a-1: found no notebook" in words


@pytest.mark.slow
def test_a_cell_that_stops_is_named_with_its_module_and_cohort_and_no_traceback(course):
    stop = "\n\n```{code-cell} python\nraise RuntimeError('no such thing')\n```\n"
    change(course / FOLDER / HOW_TO, "# Analyse performance data", f"# Analyse performance data{stop}")
    found = run.check(Place(course.parent), only=("1a",), cohorts=("demo-primary",), variants=0, workers=1)
    assert any(
        "demo-primary, seed" in str(fault) and "RuntimeError: no such thing" in str(fault) for fault in found.faults
    )
