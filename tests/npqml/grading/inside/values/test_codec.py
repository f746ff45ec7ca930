"""Answers arrive as they left, or are refused in words that say what to give instead."""

from __future__ import annotations

import datetime as dt
import json
import zoneinfo
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from npqml.grading.inside.values.codec import LIMITS, CannotSend, Limits, Malformed, decode, encode
from npqml_widgets.answers.fields import Number
from npqml_widgets.charts import draw as charts
from npqml_widgets.charts.facts import facts
from npqml_widgets.controls import control
from tests.npqml.grading.inside.values.kinds import KINDS, objects, same, table

mpl.use("Agg")
modest = settings(deadline=None, max_examples=150)
PAYLOADS = json.loads(Path(__file__).with_name("payloads-pandas-2.2.json").read_text(encoding="utf-8"))


def carried(value: Any, limits: Limits = LIMITS) -> Any:
    """Give a value as it arrives: through JSON as strict as the runner's."""
    return decode(json.loads(json.dumps(encode(value, limits), allow_nan=False)), limits)


NUMBERS = (
    st.integers()
    | st.integers(-(10**300), 10**300)
    | st.floats()
    | st.complex_numbers()
    | st.decimals(allow_nan=False)
    | st.fractions()
)
ZONES = st.none() | st.just(dt.UTC) | st.sampled_from(["Europe/London", "UTC", "Asia/Kathmandu"]).map(zoneinfo.ZoneInfo)
HASHABLE = (
    st.none()
    | st.booleans()
    | NUMBERS
    | st.text()
    | st.dates()
    | st.datetimes(timezones=ZONES)
    | st.times(timezones=ZONES)
    | st.timedeltas()
)
VALUES = st.recursive(
    HASHABLE | st.builds(range, st.integers(-50, 50), st.integers(-50, 50), st.integers(1, 9)),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(HASHABLE | st.tuples(HASHABLE, HASHABLE), inner, max_size=4)
        | st.sets(HASHABLE, max_size=4)
        | st.frozensets(HASHABLE, max_size=4)
    ),
    max_leaves=20,
)
_BITS = st.integers(-(2**63), 2**63 - 1)
_GAPPED = {
    "float64": st.floats(),
    "float32": st.floats(width=32),
    "complex128": st.complex_numbers(),
    "bool": st.booleans(),
    "int64": _BITS,
    "uint8": st.integers(0, 255),
    "Int64": st.none() | _BITS,
    "boolean": st.none() | st.booleans(),
    "string": st.none() | st.text(),
    "object": HASHABLE,
    "category": st.none() | st.text(max_size=2),
    "datetime64[ns]": _BITS,
    "datetime64[s]": st.integers(-(10**11), 10**11),
    "timedelta64[us]": st.integers(-(10**17), 10**17),
}


