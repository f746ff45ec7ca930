"""A chart as an answer: what somebody chooses in a form, or draws in Python, as the same facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from attrs import field, frozen, validators

from npqml_widgets.answers.comparing import folded
from npqml_widgets.answers.fields import NO_ANSWER, Answer
from npqml_widgets.answers.reading import BLANK, Reading, quoted, read_as, unreadable
from npqml_widgets.answers.units import unit_named
from npqml_widgets.charts.facts import PUPILS, Facts, facts

KINDS = {
    "bar": "Bars: one for each group",
    "pie": "Pie: slices of a whole",
    "line": "Line: from one point in time to the next",
    "scatter": "Dots: one for each pupil",
}
ORDERS = {"as listed": "As they are listed", "by value": "By value, highest first"}
AXES = {"from zero": "From zero", "from the lowest value": "From just below the lowest value"}
COUNTS = {"yes": "Yes, beside each group", "no": "No"}
FACTS = {"type", "title", "limits", "counts_shown", "order", "measure"}
NAMES = {"bar": "bar chart", "pie": "pie chart", "line": "line chart", "scatter": "scatter chart"}


@frozen
class Chart(Answer):
    """A chart to be made from choices; the value is its facts, as `facts` gives them for a drawn one."""

    groups: dict[str, str] = field(validator=validators.min_len(1), kw_only=True)
    measures: dict[str, str] = field(validator=validators.min_len(1), kw_only=True)
    kinds: tuple[str, ...] = field(validator=validators.deep_iterable(validators.in_(KINDS)), kw_only=True)
    units: dict[str, str] = field(factory=dict, kw_only=True)
    counts_of: str = field(default=PUPILS, kw_only=True)
    over_time: bool = field(default=False, kw_only=True)
    data: pd.DataFrame | None = field(default=None, eq=False, repr=False, kw_only=True)

    @property
    def parts(self) -> list[tuple[str, str, dict[str, str]]]:
        """What is to be chosen: the name, the question and the options of each part."""
        dots = f"Dots: one for each {unit_named(self.counts_of).one or 'group'}"
        kinds = KINDS | {"scatter": dots}
        stand = "points in time" if self.over_time else "groups"
        order = ORDERS | ({"as listed": "In order of time"} if self.over_time else {})
        asked = [
            ("kind", "What kind of chart?", {kind: kinds[kind] for kind in self.kinds}),
            ("measure", "What does it show?", self.measures),
            ("order", f"In which order do the {stand} stand?", order),
            ("axis", "Where does the axis of the values start?", AXES),
        ]
        shown = "at each point in time" if self.over_time else "in each group"
        counts = ("counts", f"Does it show how many {self.counts_of} are {shown}?", COUNTS)
        return [*asked, counts] if self.counts_of else asked

    def offered(self) -> list[str]:
        """Return each part's question with what there is to choose from."""
        return [f"{question} {'; '.join(options.values())}" for _, question, options in self.parts]

    def read(self, raw: Any) -> Reading:
        """Give the facts of a chart from its choices, from a matplotlib figure or axes, or from facts."""
        if raw is None or (isinstance(raw, Mapping) and not any(raw.values())):
            return BLANK
        if isinstance(raw, Mapping):
            return self._read_facts(dict(raw)) if FACTS <= set(raw) else self._read_choices(raw)
        from matplotlib.axes import Axes
        from matplotlib.figure import Figure

        if isinstance(raw, Figure | Axes):
            return self._read_facts(facts(raw))
        return unreadable("This answer is a chart: make it with the form, or give a matplotlib figure.")

    def as_text(self, raw: Any) -> str:
        """Give the chart in plain words, or what is missing from it."""
        return self.read(raw).words or NO_ANSWER

    def _read_choices(self, raw: Mapping[str, Any]) -> Reading:
        for name, question, options in self.parts:
            chosen = raw.get(name)
            if not chosen:
                return unreadable(f"The chart is not finished: {question}")
            if str(chosen) not in options:
                return unreadable(f"{question} {quoted(chosen)} is none of: {'; '.join(options.values())}.")
        title = str(raw.get("title") or "").strip()
        if not title:
            return unreadable("The chart has no title yet.")
        return self._reading(self._facts(raw, title))

    def _facts(self, raw: Mapping[str, Any], title: str) -> Facts:
        words, shown = self.measures[raw["measure"]], raw.get("counts") == "yes"
        start = 0.0 if raw["axis"] == "from zero" else None
        return {
            "type": raw["kind"],
            "title": title,
            "labels": {"x": "", "y": words, "value": words, "category": ""},
            "limits": {"x": [None, None], "y": [start, None], "value": [start, None], "category": [None, None]},
            "categories": list(self.groups.values()),
            "series": [{"label": words, "values": []}],
            "legend": [],
            "counts": {},
            "counts_shown": shown,
            "order": raw["order"],
            "measure": raw["measure"],
        }

    def _read_facts(self, found: Facts) -> Reading:
        if found["type"] == "nothing":
            return unreadable("This chart shows nothing yet.")
        order = "as listed" if self.over_time and self._as_listed(found) else found["order"]
        return self._reading({**found, "order": order, "measure": self._measure(str(found.get("measure", "")))})

    def _as_listed(self, found: Facts) -> bool:
        """Tell whether the points in time of a drawn chart stand as they are listed, though all its values may fall."""
        categories = found.get("categories") or []
        drawn = any(series.get("values") for series in found.get("series") or [])  # of one that is chosen none is known
        listed = [folded(words) for words in self.groups.values()]
        places = [listed.index(name) for name in map(folded, categories) if name in listed]
        return drawn and len(places) == len(categories) and places == sorted(places)

    def _measure(self, label: str) -> str:
        # Whoever draws in Python writes the label of the axis: take it for the measure whose words it has.
        said = label.casefold()
        for key, words in self.measures.items():
            if said in (key.casefold(), words.casefold()):
                return key
        return next((key for key, words in self.measures.items() if words.casefold() in said), label)

    def _reading(self, found: Facts) -> Reading:
        start = found["limits"]["value"][0]
        axis = "" if found["type"] == "pie" else f"the axis {'from' if start == 0 else 'not from'} zero, "
        shown = "with" if found["counts_shown"] else "without"
        counts = f"{shown} numbers of {self.counts_of}, " if self.counts_of else ""
        what = self.measures.get(found["measure"], found["measure"])
        order = "in order of time" if self.over_time and found["order"] == "as listed" else found["order"]
        said = (
            f"a {NAMES.get(found['type'], 'chart')} of “{what}”, {order}, {axis}{counts}"
            f"titled {quoted(found['title'], 80)}"
        )
        return read_as(found, said)


def chart(
    label: str,
    groups: Mapping[str, str],
    measures: Mapping[str, str],
    kinds: tuple[str, ...] = ("bar", "pie", "line"),
    *,
    units: Mapping[str, str] | None = None,
    counts_of: str = PUPILS,
    over_time: bool = False,
    data: pd.DataFrame | None = None,
    help: str = "",  # noqa: A002 - the word that authors know
) -> Chart:
    """Ask for a chart of some groups; `measures` are what it may show, as keys with the words shown for them.

    `counts_of` is what the groups are made of ("families", "lessons"), and empty where the chart can show no counts;
    `units` says of which measures the values are amounts: {"cost": "£"}. With `over_time` the groups are points in
    time, listed in their order. With `data` the chart is drawn below the form while it is chosen: one row a group
    (indexed by the groups' keys), a column for each measure, named by its key or its words, and one of counts, such as
    `Pupils` or `Families`. A measure of several series has a column for each, below the measure's key.
    """
    return Chart(
        label, groups=dict(groups), measures=dict(measures), kinds=tuple(kinds), units=dict(units or {}),
        counts_of=counts_of, over_time=over_time, data=data, help=help,
    )  # fmt: skip
