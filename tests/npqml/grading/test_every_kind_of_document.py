"""Each kind of document is an answer to a graded task: its worked example is right; with something to mend it is not.

No mirror: it is about npqml_widgets/documents/kinds.py with the engine.
"""

# ruff: noqa: E501 - a table of rules reads best a line each

from __future__ import annotations

import html
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from attrs import evolve, frozen

from npqml.authoring.gates.worked_documents import make_examples
from npqml.course.cohort import load_cohort
from npqml.grading.engine import grade
from npqml.grading.result import TaskResult
from npqml.reports.feedback import write_feedback
from npqml_widgets.documents.kinds import KINDS, Kind
from npqml_widgets.keeping import documents
from npqml_widgets.keeping.plain import to_plain
from npqml_widgets.tasks.states import TaskState
from tests.npqml.conftest import ANSWERS, COHORT, LEARN_HOW_TO, build_stand_in

pytestmark = pytest.mark.slow
SAVED = datetime(2026, 11, 20, 16, 5, tzinfo=UTC)


@frozen
class Rule:
    """What a task asks of a document: that nothing is left to mend, and one change after which something is."""

    spoilt: str
    words: str
    mended: str = "warnings(_given.document)"
    finds: str = "warnings"


RULES = {
    "budget": Rule("evolve(document, funding={})", "nobody has promised"),
    "change": Rule("evolve(document, ingredients=(evolve(document.ingredients[0], owner=''), *document.ingredients[1:]))",
                   "who answers"),
    "development": Rule("evolve(document, rows=(evolve(document.rows[0], sign=''), *document.rows[1:]))", "the sign"),
    "ownproject": Rule("evolve(document, sponsor='')", "a sponsor"),
    "performance": Rule("evolve(document, allocation='')", "how places were given", "faults(_given.document)", "faults"),
    "plan": Rule("evolve(document, steps=(evolve(document.steps[0], owner=''), *document.steps[1:]))", "an owner"),
    "rawdata": Rule("evolve(document, conclusion='They are lazy.')", "a number",
                    "faults(_given.document, date(2026, 9, 30))", "faults"),
    "responsibilities": Rule("evolve(document, tasks=(evolve(document.tasks[0], accountable=()), *document.tasks[1:]))",
                             "one who answers"),
    "risk": Rule("evolve(document, risks=(evolve(document.risks[0], risk_owner=''), *document.risks[1:]))", "an owner",
                 "warnings(_given.document, date(2026, 10, 1))"),
    "sponsor": Rule("evolve(document, evidence=(evolve(document.evidence[0], place=''), *document.evidence[1:]))",
                    "where it can be seen"),
}  # fmt: skip
PRINTED = {
    "budget": "Licence of the structured scheme", "change": "A five-minute quiz before moving on",
    "development": "Sees in the lesson who has not understood", "ownproject": "Questions in a short visit", "performance": "36 places by lot, for twice as many", "plan": "Put the new hours in writing", "rawdata": "Some band of the start always comes last",
    "responsibilities": "Mark them blind, alone", "risk": "A pupil waits alone at the side gate", "sponsor": "Asked the four whose mornings change",
}  # fmt: skip
"""Words of each example that feedback has to show."""
TASKS = {name: f"1a-t{number}" for number, name in enumerate(RULES, 10)}
TASK = """
## Task {number}: {words}

```{{code-cell}} python
import json
from datetime import date
from pathlib import Path

from attrs import evolve

from npqml_widgets import document as asked_for
from {home}.consistency import {finds}
from {home}.model import {model}
from npqml_widgets.keeping.plain import from_plain

task("{task}", criterion="1.1.1", hints=["Open To mend."], document=asked_for("{name}"))
```

```{{code-cell}} python
:npqml: {{task: {task}, answers: [document]}}
document = answer("{task}")
### BEGIN SOLUTION
document = from_plain(json.loads(Path("{name}.json").read_text()), {model})
### END SOLUTION
```

```{{code-cell}} python
:npqml: {{check: {task}, points: 2}}
with check("{task}") as _given:
    mistake("left-to-mend", bool({mended}), "Something is left to mend: {said}.")
    assert _given.document != {model}(), "It is empty."
```
"""
ENTRIES = """
[[answer]]
task = "{task}"
name = "as in the solution"
kind = "right"
code = "document = evolve(document)"
mark = 2
[[answer]]
task = "{task}"
name = "spoilt"
kind = "mistake"
code = "document = {spoilt}"
mark = 0
mistake = "left-to-mend"
message = "Something is left to mend"
"""


