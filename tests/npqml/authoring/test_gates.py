"""Each gate is shown a fault of its kind in a copy of the real course, and must name the file and the place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from npqml.authoring.gates import coverage, documents, run, trials
from npqml.course.modules import Module
from npqml.place import Place

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


DOCUMENT_FAULTS: dict[str, tuple[str, str, str, str]] = {
    "criterion of no framework": ("assessment/risk-register.md", "criteria: [5.1.3]", "criteria: [5.1.9]", "5.1.9"),
    "citation that leads nowhere": ("assessment/risk-register.md", "**By the end**", "[@nobody] **By", "[@nobody]"),
    "task without its cell": ("assessment/360-feedback.md", "npqml: {task: 360-q1", "npqml: {task: 360-q9", "360-q1"),
    "choice that leads nowhere": ("cases/case-hard-conversation.toml", 'next = "', 'next = "no-such-', "no-such-"),
    "source that the course does not have": (
        "cases/case-safeguarding-concern.toml", "millbrook", "marshbrook", "sources, marshbrook-concerns",
    ),
    "question of another module": (f"{FOLDER}/questions.toml", 'id = "1a-', 'id = "2b-', "a question of 2b"),
    "question for no criterion": (f"{FOLDER}/questions.toml", 'criterion = "1.1.1"', 'criterion = "9.9.9"', "9.9.9"),
    "question without a right option": (f"{FOLDER}/questions.toml", "right = true", "right = false", "right"),
}  # fmt: skip


@pytest.mark.parametrize("fault", DOCUMENT_FAULTS)
def test_a_fault_in_a_document_a_case_or_a_question_is_named_with_its_file(course, module, fault):
    name, old, new, words = DOCUMENT_FAULTS[fault]
    change(course / name, old, new)
    if old == "millbrook":  # named, and cited where it is used
        text = (course / name).read_text(encoding="utf-8")
        (course / name).write_text(text.replace(old, new), encoding="utf-8")
    found = [str(one) for one in (*documents.problems(course), *documents.question_problems(course, module))]
    assert any(words in one and Path(name).name in one for one in found), found


def test_the_course_s_own_documents_cases_and_questions_have_no_fault(course, module):
    assert [*documents.problems(course), *documents.question_problems(course, module)] == []


TRIAL_FAULTS: dict[str, tuple[str, Callable[[Path], None], str]] = {
    "solution that is wrong": (
        HOW_TO, lambda p: change(p, 'export.loc[export["Left"].isna(), "UPN"].nunique()', "len(export)"),
        "the notebook's own solution",
    ),
    "check that passes without an answer": (
        HOW_TO,
        lambda p: change(p, "# Analyse performance data", "# Analyse performance data\n\n```{code-cell} python\n"
                         "from npqml_widgets.tasks import verdicts\n_old = verdicts.judge\n"
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
    from npqml_widgets.tasks import verdicts

    monkeypatch.setattr(verdicts, "judge", verdicts.judge)
    name, make, words = TRIAL_FAULTS[fault]
    make(module.folder / name)
    found = [str(one) for one in trials.faults(course, module, "demo-primary", variants=0)]
    assert any(words in one for one in found), found[:5]
    assert all("demo-primary" in one for one in found)


def test_a_cell_that_stops_is_named_with_its_module_and_cohort_and_no_traceback(course):
    stop = "\n\n```{code-cell} python\nraise RuntimeError('no such thing')\n```\n"
    change(course / FOLDER / HOW_TO, "# Analyse performance data", f"# Analyse performance data{stop}")
    found = run.check(Place(course.parent), only=("1a",), cohorts=("demo-primary",), variants=0, workers=1)
    assert any("demo-primary, seed" in str(one) and "RuntimeError: no such thing" in str(one) for one in found.faults)
