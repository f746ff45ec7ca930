"""What an answer is, and how each kind of answer is read: from a control or from a typed line of Python."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Protocol, runtime_checkable

from attrs import field, frozen, validators

from npqml_widgets.answers.options import Unknown, option, several
from npqml_widgets.answers.reading import (
    BLANK,
    Reading,
    is_blank,
    is_empty,
    quoted,
    read_as,
    read_back,
    read_number,
    single,
    unreadable,
)
from npqml_widgets.answers.units import amount, unit_named

NO_ANSWER = "No answer"
PLACES = 2
"""To so many decimal places a number counts where its task does not say how many it asks for."""


MOST_PAIRS = 10
"""Of an order: each more doubles the work of finding out what marking says of all orders."""


@runtime_checkable
class Field(Protocol):
    """One answer of a task: its label, how it is read, and how it is printed."""

    @property
    def label(self) -> str:
        """The question in a few words."""

    def read(self, raw: Any) -> Reading:
        """The reading of what a control saved or somebody typed in Python."""

    def as_text(self, raw: Any) -> str:
        """The answer in plain words, for reports and printed notebooks."""

    def offered(self) -> list[str]:
        """What there is to choose from, in words."""

    def counted(self, value: Any) -> Any:
        """A value that was read as checks get it."""

    def key(self, value: Any) -> str:
        """What a value has in common with all that count the same, as text."""

    def part_keys(self, value: Any) -> Iterable[str]:
        """What each part of a value by itself has in common with all that have the same there, as texts."""


@frozen
class Answer:
    """A field with a label and some help; each kind says how it reads an answer and how it says one."""

    label: str
    help: str = field(default="", kw_only=True)

    def read(self, raw: Any) -> Reading:
        """The reading of what a control saved or somebody typed in Python."""
        raise NotImplementedError

    def said(self, value: Any) -> str:
        """A value that was read, in plain words."""
        raise NotImplementedError

    def offered(self) -> list[str]:
        """What there is to choose from, in words; nothing where an answer is typed."""
        return []

    def counted(self, value: Any) -> Any:
        """A value that was read as checks get it."""
        return value

    def key(self, value: Any) -> str:
        """What a value has in common with all that count the same, as text; TypeError where it has too much in it."""
        raise TypeError(f"an answer of the kind {type(self).__name__} has no key")

    def part_keys(self, value: Any) -> Iterable[str]:
        """What each part of a value has in common with all that have the same there; most answers have no parts."""
        return ()

    def as_text(self, raw: Any) -> str:
        """The answer in plain words: as read, or as it was typed where it cannot be read."""
        reading = self.read(raw)
        if reading.state == "read":
            return self.said(reading.value)
        if reading.state == "blank":
            return NO_ANSWER
        return quoted(", ".join(map(str, raw)) if isinstance(raw, list | tuple) else raw, most=200)


@frozen
class Number(Answer):
    """A number in a unit; outside `low` to `high` it is impossible. It is shown, and counts, to `decimals` places."""

    unit: str = ""
    low: float | None = None
    high: float | None = None
    decimals: int | None = None

    def read(self, raw: Any) -> Reading:
        """The number as a float in the field's unit, however it was typed or computed."""
        return read_number(raw, self.unit, self.low, self.high, self.decimals)

    def said(self, value: float) -> str:
        """A value that was read, in plain words."""
        return amount(value, unit_named(self.unit), self.decimals)

    def counted(self, value: float) -> float:
        """The value rounded to the places that count."""
        return float(self.key(value))

    def key(self, value: float) -> str:
        """The value to the places that count, as text."""
        return f"{round(value, self.places) + 0.0:.{self.places}f}"

    @property
    def places(self) -> int:
        """How many decimal places count."""
        return PLACES if self.decimals is None else self.decimals


@frozen
class Choice(Answer):
    """One of several options, each a key with the words shown for it."""

    options: dict[str, str] = field(validator=validators.min_len(1), kw_only=True)

    def offered(self) -> list[str]:
        """The words of all options."""
        return list(self.options.values())

    def read(self, raw: Any) -> Reading:
        """The key of the option, typed as its key or as its words."""
        raw = single(raw)
        if is_blank(raw):
            return BLANK
        if hasattr(raw, "__len__") and not isinstance(raw, str):
            return unreadable(f"Choose just one of: {_list(self.options)}.")
        key = option(raw, self.options)
        if key is None:
            return unreadable(f"We cannot find {quoted(raw)} here. Choose one of: {_list(self.options)}.")
        return read_as(key, quoted(self.options[key], 300))

    def said(self, value: str) -> str:
        """A value that was read, in plain words."""
        return self.options[value]

    def key(self, value: str) -> str:
        """The key of the option."""
        return value


@frozen
class Choices(Answer):
    """Any number of several options."""

    options: dict[str, str] = field(validator=validators.min_len(1), kw_only=True)

    def offered(self) -> list[str]:
        """The words of all options."""
        return list(self.options.values())

    def read(self, raw: Any) -> Reading:
        """The keys chosen, in the options' order, from a list, set, Series or a text such as "a, b"."""
        if is_blank(raw) or is_empty(raw):
            return BLANK
        try:
            chosen = several(raw, self.options)
        except Unknown as problem:
            return unreadable(f"{problem} Choose from: {_list(self.options)}.")
        keys = [key for key in self.options if key in chosen]
        if not keys:
            return BLANK
        return read_as(keys, self.said(keys))

    def said(self, value: list[str]) -> str:
        """A value that was read, in plain words."""
        return "; ".join(self.options[key] for key in value)

    def key(self, value: list[str]) -> str:
        """The keys chosen, in the options' order."""
        return json.dumps([key for key in self.options if key in value], ensure_ascii=False)


