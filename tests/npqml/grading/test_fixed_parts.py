"""What is the same for all answers is worked out once, and no check says anything else for it."""

from __future__ import annotations

import textwrap
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from npqml.grading.fixed_parts import fresh, without_fixed_parts
from npqml_widgets.answers.comparing import NotYet, mistake, same_number

ANSWERS = (-3, 0, 1, 2, 4)


@contextmanager
def check(_id: str, given: Any) -> Any:
    yield given


def locked() -> dict[str, Any]:
    """The names that locked cells have made."""
    rows = pd.DataFrame({"a": [1, 2, 3], "b": [4.0, None, 8.0]})
    return {"pd": pd, "mistake": mistake, "same_number": same_number, "_rows": rows, "_limit": 2, "_one": 5}


def said(code: Any, given: int, made: dict[str, Any]) -> str:
    """What a check says of an answer, and what it has come to."""
    namespace = locked() | {name: fresh(value) for name, value in made.items()}
    namespace["check"] = lambda task: check(task, SimpleNamespace(n=given))
    try:
        exec(code, namespace)
    except Exception as problem:
        return f"{type(problem).__name__} {problem} {getattr(problem, 'mistake', '')}"
    return "right"


def divided(lines: str, hanging: frozenset[str] = frozenset({"gap"})) -> tuple[str, Any, dict[str, Any]]:
    whole = f'with check("1a-t1") as _given:\n{textwrap.indent(textwrap.dedent(lines).strip(), "    ")}'
    made: dict[str, Any] = {}
    return whole, without_fixed_parts(whole, "a check", locked(), hanging, made), made


CHECKS = {
    "a line": ("_wanted = _rows['a'].sum() - 2\nassert _given.n == _wanted", ["_wanted"]),
    "parts": ("assert same_number(_given.n, len(_rows) + 1, 0), f'not {len(_rows)}'", ["_fixed_0", "_fixed_1"]),
    "one after the other": ("_a = _rows['a']\n_b = _a.max() + 1\nassert _given.n == _b", ["_a", "_b"]),
    "several names at once": ("_low, _high = _rows['a'].min(), 4\nassert _low < _given.n <= _high", ["_low", "_high"]),
    "in a branch": ("if _given.n < 0:\n    mistake('sign', -_given.n == len(_rows), 'Turn it.')", ["_fixed_0"]),
    "in a loop of its own": ("assert _given.n in [_one + 1 for _one in _rows['a']]", []),
    "a loop's name that is also another's": ("for _one in range(_given.n):\n    pass\n_b = _one\nassert _b == 1", []),
    "set twice": ("_a = 4\nmistake('same', _given.n == _a, 'It is.')\n_a = _given.n\nassert _a == 2", []),
    "read before it is set": ("mistake('two', _given.n == _limit, 'No.')\n_limit = 4\nassert _given.n < _limit", []),
    "changed by a call": ("_all = [1]\n_all.append(_given.n)\nassert len(_all) == sum(_all) - 3, str(_all)", ["_all"]),
    "changed in a place": ("_all = {}\n_all['n'] = _given.n\nassert _all.get('n') == 4, str(_all)", ["_all"]),
    "changed by another's call": ("_all = [1]\nlist.append(_all, _given.n)\nassert sum(_all) == 5", ["_all"]),
    "used up": ("_all = iter(_rows['a'])\nassert next(_all) == _given.n and next(_all) == 2", []),
    "cannot be run in advance": ("mistake('none', _given.n < 0, 'Below nought.')\n_bad = _rows['c']\nassert _bad", []),
    "would fail where it is not reached": ("assert _given.n == 4 or 1 / (_limit - 2)", ["_fixed_0"]),
    "of an answer's name": ("_a = gap + 1\nassert _a", []),
    "says it at once": ("mistake('always', len(_rows) == 3, 'Never right.')\nassert _given.n", ["_fixed_0"]),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "names"), CHECKS.values(), ids=CHECKS)
def test_a_check_says_the_same_of_each_answer_one_after_the_other(lines, names):
    whole, left, made = divided(lines)
    assert [said(left, given, made) for given in ANSWERS] == [said(whole, given, {}) for given in ANSWERS]
    assert set(made) == set(names)


def test_what_is_fixed_is_worked_out_no_more():
    _, left, made = divided("_wanted = _rows['a'].sum() - 2\nassert _given.n == _wanted + len(_rows)")
    namespace = locked() | made | {"check": lambda task: check(task, SimpleNamespace(n=7)), "_rows": None}
    exec(left, namespace)


def test_a_message_keeps_how_its_numbers_are_written():
    whole, left, made = divided("assert _given.n == 4, f'{_given.n:>{_limit + 1}} of {_limit / 3:.1f}'")
    assert said(left, 1, made) == said(whole, 1, {}) == "AssertionError   1 of 0.7 "


@pytest.mark.parametrize(
    "check_of_another_shape",
    [
        "_a = len(_rows)\nwith check('1a-t1') as _given:\n    assert _given.n == _a",
        "with check('1a-t1') as _given:\n    def _of(n): return n + len(_rows)\n    assert _of(_given.n) == 7",
        "with check('1a-t1') as _given:\n    assert (_b := len(_rows)) and _given.n == _b + 1",
    ],
)
def test_a_check_of_another_shape_is_left_as_it_is(check_of_another_shape):
    made: dict[str, Any] = {}
    left = without_fixed_parts(check_of_another_shape, "a check", locked(), frozenset(), made)
    assert made == {}
    assert [said(left, n, {}) for n in ANSWERS] == [said(check_of_another_shape, n, {}) for n in ANSWERS]


def test_a_mistake_is_still_known_by_its_name():
    _, left, made = divided("mistake('limit', _given.n == _rows['a'].max() - 1, 'At it.')")
    namespace = locked() | made | {"check": lambda task: check(task, SimpleNamespace(n=2))}
    with pytest.raises(NotYet) as raised:
        exec(left, namespace)
    assert raised.value.mistake == "limit"
