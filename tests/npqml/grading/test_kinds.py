"""Each newer kind of answer, from a typed line and from its control, handed in and graded.

No mirror: it is about a whole small course, from its source to marks and feedback.
"""

# ruff: noqa: E501 - the lines of a course are as long as its author wrote them

from __future__ import annotations

import re

import nbformat
import pytest

from npqml.grading.engine import grade
from npqml.reports.feedback import write_feedback
from npqml.simulation.candidates import simulate
from npqml_widgets.tasks.states import TaskState
from tests.npqml.conftest import COHORT, HEADER, build_stand_in

pytestmark = pytest.mark.slow
COURSE = (
    HEADER
    + """
# What did they hear?

```{code-cell} python
import pandas as pd
from npqml_widgets import answer, chart, check, choice_by_row, comes_before, data, mistake, number_range, order
from npqml_widgets import same_number, same_table, task
from npqml_widgets.charts.facts import facts
```

## Task 1: camera or conclusion?

```{code-cell} python
_rows = {"fine": "Carol said “Fine.”", "mind": "Carol minds", "left": "Gareth left at 4.05", "care": "Gareth does not care", "quiet": "Ines said nothing", "agree": "Ines agrees", "clock": "It took 50 minutes"}
task("1a-t1", criterion="1.1.1", hints=["What would a recording show?"], seen=choice_by_row("Which is which?", _rows, {"fact": "Fact", "view": "Interpretation", "none": "Neither"}))
```

```{code-cell} python
:npqml: {task: 1a-t1, answers: [seen]}
seen = answer("1a-t1")
### BEGIN SOLUTION
seen = {"fine": "fact", "mind": "view", "left": "fact", "care": "view", "quiet": "fact", "agree": "view", "clock": "fact"}
### END SOLUTION
```

```{code-cell} python
:npqml: {check: 1a-t1, points: 2}
with check("1a-t1") as _given:
    ### BEGIN HIDDEN TESTS
    mistake("motive-seen", "fact" in (_given.seen["mind"], _given.seen["care"]), "No recording shows what somebody feels.")
    mistake("silence-agrees", _given.seen["agree"] == "fact", "Silence is seen; agreement is not.")
    mistake("all-alike", len(set(_given.seen.values())) == 1, "Seven sentences of one kind?")
    assert [_given.seen[_row] for _row in _rows] == ["fact", "view", "fact", "view", "fact", "view", "fact"], "Not all are right yet: play the recording in your mind."
    ### END HIDDEN TESTS
```

## Task 2: how sure?

```{code-cell} python
task("1a-t2", criterion="1.1.1", hints=["Two standard errors."], gain=number_range("Place minus waiting list", "points", estimate="Difference", decimals=1))
```

```{code-cell} python
:npqml: {task: 1a-t2, answers: [gain]}
gain = answer("1a-t2")
### BEGIN SOLUTION
gain = (2.1, 0.3, 3.9)
### END SOLUTION
```

```{code-cell} python
:npqml: {check: 1a-t2, points: 3}
with check("1a-t2") as _given:
    mistake("turned", _given.gain is not None and _given.gain["estimate"] < 0, "Place minus waiting list, not the other way round.")
    ### BEGIN HIDDEN TESTS
    mistake("halves-added", same_number(_given.gain["low"], -0.4, 0.1), "Squares add, then the root.")
    assert same_table(_given.gain, {"estimate": 2.1, "low": 0.3, "high": 3.9}, 0.1), "Not this range: work out the margin again."
    ### END HIDDEN TESTS
```

## Task 3: in which order?

```{code-cell} python
task("1a-t3", criterion="1.1.1", hints=["Who would hear it from whom?"], steps=order("Put these in order", {"write": "Put it in writing", "ask": "Ask each alone", "tell": "Tell all four", "read": "Read the contracts", "start": "Start"}, pairs=[("write", "ask"), ("ask", "tell"), ("write", "start"), ("tell", "read")]))
```

```{code-cell} python
:npqml: {task: 1a-t3, answers: [steps]}
steps = answer("1a-t3")
### BEGIN SOLUTION
steps = ["read", "tell", "ask", "write", "start"]
### END SOLUTION
```

```{code-cell} python
:npqml: {check: 1a-t3, points: 2}
with check("1a-t3") as _given:
    ### BEGIN HIDDEN TESTS
    comes_before(
        _given.steps,
        ("agreed-before-heard", "ask", "write", "Tom cannot say yes for Beth: hear each."),
        ("asked-untold", "tell", "ask", "They do not know yet what it is about."),
        ("not-in-writing", "write", "start", "In writing before it starts."),
        ("unread", "read", "tell", "Is it in their contract?"),
    )
    ### END HIDDEN TESTS
```

## Task 4: who was reached?

```{code-cell} python
_terms = {"a1": "Autumn 1", "a2": "Autumn 2", "sp": "Spring 1"}
_gap = pd.DataFrame({"gap": [-3.0, -8, -21], "late": [240.0, 310, 1250.5]}, index=list(_terms))
task("1a-t4", criterion="1.1.1", hints=["Time has its own order."], picture=chart("Your chart", _terms, {"gap": "Gap in share attended, points", "late": "Cost of late buses, £"}, kinds=("bar", "line"), units={"late": "£"}, counts_of="", over_time=True, data=_gap))
```

```{code-cell} python
:npqml: {task: 1a-t4, answers: [picture]}
picture = answer("1a-t4")
### BEGIN SOLUTION
from npqml_widgets import line
picture = line(pd.Series([-3.0, -8, -21], index=list(_terms.values())), title="The gap grew to 21 points", value_label="Gap in share attended, points", category_label="Half-term")
### END SOLUTION
```

```{code-cell} python
:npqml: {check: 1a-t4, points: 2}
with check("1a-t4") as _given:
    _facts = facts(_given.picture) if _given.picture else {}
    mistake("by-value", bool(_facts) and _facts["order"] == "by value", "Time has its own order.")
    assert _facts and _facts["type"] == "line", "Draw what changes over time as a line."
    assert "21" in _facts["title"], "Say in the title how large it became."
```
"""
)
RIGHT_ROWS = '{"fine": "fact", "mind": "view", "left": "fact", "care": "view", "quiet": "fact", "agree": "view", "clock": "fact"}'


