"""Refusals in words: what is wrong, where, what was expected and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path


class Refusal(Exception):
    """One thing that is wrong with a file that somebody can put right.

    The message names the file, the entry in it, what was found, what was expected and what to do.
    """

    def __init__(self, file: str | PathLike[str], entry: str, *, found: str, expected: str, do: str = "") -> None:
        """Keep each part, so that a command can print the message or give it as JSON."""
        self.file, self.entry = str(file), entry
        self.found, self.expected, self.do = found, expected, do
        super().__init__(file, entry)

    def __reduce__(self) -> tuple[object, ...]:
        """Tell how another process makes the same refusal."""
        return _again, (self.file, self.entry, self.found, self.expected, self.do)

    def __str__(self) -> str:
        """Give the whole message as one line."""
        file = self.file.removeprefix(f"{Path.cwd()}/")
        place = f"{file}: {self.entry}" if self.entry else file
        parts = [f"{place}: found {self.found}; expected {self.expected}."]
        if self.do:
            parts.append(self.do)
        return _on_one_line(" ".join(parts))


def _on_one_line(text: str) -> str:
    """The text with whatever would steer a terminal written out: a file may have a line break or worse in its name."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


def _again(file: str, entry: str, found: str, expected: str, do: str) -> Refusal:
    return Refusal(file, entry, found=found, expected=expected, do=do)


class Refusals(Exception):
    """Several refusals found in one pass, so that an author can mend them all at once."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        """Keep the refusals in the order in which they were found."""
        self.refusals = tuple(refusals)
        super().__init__("\n".join(str(refusal) for refusal in self.refusals))
