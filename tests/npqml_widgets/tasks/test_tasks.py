from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell

from npqml_widgets import check, choice, number, order, text
from npqml_widgets.tasks import tasks
from npqml_widgets.tasks.tasks import Task

SETUP = """
from npqml_widgets import answer, check, mistake, number, same_number, task
task("1a-t1", criterion="1.1.1", hints=["Look again."], gap=number("Gap", unit="pp"))
task("1a-t2", criterion="1.1.1", hints=["Look again."], double=number("Twice the gap"))
"""
ASK = 'gap = answer("1a-t1")'
CHECK = """with check("1a-t1") as _given:
    mistake("sign-turned", same_number(_given.gap, -12, 0.5), "The sign is turned.")
    assert same_number(_given.gap, 12, 0.5), "Not the gap we get."
"""
CHECK_TWO = """with check("1a-t2") as _given:
    assert same_number(_given.double, 2 * gap, 0.5), "Not twice."
"""


class Notebook:
    """A notebook in a real IPython shell: cells are run with history, as JupyterLab does."""

    def __init__(self) -> None:
        self.shell = InteractiveShell.instance()
        self.shell.reset(new_session=True)

    def run(self, source: str) -> None:
        result = self.shell.run_cell(source, store_history=True)
        result.raise_error()

    def task(self, name: str = "1a-t1") -> tasks.Task:
        return tasks.find(name)

    def choose(self, name: str, raw: object, task: str = "1a-t1") -> None:
        self.task(task).form.controls[name].value = raw

    @property
    def state(self) -> str:
        return self.task().form.bar.state


@pytest.fixture
def notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Notebook]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])  # a shell leaves its own there
    one = Notebook()
    yield one
    InteractiveShell.clear_instance()


def test_start_runs_to_the_end_with_nothing_answered(notebook):
    for cell in (SETUP, ASK, CHECK):
        notebook.run(cell)
    assert notebook.shell.user_ns["gap"] is None
    assert notebook.state == "not-tried"


def test_a_changed_control_is_saved_and_judged_without_running_a_cell(notebook, tmp_path):
    for cell in (SETUP, ASK, CHECK):
        notebook.run(cell)
    notebook.choose("gap", "-12 pp")
    assert notebook.state == "not-yet"
    assert "The sign is turned." in notebook.task().form.bar.words
    notebook.choose("gap", "12 percentage points")
    assert notebook.state == "right"
    assert notebook.shell.user_ns["gap"] == 12
    assert json.loads((tmp_path / "work" / "1a-t1.json").read_text())["values"] == {"gap": "12 percentage points"}


def test_a_check_may_say_why_an_answer_is_right_once_it_is(notebook):
    for cell in (SETUP, ASK, f"{CHECK}\n    _given.explain('12 points: others minus the group.')"):
        notebook.run(cell)
    notebook.choose("gap", "-12 pp")
    assert "others minus the group" not in notebook.task().form.bar.words
    notebook.choose("gap", "12")
    assert notebook.task().form.bar.words == "Right. 12 points: others minus the group."


def test_what_cannot_be_read_is_told_apart_from_what_is_wrong(notebook):
    for cell in (SETUP, ASK, CHECK):
        notebook.run(cell)
    notebook.choose("gap", "quite a lot")
    assert notebook.state == "cannot-read"
    notebook.choose("gap", "   ")
    assert notebook.state == "not-tried"


def test_answers_come_back_after_the_kernel_has_restarted(notebook):
    for cell in (SETUP, ASK, CHECK):
        notebook.run(cell)
    notebook.choose("gap", "12")
    notebook.shell.reset(new_session=True)
    for cell in (SETUP, ASK, CHECK):
        notebook.run(cell)
    assert notebook.shell.user_ns["gap"] == 12
    assert notebook.state == "right"


@pytest.mark.parametrize("left", [[], ["# nothing"], ["print(1)"]])
def test_a_cell_that_was_emptied_has_its_form_shown_by_the_check_below_it(notebook, left):
    for cell in (SETUP, ASK, CHECK):
        notebook.run(cell)
    notebook.choose("gap", "12")
    for cell in (SETUP, *left, CHECK):
        notebook.run(cell)
    assert notebook.shell.user_ns["gap"] == 12
    notebook.choose("gap", "-12")
    assert notebook.state == "not-yet"


def test_a_cell_that_sets_its_answer_by_a_line_alone_needs_no_form(notebook):
    for cell in (SETUP, "gap = 12", CHECK):
        notebook.run(cell)
    assert notebook.task().form is None
    assert notebook.shell.user_ns["gap"] == 12