def entry(task: str, name: str, kind: str, code: str, mark: int, **more: str) -> str:
    lines = [f'task = "{task}"', f'name = "{name}"', f'kind = "{kind}"', f"code = '''{code}'''", f"mark = {mark}"]
    return "\n".join(["[[answer]]", *lines, *(f"{key} = '''{value}'''" for key, value in more.items()), ""])


BANK = "".join(
    (
        entry("1a-t1", "rows", "right", f"seen = {RIGHT_ROWS}", 2),
        entry("1a-t1", "a series", "right", f"seen = pd.Series({RIGHT_ROWS})", 2, way="line"),
        entry("1a-t1", "in words", "odd", f'seen = {{"Carol said “Fine.”": "FACT"}} | dict(list({RIGHT_ROWS}.items())[1:])', 2),
        entry("1a-t1", "motive", "mistake", f'seen = {RIGHT_ROWS} | {{"mind": "fact", "clock": "none"}}', 0, mistake="motive-seen", message="No recording"),
        entry("1a-t1", "silence", "mistake", f'seen = {RIGHT_ROWS} | {{"agree": "fact"}}', 0, mistake="silence-agrees", message="Silence is seen"),
        entry("1a-t1", "alike", "mistake", 'seen = dict.fromkeys(_rows, "none")', 0, mistake="all-alike", message="one kind"),
        entry("1a-t1", "one wrong", "partly", f'seen = {RIGHT_ROWS} | {{"quiet": "none"}}', 0),
        entry("1a-t1", "half done", "unreadable", 'seen = {"fine": "fact"}', 0),
        entry("1a-t2", "boxes", "right", 'gain = {"estimate": 2.1, "low": 0.3, "high": 3.9}', 3),
        entry("1a-t2", "a tuple", "right", "gain = (2.1, 0.3, 3.9)", 3, way="line"),
        entry("1a-t2", "half each side", "odd", "gain = (2.1, 0.3, 3.9)", 3, typed="{gain[0]} ± 1.8 points"),
        entry("1a-t2", "turned", "mistake", "gain = (-2.1, -3.9, -0.3)", 0, mistake="turned", message="other way round"),
        entry("1a-t2", "halves", "mistake", "gain = (2.1, -0.4, 4.6)", 0, mistake="halves-added", message="Squares add"),
        entry("1a-t2", "other", "partly", "gain = (2.1, 1.0, 3.2)", 0),
        entry("1a-t2", "ends swapped", "unreadable", "gain = (2.1, 3.9, 0.3)", 0),
        entry("1a-t3", "one way", "right", 'steps = ["read", "tell", "ask", "write", "start"]', 2),
        entry("1a-t3", "another", "right", 'steps = "read > tell > ask > write > start"', 2, way="line"),
        entry("1a-t3", "too early", "mistake", 'steps = ["read", "tell", "write", "ask", "start"]', 0, mistake="agreed-before-heard", message="hear each"),
        entry("1a-t3", "untold", "mistake", 'steps = ["read", "ask", "tell", "write", "start"]', 0, mistake="asked-untold", message="do not know yet"),
        entry("1a-t3", "unread", "mistake", 'steps = ["tell", "read", "ask", "write", "start"]', 0, mistake="unread", message="contract"),
        entry("1a-t3", "started", "mistake", 'steps = ["read", "tell", "ask", "start", "write"]', 0, mistake="not-in-writing", message="In writing"),
        entry("1a-t4", "chosen", "right", 'picture = dict(kind="line", measure="gap", order="as listed", axis="from zero", title="PP fell behind by 21 points")', 2),
        entry("1a-t4", "drawn", "right", 'from npqml_widgets import line\npicture = line(pd.Series([-3.0, -8, -21], index=list(_terms.values())), title="21 behind", value_label="Gap", category_label="")', 2, way="line"),
        entry("1a-t4", "sorted", "mistake", 'picture = dict(kind="line", measure="late", order="by value", axis="from zero", title="Up to £1,250")', 0, mistake="by-value", message="its own order"),
    )
)  # fmt: skip