@frozen
class Order(Answer):
    """All options in the order that the candidate gives them.

    Where `pairs` are given, only which of each two comes first counts: orders that agree in them count the same. A pair
    is named as its two are listed, so that it does not say which of them has to come first.
    """

    options: dict[str, str] = field(validator=validators.min_len(1), kw_only=True)
    pairs: tuple[tuple[str, str], ...] = field(default=(), kw_only=True)

    @pairs.validator
    def _few_and_as_listed(self, _attribute: object, pairs: tuple[tuple[str, str], ...]) -> None:
        listed = list(self.options)
        if len(pairs) > MOST_PAIRS:
            raise ValueError(f"pairs: found {len(pairs)}, expected at most {MOST_PAIRS}. Ask for fewer steps.")
        for one, other in pairs:
            if one not in listed or other not in listed or listed.index(one) >= listed.index(other):
                raise ValueError(
                    f"pairs: found ({one!r}, {other!r}); expected two options as listed ({', '.join(listed)}). "
                    "Turn the pair: the page must not say which has to come first."
                )

    def offered(self) -> list[str]:
        """The words of all options."""
        return list(self.options.values())

    def read(self, raw: Any) -> Reading:
        """All keys in their order, from a list, a Series or a text such as "b > a"."""
        if is_blank(raw) or is_empty(raw):
            return BLANK
        if isinstance(raw, set | frozenset | Mapping):
            return unreadable("What is in curly brackets has no order. Give a list, in square brackets.")
        try:
            keys = several(raw, self.options)
        except Unknown as problem:
            return unreadable(f"{problem} Put these in order: {_list(self.options)}.")
        twice = [key for key in self.options if keys.count(key) > 1]
        missing = [key for key in self.options if key not in keys]
        if twice:
            return unreadable(f"Each belongs in the order once, and this comes twice: {_list(self.options, twice)}.")
        if missing:
            return unreadable(f"Some are missing from your order: {_list(self.options, missing)}.")
        return read_back(keys, f"We read your order as {self.said(keys)}.", self.said(keys))

    def said(self, value: list[str]) -> str:
        """A value that was read, in plain words."""
        return "; ".join(f"{place}. {self.options[key]}" for place, key in enumerate(value, start=1))

    def key(self, value: list[str]) -> str:
        """All keys in the candidate's order; with `pairs`, which of each comes first."""
        if not self.pairs:
            return json.dumps(value, ensure_ascii=False)
        firsts = [min(pair, key=value.index) for pair in self.pairs]
        return json.dumps(firsts, ensure_ascii=False)


@frozen
class Text(Answer):
    """A short text; `words` (least, most) is advice and never a reason to refuse."""

    rows: int = 4
    words: tuple[int, int] | None = None

    def read(self, raw: Any) -> Reading:
        """The text as it was written, quotation marks and all, without spaces round it."""
        raw = single(raw)
        if is_blank(raw):
            return BLANK
        if not isinstance(raw, str):
            return unreadable("This answer is a text. In Python, put it in quotation marks.")
        text = raw.replace("\r\n", "\n").replace("\r", "\n").strip()
        count = count_words(text)
        words = f"We read your answer: {count} word{'' if count == 1 else 's'}."
        if self.words and not self.words[0] <= count <= self.words[1]:
            words += f" About {self.words[0]} to {self.words[1]} are asked for."
        return read_back(text, words, quoted(text, 200))

    def said(self, value: str) -> str:
        """A value that was read, in plain words."""
        return value

    def far_too_short(self, value: str) -> str:
        """Words about a text that has less than half of the least words asked for; empty where it has more."""
        count = count_words(value)
        if not self.words or 2 * count >= self.words[0]:
            return ""
        least, most = self.words
        return f"Your text has {count} word{'' if count == 1 else 's'}; about {least} to {most} are asked for."


def count_words(text: str) -> int:
    """The number of words: what stands between spaces and has a letter or a digit in it."""
    return sum(any(character.isalnum() for character in word) for word in text.split())


def _list(options: Mapping[str, str], keys: list[str] | None = None) -> str:
    return "; ".join(options[key] for key in (options if keys is None else keys))


def number(
    label: str,
    unit: str = "",
    help: str = "",  # noqa: A002 - the word that authors know
    low: float | None = None,
    high: float | None = None,
    decimals: int | None = None,
) -> Number:
    """Ask for a number; `unit` is "%", "pp", "pupils" ..., and `low` to `high` is what is possible."""
    return Number(label, unit, low, high, decimals, help=help)


def choice(label: str, options: Mapping[str, str], *, help: str = "") -> Choice:  # noqa: A002
    """Ask for one option; `options` are keys with the words shown, and the value is a key."""
    return Choice(label, options=dict(options), help=help)


def choices(label: str, options: Mapping[str, str], *, help: str = "") -> Choices:  # noqa: A002
    """Ask for any number of options; the value is a list of keys in the options' order."""
    return Choices(label, options=dict(options), help=help)


def order(
    label: str,
    options: Mapping[str, str],
    *,
    pairs: Iterable[tuple[str, str]] = (),
    help: str = "",  # noqa: A002
) -> Order:
    """Ask for all options in order; the value is the list of all keys in the candidate's order.

    Where several orders are right, `pairs` names each two of which one has to come first, as they are listed.
    """
    return Order(label, options=dict(options), pairs=tuple(map(tuple, pairs)), help=help)  # type: ignore[arg-type]


def text(label: str, rows: int = 4, words: tuple[int, int] | None = None, *, help: str = "") -> Text:  # noqa: A002
    """Ask for a text of about `rows` lines; `words` (least, most) is advice."""
    return Text(label, rows, words, help=help)
