"""A mistake that lies as near to a right answer, or to another mistake, as marking forgives is refused in words."""

from __future__ import annotations

from functools import partial
from math import inf
from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqml.authoring.gates import slips
from npqml.course.modules import Module
from npqml.grading.checks import Attempt, cells_of, run

IMPORTS = "from npqml_widgets import answer, check, choice, mistake, nearest, number, number_range, same_number, task"
CHECK = """\
with check("1a-t1") as _given:
    if not same_number(_given.gap, -3, 0.02):
        nearest(_given.gap, 0.02, ("turned", 3, "Turn the sign."), ("halved", -1.5, "Not half of it."))
    assert same_number(_given.gap, -3, 0.02)"""


def found(
    tmp_path: Path,
    check: str = CHECK,
    fields: str = "gap=number('Gap', decimals=2)",
    right: object = -3.0,
    **made: object,
) -> list[slips.Slip]:  # fmt: skip
    names = [part.split("=")[0].strip() for part in fields.split(";")]
    cells = [
        nbformat.v4.new_code_cell(IMPORTS),
        nbformat.v4.new_code_cell(f"task('1a-t1', criterion='1.1.1', hints=['Look.'], {fields.replace(';', ',')})"),
        nbformat.v4.new_code_cell(
            f"{', '.join(names)} = answer('1a-t1')\ngap = -3.0", metadata={"npqml": {"task": "1a-t1", "answers": names}}
        ),
        nbformat.v4.new_code_cell(check, metadata={"npqml": {"check": "1a-t1"}}),
    ]
    sound = {"gap": right, "why": "a" if "choice" in fields else 1}
    tried = [Attempt("right", partial(_put, sound), kind="right")]
    tried += [
        Attempt(name, partial(_put, sound | (value if isinstance(value, dict) else {"gap": value})), kind="mistake")
        for name, value in made.items()
    ]
    cells = cells_of(nbformat.v4.new_notebook(cells=cells), "a.ipynb")
    run(cells, tmp_path, {"1a-t1": tried})
    return slips.slips(cells[-1], tried, {name: name for name in made})


def _put(values: dict[str, object], namespace: dict[str, object]) -> None:
    namespace.update(values)


def test_how_far_a_mistake_lies_from_what_is_accepted_and_from_others(tmp_path):
    turned, halved = found(tmp_path, turned=3.0, halved=-1.5)
    assert turned.tolerance == pytest.approx(0.02)
    assert (turned.from_right, turned.from_others) == pytest.approx((5.98, 4.5))
    assert halved.from_right == pytest.approx(1.48)
    assert halved.nearest == "turned"
    assert not turned.too_near
    assert not halved.too_near


@pytest.mark.parametrize(
    ("made", "words"),
    [
        ({"turned": 3.0, "halved": -2.97}, "0.01 from an accepted answer"),
        ({"turned": 3.0, "halved": -2.99}, "0 from an accepted answer"),
        ({"turned": 3.0, "halved": 2.99}, "0.01 from the mistake"),
    ],
)
def test_one_that_lies_too_near_is_refused_with_what_it_is_near_to(tmp_path, made, words):
    said = [str(one) for one in slips.faults(Module("1a", tmp_path), found(tmp_path, **made), "demo, seed 7")]
    assert any("1a-t1, 'halved' (demo, seed 7)" in one and words in one for one in said), said


@given(st.integers(0, 3 * slips.MOST_STEPS))
def test_the_furthest_that_is_accepted_is_found_by_few_tries(reach):
    tried = []
    found = slips._furthest(lambda steps: tried.append(steps) or steps <= reach)
    assert found == min(reach, slips.MOST_STEPS - 1)
    assert len(tried) <= 2 * slips.MOST_STEPS.bit_length()


def test_an_answer_on_which_a_check_does_not_hang_makes_nothing_near(tmp_path):
    fields = "gap=number('Gap', decimals=2); why=number('Why')"
    check = CHECK + "\n    assert _given.why is not None"
    (one,) = found(tmp_path, check, fields, halved={"gap": -1.5, "why": 4})
    assert one.tolerance == pytest.approx(0.02)


def test_a_mistake_in_another_answer_lies_apart_whatever_its_numbers(tmp_path):
    fields = "gap=number('Gap', decimals=2); why=choice('Why', {'a': 'A', 'b': 'B'})"
    check = CHECK + "\n    mistake('b', _given.why == 'b', 'Not B.')"
    (one,) = found(tmp_path, check, fields, b={"gap": -3.0, "why": "b"})
    assert (one.from_right, one.from_others) == (inf, inf)


def test_a_check_of_no_number_has_no_slips(tmp_path):
    check = "with check('1a-t1') as _given:\n    mistake('b', _given.why == 'b', 'Not B.')"
    assert found(tmp_path, check, "why=choice('Why', {'a': 'A', 'b': 'B'})", b={"why": "b"}) == []


RANGE = """\
with check("1a-t1") as _given:
    mistake("one-group", same_number(_given.gap["high"], 1.2, 0.1), "Both groups are uncertain.")
    assert same_number(_given.gap["low"], -3, 0.2) and same_number(_given.gap["high"], 1, 0.1)"""


def test_a_mistake_in_one_number_of_a_range_stands_apart_by_that_number(tmp_path):
    fields = "gap=number_range('Gap', decimals=1)"
    made = {"gap": {"low": -3.0, "high": 1.2}}
    (one,) = found(tmp_path, RANGE, fields, right={"low": -3.0, "high": 1.0}, **{"one-group": made})
    assert one.tolerance == pytest.approx(0.2)
    assert one.too_near == "0.2 from an accepted answer"


def test_each_part_of_a_task_is_tried_with_what_it_worked_out_itself(tmp_path):
    """Both parts make a name `_wanted` of their own: 2 is right in the first one, and 3 is not."""
    part = """\
with check("1a-t1", part="{0}") as _given:
    _wanted = len("{2}")
    if not same_number(_given.{1}, _wanted, 0):
        nearest(_given.{1}, 0, ("swapped-{0}", {3}, "The other one."))
    assert same_number(_given.{1}, _wanted, 0), "No."
"""
    parts = [part.format("a", "first", "xx", 3), part.format("b", "second", "xxx", 2)]
    metadata = {"npqml": {"task": "1a-t1", "answers": ["first", "second"]}}
    fields = "first=number('First', decimals=0), second=number('Second', decimals=0)"
    cells = [
        nbformat.v4.new_code_cell(IMPORTS),
        nbformat.v4.new_code_cell(f"task('1a-t1', criterion='1.1.1', hints=['Look.'], {fields})"),
        nbformat.v4.new_code_cell("first, second = 2, 3", metadata=metadata),
        *(
            nbformat.v4.new_code_cell(text, metadata={"npqml": {"check": "1a-t1", "part": name}})
            for name, text in zip("ab", parts, strict=True)
        ),
    ]
    tried = [
        Attempt("right", partial(_put, {"first": 2, "second": 3}), kind="right"),
        Attempt("swapped", partial(_put, {"first": 3, "second": 3}), kind="mistake"),
    ]
    read = cells_of(nbformat.v4.new_notebook(cells=cells), "a.ipynb")
    run(read, tmp_path, {"1a-t1": tried})
    [slip] = slips.slips(read[3], tried, {"swapped": "swapped-a"})
    assert (slip.tolerance, slip.from_right) == (0, 1)