@pytest.fixture(scope="module")
def graded_kinds(tmp_path_factory: pytest.TempPathFactory):
    """Give the course of these kinds with sixty made-up candidates graded: its place, what was planted, the results."""
    place = build_stand_in(tmp_path_factory.mktemp("kinds") / "course", COURSE, BANK)
    planted = simulate(place, COHORT, 60, seed=11, broken=False)
    return place, planted, list(grade(place, COHORT).results)


def test_every_answer_gets_the_state_the_mark_and_the_mistake_that_the_bank_says(graded_kinds):
    _, planted, results = graded_kinds
    found = {(one.candidate, task.task): task for one in results for task in one.tasks}
    names = {answer.name for one in planted for answer in one.tasks if answer.name}
    wanted = set(re.findall(r'^name = "(.+)"', BANK, re.MULTILINE))
    assert wanted <= names, f"the made-up candidates gave no {wanted - names}"
    for one in planted:
        for answer in one.tasks:
            task = found[one.candidate, answer.task]
            assert (task.mark, task.state, task.mistake) == (answer.mark, answer.state, answer.mistake), answer


def test_what_a_candidate_s_page_says_is_what_marking_says(graded_kinds, monkeypatch, tmp_path):
    """The released notebook's own checks, with the sealed verdicts beside it, on every answer of the bank."""
    from npqml.authoring.answers import read_answers
    from npqml.authoring.attempts import attempts
    from npqml.course.modules import find_module
    from npqml.grading.checks import read_cells, run, run_check

    place, _, _ = graded_kinds
    [released] = (place.release(COHORT) / "1a").glob("*.ipynb")
    source = place.source(COHORT) / "1a" / released.name
    shown = {cell.check: cell for cell in read_cells(released) if cell.check}
    assert "HIDDEN" not in released.read_text(encoding="utf-8")
    bank = read_answers(find_module(place.course, "1a").answers)
    cells = read_cells(source)
    tried = {cell.task: list(attempts(cell, bank)) for cell in cells if cell.task}
    run(cells, source.parent, tried)
    monkeypatch.chdir(released.parent)
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    for task, those in tried.items():
        for attempt in those:
            live = run_check(shown[task], attempt.namespace, shown[task].code)
            [marked] = attempt.outcomes
            said = [(one.verdict.state, one.verdict.message, one.verdict.mistake) for one in (live, marked)]
            assert said[0] == said[1], (task, attempt.label)
    assert {attempt.outcomes[0].verdict.state for those in tried.values() for attempt in those} == {
        TaskState.RIGHT, TaskState.NOT_YET, TaskState.NOT_TRIED, TaskState.CANNOT_READ,
    }  # fmt: skip


def test_no_page_of_the_release_names_the_right_rows_the_range_or_which_step_comes_first(graded_kinds):
    place, _, _ = graded_kinds
    [released] = (place.release(COHORT) / "1a").glob("*.ipynb")
    text = released.read_text(encoding="utf-8") + (released.parent / "verdicts.json").read_text(encoding="utf-8")
    for words in ("motive-seen", "0.3", "hear each", '"mind": "view"', "Squares add"):
        assert words not in text


def test_feedback_and_the_marked_notebook_say_each_answer_in_words(graded_kinds):
    place, planted, results = graded_kinds
    write_feedback(place, COHORT)
    pages = {
        path.parent.parent.name: path.read_text(encoding="utf-8") for path in place.feedback(COHORT).rglob("*.html")
    }
    answers = {(one.candidate, answer.name): answer for one in planted for answer in one.tasks}
    for name, words in (
        ("motive", "Carol minds: Fact"), ("half each side", "2.1 points (0.3 to 3.9)"),
        ("ends swapped", "the lower end stands first"), ("half done", "1 of 7 chosen"),
        ("too early", "Tom cannot say yes for Beth: hear each."), ("sorted", "Time has its own order."),
    ):  # fmt: skip
        [candidate, *_] = [who for who, given in answers if given == name]
        assert words in pages[candidate], (name, candidate)
    for result in results:
        marked = next((place.autograded(COHORT) / result.candidate / "1a").glob("*.ipynb"))
        nbformat.validate(nbformat.read(marked, as_version=4))
