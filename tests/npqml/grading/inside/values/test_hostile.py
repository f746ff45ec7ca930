"""Nothing of a candidate's is run to send an answer, and nothing that arrives does harm.

No mirror: both ways of all the modules here are tried, from the outside.
"""

from __future__ import annotations

import base64
import copy
import datetime as dt
import json
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from npqml.grading.inside.values.codec import CannotSend, Malformed, decode, encode
from npqml_widgets.answers.fields import Number
from npqml_widgets.controls import control, kinds
from tests.npqml.grading.inside.values.kinds import KINDS, objects, same

PLENTY = settings(deadline=None, max_examples=400)
NO_ROWS: dict[str, Any] = {"RangeIndex": [[0, 0, 1], None]}
HOOKS = (
    "__eq__", "__hash__", "__iter__", "__next__", "__len__", "__getattribute__", "__getattr__", "__getitem__",
    "__bool__", "__repr__", "__str__", "__int__", "__float__", "__index__", "__array__", "__array_interface__",
    "__array_ufunc__", "__array_finalize__", "__reduce__", "__reduce_ex__", "__format__", "__lt__", "__contains__",
    "__call__", "__get__", "dtype", "ndim", "shape", "name", "freqstr", "tz", "value", "utcoffset", "dst", "tzname",
    "_view", "_rename",
)  # fmt: skip
RAN: list[str] = []
SPIES: list[type] = []


def spy(*bases: type) -> Any:
    """Give a class that is harmless until it is `armed`; then it reports whatever of it is run."""

    def claimed(self: Any) -> type:
        RAN.append("__class__")
        return type(self)

    SPIES.append(type("int", bases or (object,), {"__module__": "builtins", "__class__": property(claimed)}))
    return SPIES[-1]


@contextmanager
def armed() -> Iterator[None]:
    """Let everything of the spies report for a while."""

    def report(name: str) -> Callable[..., Any]:
        return lambda *args, **kwargs: RAN.append(name)

    RAN.clear()
    kept = [(one, dict(vars(one))) for one in SPIES]
    for one, _ in kept:
        for name in HOOKS:
            setattr(one, name, report(name))
    yield
    for one, own in kept:  # or what the interpreter does at the end of a thing would be reported too
        for name in HOOKS:
            setattr(one, name, own[name]) if name in own else delattr(one, name)
    SPIES.clear()


class Sly(type):
    """A class of classes that reports when a class of it is asked anything."""

    def __hash__(cls) -> int:
        RAN.append("type.__hash__")
        return hash(int)

    def __eq__(cls, other: object) -> bool:
        RAN.append("type.__eq__")
        return True

    @property
    def __name__(cls) -> str:
        RAN.append("type.__name__")
        return "int"

    @property
    def __mro__(cls) -> tuple[type, ...]:
        RAN.append("type.__mro__")
        return (int, object)


def made(kind: type, *arguments: Any) -> Any:
    """Give a thing of a spy's class that is of a plain class otherwise."""
    return kind.__new__(spy(kind), *arguments)


def with_own_array(table: Any) -> Any:
    """Put an array of a candidate's own class in the place of pandas' own."""
    block = table._mgr.blocks[0]
    array = made(type(block.values))
    array.__dict__.update(getattr(block.values, "__dict__", {}))
    block.values = array
    return table


def own_zone() -> Any:
    """Give a time zone of a candidate's own that works while it is not armed."""
    kind = spy(dt.tzinfo)
    kind.utcoffset = kind.dst = lambda *_: dt.timedelta(0)
    kind.tzname = lambda *_: "x"
    return kind()


def with_own_columns(table: pd.DataFrame) -> pd.DataFrame:
    """Put an index of a candidate's own class in the place of the names of columns."""
    table.columns = own_index()
    return table


def with_own_level(index: pd.MultiIndex) -> pd.MultiIndex:
    """Put an index of a candidate's own class in the place of a level."""
    index._levels = type(index._levels)([own_index(), index._levels[1]])
    return index


