"""A small course, built as the real one is: module 1a with three tasks that are checked and one that is not."""

# ruff: noqa: E501 - the lines of a course are as long as its author wrote them

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import pytest

HEADER = """---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
npqml: {module: 1a, kind: learn-how-to, criteria: [1.1.1], minutes: 20}
---
"""
LEARN_HOW_TO = (
    HEADER
    + """
# Analyse performance data

```{code-cell} python
import pandas as pd
from npqml_widgets import answer, check, choice, data, mistake, number, same_number, task, text
```

## Task 1: how many pupils are on roll?

The export holds a pupil who has left. See learn-about-1.

```{code-cell} python
task("1a-t1", criterion="1.1.1", hints=["Look at the column Left."], on_roll=number("Pupils on roll", unit="pupils"))
```

```{code-cell} python
:npqml: {task: 1a-t1, answers: [on_roll]}
on_roll = answer("1a-t1")
### BEGIN SOLUTION
on_roll = int(data("pupils.csv")["Left"].isna().sum())
### END SOLUTION
```

```{code-cell} python
:npqml: {check: 1a-t1, points: 2}
with check("1a-t1") as _given:
    _export = data("pupils.csv")
    mistake("leavers-counted", same_number(_given.on_roll, len(_export), 0), "You counted the pupils who have left: look at the column Left.")
    ### BEGIN HIDDEN TESTS
    assert same_number(_given.on_roll, _export["Left"].isna().sum(), 0), "This is not the number on roll."
    ### END HIDDEN TESTS
```

## Task 2: how large is the gap?

```{code-cell} python
task("1a-t2", criterion="1.1.1", hints=["Others minus the group."], gap=number("Gap", unit="points"))
```

```{code-cell} python
:npqml: {task: 1a-t2, answers: [gap]}
gap = answer("1a-t2")
### BEGIN SOLUTION
gap = 4.0
### END SOLUTION
```

```{code-cell} python
:npqml: {check: 1a-t2, part: a, points: 1}
with check("1a-t2", part="a") as _given:
    mistake("sign-turned", _given.gap is not None and _given.gap < 0, "The gap is others minus the group: the sign is turned.")
```

```{code-cell} python
:npqml: {check: 1a-t2, part: b, points: 2}
with check("1a-t2", part="b") as _given:
    mistake("medians-taken", same_number(_given.gap, 3, 0.05), "You took the middle pupils, not the averages.")
    mistake("sign-turned", same_number(_given.gap, -4, 0.05), "The gap is others minus the group: the sign is turned.")
    ### BEGIN HIDDEN TESTS
    assert same_number(_given.gap, 4.0, 0.05), "This is not the gap."
    ### END HIDDEN TESTS
```

## Task 3: what would you look at first?

+++ {"npqml": {"rubric": "1a-t3"}}

For illustration.

| What counts | 0 marks | 4 marks |
|---|---|---|
| **Plan** | None | A cause, a date, a measure and a person |

```{code-cell} python
task("1a-t3", criterion="1.1.1", hints=["One cause, one date."], priority=text("Your priority"))
```

```{code-cell} python
:npqml: {task: 1a-t3, answers: [priority], points: 4}
priority = answer("1a-t3")
### BEGIN SOLUTION
priority = "A model answer that no candidate sees."
### END SOLUTION
```

## Task 4: which group is too small to show?

```{code-cell} python
task("1a-t4", criterion="1.1.1", hints=["Under 6."], small=choice("Group", {"pp": "Pupil premium (14)", "ehc": "EHC plan (3)", "eal": "EAL (9)"}))
```

```{code-cell} python
:npqml: {task: 1a-t4, answers: [small]}
small = answer("1a-t4")
### BEGIN SOLUTION
small = "ehc"
### END SOLUTION
```

```{code-cell} python
:npqml: {check: 1a-t4, points: 1}
with check("1a-t4") as _given:
    mistake("largest-taken", _given.small == "pp", "You chose the largest group.")
    ### BEGIN HIDDEN TESTS
    assert _given.small == "ehc", "Count the pupils in each group again."
    ### END HIDDEN TESTS
```
"""
)
SAVED_BY_TOM = datetime(2026, 9, 1, tzinfo=UTC)
REGISTER = """
## Task 5: whose risk is it?

```{code-cell} python
from attrs import evolve

from npqml_widgets import document
from npqml_widgets.documents.risk.model import Register, Risk

task("1a-t5", criterion="1.1.1", hints=["Open To mend."], register=document("risk", start="register-tom.json"))
```

```{code-cell} python
:npqml: {task: 1a-t5, answers: [register]}
register = answer("1a-t5")
### BEGIN SOLUTION
register = Register("Catch-up", risks=(
    Risk("R1", event="A tutor is ill for a week", risk_owner="Head of Maths"),
    Risk("R2", event="The hall is booked twice", risk_owner="Site manager"),
))
### END SOLUTION
```

```{code-cell} python
:npqml: {check: 1a-t5, points: 2}
with check("1a-t5") as _given:
    mistake("no-owner", any(not risk.risk_owner for risk in _given.register.risks), "A risk has no owner: name one post for each.")
    assert len(_given.register.risks) > 1, "One risk is no register yet: what else could go wrong?"
```
"""
REGISTER_ANSWERS = """
[[answer]]
task = "1a-t5"
name = "as in the solution"
kind = "right"
code = "register = evolve(register, title='My register')"
mark = 2
[[answer]]
task = "1a-t5"
name = "nobody answers for it"
kind = "mistake"
code = "register = evolve(register, risks=(*register.risks, Risk('R3', event='The licence ends')))"
mark = 0
mistake = "no-owner"
message = "name one post"
[[answer]]
task = "1a-t5"
name = "one risk"
kind = "partly"
code = "register = evolve(register, risks=register.risks[:1])"
mark = 0
"""
LEARN_ABOUT = """# Where figures come from
"""
ANSWERS = """
[[answer]]
task = "1a-t1"
name = "as a number"
kind = "right"
code = "on_roll = int(data('pupils.csv')['Left'].isna().sum())"
mark = 2
[[answer]]
task = "1a-t1"
name = "with pandas"
kind = "right"
way = "line"
code = "on_roll = len(data('pupils.csv').query('Left.isna()'))"
mark = 2
[[answer]]
task = "1a-t1"
name = "with its unit"
kind = "odd"
code = "on_roll = int(data('pupils.csv')['Left'].isna().sum())"
typed = "about {on_roll} pupils"
mark = 2
[[answer]]
task = "1a-t1"
name = "everybody"
kind = "mistake"
code = "on_roll = len(data('pupils.csv'))"
mark = 0
mistake = "leavers-counted"
message = "who have left"
[[answer]]
task = "1a-t1"
name = "in a sentence"
kind = "unreadable"
code = "on_roll = 'quite a few of them'"
mark = 0
[[answer]]
task = "1a-t2"
name = "right"
kind = "right"
code = "gap = 4.0"
mark = 3
[[answer]]
task = "1a-t2"
name = "typed"
kind = "right"
way = "line"
code = "gap = 2 * 2.0"
mark = 3
[[answer]]
task = "1a-t2"
name = "the middle"
kind = "mistake"
code = "gap = 3.0"
mark = 1
mistake = "medians-taken"
message = "middle pupils"
[[answer]]
task = "1a-t2"
name = "turned"
kind = "mistake"
code = "gap = -4.0"
mark = 0
mistake = "sign-turned"
message = "the sign is turned"
[[answer]]
task = "1a-t2"
name = "something else"
kind = "partly"
code = "gap = 5.5"
mark = 1
[[answer]]
task = "1a-t3"
name = "strong"
kind = "text"
code = "priority = 'Attendance of the pupils on pupil premium, by July, measured each week, led by me.'"
[[answer]]
task = "1a-t3"
name = "weak"
kind = "text"
code = "priority = 'Work harder.'"
[[answer]]
task = "1a-t4"
name = "right"
kind = "right"
code = "small = 'ehc'"
mark = 1
[[answer]]
task = "1a-t4"
name = "the largest"
kind = "mistake"
code = "small = 'pp'"
mark = 0
mistake = "largest-taken"
message = "largest group"
"""
COHORT = "demo-small"


