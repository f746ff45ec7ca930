"""A task that asks for a document passes every gate as it should be written, and is refused in words as it should not.

No mirror: it is about rules, the bank and trials together.
"""

from __future__ import annotations

import re

import pytest

from npqml.authoring.gates import bank, rules, run, trials
from npqml.authoring.source import read_source
from npqml_widgets.documents.risk.model import Register, Risk
from npqml_widgets.keeping.documents import as_json
from tests.npqml.authoring.gates.faults import BANK, HOW_TO, append, change
from tests.npqml.conftest import REGISTER, REGISTER_ANSWERS, SAVED_BY_TOM

WORKED = """
```{code-cell} python
:npqml: {worked: 1a-t99}
f"Each of the {len(register.risks)} risks has one post that answers for it."
```
"""
HEADING = "Task 99: whose risk is it? (4 minutes)"
MORE = """
[[answer]]
task = "1a-t99"
name = "in another order"
kind = "right"
code = "register = evolve(register, risks=register.risks[::-1])"
mark = 2
[[answer]]
task = "1a-t99"
name = "with a setting"
kind = "right"
code = "register = evolve(register, setting='Hill Lane')"
mark = 2
"""


@pytest.fixture
def with_task(module):
    """Give module 1a of the real course with one more task, whose answer is a risk register."""
    text = REGISTER.replace("1a-t5", "1a-t99").replace("Task 5: whose risk is it?", HEADING)
    append(module.folder / HOW_TO, text + WORKED)
    append(module.folder / BANK, (REGISTER_ANSWERS + MORE).replace("1a-t5", "1a-t99"))
    tom = Register("Tom's register", risks=(Risk("R1", event="A tutor is ill for a week"),))
    (module.folder / "register-tom.json").write_bytes(as_json(tom, 1, SAVED_BY_TOM))
    return module


def about(faults) -> list[str]:
    return [str(fault) for fault in faults if "1a-t99" in str(fault)]


@pytest.mark.slow
def test_as_it_should_be_written_no_gate_has_anything_against_it_but_too_few_mistakes(course, with_task):
    (few,) = about(run.texts(course, with_task))
    assert "found 1 named mistakes" in few
    assert about(trials.faults(course, with_task, "demo-primary", variants=0)) == []


@pytest.mark.slow
def test_an_entry_that_does_not_get_what_it_states_is_named(course, with_task):
    change(with_task.folder / BANK, "risks=register.risks[::-1]", "risks=register.risks[:1]")
    (fault,) = about(trials.faults(course, with_task, "demo-primary", variants=0))
    assert "'in another order'" in fault
    assert "One risk is no register yet" in fault


def test_a_hidden_test_may_not_read_a_document_not_even_through_a_name(with_task):
    hidden = "    _owners = [r.risk_owner for r in _given.register.risks]\n    ### BEGIN HIDDEN TESTS\n    "
    hidden += 'assert all(_owners), "Not all."\n    ### END HIDDEN TESTS\n'
    path = with_task.folder / HOW_TO
    shown = '    assert len(_given.register.risks) > 1, "One risk is no register yet: what else could go wrong?"\n'
    change(path, shown, hidden)
    (fault,) = about(rules.faults(read_source(path)))
    assert re.search(r"1a-t99, check: found a hidden test that reads the document register; expected a check", fault)
    assert "no document is sealed" in fault


@pytest.mark.parametrize("line", ['way = "line"', 'typed = "{register}"'])
def test_a_bank_gives_documents_as_forms_do(with_task, line):
    change(with_task.folder / BANK, 'name = "with a setting"\n', f'name = "with a setting"\n{line}\n')
    faults = [fault for fault in about(bank.faults(with_task)) if "with a setting" in fault]
    assert len(faults) == 1
    assert "a document is answered in its form, and by no typed line" in faults[0]