def with_own_categories(column: pd.Categorical) -> pd.Categorical:
    """Put an index of a candidate's own class in the place of the categories."""
    column.dtype._categories = own_index()
    return column


def own_index() -> Any:
    """Give an index of a candidate's own class."""
    return spy(pd.Index)._simple_new(np.array([0, 1]))


HOSTILE: dict[str, Callable[[], Any]] = {
    "itself": lambda: spy()(),
    "in a list": lambda: [1, spy()()],
    "in a tuple": lambda: (spy()(),),
    "as a key": lambda: {spy()(): 1},
    "as a value": lambda: {1: spy()()},
    "in a set": lambda: {spy()()},
    "in a column": lambda: objects(1, spy()()),
    "in a table": lambda: pd.DataFrame({"a": objects(spy()())}),
    "in an array": lambda: np.array([spy()(), None], dtype=object),
    "as the name of a column": lambda: pd.Series([1], name=spy()()),
    "as the name of an index": lambda: pd.Index([1], name=spy()()),
    "as the name of a level": lambda: pd.MultiIndex.from_arrays([[1], [2]], names=[spy()(), None]),
    "as a label": lambda: pd.Index([spy()()], dtype=object),
    "as a label of a table": lambda: pd.DataFrame([[1]], columns=pd.Index([spy()()], dtype=object)),
    "as a label of a level": lambda: pd.MultiIndex.from_arrays([pd.Index([spy()()], dtype=object), [2]]),
    "as a category": lambda: pd.Categorical.from_codes([0], pd.Index([spy()(), 1], dtype=object)),
    "with a sly class": lambda: Sly("X", (), {})(),
    "sly class": lambda: Sly("X", (), {}),
    "sly list": lambda: Sly("list", (list,), {})(),
    "sly control": lambda: type("Sly", (Sly, type(kinds.NumberControl)), {})("X", (kinds.NumberControl,), {}),
    **{
        f"subclass of {kind.__name__}{where}": lambda kind=kind, rest=rest, put=put: put(made(kind, *rest))
        for kind, *rest in (
            (int,),
            (float,),
            (str,),
            (list,),
            (tuple,),
            (dict,),
            (set,),
            (frozenset,),
            (complex,),
            (Decimal,),
            (Fraction,),
            (dt.date, 2024, 1, 1),
            (dt.datetime, 2024, 1, 1),
            (dt.time,),
            (dt.timedelta,),
            (np.float64, 1.5),
            (np.str_, "a"),
            (pd.Series,),
            (pd.DataFrame,),
            (np.ndarray, (2,)),
            (pd.Interval, 0, 1),
            (Figure,),
        )
        for where, put in (("", lambda one: one), (" in a column", objects))
    },
    "in a fraction": lambda: _fraction(made(int, 3)),
    "in an interval": lambda: pd.Interval(made(int, 0), 2),
    "text in a column of text": lambda: pd.Series(
        pd.array(np.array([made(str, "a"), "b"], dtype=object), dtype="string")
    ),
    "text in an array of text": lambda: pd.array(np.array([made(str, "a"), "b"], dtype=object), dtype="string"),
    "its own kind of column": lambda: with_own_array(pd.Series([1], dtype="Int64")),
    "its own kind of column in a table": lambda: with_own_array(pd.DataFrame({"a": ["a"]}, dtype="category")),
    "index of its own": own_index,
    "column with its own index": lambda: pd.Series([1, 2], index=own_index()),
    "table with its own index": lambda: pd.DataFrame({"a": [1, 2]}, index=own_index()),
    "table with its own columns": lambda: with_own_columns(pd.DataFrame([[1, 2]])),
    "level of its own": lambda: with_own_level(pd.MultiIndex.from_product([[1, 2], [3]])),
    "categories of its own": lambda: with_own_categories(pd.Categorical([1, 2])),
    "moment in its own zone": lambda: dt.datetime(2024, 1, 1, tzinfo=own_zone()),
    "time in its own zone": lambda: dt.time(1, tzinfo=own_zone()),
    "stamp in its own zone": lambda: pd.Timestamp("2024-01-01", tz="UTC").tz_convert(own_zone()),
    "column in its own zone": lambda: pd.Series(pd.DatetimeIndex(["2024-01-01"], tz="UTC").tz_convert(own_zone())),
    "periods of its own": lambda: pd.period_range("2024", periods=2, freq=spy(pd.offsets.MonthEnd)()),
    "control of a control of its own": lambda: made(spy(kinds.NumberControl)),
}


