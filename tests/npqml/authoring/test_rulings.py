"""What marking says at checks that hide something is found by trying, answer by answer."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from npqml.authoring.answers import Answer
from npqml.authoring.rulings import Sealing, try_notebooks
from npqml.grading.worked import Worked
from npqml.refusal import Refusal
from npqml_widgets.answers.by_row import choice_by_row
from npqml_widgets.answers.fields import order
from npqml_widgets.answers.ranges import number_range
from npqml_widgets.tasks.accepted import Known, Ruling, key_of, ruling_on

IMPORTS = (
    "from npqml_widgets import answer, check, choice, choice_by_row, choices, comes_before, mistake, number, order\n"
    "from npqml_widgets import number_range, same_number, same_table, task, text"
)
ROWS = "c=choice_by_row('c', {f'r{n}': f'Row {n}' for n in range(7)}, dict(a='A', b='B', d='D'))"
ALL_A = "{f'r{n}': 'a' for n in range(7)}"


def found(tmp_path: Path, fields: str, check: str, solution: str, *bank: Answer) -> Known:
    """The rulings on one check of a task; `fields` are its answers, `check` the lines of its block."""
    names = [part.split("=")[0].strip() for part in fields.split(";")]
    cells = [
        nbformat.v4.new_code_cell(IMPORTS),
        nbformat.v4.new_code_cell(f"task('1a-t1', criterion='1.1.1', hints=['Look.'], {fields.replace(';', ',')})"),
        nbformat.v4.new_code_cell(
            f"{', '.join(names)} = answer('1a-t1')\n### BEGIN SOLUTION\n{solution}\n### END SOLUTION",
            metadata={"npqml": {"task": "1a-t1", "answers": names}},
        ),
        nbformat.v4.new_code_cell(
            "with check('1a-t1') as _given:\n" + "".join(f"    {line}\n" for line in check.splitlines()),
            metadata={"npqml": {"check": "1a-t1"}},
        ),
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    return try_notebooks({tmp_path / "a.md": notebook}, tmp_path, bank).rulings["1a-t1"]


def hidden(*lines: str) -> str:
    return "\n".join(("### BEGIN HIDDEN TESTS", *lines, "### END HIDDEN TESTS"))


def slip(name: str, code: str) -> Answer:
    return Answer("1a-t1", name, "mistake", code, mark=0, mistake=name, message="words")


def test_all_numbers_that_marking_takes_are_known_and_none_beside_them(tmp_path):
    known = found(
        tmp_path, "n=number('n', decimals=2)", hidden("assert same_number(_given.n, 4.5, 0.02), 'No.'"), "n = 4.5"
    )
    assert known.rulings == {f'["{value}"]': Ruling(True) for value in ("4.48", "4.49", "4.50", "4.51", "4.52")}
    assert (known.answers, known.otherwise) == (("n",), "No.")


def test_why_an_answer_is_right_is_known_with_the_right_answer_alone(tmp_path):
    why = hidden("assert _given.c == 'a', 'No.'", "_given.explain('It is the first.')")
    known = found(tmp_path, "c=choice('c', dict(a='A', b='B'))", why, "c = 'a'")
    assert known.rulings == {'["a"]': Ruling(True, "It is the first.")}


def test_a_mistake_of_the_bank_is_known_with_its_message(tmp_path):
    test = hidden(
        "mistake('doubled', same_number(_given.n, 9, 0), 'Halve it.')", "assert same_number(_given.n, 4.5, 0), 'No.'"
    )
    known = found(tmp_path, "n=number('n', decimals=1)", test, "n = 4.5", slip("doubled", "n = 9"))
    assert known.rulings == {'["4.5"]': Ruling(True), '["9.0"]': Ruling(False, "Halve it.", "doubled")}


def test_what_candidates_see_said_is_not_kept_again(tmp_path):
    test = "mistake('large', _given.n > 8, 'Too large.')\n" + hidden("assert same_number(_given.n, 4.5, 0), 'No.'")
    known = found(tmp_path, "n=number('n', decimals=1)", test, "n = 4.5", slip("large", "n = 9"))
    assert known.rulings == {'["4.5"]': Ruling(True)}


def test_a_right_answer_that_stands_alone_is_found_where_it_is_the_right_one_rounded_or_without_its_sign(tmp_path):
    test = hidden("assert _given.n in (-4.46, -4.0, 4.46), 'No.'")
    known = found(tmp_path, "n=number('n', decimals=2)", test, "n = -4.46")
    assert set(known.rulings) == {'["-4.46"]', '["-4.00"]', '["4.46"]'}


def test_of_a_choice_every_option_is_tried(tmp_path):
    test = hidden("mistake('b', _given.c == 'b', 'Not b.')", "assert _given.c in ('a', 'd'), 'No.'")
    known = found(tmp_path, "c=choice('c', dict(a='A', b='B', c='C', d='D'))", test, "c = 'a'")
    assert known.rulings == {'["a"]': Ruling(True), '["d"]': Ruling(True), '["b"]': Ruling(False, "Not b.", "b")}


def test_every_set_and_every_order_is_tried(tmp_path):
    test = hidden("assert len(_given.c) == 2, 'No.'")
    assert len(found(tmp_path, "c=choices('c', dict(a='A', b='B', d='D'))", test, "c = ['a', 'b']").rulings) == 3
    test = hidden("assert _given.o[0] == 'a', 'No.'")
    assert len(found(tmp_path, "o=order('o', dict(a='A', b='B', d='D'))", test, "o = ['a', 'b', 'd']").rulings) == 2


def said(known: Known, **changed: str) -> Ruling:
    """What is said of all rows a but for those that are changed."""
    asked = choice_by_row("c", {f"r{n}": f"Row {n}" for n in range(7)}, {"a": "A", "b": "B", "d": "D"})
    return ruling_on(known, [(asked, {f"r{n}": "a" for n in range(7)} | changed)])


def test_of_many_rows_those_all_right_and_the_mistakes_of_single_rows_are_known(tmp_path):
    test = hidden(
        "mistake('second', _given.c['r1'] == 'b', 'Not b in row 1.')",
        "mistake('first', _given.c['r0'] in ('b', 'd'), 'Only a in row 0.')",
        f"assert _given.c | dict(r6='a') == {ALL_A}, 'Look again.'",
    )
    known = found(tmp_path, ROWS, test, f"c = {ALL_A}")
    assert said(known).right
    assert said(known, r6="d").right  # every option of that row is right
    assert said(known, r5="b") == Ruling(False, "Look again.")
    assert said(known, r1="d") == Ruling(False, "Look again.")
    assert said(known, r0="d", r5="b").mistake == "first"
    both = said(known, r0="b", r1="b", r6="d")
    assert (both.mistake, both.message) == ("second", "Not b in row 1."), "marking names the first of its check"
    assert len(known.rulings) == 3 + 3  # three right ones, three options of rows that make a mistake


def test_a_mistake_that_hangs_on_several_rows_is_known_where_the_bank_makes_it_and_never_said_of_others(tmp_path):
    test = hidden(
        "mistake('alike', _given.c['r0'] == _given.c['r1'] != 'a', 'Two causes, one cure?')",
        "mistake('last', _given.c['r2'] == 'd' and _given.c['r3'] == 'a', 'Not d.')",
        f"assert _given.c == {ALL_A}, 'Look again.'",
    )
    known = found(tmp_path, ROWS, test, f"c = {ALL_A}", slip("alike", f"c = {ALL_A} | dict(r0='b', r1='b')"))
    assert said(known, r0="b", r1="b").mistake == "alike"
    assert said(known, r0="d", r1="d") == Ruling(False, "Look again.")
    assert said(known, r2="d", r3="b") == Ruling(False, "Look again."), "row 2 alone does not make the mistake"
    assert said(known, r2="d").mistake == "last", "as a whole answer beside a right one"


def test_of_few_rows_every_answer_is_tried(tmp_path):
    test = hidden(
        "mistake('alike', len(set(_given.c.values())) == 1, 'One cure for all?')",
        "assert _given.c == dict(x='a', y='b'), 'No.'",
    )
    fields = "c=choice_by_row('c', dict(x='X', y='Y'), dict(a='A', b='B', d='D'))"
    known = found(tmp_path, fields, test, "c = ['a', 'b']")
    assert [ruling.mistake for ruling in known.rulings.values() if not ruling.right] == ["alike"] * 3


def test_how_many_rows_are_right_is_not_told_one_row_at_a_time(tmp_path):
    test = hidden(
        f"_sound = sum(_given.c[row] == 'a' for row in {ALL_A})", "assert _sound == 7, f'{_sound} of 7 are right.'"
    )
    with pytest.raises(Refusal, match=r"hidden tests of rows with several messages, “. of 7 are right\.” and"):
        found(tmp_path, ROWS, test, f"c = {ALL_A}")


STEPS = "o=order('o', dict(d='Decide', a='Ask', t='Train', r='Run', w='Write'), pairs=[('d', 'a'), ('t', 'r')])"
KEPT = "comes_before(_given.o, ('announced', 'a', 'd', 'They hear a decision.'), ('untrained', 't', 'r', 'Trained?'))"


def test_all_orders_that_keep_the_preconditions_are_right_and_each_broken_one_is_named(tmp_path):
    known = found(tmp_path, STEPS, hidden(KEPT), "o = ['a', 'd', 't', 'r', 'w']")
    asked = order("o", dict.fromkeys("datrw", "-"), pairs=[("d", "a"), ("t", "r")])
    said = {way: ruling_on(known, [(asked, list(way))]) for way in ("adtrw", "wtard", "datrw", "rtdaw", "rwatd")}
    assert [said[way].right for way in said] == [True, True, False, False, False]
    assert [said[way].mistake for way in said] == ["", "", "announced", "announced", "untrained"]
    assert len(known.rulings) == 4


def test_a_hidden_test_of_an_order_that_asks_for_more_than_its_pairs_is_refused(tmp_path):
    test = hidden(KEPT, "assert _given.o[-1] == 'w', 'Last.'")
    with pytest.raises(Refusal, match="which agree in the pairs of the order"):
        found(tmp_path, STEPS, test, "o = ['a', 'd', 't', 'r', 'w']")


def test_of_a_range_all_that_marking_takes_is_known_in_each_of_its_numbers(tmp_path):
    fields = "e=number_range('e', estimate='Effect', decimals=1)"
    test = hidden(
        "mistake('halves-added', same_number(_given.e['low'], -1, 0.1), 'Squares add.')",
        "assert same_table(_given.e, dict(estimate=2.1, low=0.3, high=3.9), 0.1), 'No.'",
    )
    known = found(tmp_path, fields, test, "e = (2.1, 0.3, 3.9)", slip("halves-added", "e = (2.1, -1, 5.2)"))
    assert sum(ruling.right for ruling in known.rulings.values()) == 27
    asked = [(number_range("e", estimate="Effect", decimals=1), {"estimate": 2.0, "low": 0.4, "high": 3.9})]
    assert known.ruling(key_of(asked)) == Ruling(True)
    assert {ruling.mistake for ruling in known.rulings.values()} == {"", "halves-added"}


def test_answers_that_hang_together_are_known_together(tmp_path):
    test = "_half = (_given.high - _given.low) / 2\n" + hidden(
        "assert same_number(_half, 1, 0) and same_number(_given.low, 3, 0.1), 'No.'"
    )
    known = found(
        tmp_path,
        "low=number('l', decimals=1); high=number('h', decimals=1); c=text('t')",
        test,
        "low, high, c = 3, 5, 'x'",
    )
    assert known.answers == ("low", "high")
    assert '["3.0", "5.0"]' in known.rulings
    assert '["3.0", "5.1"]' not in known.rulings


def test_an_answer_that_what_is_hidden_never_asks_for_changes_nothing(tmp_path):
    test = "mistake('same', same_number(_given.a, _given.b, 0), 'Twice.')\n" + hidden(
        "assert same_number(_given.b, 2, 0), 'No.'"
    )
    known = found(tmp_path, "a=number('a', decimals=0); b=number('b', decimals=0)", test, "a, b = 1, 2")
    assert (known.answers, known.rulings) == (("b",), {'["2"]': Ruling(True)})


@pytest.mark.parametrize(
    ("fields", "test", "solution", "words"),
    [
        ("n=number('n')", hidden("assert _given.n > 3, 'No.'"), "n = 4", "about more than 2,000 answers"),
        ("t=text('t')", hidden("assert 'x' in _given.t, 'No.'"), "t = 'x'", "a hidden test of t"),
    ],
)
def test_a_hidden_test_that_is_not_about_single_answers_is_refused_in_words(tmp_path, fields, test, solution, words):
    with pytest.raises(Refusal, match=f"a.md.*{words}.*Let what gives nothing away stand above"):
        found(tmp_path, fields, test, solution)


def test_what_is_sealed_is_the_same_for_the_same_variant_and_another_for_another(tmp_path):
    known = found(tmp_path, "n=number('n', decimals=0)", hidden("assert _given.n == 4, 'No.'"), "n = 4")

    def sealed(variant):
        with Sealing(variant) as sealing:
            sealing.begin("1a-t1", known)
            return sealing.settled(Worked({"1a-t1": ("Two and two.",)}, {}))

    one, again, another = sealed("one"), sealed("one"), sealed("another")
    assert one == again
    assert one.checks != another.checks
    assert one.reasons != another.reasons
