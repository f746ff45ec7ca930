from __future__ import annotations

import nbformat
import pytest

from npqml.authoring.gates import leaks, rules, trials, worked
from npqml.authoring.source import read_source
from npqml.grading.worked import Worked, write_worked
from npqml.place import WORKED, Place
from npqml.refusal import Refusal
from npqml_widgets.answers.by_row import choice_by_row
from npqml_widgets.answers.fields import choice, choices, number, order, text
from npqml_widgets.answers.ranges import number_range
from tests.npqml.authoring.gates.faults import HOW_TO, change

CELL = """
```{code-cell} python
:npqml: {worked: 1a-t1}

_here = data("pupils-clean.csv")["UPN"].nunique()
f"{_here} on roll"
```
"""
FAULTS = {
    "none": ("", "none (primary)"),
    "for another task": (CELL.replace("1a-t1", "1a-t2"), "out of its place"),
    "two": (CELL + CELL, "two for one task"),
    "for one phase alone": (CELL.replace("\n_here", ":tags: [only-primary]\n\n_here"), "none (secondary)"),
    "behind other code": ("\n```{code-cell} python\n_other = 1\n```\n" + CELL, "out of its place"),
    "an open name": (CELL.replace("_here", "here"), "the name here bound"),
    "a name that another cell reads": (CELL + "\n```{code-cell} python\nprint(_here)\n```\n", "read in another cell"),
    "a solution marker": (CELL.replace("_here =", "### BEGIN SOLUTION\n_here ="), "a solution marker"),
    "a name that a candidate's cell makes": (CELL.replace('data("', 'helper("'), "no instructor"),
    "marks": (CELL.replace("1a-t1}", "1a-t1, points: 2}"), "in a code cell of learn-how-to"),
}
KINDS = {"a": "First one", "b": "Second one", "c": "Third one"}
SAID = {
    "a number": (number("n", decimals=2), -1.2345, "So it is −1.23 points.", "So it is 1.23 points."),
    "a whole number": (number("n"), 58.0, "62 − 4 = 58", "62 − 4 = 57.9"),
    "a large number": (number("n"), 1250.0, "It is 1,250.", "It is 250."),
    "a choice": (choice("c", KINDS), "b", "“second  one.”", "First one"),
    "several": (choices("c", KINDS), ["a", "c"], "Third one; first one", "First one"),
    "rows": (
        choice_by_row("c", {"x": "Carol said “Fine.”", "y": "Carol minds"}, KINDS),
        {"x": "a", "y": "b"},
        "Carol said “Fine.” is the first one; Carol minds: second one.",
        "Carol said “Fine.” is the second one; Carol minds: first one.",
    ),
    "a range": (
        number_range("r", estimate="Effect", decimals=1),
        (2.14, -0.3, 4.58),
        "2.1 ± 2.4, so from −0.3 to 4.6.",
        "2.1 ± 2.4, so from 0.3 to 4.6.",
    ),
    "an order": (order("c", KINDS), ["b", "a", "c"], "Second one, first one, third one", "Second one, first one"),
}


def problems_of(path) -> list[str]:
    try:
        return [str(one) for one in (*worked.faults(read_source(path)), *rules.faults(read_source(path)))]
    except Refusal as problem:
        return [str(problem)]


def test_a_task_with_its_worked_solution_breaks_no_rule(good_text, write):
    assert problems_of(write(good_text + CELL)) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_worked_solution_that_is_missing_or_misplaced_is_named(good_text, write, fault):
    cell, words = FAULTS[fault]
    found = problems_of(write(good_text + cell))
    assert any(words in one for one in found), found


@pytest.mark.parametrize("kind", SAID)
def test_a_worked_solution_must_hold_the_answer_of_the_solution(kind):
    field, answer, right, wrong = SAID[kind]
    assert worked.missing_in(right, field, answer) == ""
    assert worked.missing_in(wrong, field, answer) != ""


def test_a_text_that_a_person_marks_is_none_of_its_business():
    assert worked.missing_in("anything", text("Your plan"), "We wait.") == ""


@pytest.mark.slow
def test_one_that_comes_to_another_number_is_named_with_task_and_cohort(course, module):
    change(module.folder / HOW_TO, "_here['UPN'].nunique()} on roll.", "_here['UPN'].nunique() + 1} on roll.")
    found = [str(one) for one in trials.faults(course, module, "demo-primary", variants=0)]
    assert len(found) == 1
    assert "1a-t1, worked solution (demo-primary, seed" in found[0]
    assert "expected the solution's on_roll" in found[0]


@pytest.mark.slow
def test_one_that_stops_is_named_and_the_others_are_tried(course, module):
    change(module.folder / HOW_TO, "0.15 - _r", "_nothing - _r")
    change(module.folder / HOW_TO, "_here['UPN'].nunique()} on roll.", "_here['UPN'].nunique() + 1} on roll.")
    found = "\n".join(str(one) for one in trials.faults(course, module, "demo-primary", variants=0))
    assert "1a-t8, worked solution (demo-primary" in found
    assert "1a-t1, worked solution" in found


@pytest.mark.parametrize("leaked", ["the file", "a line of the cell", "what it says"])
def test_a_release_that_holds_one_is_a_leak(course, module, tmp_path, leaked):
    place = Place(course.parent)
    source, release = place.source("demo-primary") / "1a", place.release("demo-primary") / "1a"
    source.mkdir(parents=True)
    release.mkdir(parents=True)
    write_worked(source, Worked({"1a-t1": ("62 rows − 3 who have left = 59",)}))
    line = {"a line of the cell": '_repeated = len(_here) - _here["UPN"].nunique()',
            "what it says": "62 rows − 3 who have left = 59"}.get(leaked, "x = 1")  # fmt: skip
    put_notebook(release / "1a.ipynb", line)
    if leaked == "the file":
        write_worked(release, Worked())
    found = [str(one) for one in leaks.faults(place, module, "demo-primary")]
    assert len(found) == 1, found
    assert WORKED in found[0] or "an instructor's line" in found[0]


def put_notebook(path, line: str) -> None:
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(line, id="a")]), path)
