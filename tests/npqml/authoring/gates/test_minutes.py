from __future__ import annotations

from pathlib import Path

import pytest

from npqml.authoring.gates import minutes
from npqml.authoring.source import read_source
from tests.npqml.authoring.gates.faults import HOW_TO, SESSION, TOOLS, change

PAGE = """---
jupytext: {{text_representation: {{extension: .md, format_name: myst}}}}
kernelspec: {{display_name: Python 3, language: python, name: python3}}
npqml: {{module: 1a, kind: learn-how-to, minutes: {minutes}}}
---

# A page

**Time: {minutes} minutes**, reading included{sittings}.

## Task 1: How many? ({first} minutes)

{words}

```{{code-cell}} python
task("1a-t1", hints=["Ten words of a hint that is folded and not read."], many=number("Many"))
```

## Task 2: Why? (10 minutes)

```{{code-cell}} python
task("1a-t2", why=text("Why is it so"))
```
"""


def said(folder: Path, *, minutes_: int = 30, sittings: str = "", first: int = 20, words: int = 2000) -> list[str]:
    """What the gate has against a page with so many words, and 10 minutes for its second task."""
    path = folder / "learn-how-to.md"
    page = PAGE.format(minutes=minutes_, sittings=sittings, first=first, words="word " * words)
    path.write_text(page, encoding="utf-8")
    return [str(fault).partition("learn-how-to.md: ")[2] for fault in minutes.faults(read_source(path))]


def test_a_page_that_states_what_its_tasks_and_reading_come_to_is_well(tmp_path):
    assert said(tmp_path) == []
    assert said(tmp_path, minutes_=40) == []


@pytest.mark.parametrize("phase", minutes.PHASES)
def test_a_page_that_states_much_less_is_refused_with_the_sums_by_task(phase, tmp_path):
    (fault,) = [fault for fault in said(tmp_path, minutes_=22) if phase in fault]
    assert fault.startswith(
        f"header, minutes ({phase}): found 22 minutes; expected about 30, of which 10.1 to read 2,0"
    )
    assert "at 200 a minute: " in fault
    assert "Task 1 20.0; Task 2 10.0." in fault


def test_a_task_that_states_less_than_its_text_takes_is_refused(tmp_path):
    (fault,) = said(tmp_path, minutes_=25, first=10)
    assert fault.startswith("Task 1: How many?: found 10 minutes; expected more: its 2006 words alone take 10.0.")


def test_a_page_that_states_more_than_twice_what_it_takes_is_refused(tmp_path):
    assert [fault for fault in said(tmp_path, minutes_=61) if "found 61 minutes" in fault]
    assert said(tmp_path, minutes_=59) == []


def test_sittings_add_up_and_take_every_task(tmp_path):
    assert said(tmp_path, sittings=", in two sittings: tasks 1 (20), 2 (10)") == []
    (fault,) = said(tmp_path, sittings=", in two sittings: tasks 1 (19), 2 (10)")
    assert fault.startswith("**Time: found sittings of 19 + 10 = 29 minutes; expected 30, as the header states")
    assert any(
        "sittings with the tasks 1; expected every task" in fault for fault in said(tmp_path, sittings=": 1 (30)")
    )


def test_a_sitting_that_states_much_less_than_it_takes_is_refused(tmp_path):
    found = said(tmp_path, sittings=", in two sittings: tasks 1 (14), 2 (16)")
    assert len(found) == len(minutes.PHASES)
    for phase, fault in zip(minutes.PHASES, found, strict=True):
        assert fault.startswith(f"**Time, tasks 1 to 1 ({phase}): found 14 minutes; ")


def test_headings_of_more_minutes_than_the_page_are_refused(tmp_path):
    found = said(tmp_path, minutes_=25, first=16, words=100)
    assert found == [
        "headings: found headings of 16 + 10 = 26 minutes; expected at most 25, as the header states. Mend one of them."
    ]


def test_what_stands_on_the_page_is_read_and_what_is_folded_is_not():
    assert minutes.count_words("Two words <details>and three folded</details>") == 2
    assert minutes.count_words("| **Evidence** | No number | [a link](https://example.org/of-many-words) |") == 5


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (HOW_TO, "many pupils are on roll? (4 minutes)", "many pupils are on roll?", "1a-t1: found the heading"),
        (HOW_TO, "## Task 2:", "## Task 12:", "1a-t2: found the heading “Task 12: "),
        (HOW_TO, "**Time: 120 minutes**", "**Time: 40 minutes**", "**Time: found 40 minutes; expected 120"),
        (TOOLS, "**Time**: about 30 minutes", "**Time**: a while", "no sentence that says how long"),
        (
            SESSION,
            "six numbers (18 minutes)",
            "six numbers (28 minutes)",
            "found 28 minutes; expected 18, as the plan's",
        ),
        (SESSION, "| 18 |", "| 17 |", "timings that add up to 89 minutes"),
    ],
)
def test_minutes_of_the_real_module_that_do_not_agree_are_named(name, old, new, words, module):
    path = module.folder / name
    assert list(minutes.faults(read_source(path))) == []
    change(path, old, new)
    assert any(words in str(fault) for fault in minutes.faults(read_source(path)))
