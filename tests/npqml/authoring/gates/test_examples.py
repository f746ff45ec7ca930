# ruff: noqa: E501 - a table of faults reads best a line each

from __future__ import annotations

import pytest

from npqml.authoring.gates import examples, trials
from npqml.authoring.source import read_source
from npqml.refusal import Refusal
from npqml_widgets import text
from tests.npqml.authoring.gates.faults import HOW_TO, change

RUBRIC = """
+++ {"npqml": {"rubric": "1a-t2"}}

Ours.

| What counts | 0 marks | 2 marks |
|---|---|---|
| Date | None | A day |
"""
TASK = """
```{code-cell} python
task("1a-t2", criterion="1.1.1", hints=["One date."], plan=number("Your plan"))
```

```{code-cell} python
:npqml: {task: 1a-t2, answers: [plan], points: 2}

plan = answer("1a-t2")
### BEGIN SOLUTION
plan = "We begin on 1 March."
### END SOLUTION
```
"""
ON_PAGE = {
    "no rubric": (TASK, "no rubric"),
    "two rubrics": (RUBRIC + RUBRIC + TASK, "2 rubric"),
    "no table": (RUBRIC.replace("|---|---|---|\n", "") + TASK, "no table that can be read"),
    "other marks": (RUBRIC.replace("2 marks", "3 marks") + TASK, "rows for 3 marks"),
    "of no task": (RUBRIC.replace("1a-t2", "1a-t1"), "no such task that a person marks"),
    "in a code cell": ("\n```{code-cell} python\n:npqml: {rubric: 1a-t2}\n\n1\n```\n" + TASK, "in learn-how-to.md"),
    "for one phase alone": (RUBRIC.replace('{"npqml"', '{"tags": ["only-primary"], "npqml"') + TASK, "no rubric"),
}
ON_DATA = {
    "a number that is another": ("for {gaps.loc[TOTAL, 'PP pupils']} pupils", "for {gaps.loc[TOTAL, 'PP pupils'] + 100} pupils", "the number "),
    "a number of nobody": ("The team plans this one unit", "The team plans 77 units", "the number 77"),
    "a claim that is not so": ("anew, left = against.index", "left, anew = against.index", "the number "),
    "a claim that says what is not": ('(_marks["Elsewhere mean"] / _marks["Marks"]).idxmin() == _other', "_marked < 0", "“which is harder for everybody”, which is not so"),
    "a superlative that nobody looked at": ("The team plans this one unit", "The team plans this weakest unit", "“weakest”, of which no claim"),
    "a row of another name": ('"Evidence": (2, "Losses', '"Proof": (2, "Losses', "marks for Proof"),
    "marks that there are not": ('"Certainty": (2, "Says', '"Certainty": (3, "Says', "3 for Certainty"),
    "no reason": ('"Two results, each with its month, what follows from them, and who decides."', '" "', "no reason for Decision"),
    "no marks": ('    "claims": {},\n', "", "1a-t13, worked solution"),
}  # fmt: skip


def problems_of(path) -> list[str]:
    try:
        return [str(one) for one in examples.faults(read_source(path))]
    except Refusal as problem:
        return [str(problem)]


def test_a_rubric_on_the_page_breaks_no_rule(good_text, write):
    assert problems_of(write(good_text + RUBRIC + TASK)) == []


@pytest.mark.parametrize("fault", ON_PAGE)
def test_a_rubric_that_is_missing_or_cannot_be_read_is_named(good_text, write, fault):
    text, words = ON_PAGE[fault]
    found = problems_of(write(good_text + text))
    assert any(words in one for one in found), found


@pytest.mark.slow
@pytest.mark.parametrize("fault", ON_DATA)
def test_what_is_not_true_of_an_example_on_the_data_is_named(course, module, fault):
    old, new, words = ON_DATA[fault]
    change(module.folder / HOW_TO, old, new)
    found = [str(one) for one in trials.faults(course, module, "demo-secondary", variants=0)]
    assert any(words in one and "(demo-secondary, seed" in one for one in found), found


@pytest.mark.slow
def test_a_text_of_too_few_words_is_named(course, module):
    change(module.folder / HOW_TO, "priority=text(", "priority=text(rows=10, words=(400, 500), label=")
    change(module.folder / HOW_TO, ", rows=10, words=(100, 170)),", "),")
    found = [str(one) for one in trials.faults(course, module, "demo-secondary", variants=0)]
    assert any("words; expected 400 to 500" in one for one in found), found


@pytest.mark.slow
def test_a_claim_that_the_text_never_says_is_named_and_one_for_other_data_is_not(course, module):
    change(module.folder / HOW_TO, '"which is harder for everybody": (', '"which nobody wrote": (')
    found = [str(one) for one in trials.faults(course, module, "demo-secondary", variants=5)]
    assert ["“which nobody wrote”, which the text has in no variant" in one for one in found] == [True], found


def test_each_box_of_an_example_has_its_own_number_of_words():
    fields = {"letter": text("Letter", words=(4, 6)), "why": text("Why", words=(1, 2))}
    assert list(examples._of_other_length(fields, {"letter": "one two three four", "why": "one"})) == []
    assert list(examples._of_other_length(fields, {"letter": "one two", "why": "one two three"})) == [
        ("letter: 2 words", "4 to 6"),
        ("why: 3 words", "1 to 2"),
    ]