def test_a_cell_that_a_person_marks_has_its_form_shown_where_the_module_is_handed_in(notebook):
    from npqml_widgets.forms.handin import hand_in

    for cell in (SETUP, ASK, CHECK):
        notebook.run(cell)
    assert notebook.task("1a-t2").form is None
    hand_in()
    notebook.choose("double", "24", "1a-t2")
    assert notebook.shell.user_ns["double"] == 24


def test_a_typed_line_counts_when_its_cell_is_run_and_locks_the_form(notebook):
    for cell in (SETUP, ASK, CHECK, ASK + "\ngap = 6 * 2"):
        notebook.run(cell)
    assert notebook.state == "right"
    form = notebook.task().form
    assert form.controls["gap"].disabled
    assert "You typed a line" in form.controls["gap"].note


def test_a_check_that_uses_an_answer_of_another_task_follows_it(notebook):
    for cell in (SETUP, ASK, 'double = answer("1a-t2")', CHECK, CHECK_TWO):
        notebook.run(cell)
    notebook.choose("gap", "12")
    notebook.choose("double", "24", task="1a-t2")
    assert notebook.task("1a-t2").form.bar.state == "right"
    notebook.choose("gap", "13")
    assert notebook.task("1a-t2").form.bar.state == "not-yet"


def test_a_verdict_is_marked_old_when_it_cannot_be_renewed(notebook, monkeypatch):
    for cell in (SETUP, ASK, CHECK):
        notebook.run(cell)
    notebook.choose("gap", "12")
    notebook.task().sources.clear()
    notebook.choose("gap", "13")
    assert notebook.state == "old"


def test_reset_keeps_the_answer_and_bring_back_returns_it(notebook):
    for cell in (SETUP, ASK, CHECK):
        notebook.run(cell)
    notebook.choose("gap", "12")
    form = notebook.task().form
    form.reset()
    assert notebook.state == "not-tried"
    assert notebook.shell.user_ns["gap"] is None
    assert form.bar.can_bring_back
    form.bring_back()
    assert form.controls["gap"].value == "12"
    assert notebook.state == "right"


@pytest.mark.parametrize(
    ("line", "raises"),
    [
        ("gap = 12", None),
        ("gap = '12 pp'", None),
        ("gap = -12", "NotYet"),
        ("gap = None", "NotTried"),
        ("gap = 'a lot'", "CannotRead"),
        ("gap = [1, 2]", "CannotRead"),
    ],
)
def test_while_marking_the_same_cell_raises(notebook, monkeypatch, line, raises):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    for cell in (SETUP, ASK + "\n" + line):
        notebook.run(cell)
    result = notebook.shell.run_cell(CHECK, store_history=True)
    assert (type(result.error_in_exec).__name__ if result.error_in_exec else None) == raises


def test_an_unknown_task_says_to_press_start():
    with pytest.raises(LookupError, match="Press Start"):
        tasks.find("9z-t9")


def test_an_answer_that_a_person_marks_is_said_to_be_kept(notebook):
    notebook.run(SETUP + 'from npqml_widgets import text\ntask("1a-t3", criterion="1.1.2", plan=text("Your plan"))')
    notebook.run('plan = answer("1a-t3")')
    bar = notebook.task("1a-t3").form.bar
    assert (bar.state, bar.words) == ("not-tried", "Not tried yet.")
    notebook.choose("plan", "We measure in October and in May.", "1a-t3")
    assert (bar.state, bar.words) == ("kept", "Your answer is kept.")
    notebook.choose("plan", "", "1a-t3")
    assert bar.state == "not-tried"


def test_a_saved_notebook_says_in_words_what_its_form_held(notebook, capsys):
    for cell in (SETUP, ASK, CHECK):
        notebook.run(cell)
    notebook.choose("gap", "12 pp")
    capsys.readouterr()
    notebook.run(ASK)
    shown = capsys.readouterr().out
    assert "Gap: 12" in shown
    assert "Show a hint" not in shown


PARTS = """
from npqml_widgets import answer, chart, check, number, same_number, task
import pandas as pd
task("1a-t3", criterion="1.1.1", hints=["Look again."], low=number("Low"), high=number("High"))
"""
PART = """with check("1a-t3", part="{part}") as _given:
    assert same_number(_given.{name}, {right}, 0.5), "Not the {name} end."
"""