def build_stand_in(
    root: Path,
    learn_how_to: str = LEARN_HOW_TO,
    answers: str = ANSWERS,
    *,
    register: bool = False,
    beside: Mapping[str, bytes] = MappingProxyType({}),
):
    """Build the small course under a folder, with the builder's own parts, and give its place.

    With a `register` there is a fifth task, whose answer is a risk register that begins as Tom has left it. `beside`
    are further files beside the notebook.
    """
    import nbformat

    from npqml.authoring import cells
    from npqml.authoring.answers import read_answers
    from npqml.authoring.release import releaser
    from npqml.authoring.rulings import Sealing, try_notebooks
    from npqml.authoring.source import read_source
    from npqml.authoring.worked import work_out
    from npqml.grading.checks import cells_of
    from npqml.grading.worked import Worked, write_worked
    from npqml.place import Place
    from npqml_widgets.documents.risk.model import Register, Risk
    from npqml_widgets.keeping.documents import as_json

    place = Place(root)
    module = place.course / "1-strategy" / "1a-analyse-performance-data"
    module.mkdir(parents=True)
    (place.course / "framework.toml").write_text("")
    if register:
        learn_how_to, answers = learn_how_to + REGISTER, answers + REGISTER_ANSWERS
    (module / "learn-how-to.md").write_text(learn_how_to, encoding="utf-8")
    (module / "answers.toml").write_text(answers, encoding="utf-8")
    notebook = read_source(module / "learn-how-to.md").notebook
    cells.clean(notebook, {"module": "1a", "kind": "learn-how-to", "minutes": 20})
    cells.give_ids(notebook.cells)
    cells.for_nbgrader(notebook.cells, "1a")
    cells.lock(notebook.cells)
    source = place.source(COHORT) / "1a"
    source.mkdir(parents=True)
    nbformat.write(notebook, source / "1a-analyse-performance-data.ipynb")
    rows = "".join(f"P{number},{'01/02/2026' if number == 3 else ''}\n" for number in range(1, 12))
    (source / "pupils.csv").write_text("UPN,Left\n" + rows)
    for name, content in beside.items():
        (source / name).write_bytes(content)
    if register:
        tom = Register("Tom's register", risks=(Risk("R1", event="A tutor is ill for a week"),))
        (source / "register-tom.json").write_bytes(as_json(tom, 1, SAVED_BY_TOM))
    with releaser(place, COHORT) as generate:
        bank = read_answers(module / "answers.toml")
        with Sealing("this variant") as sealing:
            tried = try_notebooks({module / "learn-how-to.md": notebook}, source, bank, sealing.begin)
            if register:
                codes = {"1a-t5": "'Each risk has one post that answers for it.'"}
                made = cells_of(notebook, "learn-how-to.md")
                write_worked(source, work_out(codes, made, tried.solved, module / "learn-how-to.md"))
            generate("1a", sealing.settled(Worked({}, {})))
    about = place.release(COHORT) / "1a" / "learn-about"
    about.mkdir()
    tools = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell(LEARN_ABOUT, id="top")],
        metadata={"npqml": {"module": "1a", "kind": "learn-about"}},
    )
    nbformat.write(tools, about / "1-tools.ipynb")
    return place