def test_a_task_of_each_kind_is_tried_here():
    assert set(RULES) == set(KINDS)


@pytest.fixture(scope="module")
def examples() -> dict[str, object]:
    """The worked example of each kind, as the demonstration school has it."""
    made = make_examples(load_cohort(Path("course"), "demo-secondary"))
    return {name: made.one(KINDS[name].load_model()) for name in RULES}


def text_of(name: str, kind: Kind, rule: Rule) -> str:
    return TASK.format(
        number=TASKS[name].partition("t")[2], words=kind.words, home=kind.home.rpartition(".")[0], finds=rule.finds,
        model=kind.model.rpartition(".")[2], task=TASKS[name], name=name, mended=rule.mended, said=rule.words,
    )  # fmt: skip


@pytest.fixture(scope="module")
def graded(examples, tmp_path_factory, sender) -> dict[str, dict[str, TaskResult]]:
    """The results of four candidates, by what they sent and by kind of document; and their feedback."""
    beside = {f"{name}.json": json.dumps(to_plain(made)).encode() for name, made in examples.items()}
    texts = [text_of(name, KINDS[name], rule) for name, rule in RULES.items()]
    bank = [ENTRIES.format(task=TASKS[name], spoilt=rule.spoilt) for name, rule in RULES.items()]
    root = tmp_path_factory.mktemp("kinds") / "course"
    place = build_stand_in(root, LEARN_HOW_TO + "".join(texts), ANSWERS + "".join(bank), beside=beside)
    sent = {
        "example": examples,
        "spoilt": {
            name: eval(RULES[name].spoilt, {"evolve": evolve, "document": made}) for name, made in examples.items()
        },
        "empty": {name: KINDS[name].load_model()() for name in RULES},
        "another kind": dict(zip(RULES, [*list(examples.values())[1:], examples["budget"]], strict=True)),
    }
    candidates = {f"c00{number}": what for number, what in enumerate(sent, 1)}
    for number, made in enumerate(sent.values(), 1):
        hand_in = sender(place, COHORT, f"c00{number}")
        for name, document in made.items():
            kept = f"{TASKS[name]}-document"
            hand_in.save(TASKS[name], document=documents.as_answer(kept, documents.Kept(document, 2, SAVED)))
            (hand_in.folder / "work" / f"{kept}.json").write_bytes(documents.as_json(document, 2, SAVED))
    kinds = {task: name for name, task in TASKS.items()}
    results = {
        candidates[result.candidate]: {kinds[task.task]: task for task in result.tasks if task.task in kinds}
        for result in grade(place, COHORT).results
    }
    pages = write_feedback(place, COHORT)
    return results | {"pages": {path.parts[-3]: path.read_text(encoding="utf-8") for path in pages}}


@pytest.mark.parametrize("name", RULES)
def test_the_worked_example_is_right_and_read_as_what_it_is(graded, name):
    found = graded["example"][name]
    assert (found.state, found.mark) == (TaskState.RIGHT, 2), found.message
    assert found.read_as.startswith(f"We read your document: {KINDS[name].words}")


@pytest.mark.parametrize("name", RULES)
def test_what_its_form_would_mend_is_not_yet_right(graded, name):
    found = graded["spoilt"][name]
    assert (found.state, found.mark, found.mistake) == (TaskState.NOT_YET, 0, "left-to-mend"), found.message


@pytest.mark.parametrize("name", RULES)
def test_an_empty_one_was_not_tried_and_one_of_another_kind_cannot_be_read(graded, name):
    assert graded["empty"][name].state == TaskState.NOT_TRIED
    found = graded["another kind"][name]
    assert (found.state, found.mark) == (TaskState.CANNOT_READ, 0)
    assert f"expected {KINDS[name].model.rpartition('.')[2]}" in found.message


def test_feedback_prints_each_of_them(graded, examples):
    text = html.unescape(" ".join(graded["pages"].values()))
    for name, words in PRINTED.items():
        assert words in str(to_plain(examples[name])), name
        assert words in text, name