def test_a_part_that_is_answered_is_judged_while_another_is_blank(notebook, monkeypatch):
    cells = (PARTS, 'low, high = answer("1a-t3")', PART.format(part="a", name="low", right=1))
    for cell in (*cells, PART.format(part="b", name="high", right=9)):
        notebook.run(cell)
    bar = notebook.task("1a-t3").form.bar
    notebook.choose("low", "4", task="1a-t3")
    assert (bar.state, bar.words) == ("not-yet", "Not yet. Not the low end.")
    notebook.choose("low", "1", task="1a-t3")
    assert (bar.state, bar.words) == ("not-tried", "Not tried yet. Not all parts of this task have an answer yet.")
    notebook.choose("high", "9", task="1a-t3")
    assert bar.state == "right"


def test_a_chosen_chart_is_drawn_below_its_form(notebook):
    notebook.run(PARTS)
    notebook.run(
        'task("1a-t4", criterion="1.1.2", hints=["Look."], picture=chart("Chart", {"a": "A"}, {"n": "Pupils"}, '
        'data=pd.DataFrame({"n": [7], "Pupils": [9]}, index=["a"])))'
    )
    notebook.run('picture = answer("1a-t4")')
    [preview] = notebook.task("1a-t4").form.previews
    assert "drawn here once" in preview.value
    raw = {
        "kind": "bar",
        "measure": "n",
        "order": "as listed",
        "axis": "from zero",
        "counts": "yes",
        "title": "A has 7",
    }
    notebook.choose("picture", raw, task="1a-t4")
    assert '<img alt="' in preview.value
    assert "A has 7" in preview.value


def test_saved_is_said_of_the_control_that_was_changed(notebook):
    for cell in (PARTS, 'low, high = answer("1a-t3")'):
        notebook.run(cell)
    notebook.choose("low", "4", task="1a-t3")
    controls = notebook.task("1a-t3").form.controls
    assert controls["low"].saved.startswith("Saved at")
    assert controls["high"].saved == ""


def carried_of(published) -> list:
    return [
        (one["transient"]["display_id"], one["metadata"]["npqml"])
        for one in published
        if "npqml" in (one.get("metadata") or {})
    ]


def test_the_page_carries_the_answer_in_one_output_that_follows_every_change(notebook, monkeypatch):
    published = []
    monkeypatch.setattr(notebook.shell.display_pub, "publish", lambda *a, **more: published.append(more))
    for cell in (SETUP, ASK, CHECK):
        notebook.run(cell)
    notebook.choose("gap", "12 pp")
    notebook.task().form.reset()
    notebook.task().form.bring_back()
    found = carried_of(published)
    assert [record["values"] for _, record in found] == [{}, {"gap": "12 pp"}, {}, {"gap": "12 pp"}]
    assert [record["revision"] for _, record in found] == [0, 1, 2, 3]
    assert len({name for name, _ in found}) == 1
    assert all("versions" not in record for _, record in found)


def test_every_answer_of_a_task_is_said_in_few_words_whichever_a_check_asks_for():
    asked = {
        "gap": number("Gap", unit="points"), "sure": choice("How sure", {"very": "Very sure"}), "why": text("Why"),
        "order": order("Order", {"a": "First", "b": "Second"}), "left": number("Left out"),
    }  # fmt: skip
    several = Task("1a-t11", "1.1.1", (), asked)
    given = {"gap": "4", "sure": "nobody", "why": "It is\nlarge.", "order": ["b", "a"]}
    assert several.said(several.read(given)) == (
        "Gap: 4 points", "How sure: cannot be read", "Why: “It is large.”", "Order: 1. Second; 2. First",
        "Left out: no answer",
    )  # fmt: skip
    assert several.said(several.read({})) == ()
    one = Task("1a-t11", "1.1.1", (), {"gap": number("Gap", unit="points")})
    assert one.said(one.read({"gap": "4"})) == ("4 points",)
    assert one.said(one.read({"gap": "many"})) == ()


def test_a_verdict_holds_every_answer_also_where_its_check_asks_for_one(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    tasks.task("1a-t7", criterion="1.1.1", low=number("Lower end"), high=number("Upper end"))
    page = {"check": check, "low": 1, "high": 9}
    with pytest.raises(AssertionError, match="Too high"):
        exec("with check('1a-t7', part='b') as _given:\n    assert _given.high < 5, 'Too high.'", page)
    verdict = tasks.find("1a-t7").verdicts["b"]
    assert verdict.readings == ("Lower end: 1", "Upper end: 9")
    assert verdict.read_as == "We read your answer as 9."
