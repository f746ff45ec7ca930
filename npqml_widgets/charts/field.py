"""A chart as an answer: what somebody chooses in a form, or draws in Python, as the same facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from attrs import field, frozen, validators

from npqml_widgets.answers.fields import NO_ANSWER, Answer
from npqml_widgets.answers.reading import BLANK, Reading, quoted, read_as, unreadable
from npqml_widgets.charts.facts import Facts, facts

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
    data: pd.DataFrame | None = field(default=None, eq=False, repr=False, kw_only=True)

    @property
    def parts(self) -> list[tuple[str, str, dict[str, str]]]:
        """What is to be chosen: the name, the question and the options of each part."""
        return [
            ("kind", "What kind of chart?", {kind: KINDS[kind] for kind in self.kinds}),
            ("measure", "What does it show?", self.measures),
            ("order", "In which order do the groups stand?", ORDERS),
            ("axis", "Where does the axis of the values start?", AXES),
            ("counts", "Does it show how many pupils are in each group?", COUNTS),
        ]

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
        words, shown = self.measures[raw["measure"]], raw["counts"] == "yes"
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
        return self._reading({**found, "measure": self._measure(str(found.get("measure", "")))})

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
        what = self.measures.get(found["measure"], found["measure"])
        said = (
            f"a {NAMES.get(found['type'], 'chart')} of {what}, {found['order']}, "
            f"{axis}{shown} numbers of pupils, titled {quoted(found['title'], 80)}"
        )
        return read_as(found, said)


def chart(
    label: str,
    groups: Mapping[str, str],
    measures: Mapping[str, str],
    kinds: tuple[str, ...] = ("bar", "pie", "line"),
    *,
    data: pd.DataFrame | None = None,
    help: str = "",  # noqa: A002 - the word that authors know
) -> Chart:
    """Ask for a chart of some groups; `measures` are what it may show, as keys with the words shown for them.

    With `data` the chart is drawn below the form while it is chosen: one row a group (indexed by the groups' keys), a
    column for each measure, named by its key or its words, and `Pupils`.
    """
    return Chart(label, groups=dict(groups), measures=dict(measures), kinds=tuple(kinds), data=data, help=help)
