from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from npqml.authoring.gates import run, trials
from npqml.place import Place
from tests.npqml.authoring.gates.faults import BANK, HOW_TO, change

TRIAL_FAULTS: dict[str, tuple[str, Callable[[Path], None], str]] = {
    "solution that is wrong": (
        HOW_TO, lambda p: change(p, 'export.loc[export["Left"].isna(), "UPN"].nunique()', "len(export)"),
        "the notebook's own solution",
    ),
    "check that passes without an answer": (
        HOW_TO,
        lambda p: change(p, "# Analyse performance data", "# Analyse performance data\n\n```{code-cell} python\n"
                         "from npqml_widgets.tasks import verdicts\n_old = verdicts.verdict_on\n"
                         "verdicts.verdict_on = lambda *_: verdicts.Verdict(verdicts.TaskState.RIGHT)\n```\n"),
        "'no answer'",
    ),
    "mark that the bank does not state": (BANK, lambda p: change(p, "mark = 2", "mark = 1"), "expected 1 marks"),
    "message that is not given": (
        BANK, lambda p: change(p, 'message = "', 'message = "something quite different: '), "expected a message with",
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("fault", TRIAL_FAULTS)
def test_a_fault_that_shows_on_data_is_named_with_the_task_and_the_cohort(course, module, fault, monkeypatch):
    from npqml_widgets.tasks import verdicts

    monkeypatch.setattr(verdicts, "verdict_on", verdicts.verdict_on)
    name, make, words = TRIAL_FAULTS[fault]
    make(module.folder / name)
    found = [str(one) for one in trials.faults(course, module, "demo-primary", variants=0)]
    assert any(words in one for one in found), found[:5]
    assert all("demo-primary" in one for one in found)


@pytest.mark.slow
def test_a_check_that_stops_at_an_error_of_its_own_is_named_once_on_its_page_and_nothing_else_is(course, module):
    change(module.folder / HOW_TO, 'with check("1a-t1") as _given:', 'with check("1a-t1") as _given:\n    _given.gone')
    place = Place(course.parent)
    (found,) = run.check(place, only=("1a",), cohorts=("demo-primary",), variants=1, workers=1).faults
    assert found.file == str(module.learn_how_to)
    assert found.entry.startswith("line ")
    assert found.entry.endswith("1a-t1, check")
    assert found.found == "a check that stops: AttributeError: this task has no answer named gone"