def _fraction(top: int) -> Fraction:
    fraction = Fraction(1, 2)
    fraction._numerator = top
    return fraction


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_nothing_of_a_candidates_is_run_to_send_an_answer(make: Callable[[], Any]) -> None:
    value = make()
    with armed(), pytest.raises(CannotSend) as why:
        encode(value)
    assert RAN == []
    assert str(why.value).startswith("This answer ")


def test_a_control_is_not_asked_for_its_value() -> None:
    asked = control(Number("Pupils"), "3")
    SPIES.append(type(asked))  # the class that anywidget has made for it alone
    with armed():
        assert encode(asked) == "3"
    assert RAN == []


def packed(array: Any) -> str:
    return base64.b64encode(np.asarray(array).tobytes()).decode()


def column(content: Any, index: Any = NO_ROWS) -> dict[str, Any]:
    return {"Series": [None, index, content]}


COLLIDING = [number * (2**61 - 1) for number in range(1, 9000)]
FORGED: dict[str, Any] = {
    "no tag": {},
    "two tags": {"list": [], "tuple": []},
    "unknown tag": {"pickle": "gASVAAAA"},
    "tag of the runner": {"refused": "x"},
    "bare infinity": float("inf"),
    "bare nan": [float("nan")],
    "tuple of text": {"tuple": "ab"},
    "set of lists": {"set": [[1]]},
    "member twice": {"set": [1, 1]},
    "key twice": {"dict": [[1, {"numpy": {"int64": packed(1)}}], [2, 3]]},
    "key that is a list": {"dict": [[[1]], [2]]},
    "keys without values": {"dict": [[1, 2], [3]]},
    "finite number in words": {"float": "1e5"},
    "date in another form": {"date": "20240901"},
    "day that is not there": {"date": "2024-02-30"},
    "time with a zone in its text": {"datetime": ["2024-09-01T00:00:00+01:00", 0, None]},
    "fold of two": {"time": ["00:00:00", 2, None]},
    "zone by path": {"datetime": ["2024-09-01T00:00:00", 0, "../../../etc/passwd"]},
    "zone of two days": {"datetime": ["2024-09-01T00:00:00", 0, 172_800]},
    "span out of range": {"timedelta": [0, 86_400, 0]},
    "endless decimal": {"Decimal": "1e+999999999"},
    "decimal in another form": {"Decimal": " 1_0 "},
    "fraction over nothing": {"Fraction": [1, 0]},
    "fraction not in its lowest terms": {"Fraction": [2, 4]},
    "whole number without end": 10**4000,
    "range without end": {"range": [0, 10**12, 1]},
    "range that stands still": {"range": [0, 1, 0]},
    "too deep": [[[[[[[[[[[[[1]]]]]]]]]]]]],
    "chart that is none": {"chart": [1]},
    "array of a type by name": {"ndarray": [[1], {"V8": packed(0.0)}]},
    "array of objects in bytes": {"ndarray": [[1], {"object": packed(0)}]},
    "array larger than its bytes": {"ndarray": [[10**9], {"float64": ""}]},
    "array without size": {"ndarray": [[10**9, 0], {"float64": ""}]},
    "array of negative size": {"ndarray": [[-1, -1], {"float64": packed(0.0)}]},
    "array of too many dimensions": {"ndarray": [[1] * 65, {"float64": packed(0.0)}]},
    "half a number": {"ndarray": [[1], {"float64": "AAAA"}]},
    "bytes that are none": {"ndarray": [[1], {"float64": "????"}]},
    "bytes with a gap": {"ndarray": [[1], {"float64": "AAAA AAAA\nAA="}]},
    "other letters": {"ndarray": [[1], {"float64": "ЖЖЖЖ"}]},
    "neither true nor false": {"ndarray": [[1], {"bool": packed(np.uint8(2))}]},
    "text of no width": {"ndarray": [[0], {"str_": [0, ""]}]},
    "text of great width": {"ndarray": [[1], {"str_": [10**12, "AAAA"]}]},
    "text of no character": {"ndarray": [[1], {"str_": [1, packed(np.uint32(0x110000))]}]},
    "single value of two": {"numpy": {"float64": packed([1.0, 2.0])}},
    "moment by another unit": {"Timestamp": ["Y", 0, None]},
    "moment that is missing": {"Timestamp": ["s", -(2**63), None]},
    "moment beyond its range": {"Timestamp": ["s", 2**63, None]},
    "period by a rule of its own": {"Period": ["C", 0]},
    "period of many": {"Period": ["99999D", 0]},
    "period in another form": {"Period": ["1D", 0]},
    "ranges the wrong way round": {"Interval": [2, 1, "left"]},
    "ranges between words": {"Interval": ["a", "b", "left"]},
    "index without end": {"RangeIndex": [[0, 10**12, 1], None]},
    "index of two dimensions": {"Index": [None, {"ndarray": [[1, 1], {"int64": packed(1)}]}, None]},
    "index with a list as its name": {"Index": [[1], {"int64": packed(1)}, None]},
    "index of numbers with a step": {"Index": [None, {"int64": packed(1)}, "D"]},
    "index that does not keep its step": {"Index": [None, {"datetime64[ns]": packed([0, 5])}, "D"]},
    "step by a rule of its own": {"Index": [None, {"datetime64[ns]": packed([0])}, "WOM-1MON"]},
    "index of half precision": {"Index": [None, {"float16": packed(np.float16(1))}, None]},
    "levels of different length": {"MultiIndex": [[None, None], [NO_ROWS] * 2, [{"int8": "AA=="}, {"int8": ""}]]},
    "level beyond its labels": {"MultiIndex": [[None], [NO_ROWS], [{"int8": "AA=="}]]},
    "level of levels": {"MultiIndex": [[None], [{"MultiIndex": [[None], [NO_ROWS], [{"int8": ""}]]}], [{"int8": ""}]]},
    "no levels": {"MultiIndex": [[], [], []]},
    "column longer than its index": column({"int64": packed([1, 2])}),
    "column with a column as its index": column({"int64": ""}, column({"int64": ""})),
    "column of fixed text": column({"str_": [1, ""]}),
    "column of days": column({"datetime64[D]": ""}),
    "column by a type of its own": column({"Sparse[int]": ""}),
    "numbers without their gaps": column(
        {"Int64": [packed([1, 2]), packed([True])]}, {"RangeIndex": [[0, 2, 1], None]}
    ),
    "text of numbers": column({"string": [1]}, {"RangeIndex": [[0, 1, 1], None]}),
    "category beyond its labels": column(
        {"category": [{"int8": packed(np.int8(5))}, NO_ROWS, False]}, {"RangeIndex": [[0, 1, 1], None]}
    ),
    "category of decimal numbers": column({"category": [{"float64": ""}, NO_ROWS, False]}),
    "category with a label twice": column(
        {"category": [{"int8": ""}, {"Index": [None, {"int64": packed([1, 1])}, None]}, False]}
    ),
    "category of a column": column({"category": [{"int8": ""}, column({"int64": ""}), False]}),
    "ranges of two types": column({"interval": [{"int64": ""}, {"float64": ""}, "left"]}),
    "ranges of ranges": column({"interval": [{"interval": [{"int64": ""}, {"int64": ""}, "left"]}] * 2 + ["left"]}),
    "table of too few columns": {"DataFrame": [NO_ROWS, {"RangeIndex": [[0, 2, 1], None]}, [{"int64": ""}]]},
    "table of columns of different length": {
        "DataFrame": [NO_ROWS, {"RangeIndex": [[0, 1, 1], None]}, [{"int64": packed(1)}]]
    },
    "labels of one hash": {"dict": [COLLIDING, COLLIDING]},
    "members of one hash": {"frozenset": COLLIDING},
    "categories of one hash": column(
        {"category": [{"int8": ""}, {"Index": [None, {"object": COLLIDING}, None]}, False]}
    ),
}


