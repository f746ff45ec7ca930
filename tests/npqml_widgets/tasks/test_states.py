"""The states of a task: their values are kept in files, their words stand in one place."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import npqml
import npqml_widgets
from npqml_widgets.tasks import states
from npqml_widgets.tasks.states import TaskState


def test_the_values_are_those_that_result_files_hold():
    assert [state.value for state in TaskState] == [
        "not tried", "cannot read", "not yet", "right", "kept", "waiting for a person", "marked by a person",
    ]  # fmt: skip
    assert pickle.loads(pickle.dumps(TaskState.RIGHT)) is TaskState.RIGHT


def test_the_words_of_a_state_stand_nowhere_else():
    said = {words for state in TaskState for words in (state.words, state.marked) if " " in words} | {states.EARLIER}
    written = re.compile("|".join(rf"[\"'>]{re.escape(words)}[.\"'<]" for words in said))
    homes = (Path(package.__file__).parent for package in (npqml, npqml_widgets))
    files = [path for home in homes for path in home.rglob("*") if path.suffix in (".py", ".js", ".html", ".css")]
    found = [path.name for path in files if written.search(path.read_text(encoding="utf-8"))]
    assert len(files) > 300
    assert found == ["states.py"]
