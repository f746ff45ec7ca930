"""A mistake that no check of module 1a knows, planted in one of six candidates of each cohort, found and adopted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from attrs import frozen

from npqml.authoring.answers import Answer, read_answers
from npqml.authoring.build import build
from npqml.authoring.gates import bank, trials
from npqml.course.modules import find_module
from npqml.grading.assignment import read_assignment
from npqml.grading.checks import read_cells
from npqml.grading.engine import grade
from npqml.grading.known_mistakes import Known, work_out
from npqml.grading.plan import Wish as Grading
from npqml.grading.result import Result, read_results
from npqml.mistakes.adopt import Wish, adopt
from npqml.mistakes.constants import fault_elsewhere
from npqml.mistakes.guesses import unforeseen
from npqml.mistakes.unforeseen import TaskMistakes
from npqml.place import Place
from npqml.refusal import Refusal
from npqml.simulation.candidates import SAVED, simulate
from npqml_widgets.keeping import answers
from tests.conftest import EVERYTHING
from tests.course_of_1a import copy_of_course

COURSE = Path(__file__).parents[3] / "course"
COHORTS = ("demo-primary", "demo-secondary", "demo-special") if EVERYTHING else ("demo-primary", "demo-secondary")
CANDIDATES = 12
PLANTED = 5
TASK = "1a-t2"
# "More than the standard" for "the standard or more".
CODE = "known = pupils.dropna(subset=[outcome, 'To reach'])\nshare = 100 * (known[outcome] > known['To reach']).mean()"
MESSAGE = 'You counted only pupils above the line. "Reached" takes in those who are just on it.'
GUESS = "99.5%"
WISH = Wish(TASK, "Only above the line", MESSAGE)


@frozen
class Planted:
    """The graded cohorts, who made the planted mistake, and where the hostile line tries to leave its mark."""

    place: Place
    made: dict[str, list[str]]
    harm: Path
    listed: tuple[TaskMistakes, ...]

    @property
    def bank(self) -> Path:
        return find_module(self.place.course, "1a").answers


def give(place: Place, cohort: str, candidate: str, share: str = "", line: str = "") -> None:
    """Have a candidate answer by the form or by a line, whatever was answered before."""
    assignment = read_assignment(place, cohort, "1a")
    folder = place.submitted(cohort) / candidate / "1a"
    notebook = nbformat.read(folder / assignment.file, as_version=4)
    [task] = [one for one in assignment.tasks if one.id == TASK]
    [cell] = [one for one in notebook.cells if one.metadata.get("nbgrader", {}).get("grade_id") == task.cell]
    cell.source = f"{assignment.originals[task.cell].source}\n{line}"
    nbformat.write(notebook, folder / assignment.file)
    given = {"share": share}
    answers.write(folder / "work" / f"{TASK}.json", answers.Saved(TASK, given, SAVED, revision=1))


def plant(place: Place, cohort: str, harm: Path) -> list[str]:
    """Plant the mistake, by the form but for one line, one guess and one hostile line; give who made the mistake."""
    whole = [one.candidate for one in simulate(place, cohort, CANDIDATES, seed=3) if one.tasks]
    whole = list(dict.fromkeys(whole))[: PLANTED + 2]
    [source] = (place.source(cohort) / "1a").glob("*.ipynb")
    [planted] = work_out(read_cells(source), source.parent, [Known(TASK, "planted", CODE)]).values.values()
    for candidate in whole[:PLANTED]:
        give(place, cohort, candidate, share=f"{planted['share']:.1f}%")
    give(place, cohort, whole[PLANTED], share=GUESS)
    if cohort == "demo-primary":
        give(place, cohort, whole[0], line=CODE.replace("\n", "  # by hand\n\n"))
    if cohort == "demo-secondary":
        give(place, cohort, whole[-1], line=f"share = (__import__('os').system('touch {harm}'), 31.4)[1]")
    return whole[:PLANTED]


@pytest.fixture(scope="module")
def planted(tmp_path_factory) -> Planted:
    root = tmp_path_factory.mktemp("unforeseen")
    copy_of_course(root)
    place, made, harm = Place(root), {}, root / "harm"
    for cohort in COHORTS:
        [built] = build(place, cohort, only=["1a"])
        assert not built.failed
        made[cohort] = plant(place, cohort, harm)
        grade(place, cohort, Grading(workers=1))
    return Planted(place, made, harm, unforeseen(place, COHORTS))


@pytest.fixture(scope="module")
def before(planted: Planted) -> dict[tuple[str, str], Result]:
    return {(one.cohort, one.candidate): one for c in COHORTS for one in read_results(planted.place, c)}


@pytest.mark.slow
def test_a_planted_mistake_comes_first_in_all_cohorts_with_its_true_count(planted):
    first = planted.listed[0]
    assert first.task == TASK
    assert first.mistakes[0].by_cohort == dict.fromkeys(COHORTS, PLANTED)
    assert first.mistakes[0].formula.code == CODE  # the one line that was typed explains the numbers of all cohorts
    assert first.mistakes[1].count < PLANTED
    for cohort in COHORTS:
        alone = unforeseen(planted.place, [cohort])[0]
        assert (alone.task, alone.mistakes[0].count) == (TASK, PLANTED)
        assert [one for group in alone.mistakes[0].groups for one in group.candidates] == planted.made[cohort]
        assert alone.unexplained == sum(one.count for one in alone.mistakes) <= alone.wrong <= alone.graded


@pytest.mark.slow
def test_every_answer_of_a_task_is_listed_as_it_was_read_also_those_of_other_parts(planted, before):
    read = [task.readings for one in before.values() for task in one.tasks if task.task == "1a-t5" and task.readings]
    assert len(read) > PLANTED
    assert {tuple(words.split(": ")[0] for words in each) for each in read} == {
        ("Overall gap, to two decimals", "Like-for-like gap, to two decimals")
    }


@pytest.mark.slow
def test_a_hostile_line_does_no_harm_and_is_not_adopted(planted):
    alone = next(one for one in unforeseen(planted.place, ["demo-secondary"]) if one.task == TASK)
    [hostile] = [one for one in alone.mistakes if any("__import__" in line for line in one.lines)]
    content = planted.bank.read_bytes()
    with pytest.raises(Refusal) as refused:
        adopt(planted.place, ["demo-secondary"], Wish(TASK, "Thirty", "Look again.", number=hostile.number))
    assert "__import__" in refused.value.found
    assert planted.bank.read_bytes() == content
    assert not planted.harm.exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "found", "expected"),
    [
        ({"code": "share = 50.0"}, "50%", "what candidates gave (We read your answer as"),
        ({"code": "share = = 50"}, "not Python", "a line"),
        ({"name": "The average result"}, "the-average-result", "a name of its own"),
        ({"name": "Average for share"}, "average-for-share", "a name of its own"),
        ({"number": 99}, "number 99", "a number up to"),
        ({}, "no line that anybody typed", "a formula"),
        ({"message": " "}, "no message", "a few words"),
    ],
)
def test_what_does_not_fit_is_refused_and_the_file_stays_as_it_is(planted, changes, found, expected):
    wish = {"task": TASK, "name": "Half of it", "message": "Look again.", **changes}
    content = planted.bank.read_bytes()
    with pytest.raises(Refusal) as refused:
        adopt(planted.place, ["demo-secondary"], Wish(**wish))
    assert found in refused.value.found
    assert expected in refused.value.expected
    assert planted.bank.read_bytes() == content


def number_of(planted: Planted, cohorts: tuple[str, ...], share: float) -> int:
    """Return the number in the list of the mistake that gives this share."""
    listed = planted.listed if cohorts == COHORTS else unforeseen(planted.place, cohorts)
    there = next(one.mistakes for one in listed if one.task == TASK)
    return next(one.number for one in there if abs(one.groups[0].given["share"] - share) < 0.05)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cohort", "known"), [("demo-primary", "known = pupils.dropna"), ("demo-secondary", "Write the formula")]
)
def test_a_number_that_holds_in_one_cohort_is_refused_with_the_formula_where_one_is_known(planted, cohort, known):
    there = next(one.mistakes for one in unforeseen(planted.place, [cohort]) if one.task == TASK)
    share, content = there[0].groups[0].given["share"], planted.bank.read_bytes()
    with pytest.raises(Refusal) as refused:
        adopt(planted.place, [cohort], Wish(TASK, WISH.name, MESSAGE, code=f"share = {share!r}"))
    assert "in another cohort" in refused.value.found
    assert known in refused.value.do
    assert planted.bank.read_bytes() == content


@pytest.mark.slow
def test_a_guess_that_was_made_in_two_cohorts_holds_anywhere(planted):
    cohorts, content = ("demo-primary", "demo-secondary"), planted.bank.read_bytes()
    wish = Wish(TASK, "Nearly all", "This is nearly everybody: count again.", code="share = 99.5",
                number=number_of(planted, cohorts, 99.5))  # fmt: skip
    try:
        assert adopt(planted.place, cohorts, wish).counts == dict.fromkeys(cohorts, 1)
    finally:
        planted.bank.write_bytes(content)


@pytest.mark.slow
def test_a_choice_that_is_another_pupil_in_another_cohort_is_told_of(planted):
    unforeseen(planted.place, ["demo-primary"])  # runs the module of this cohort
    entry = Answer("1a-t4", "It", "mistake", "first_three = ['a', 'b', 'c']", mark=0, mistake="these", message="Look.",
                   adopted=True)  # fmt: skip
    module = find_module(planted.place.course, "1a")
    assert "something else" in fault_elsewhere(planted.place.course, module, "demo-primary", entry)


@pytest.fixture(scope="module")
def regraded(planted, before):
    """Adopt the mistake, grade again, and give the file as it was, what was adopted and what came of each cohort."""
    content = planted.bank.read_bytes()
    done = adopt(planted.place, COHORTS, WISH)
    return content, done, {cohort: grade(planted.place, cohort, Grading(workers=1)) for cohort in COHORTS}


@pytest.mark.slow
def test_adopting_adds_one_entry_and_leaves_every_byte_before_it(planted, regraded):
    content, done, _ = regraded
    assert done.counts == dict.fromkeys(COHORTS, PLANTED)
    assert planted.bank.read_bytes().startswith(content)
    entry = read_answers(planted.bank)[-1]
    assert (entry.kind, entry.adopted, entry.code.strip(), entry.mark) == ("mistake", True, CODE, 0)
    assert (entry.mistake, entry.message) == ("only-above-the-line", MESSAGE)
    with pytest.raises(Refusal) as refused:
        adopt(planted.place, COHORTS, WISH)
    assert "already" in refused.value.found


@pytest.mark.slow
def test_graded_again_its_message_appears_for_exactly_these_and_no_mark_moves(planted, before, regraded):
    for cohort, again in regraded[2].items():
        assert (again.changes, again.held_back, again.new) == ((), (), CANDIDATES)
        named = {one.candidate: task for one in again.results for task in one.tasks if task.mistake == WISH.mistake}
        assert sorted(named) == planted.made[cohort]
        assert {task.message for task in named.values()} == {MESSAGE}
        assert all(one.mark == before[cohort, one.candidate].mark for one in again.results)
        dry = grade(planted.place, cohort, Grading(workers=1, dry_run=True))
        assert (dry.new, dry.changes) == (0, ())


@pytest.mark.slow
def test_the_gates_hold_an_adopted_mistake_to_its_mark_and_message(planted, regraded):
    module = find_module(planted.place.course, "1a")
    assert bank.faults(module) == []
    assert trials.faults(planted.place.course, module, "demo-special", variants=1) == []


@pytest.mark.slow
def test_the_command_lists_what_is_left(planted, regraded):
    code = "import typer; from npqml.cli import answers; app = typer.Typer(); answers.add_to(app); app()"
    done = subprocess.run(
        [sys.executable, "-c", code, "answers", "unexplained", "demo-secondary", "--json"],
        cwd=planted.place.root, env={**os.environ, "PYTHONPATH": str(COURSE.parent)}, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    found = json.loads(done.stdout)
    task = next(one for one in found["tasks"] if one["task"] == TASK)
    assert task["share"] == task["unexplained"] / task["graded"]
    assert all(one["count"] < PLANTED for one in task["mistakes"])
    assert any("__import__" in line for one in task["mistakes"] for line in one["typed"])
