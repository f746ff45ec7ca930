from __future__ import annotations

import pytest

from npqml.authoring.gates import rules
from npqml.authoring.source import read_source
from npqml.refusal import Refusal

FAULTS = {
    "unknown header entry": ("kind: learn-how-to,", "kind: learn-how-to, colour: red,", "npqml: colour"),
    "verb without a list": ("minutes: 30", "minutes: 30, verbs: {manage: 1a-t1}", "header, npqml: verbs"),
    "verb with an empty list": ("minutes: 30", "minutes: 30, verbs: {manage: []}", "header, npqml: verbs"),
    "unknown kind": ("kind: learn-how-to,", "kind: lesson,", "learn-about"),
    "minutes in words": ("minutes: 30", "minutes: half", "whole number of minutes"),
    "no title": ("# Who is on roll?", "Who is on roll?", "title"),
    "no npqml entry": ("npqml: {module", "other: {module", "no npqml entry"),
    "unknown cell entry": ("answers: [on_roll]}", "answers: [on_roll], mark: 2}", "only answers, check"),
    "check without points": ("{check: 1a-t1, points: 2}", "{check: 1a-t1}", "without points"),
    "answers not declared": ("{task: 1a-t1, answers: [on_roll]}", "{task: 1a-t1}", "answers"),
    "nbgrader metadata by hand": (":npqml: {task", ":nbgrader: {grade: true}\n:npqml: {task", "the builder adds it"),
    "other name declared": ("answers: [on_roll]}", "answers: [pupils]}", "as its answers declare"),
    "other task asked for": ('on_roll = answer("1a-t1")', 'on_roll = answer("1a-t2")', "Mend the cell"),
    "no solution": ("### BEGIN SOLUTION\n", "", "no solution"),
    "private name in a solution": (
        "on_roll = int(data", "_n = 1\non_roll = int(data", "a leading underscore",
    ),
    "bare assert": (', "Not the number we get."', "", "a bare assert"),
    "import in a check": ("    _export = data", "    import pandas\n    _export = data", "an import"),
    "check binds an open name": ("_export = data", "export = data", "the name export bound"),
    "check uses a solution's helper": (
        "_export = data", "_export = helper(data)\n    _export = data", "the name helper, which no instructor",
    ),
    "check uses what nobody imported": (
        "_export = data", "_export = same_table(data)\n    _export = data", "from npqml_widgets import same_table",
    ),
    "check reads an open name": (
        'hints=["Look at the column Left."], on_roll=number("Pupils on roll"))\n```',
        'hints=["Look at the column Left."], on_roll=number("Pupils on roll"))\n'
        'table = data("pupils.csv")\n```',
        None,
    ),
    "check compares identity": ("same_number(_given.on_roll, len(_export), 0)", "_export is _given", "identity"),
    "wrong part": ('check("1a-t1") as', 'check("1a-t1", part="b") as', "npqml entry agree"),
    "id of another module": ("1a-t1", "2b-t1", "Rename the task"),
    "no hint": ('hints=["Look at the column Left."], ', "", "no hint"),
    "code that is not Python": ("minimum_group = 6", "minimum_group = = 6", "not Python"),
    "answer that YAML reads otherwise": ("answers: [on_roll]", "answers: [off]", "an answer called False"),
    "marker in an author's cell": ("minimum_group = 6", "### BEGIN SOLUTION\n### END SOLUTION", "author's cell"),
    "chart without text": ("minimum_group = 6", "minimum_group = 6\nplt = None\nplt.show()", "without text"),
}  # fmt: skip


def problems_of(path) -> list[str]:
    try:
        return [str(one) for one in rules.faults(read_source(path))]
    except Refusal as problem:
        return [str(problem)]


def test_a_good_notebook_breaks_no_rule(good_text, write):
    assert problems_of(write(good_text)) == []


@pytest.mark.parametrize("fault", [name for name, (_, _, words) in FAULTS.items() if words])
def test_a_fault_in_a_notebook_gives_a_message_that_names_the_file_and_the_place(good_text, write, fault):
    old, new, words = FAULTS[fault]
    assert old in good_text
    path = write(good_text.replace(old, new))
    found = problems_of(path)
    assert any(words in one for one in found), found
    assert all(str(path) in one for one in found)
    assert "Traceback" not in "".join(found)


def test_a_check_may_not_read_a_name_that_a_candidates_cell_can_change(good_text, write):
    old, new, _ = FAULTS["check reads an open name"]
    text = good_text.replace(old, new).replace('_export = data("pupils.csv")', "_export = table")
    found = problems_of(write(text))
    assert any("the name table, which a candidate's cell can change" in one for one in found), found


def test_nor_may_any_locked_cell_below_the_first_task_but_for_imports_and_answers(good_text, write):
    made = "\n```{code-cell} python\nlog = 3\n```\n"
    text = good_text.replace("\n## Task 1", f"{made}\n## Task 1")
    assert problems_of(write(text)) == []
    below = "\n```{code-cell} python\n_rows = log + minimum_group + int(number is None) + (on_roll or 0)\n```\n"
    (found,) = problems_of(write(text + below))
    assert "the cell '_rows = log" in found
    assert "the name log, which a candidate's cell can change" in found


def test_a_task_without_a_cell_for_its_answer_is_named(good_text, write):
    start = good_text.index("```{code-cell} python\n:npqml: {task")
    end = good_text.index("```{code-cell} python\n:npqml: {check")
    found = problems_of(write(good_text[:start] + good_text[end:]))
    assert any("no cell for the candidate's answer" in one for one in found), found
