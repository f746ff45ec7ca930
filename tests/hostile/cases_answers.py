"""Cases whose answers are poisoned: huge, deep, cyclic, of a wrong kind, or changed on the inside."""

# ruff: noqa: E501 - the lines of a candidate are as long as they are

from __future__ import annotations

from tests.hostile.case import RIGHT, Case

PANDAS = "import numpy as np, pandas as pd\n"

CASES = (
    Case("huge-answers", "a list of ten million, a number of a million digits, a text of ten million characters",
         {"1a-t1": "on_roll = [0] * 10_000_000", "1a-t2": "gap = 10 ** 1_000_000", "1a-t4": "small = 'ehc' * 3_000_000"}),
    Case("huge-table", "a table of 100 MB as an answer; the others are right",
         RIGHT | {"1a-t1": PANDAS + "on_roll = pd.DataFrame(np.ones((1_200_000, 10)))"}, marks=4.0),
    Case("deep-answers", "answers nested a hundred thousand deep",
         {"1a-t1": "on_roll = []\nfor _ in range(100_000): on_roll = [on_roll]",
          "1a-t2": "gap = {}\nfor _ in range(100_000): gap = {1: gap}", "1a-t4": "small = ()\nfor _ in range(11): small = (small,)"}),
    Case("cyclic-answers", "answers that hold themselves",
         {"1a-t1": "on_roll = []; on_roll.append(on_roll)", "1a-t2": "gap = {}; gap['gap'] = gap",
          "1a-t4": PANDAS + "small = pd.Series([None], dtype=object); small[0] = small"}),
    Case("not-numbers", "NaN, infinity and missing values, which are equal to nothing or larger than everything",
         {"1a-t1": "on_roll = float('nan')", "1a-t2": "gap = float('inf')", "1a-t4": PANDAS + "small = pd.NA"}),
    Case("wrong-kinds", "tables, columns, complex numbers and truth values where a number or a name is asked for",
         {"1a-t1": PANDAS + "on_roll = pd.DataFrame({'a': [10, 11]})", "1a-t2": "gap = 4 + 4j", "1a-t4": "small = {'ehc', 'pp', 'eal'}"}),
    Case("all-at-once", "arrays, intervals and texts that hold every answer there could be",
         {"1a-t1": PANDAS + "on_roll = np.arange(100)", "1a-t2": PANDAS + "gap = pd.Interval(-100, 100)",
          "1a-t4": "small = ['ehc', 'pp', 'eal']"}),
    Case("texts-that-take-long", "texts on which a careless pattern takes for ever",
         {"1a-t1": "on_roll = '1 ' * 400_000 + 'x'", "1a-t2": "gap = '1,000' * 100_000 + '.' * 100_000", "1a-t4": "small = ' ' * 900_000 + '\\0'"}),
    Case("labels-that-collide", "a table whose labels all have the same hash",
         {"1a-t1": PANDAS + "on_roll = {one * (2**61 - 1): 1 for one in range(2_000)}",
          "1a-t2": PANDAS + "gap = pd.Series(1.0, index=pd.Index([float(one * (2**61 - 1)) for one in range(2_000)]))"}),
    Case("broken-inside", "tables and arrays that were changed on the inside",
         {"1a-t1": PANDAS + "on_roll = pd.DataFrame({'a': [1]}); on_roll._mgr = object()",
          "1a-t2": PANDAS + "gap = np.ndarray((2**40,), dtype='f8', strides=(0,), buffer=bytes(8))",
          "1a-t4": PANDAS + "small = pd.Series(['pp']); small.index._data = None"}),
    Case("no-values", "functions, modules, classes, generators and open files",
         {"1a-t1": "on_roll = lambda *_: 10", "1a-t2": "import os; gap = os", "1a-t4": "small = (one for one in ['ehc'])"}),
    Case("hidden-pickle", "an array of objects, and a control, that hold a program",
         {"1a-t1": PANDAS + "class P:\n    def __reduce__(self): return (exec, ('raise SystemExit',))\non_roll = np.array([P()], dtype=object)",
          "1a-t2": "from npqml_widgets.controls import kinds as _k\ngap = object.__new__(_k.NumberControl)",
          "1a-t4": PANDAS + "small = pd.array([P()], dtype=object) if True else ''"}),
)  # fmt: skip