@pytest.mark.parametrize("sent", FORGED.values(), ids=FORGED.keys())
def test_what_encode_never_gives_is_malformed(sent: Any) -> None:
    for forged in (sent, [sent], {"tuple": [sent]}):
        with pytest.raises(Malformed, match="did not arrive as answers do"):
            decode(forged)


def cost(sent: Any) -> tuple[float, int]:
    """Give the seconds of the processor and the bytes that it takes to read something that may be malformed."""
    tracemalloc.start()
    began = time.process_time()
    try:
        decode(sent)
    except Malformed:
        pass
    spent = time.process_time() - began
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return spent, peak


HEAVY: dict[str, Any] = {
    "labels that share hashes": {
        "set": [number * (2**61 - 1) + rest for rest in range(800) for number in range(1, 100)]
    },
    "sets": [{"set": []}] * 70_000,
    "columns": [column({"float64": ""})] * 9_000,
    "arrays": [{"ndarray": [[0], {"float64": ""}]}] * 70_000,
    "single numbers": [{"numpy": {"float64": packed(0.0)}}] * 40_000,
    "moments": [{"Timestamp": ["us", 0, "Europe/London"]}] * 75_000,
    "table of empty columns": {
        "DataFrame": [NO_ROWS, {"RangeIndex": [[0, 9_000, 1], None]}, [{"float64": ""}] * 9_000]
    },
    "levels": {"MultiIndex": [[None] * 5_000, [NO_ROWS] * 5_000, [{"int8": ""}] * 5_000]},
    "index with a step": {"Index": [None, {"datetime64[ns]": packed(np.arange(190_000))}, "ns"]},
}