@pytest.fixture(scope="session", autouse=True)
def one_warm_parent(tmp_path_factory: pytest.TempPathFactory):
    """Have all gradings of this process share one warm parent: each takes a twin of it, as modules of one grading do.

    Where starting, other limits or no walls are the subject, a parent is started as ever, and so is each command's own.
    """
    from npqml.grading import pool
    from npqml.grading.inside.limits import Limits
    from npqml.grading.sandbox import bubblewrap
    from npqml.grading.sandbox.run import WarmParent

    class Kept(WarmParent):
        def close(self) -> None:
            """Leave it running: another grading takes it up."""

        def _restart(self) -> None:
            super().close()
            self._start()

    kept: list[Kept] = []

    def shared(course: Path, limits: Limits, *, confined: bool) -> WarmParent:
        if not confined or limits != Limits():
            return WarmParent(course, limits, confined=confined)
        bubblewrap.refuse_without_sandbox(tried=False)
        if not kept:
            kept.append(Kept(tmp_path_factory.getbasetemp(), limits))
        elif kept[0].gone:
            kept[0]._restart()
        return kept[0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "WarmParent", shared)
        yield
    for parent in kept:
        WarmParent.close(parent)


@pytest.fixture(scope="session")
def _built(tmp_path_factory: pytest.TempPathFactory):
    return build_stand_in(tmp_path_factory.mktemp("built") / "course")


@pytest.fixture
def place(_built, tmp_path: Path):
    """Give a fresh copy of the small course."""
    from npqml.place import Place

    root = tmp_path / "small"
    shutil.copytree(_built.root, root)
    return Place(root)


@pytest.fixture(scope="session")
def _built_with_register(tmp_path_factory: pytest.TempPathFactory):
    return build_stand_in(tmp_path_factory.mktemp("built-register") / "course", register=True)


@pytest.fixture
def with_register(_built_with_register, tmp_path: Path):
    """Give a fresh copy of the small course whose fifth task asks for a risk register."""
    from npqml.place import Place

    root = tmp_path / "with-register"
    shutil.copytree(_built_with_register.root, root)
    return Place(root)


@pytest.fixture
def cohort() -> str:
    """Give the name of the small course's cohort."""
    return COHORT


@pytest.fixture(scope="session")
def graded(_built, tmp_path_factory: pytest.TempPathFactory):
    """Give a graded cohort of eight made-up candidates: its place, what was planted, and the results. Not to be changed."""
    from npqml.grading.engine import grade
    from npqml.place import Place
    from npqml.simulation.candidates import simulate

    root = tmp_path_factory.mktemp("graded") / "course"
    shutil.copytree(_built.root, root)
    place = Place(root)
    planted = simulate(place, COHORT, 8, seed=107)
    return place, planted, list(grade(place, COHORT).results)
