"""Each gate is shown a fault of its kind in a copy of the real course, and must name the file and the place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from npqml.authoring.gates import coverage, run, trials
from npqml.course import Module

REAL = Path(__file__).parents[3] / "course"
FOLDER = "1-strategy-and-improvement/1a-analyse-performance-data"
HOW_TO, TOOLS, SESSION, BANK = "learn-how-to.md", "learn-about-1-data-tools.md", "session.md", "answers.toml"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REAL, tmp_path / "course"))


@pytest.fixture
def module(course: Path) -> Module:
    return Module("1a", course / FOLDER)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} has no {old!r} any more: mend this test"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


TEXT_FAULTS: dict[str, tuple[str, Callable[[Path], None], str]] = {
    "time that words cannot need": (TOOLS, lambda p: change(p, "minutes: 30", "minutes: 59"), "State the true time"),
    "unit that is too long": (HOW_TO, lambda p: change(p, "minutes: 60", "minutes: 75"), "20 to 60"),
    "picture without a text": (TOOLS, lambda p: append(p, "\n![](chart.png)\n"), "a picture without a text"),
    "citation that leads nowhere": (HOW_TO, lambda p: append(p, "\nSo they say [@nobody].\n"), "[@nobody]"),
    "figure that is not there": (HOW_TO, lambda p: append(p, "\nIt is {{figure:nothing}}.\n"), "{{figure:nothing}}"),
    "session that runs over": (SESSION, lambda p: change(p, "minutes: 90", "minutes: 80"), "add up to 90"),
    "session without a plan": (SESSION, lambda p: change(p, "| Minutes |", "| Length |"), "no table of timings"),
    "other module in the header": (HOW_TO, lambda p: change(p, "module: 1a", "module: 2b"), "header, module"),
    "other id in the header": (TOOLS, lambda p: change(p, "id: 1a-1", "id: 1a-9"), "header, id"),
    "criterion that no task practises": (
        HOW_TO,
        lambda p: p.write_text(p.read_text(encoding="utf-8").replace('criterion="1.1.2"', 'criterion="1.1.1"')),
        "Each criterion is practised",
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
    "source that is not there": (BANK, lambda p: change(p, 'source = "', 'source = "no-such-'), "sources.toml"),
}  # fmt: skip


def test_the_real_course_has_no_fault(course, module):
    assert run.texts(course, module) == []


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


def test_a_notebook_outside_the_framework_is_refused(course):
    (course / "1-strategy-and-improvement" / "1z-extra").mkdir()
    shutil.copy(REAL / FOLDER / TOOLS, course / FOLDER / "learn-about-7-extra.md")
    words = " ".join(map(str, coverage.problems(course)))
    assert "1z: found a notebook with an id that the framework does not have" in words
    assert "1a-7" in words


TRIAL_FAULTS: dict[str, tuple[str, Callable[[Path], None], str]] = {
    "solution that is wrong": (
        HOW_TO, lambda p: change(p, 'export.loc[export["Left"].isna(), "UPN"].nunique()', "len(export)"),
        "the notebook's own solution",
    ),
    "check that passes without an answer": (
        HOW_TO,
        lambda p: change(p, "# Analyse performance data", "# Analyse performance data\n\n```{code-cell} python\n"
                         "from npqml_widgets import verdicts\n_old = verdicts.judge\n"
                         "verdicts.judge = lambda readings, error: verdicts.Verdict('right')\n```\n"),
        "'no answer'",
    ),
    "mark that the bank does not state": (BANK, lambda p: change(p, "mark = 2", "mark = 1"), "expected 1 marks"),
    "message that is not given": (
        BANK, lambda p: change(p, 'message = "', 'message = "something quite different: '), "expected a message with",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", TRIAL_FAULTS)
def test_a_fault_that_shows_on_data_is_named_with_the_task_and_the_cohort(course, module, fault, monkeypatch):
    from npqml_widgets import verdicts

    monkeypatch.setattr(verdicts, "judge", verdicts.judge)
    name, make, words = TRIAL_FAULTS[fault]
    make(module.folder / name)
    found = [str(one) for one in trials.problems(course, module, "demo-primary", variants=0)]
    assert any(words in one for one in found), found[:5]
    assert all("demo-primary" in one for one in found)
