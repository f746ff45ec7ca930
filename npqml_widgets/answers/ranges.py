"""A range of numbers as an answer: its two ends, and where it is asked for the estimate that they belong to."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from attrs import field, frozen

from npqml_widgets.answers.fields import NO_ANSWER, Answer, Number
from npqml_widgets.answers.numerals import tidy
from npqml_widgets.answers.reading import (
    BLANK,
    Reading,
    is_blank,
    is_empty,
    missing,
    quoted,
    read_back,
    unreadable,
)
from npqml_widgets.answers.units import PERCENT, PLAIN, POUNDS, amount, unit_named

ESTIMATE, LOW, HIGH = "estimate", "low", "high"
_NUMBER_BEGINS = r"(?=[-+]?[£.\d])"
_HALF = re.compile(r"(?P<estimate>.+?) ?(?:±|\+ ?/ ?-|\bplus or minus\b) ?(?P<half>.+)")
_NOTE = re.compile(
    r"\(?\b\d{1,2} ?(?:%|per ?cent) ?(?:ci\b|confidence intervals?\b|intervals?\b|limits\b)[:,=]?|\bci\b:?"
)
_IN_BRACKETS = re.compile(r"(?P<estimate>[^()\[\]]*)[(\[](?P<ends>[^()\[\]]+)[)\]](?P<unit>[^()\[\]]*)")
_BETWEEN = re.compile(rf" ?(?:\bto\b|\band\b|;|\.\.\.?|…|,(?!\d{{3}}(?!\d))) ?|(?<=[\d%p)]) ?- ?{_NUMBER_BEGINS}")
_BEFORE = re.compile(r"^(?:from|between)\b ?")
_LONGEST = 200  # characters; no range is longer


@frozen
class NumberRange(Answer):
    """Two ends in a unit, and an estimate between them where `estimate` names it; `low` to `high` is possible."""

    unit: str = field(default="", kw_only=True)
    estimate: str = field(default="", kw_only=True)
    ends: tuple[str, str] = field(default=("from", "to"), kw_only=True)
    low: float | None = field(default=None, kw_only=True)
    high: float | None = field(default=None, kw_only=True)
    decimals: int | None = field(default=None, kw_only=True)

    @property
    def numbers(self) -> dict[str, Number]:
        """The numbers that are asked for, by their names in the value: estimate, low, high."""
        labels = {ESTIMATE: self.estimate, LOW: self.ends[0], HIGH: self.ends[1]}
        return {
            name: Number(words, self.unit, self.low, self.high, self.decimals)
            for name, words in labels.items()
            if words
        }

    @property
    def example(self) -> str:
        """How such a range may be written, with numbers of no meaning."""
        return "2.1 (0.3 to 3.9)" if self.estimate else "0.3 to 3.9"

    def read(self, raw: Any) -> Reading:
        """The numbers as {"low": float, "high": float}, with "estimate" where it is asked for.

        They come from the boxes of the control, from a text such as "2.1 (0.3 to 3.9)" or "2.1 ± 1.8", or from Python:
        a tuple or list in this order, a dict, a Series, an interval of pandas.
        """
        given = _as_parts(raw, tuple(self.numbers), self.unit)
        if given is None:
            return unreadable(f"{quoted(raw)} is not a range that we know. {self._please()}")
        readings = {name: asked.read(given.get(name)) for name, asked in self.numbers.items()}
        if all(reading.state == "blank" for reading in readings.values()):
            return BLANK
        for name, reading in readings.items():
            if reading.state == "unreadable":
                return unreadable(f"{_capital(self.numbers[name].label)}: {reading.words}")
        gaps = [self.numbers[name].label for name, reading in readings.items() if reading.state == "blank"]
        if gaps:
            return unreadable(f"Still empty: {', '.join(gaps)}. {self._please()}")
        value: dict[str, float] = {name: reading.value for name, reading in readings.items()}
        fault = self._fault(self.counted(value))
        if fault:
            return unreadable(fault)
        said = self.said(value)
        remarks = "".join(f" {words}" for words in dict.fromkeys(one.remark for one in readings.values()) if words)
        return read_back(value, f"We read your answer as {said}.{remarks}", f"{said}.{remarks}".removesuffix("."))

    def as_text(self, raw: Any) -> str:
        """The range in plain words, or each box as it was filled in where it cannot be read."""
        reading = self.read(raw)
        if reading.state == "read":
            return self.said(reading.value)
        if reading.state == "blank":
            return NO_ANSWER
        if isinstance(raw, Mapping):
            cells = {name: raw.get(name) for name in self.numbers}
            return "; ".join(
                f"{self.numbers[name].label} {'(empty)' if is_blank(cell) else quoted(cell)}"
                for name, cell in cells.items()
            )
        return super().as_text(raw)

    def said(self, value: Mapping[str, float]) -> str:
        """A value that was read, in plain words: "2.1 points (0.3 to 3.9)", "0.3 to 3.9 points", "40% to 60%"."""
        words = {name: asked.said(value[name]) for name, asked in self.numbers.items()}
        unit = unit_named(self.unit)
        signs = unit in (PERCENT, POUNDS)
        low = words[LOW] if signs else amount(value[LOW], PLAIN, self.decimals)
        if not self.estimate:
            return f"{low} to {words[HIGH]}"
        high = words[HIGH] if signs else amount(value[HIGH], PLAIN, self.decimals)
        return f"{words[ESTIMATE]} ({low} to {high})"

    def counted(self, value: Mapping[str, float]) -> dict[str, float]:
        """Each number rounded to the places that count."""
        return {name: asked.counted(value[name]) for name, asked in self.numbers.items()}

    def key(self, value: Mapping[str, float]) -> str:
        """The numbers to the places that count."""
        return json.dumps([asked.key(value[name]) for name, asked in self.numbers.items()])

    def part_keys(self, value: Mapping[str, float]) -> list[str]:
        """Each number by itself, to the places that count, with its name."""
        return [json.dumps([name, asked.key(value[name])]) for name, asked in self.numbers.items()]

    def _fault(self, value: Mapping[str, float]) -> str:
        """What is impossible about the numbers together, in words; an empty text where nothing is."""
        said = {name: asked.said(value[name]) for name, asked in self.numbers.items()}
        if value[LOW] > value[HIGH]:
            return (
                f"“{_capital(self.ends[0])}” says {said[LOW]} and “{self.ends[1]}” says {said[HIGH]}: the lower end "
                "stands first. Look at both, and at their signs."
            )
        if self.estimate and not value[LOW] <= value[ESTIMATE] <= value[HIGH]:
            side = "below" if value[ESTIMATE] < value[LOW] else "above"
            return (
                f"{_capital(self.estimate)} is {said[ESTIMATE]}, which lies {side} its own range, {said[LOW]} to "
                f"{said[HIGH]}. Look at all three, and at their signs."
            )
        return ""

    def _please(self) -> str:
        return f"Give {'three numbers' if self.estimate else 'two numbers'}, as in {self.example}."


def number_range(
    label: str,
    unit: str = "",
    *,
    estimate: str = "",
    ends: tuple[str, str] = ("from", "to"),
    low: float | None = None,
    high: float | None = None,
    decimals: int | None = None,
    help: str = "",  # noqa: A002
) -> NumberRange:
    """Ask for two ends and, with `estimate` as its label, the number that they belong to.

    The value is {"estimate": 2.1, "low": 0.3, "high": 3.9}, without "estimate" where none is asked for; `low` to
    `high` is what is possible.
    """
    return NumberRange(
        label, unit=unit, estimate=estimate, ends=ends, low=low, high=high, decimals=decimals, help=help
    )  # fmt: skip


def _as_parts(raw: object, names: tuple[str, ...], unit: str) -> Mapping[str, Any] | None:
    """What was given for each number, by name; None for what is no range at all."""
    if is_blank(raw) or is_empty(raw):
        return {}
    if isinstance(raw, pd.Interval):
        return {LOW: raw.left, HIGH: raw.right} if len(names) == 2 else None
    if isinstance(raw, pd.Series | Mapping):
        return _of_boxes({str(name).casefold(): cell for name, cell in raw.items()}, names, unit)
    if isinstance(raw, str):
        return _in_text(raw, names, unit)
    if isinstance(raw, np.ndarray | pd.Index):
        raw = raw.tolist()
    if isinstance(raw, list | tuple) and len(raw) == len(names):
        return dict(zip(names, raw, strict=True))
    return None


def _of_boxes(cells: Mapping[str, Any], names: tuple[str, ...], unit: str) -> Mapping[str, Any] | None:
    """What stands in each box; a whole range that somebody typed or pasted into one box is taken apart.

    A Series without names for its numbers has them in their order.
    """
    if set(cells) == set(map(str, range(len(names)))):
        return dict(zip(names, cells.values(), strict=True))
    if not set(cells) <= {ESTIMATE, LOW, HIGH}:
        return None
    filled = [cell for cell in cells.values() if not (is_blank(cell) or (not isinstance(cell, str) and missing(cell)))]
    if len(filled) == 1 and isinstance(filled[0], str) and (whole := _in_text(filled[0], names, unit)):
        return whole
    return cells


def _in_text(text: str, names: tuple[str, ...], unit: str) -> Mapping[str, Any] | None:
    """The numbers of a text, each as it was written; None where there are not as many as are asked for."""
    if len(text) > _LONGEST:
        return None
    plain = _NOTE.sub(lambda found: "(" if found[0].startswith("(") else "", tidy(text)).strip(" ,;:=")
    with_estimate = ESTIMATE in names
    if found := _HALF.fullmatch(plain.strip("()[] ")):
        return _from_half(found["estimate"], found["half"], names, unit)
    if found := _IN_BRACKETS.fullmatch(plain):
        estimate = found["estimate"].strip(" ,;:")
        ends = [f"{end} {found['unit']}".strip() for end in _pieces(found["ends"])]
        if len(ends) == 2 and (bool(estimate) or not with_estimate):
            return {**({ESTIMATE: estimate} if with_estimate else {}), LOW: ends[0], HIGH: ends[1]}
        plain = found["ends"] if not estimate else plain
    pieces = _pieces(plain)
    return dict(zip(names, pieces, strict=True)) if len(pieces) == len(names) else None


def _pieces(text: str) -> list[str]:
    """The texts of the numbers that stand between "to", commas, dashes and the like."""
    return [piece.strip() for piece in _BETWEEN.split(_BEFORE.sub("", text.strip())) if piece.strip()]


def _from_half(estimate: str, half: str, names: tuple[str, ...], unit: str) -> Mapping[str, Any] | None:
    """The ends that lie as far to each side of an estimate as was written behind ±."""
    middle, width = (Number("", unit).read(text) for text in (estimate, half))
    if middle.state != "read" or width.state != "read" or width.value < 0:
        return None
    low, high = middle.value - width.value, middle.value + width.value
    return {**({ESTIMATE: middle.value} if ESTIMATE in names else {}), LOW: low, HIGH: high}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