@st.composite
def columns(draw: st.DrawFn, size: int) -> pd.Series:
    """Draw a column of a drawn type."""
    dtype = draw(st.sampled_from(sorted(_GAPPED)))
    cells = draw(st.lists(_GAPPED[dtype], min_size=size, max_size=size))
    if "64[" in dtype:
        return pd.Series(np.array(cells, dtype="int64").view(dtype))
    return objects(*cells) if dtype == "object" else pd.Series(cells, dtype=dtype)


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Draw a table with drawn labels, of which some come twice."""
    rows, names = (
        draw(st.integers(0, 5)),
        draw(st.lists(st.text(max_size=2) | st.integers(0, 3) | st.none(), max_size=4)),
    )
    found = pd.DataFrame({place: draw(columns(rows)) for place in range(len(names))}, index=range(rows))
    found.columns = pd.Index(names, dtype=object)
    return found.set_index(pd.Index(draw(columns(rows)), name=draw(st.none() | st.text())), append=draw(st.booleans()))


@modest
@given(VALUES)
def test_a_value_of_python_arrives_as_it_left(value: Any) -> None:
    assert same(carried(value), value)


@modest
@given(tables())
def test_a_table_of_any_columns_arrives_as_it_left(value: pd.DataFrame) -> None:
    assert same(carried(value), value)


@pytest.mark.parametrize("make", KINDS.values(), ids=KINDS.keys())
def test_each_kind_of_pandas_value_arrives_as_it_left(make: Any) -> None:
    arrived = carried(make())
    assert same(arrived, make())
    assert same(carried([{"a": (arrived,)}]), [{"a": (make(),)}])


@pytest.mark.parametrize("sent", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_what_left_under_pandas_2_arrives_under_any_pandas(sent: Any, request: pytest.FixtureRequest) -> None:
    there, here = decode(sent), KINDS[request.node.callspec.id]()
    assert type(there) is type(here) or request.node.callspec.id == "array of text"
    assert cells(there) == cells(here)


def cells(value: Any) -> Any:
    """Give what stands in a value and its labels, as text; whatever is missing is the same gap."""
    if isinstance(value, pd.DataFrame):
        return [cells(value.columns), *(cells(value.iloc[:, place]) for place in range(len(value.columns)))]
    if isinstance(value, pd.Series):
        return [cells(value.index), str(value.name), cells(value.array)]
    if isinstance(value, np.ndarray):
        value = value.ravel().tolist()
    if isinstance(value, pd.Index | pd.api.extensions.ExtensionArray | list | tuple):
        return [cells(one) for one in value]
    return "gap" if value is None or value is pd.NA or value != value else str(value)


def test_text_becomes_what_this_pandas_makes_of_it_and_objects_stay_objects() -> None:
    text = decode({"Series": [None, {"RangeIndex": [[0, 2, 1], None]}, {"str": ["a", None]}]})
    assert same(text, objects("a", np.nan) if pd.__version__.startswith("2.") else pd.Series(["a", None]))
    assert decode(PAYLOADS["column of text"]).dtype == object


def test_what_arrived_can_be_changed() -> None:
    arrived = carried(table())
    arrived.loc[0, "Mean"] = 1.0
    numbers = carried(np.arange(3))
    numbers[0] = 9
    assert arrived.loc[0, "Mean"] == 1.0
    assert numbers.tolist() == [9, 1, 2]


def test_notes_on_a_table_stay_behind() -> None:
    noted = table()
    noted.attrs["note"] = test_notes_on_a_table_stay_behind
    assert carried(noted).attrs == {}


def test_the_step_of_a_rare_calendar_is_left_out() -> None:
    index = pd.date_range("2024-01-01", periods=3, freq="SMS")
    assert carried(index).equals(index)
    assert carried(index).freq is None


def test_a_chart_arrives_as_its_facts() -> None:
    chart = charts.bar(pd.Series({"6A": 30, "6B": 28}), title="Pupils", value_label="Pupils", category_label="Class")
    assert carried(chart) == facts(chart)
    assert carried([chart.axes[0]]) == [facts(chart.axes[0])]
    assert carried(Figure())["type"] == "nothing"


def test_a_control_arrives_as_its_saved_value() -> None:
    assert carried(control(Number("Pupils"), "1,250")) == "1,250"
    assert carried({"asked": control(Number("Pupils"))}) == {"asked": None}


class Grade(int):
    pass


class Table(pd.DataFrame):
    pass


REFUSED: dict[str, tuple[Any, str]] = {
    "function": (len, "is a function: give its value instead"),
    "lambda": (lambda: 1, "is a function"),
    "method not called": (table().mean, "is a function: give its value instead, by typing ()"),
    "numpy function": (np.mean, "is a function"),
    "ufunc": (np.add, "is a function"),
    "class": (int, "is a class"),
    "class with a class of its own": (control, "is a function"),
    "module": (json, "is a module"),
    "generator": ((one for one in "ab"), "put list"),
    "zip": (zip("a", "b", strict=True), "put list"),
    "items": ({}.items(), "put list"),
    "iterator": (iter([1]), "put list"),
    "bytes": (b"a", "raw bytes"),
    "groups": (table().groupby("Pupils"), "is a table in groups"),
    "groups of a column": (table().groupby("Pupils")["Mean"], "is a table in groups"),
    "windows": (table()["Mean"].rolling(2), "is a table in groups"),
    "subclass of int": (Grade(3), r"a special kind of int \(Grade\)"),
    "subclass of a table": (Table(), r"a special kind of table \(Table\)"),
    "masked array": (np.ma.array([1]), "a special kind of numpy array"),
    "sparse column": (pd.Series([0, 1], dtype="Sparse[int]"), "sparse"),
    "sparse column of a table": (pd.DataFrame({"a": pd.Series([0, 1], dtype="Sparse[int]")}), "sparse"),
    "part of a chart": (Figure().add_subplot().plot([1, 2]), "holds a part of a chart"),
    "round chart": (Figure().add_subplot(projection="polar"), "a chart of an unusual kind"),
    "raw records": (np.array([(1, 2.5)], dtype=[("a", int), ("b", float)]), "numpy values of an unusual type"),
    "raw bytes of numpy": (np.array([b"a"]), "numpy values of an unusual type"),
    "numbers the other way round": (np.array([1], dtype=">i8"), "numpy values of an unusual type"),
    "thousands of categories": (pd.Categorical(range(10_001)), "too many categories"),
    "thousands of labels in a level": (pd.MultiIndex.from_product([range(10_001), [1]]), r"use \.reset_index\(\)"),
    "single date offset": (pd.offsets.MonthEnd(), "a length of time without a date"),
    "faulty number": (Decimal("sNaN"), "marked as faulty"),
    "in a list": ([1, [len]], "holds a function"),
    "in a cell": (objects(1, len), "holds a function"),
    "as a key": ({len: 1}, "holds a function"),
    "anything else": (object(), r"cannot be handed in \(object\)"),
    "notebook's own class": (type("X" * 100, (), {})(), r"cannot be handed in \(of a class of your own\)"),
}


@pytest.mark.parametrize(("value", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_value_is_refused_in_words(value: Any, words: str) -> None:
    with pytest.raises(CannotSend, match=words) as why:
        encode(value)
    assert str(why.value).startswith("This answer ")
    assert str(why.value).count(". ") + 1 <= 3


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth - 1):
        value = [value]
    return value


def test_a_value_that_holds_itself_or_is_too_deep_is_refused() -> None:
    round_again: dict[str, Any] = {}
    round_again["again"] = [round_again]
    column = objects(1)
    column[0] = column
    asked = control(Number("Pupils"))
    asked.value = asked
    for value in (round_again, column, asked, [nested(12)], nested(5000)):
        with pytest.raises(CannotSend, match="more than 12 deep, or it holds itself"):
            encode(value)
    assert carried(nested(12)) == nested(12)


def test_what_was_changed_on_the_inside_is_refused_in_words() -> None:
    series, figure = pd.Series([1]), Figure()
    object.__setattr__(series, "_mgr", None)
    figure.add_subplot().get_xlabel = None
    with pytest.raises(CannotSend, match="may have been changed on the inside"):
        encode(series)
    with pytest.raises(CannotSend, match="is a chart that cannot be read"):
        encode(figure)


TOO_LARGE: dict[str, Any] = {
    "list": [0] * 200_001,
    "range": range(10**30),
    "index": pd.RangeIndex(200_001),
    "array": np.zeros((500, 500)),
    "array that only seems large": np.broadcast_to(np.float64(0), (10**9,)),
    "array of no size": np.empty((10**9, 0)),
    "table": pd.DataFrame(np.zeros((20_001, 10))),
    "column of text": pd.Series(["a" * 1000] * 1001),
    "text": "a" * 1_000_001,
    "array of wide text": np.array(["a" * 1000, *[""] * 1000]),
    "table within tables": [pd.DataFrame(np.zeros((10_000, 10)))] * 3,
    "number": 10**4000,
    "decimal number": Decimal(10**4001),
    "fraction": Fraction(1, 10**4000),
    "in all": [f"{number:030d}" for number in range(100_000)],
    "other letters": ["Ж" * 700_000],
}


@pytest.mark.parametrize("value", TOO_LARGE.values(), ids=TOO_LARGE.keys())
def test_what_is_too_large_is_refused_before_it_is_encoded(value: Any) -> None:
    with pytest.raises(CannotSend, match=r"cannot be handed in: .* Give a smaller one"):
        encode(value)


@modest
@given(
    st.builds(Limits, cells=st.integers(0, 60), text=st.integers(0, 60), size=st.integers(0, 4000)),
    VALUES | tables() | st.sampled_from(list(KINDS.values())).map(lambda make: make()),
)
def test_whatever_the_limits_let_out_they_let_in(limits: Limits, value: Any) -> None:
    try:
        sent = encode(value, limits)
    except CannotSend:
        return
    assert same(decode(sent, limits), value)


def test_nothing_comes_in_that_is_larger_than_what_may_go_out() -> None:
    for value in ([0] * 50, "a" * 50, np.arange(50), pd.RangeIndex(50), range(50)):
        with pytest.raises(Malformed, match="did not arrive"):
            decode(encode(value), Limits(cells=49, text=49))
