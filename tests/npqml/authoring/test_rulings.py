"""What marking says at checks that hide something is found by trying, answer by answer."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from npqml.authoring.answers import Answer
from npqml.authoring.rulings import Sealing, try_notebooks
from npqml.grading.worked import Worked
from npqml.refusal import Refusal
from npqml_widgets.tasks.accepted import Known, Ruling

IMPORTS = "from npqml_widgets import answer, check, choice, choices, mistake, number, order, same_number, task, text"


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
