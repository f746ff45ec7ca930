"""What a cell shows, kept as the outputs of a notebook, within limits."""

from __future__ import annotations

import io
from typing import Any

MOST_OUTPUTS = 200
MOST_TEXT = 50_000  # characters of one stream or one piece of text
MOST_PICTURE = 3_000_000
CUT = "\n… cut: more than 50,000 characters were printed.\n"
STOPPED_HERE = "… further outputs were left out.\n"


class Recorder:
    """The outputs of the cell that is running, in nbformat's form; a display that is updated changes in place."""

    def __init__(self) -> None:
        """Start with no outputs."""
        self.outputs: list[dict[str, Any]] = []
        self._named: dict[str, dict[str, Any]] = {}
        self._clear_next = False

    def start(self) -> None:
        """Begin a new cell."""
        self.outputs, self._clear_next = [], False

    def stream(self, name: str, text: str) -> None:
        """Keep printed text, joined to what was printed just before."""
        self._clear_if_asked()
        last = self.outputs[-1] if self.outputs else {}
        if last.get("name") != name:
            last = self._add({"output_type": "stream", "name": name, "text": ""})
        if not last["text"].endswith(CUT):
            last["text"] += text[: MOST_TEXT + 1]
            if len(last["text"]) > MOST_TEXT:
                last["text"] = last["text"][:MOST_TEXT] + CUT

    def display(
        self, data: dict[str, Any], *, count: int | None = None, name: str | None = None, update: bool = False
    ) -> None:
        """Keep something displayed; with a `count` it is the value of the cell's last line."""
        self._clear_if_asked()
        kept = {key: one for key, value in data.items() if (one := _within(str(key), value)) is not None}
        if update and name is not None and name in self._named:
            self._named[name]["data"] = kept
            return
        made: dict[str, Any] = {"output_type": "display_data", "metadata": {}, "data": kept}
        if count is not None:
            made |= {"output_type": "execute_result", "execution_count": count}
        self._add(made)
        if name is not None:
            self._named[name] = made

    def error(self, name: str, words: str, lines: list[str]) -> None:
        """Keep the error that stopped the cell."""
        shown = [line[:2_000] for line in lines[:60]]
        self._add({"output_type": "error", "ename": name[:200], "evalue": words[:2_000], "traceback": shown})

    def clear(self, wait: bool = False) -> None:
        """Take out what the cell has shown so far, or do so when it shows something new."""
        self._clear_next = wait
        if not wait:
            self.outputs = []

    def _clear_if_asked(self) -> None:
        if self._clear_next:
            self.outputs, self._clear_next = [], False

    def _add(self, output: dict[str, Any]) -> dict[str, Any]:
        if len(self.outputs) < MOST_OUTPUTS:
            self.outputs.append(output)
        elif len(self.outputs) == MOST_OUTPUTS:
            self.outputs.append({"output_type": "stream", "name": "stderr", "text": STOPPED_HERE})
        return output


def _within(kind: str, value: Any) -> Any:
    """Give one form of a displayed thing as plain data, or None where it is too large or no plain data."""
    import base64

    if isinstance(value, bytes):
        value = base64.b64encode(value).decode("ascii")
    if type(value) is str:
        most = MOST_PICTURE if kind.startswith("image/") else MOST_TEXT * 4
        return value if len(value) <= most else None
    return value if kind.endswith("+json") and type(value) is dict else None


class Stream(io.TextIOBase):
    """Standard output or error of a cell."""

    encoding = "utf-8"

    def __init__(self, recorder: Recorder, name: str) -> None:
        """Write to the recorder under this name."""
        super().__init__()
        self._recorder, self._name = recorder, name

    def write(self, text: str) -> int:
        """Keep the text and give its length."""
        self._recorder.stream(self._name, text)
        return len(text)

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True