@pytest.mark.slow
@pytest.mark.parametrize("sent", HEAVY.values(), ids=HEAVY.keys())
def test_no_answer_of_a_few_megabytes_takes_many_more_or_long(sent: Any) -> None:
    seconds, peak = cost(sent)
    assert peak < 10 * 4_000_000
    assert seconds < 20  # some of them take 3 while memory is watched, and a tenth of it without


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=2),
    max_leaves=12,
)
PAYLOADS = [encode(make()) for make in KINDS.values()]
TAGS = sorted({tag for sent in PAYLOADS for tag in json.dumps(sent).split('"')[1::2] if len(tag) < 30})


def spots(sent: Any) -> list[tuple[Any, Any]]:
    """List every place within a payload where something else could stand."""
    keys = range(len(sent)) if isinstance(sent, list) else list(sent) if isinstance(sent, dict) else []
    return [(sent, key) for key in keys] + [spot for key in keys for spot in spots(sent[key])]


@st.composite
def forgeries(draw: st.DrawFn) -> Any:
    """Draw something that was really sent, with one or two places in it changed."""
    forged = copy.deepcopy(draw(st.sampled_from(PAYLOADS)))
    for _ in range(draw(st.integers(1, 2))):
        places = spots(forged)
        if places:
            holder, key = draw(st.sampled_from(places))
            other = draw(
                JSON | st.sampled_from(PAYLOADS) | st.sampled_from(TAGS) | st.integers(-2, 70).map(lambda n: 2**n)
            )
            if isinstance(holder, dict) and draw(st.booleans()):
                other, key = holder.pop(key), draw(st.sampled_from(TAGS))
            holder[key] = copy.deepcopy(other)
    return forged


@PLENTY
@given(forgeries() | JSON | st.dictionaries(st.sampled_from(TAGS), JSON, min_size=1, max_size=1))
def test_whatever_arrives_is_malformed_or_a_value_that_could_have_been_sent(sent: Any) -> None:
    try:
        value = decode(sent)
    except Malformed:
        return
    assert same(decode(encode(value)), value)
