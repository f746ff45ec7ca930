"""A figure for a row, chosen out of the candidate's other documents: taken as it stands there, with its source."""

from __future__ import annotations

from collections.abc import Callable

from npqml_widgets.controls.cells import Column, Row
from npqml_widgets.controls.record import Record
from npqml_widgets.forms.sponsor.otherdocuments import sentences_of_others

NONE = "None of your documents beside this page says a number yet."
GONE = "This sentence is no longer there: the document has changed. Choose again."


class TakeFigure(Record):
    """Asks which sentence of which document is the figure of a row; `take` gets row, sentence and source."""

    def __init__(self, take: Callable[[str, str, str], str]) -> None:
        """Begin with nothing to choose from."""
        self._offered: dict[str, tuple[str, str]] = {}
        self._take_one = take
        super().__init__((), self._chosen, blank="")

    def offer(self, row: str | None) -> None:
        """Offer what the documents say now for a row; nothing while no row is open."""
        self._offered = {f"{source}: {sentence}": (source, sentence) for source, sentence in sentences_of_others()}
        options = {"": "" if self._offered else NONE} | {words: words for words in self._offered}
        words = "It is put in with its document. You can shorten it afterwards."
        self.describe([Column("take", "Take a figure from your documents", "choice", options, words)])
        self.fill("A figure" if row else "", Row(row, {"take": ""}) if row else None)

    def _chosen(self, row: str, _: str, value: object) -> str:
        if not value:
            return ""
        if value not in self._offered:
            return GONE
        source, sentence = self._offered[str(value)]
        return self._take_one(row, sentence, source)
