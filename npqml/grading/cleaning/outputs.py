"""What a candidate's run showed, made harmless before it stands in a notebook that a provider opens.

Everything that comes in is hostile: of any type, any size, and with any name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from npqml.grading.cleaning.html import clean_html, clean_picture
from npqml.grading.cleaning.markdown import BROKEN, REPLACED, clean_markdown, clean_source, cut

__all__ = ["clean_markdown", "clean_outputs", "clean_source"]

MOST_OUTPUTS = 200  # of one cell
MOST_TOGETHER = 1_000_000  # characters of one cell's outputs
LONGEST_TEXT = 50_000
LONGEST_HTML = 1_000_000
LONGEST_NAME, LONGEST_WORDS, LONGEST_FRAME, MOST_FRAMES = 200, 2_000, 5_000, 50
MOST_COUNT = 1_000_000

# A terminal's colours are kept, its other commands dropped. A colour that ends with 38 or 48 says that more follows:
# nbconvert stops with an IndexError at it.
TERMINAL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b")
COLOUR = re.compile(r"\x1b\[[0-9;]{0,30}(?<!38)(?<!48)m")
KIND = re.compile(r"[\w.+-]{1,40}/[\w.+-]{1,60}", re.ASCII)


def clean_outputs(outputs: Any) -> list[dict[str, Any]]:
    """Return the outputs of one cell as nbformat 4 outputs in which nothing is live, whatever came in.

    Kept are printed text, errors, and of what was displayed: plain text, HTML and Markdown made harmless, PNG and JPEG
    pictures. In place of an output of which nothing can be kept stands a text that says what was left out. At most 200
    outputs and about a million characters are kept.
    """
    if not isinstance(outputs, list):
        return []
    kept: list[dict[str, Any]] = []
    room = MOST_TOGETHER
    for output in outputs[:MOST_OUTPUTS]:
        cleaned = _output(output)
        room -= _size(cleaned)
        if room < 0:
            break
        kept.append(cleaned)
    if missing := len(outputs) - len(kept):
        kept.append(_note(f"({missing} more left out: this cell shows too much.)"))
    return kept


def _size(output: dict[str, Any]) -> int:
    texts = (output.get("text", ""), *output.get("data", {}).values(), *output.get("traceback", ()))
    return sum(len(text) for text in texts)


def _output(output: Any) -> dict[str, Any]:
    kind = output.get("output_type") if isinstance(output, dict) else None
    cleaner = CLEANERS.get(kind) if isinstance(kind, str) else None
    return cleaner(output) if cleaner else _note("(Left out: an output of a kind that is not known.)")


def _note(words: str) -> dict[str, Any]:
    return {"output_type": "display_data", "data": {"text/plain": words}, "metadata": {}}


def _stream(output: dict[str, Any]) -> dict[str, Any]:
    name = "stderr" if output.get("name") == "stderr" else "stdout"
    return {"output_type": "stream", "name": name, "text": _terminal(_text(output.get("text")) or "")}


def _error(output: dict[str, Any]) -> dict[str, Any]:
    frames = output.get("traceback")
    lines = [one for one in frames if isinstance(one, str)] if isinstance(frames, list) else []
    return {
        "output_type": "error",
        "ename": _terminal(_text(output.get("ename")) or "Error", LONGEST_NAME),
        "evalue": _terminal(_text(output.get("evalue")) or "", LONGEST_WORDS),
        "traceback": [_terminal(line, LONGEST_FRAME) for line in lines[-MOST_FRAMES:]],
    }


def _display(output: dict[str, Any]) -> dict[str, Any]:
    found = output.get("data")
    data = found if isinstance(found, dict) else {}
    texts = {kind: text for kind in TYPES if (text := _text(data.get(kind))) is not None}
    kept = {kind: clean for kind, text in texts.items() if (clean := TYPES[kind](text)) is not None}
    return {"output_type": "display_data", "data": kept or {"text/plain": _left_out(data)}, "metadata": {}}


def _result(output: dict[str, Any]) -> dict[str, Any]:
    count = output.get("execution_count")
    known = isinstance(count, int) and not isinstance(count, bool) and 0 <= count <= MOST_COUNT
    return _display(output) | {"output_type": "execute_result", "execution_count": count if known else None}


def _left_out(data: dict[Any, Any]) -> str:
    names = sorted(name for name in data if isinstance(name, str) and KIND.fullmatch(name))
    return f"(Left out: {', '.join(names[:5]) or 'an output of a kind that is not known'}.)"


def _text(value: Any) -> str | None:
    """Return a text that may stand in a notebook as its lines; None if it is none."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "".join(value)
    return value if isinstance(value, str) else None


def _terminal(text: str, most: int = LONGEST_TEXT) -> str:
    """Return printed text with its colours, and no other commands to a terminal."""
    text = BROKEN.sub(REPLACED, cut(text, most))
    return TERMINAL.sub(lambda found: found[0] if COLOUR.fullmatch(found[0]) else "", text)


def _html(text: str) -> str | None:
    return clean_html(text) or None if len(text) <= LONGEST_HTML else None


def _png(text: str) -> str | None:
    return clean_picture("image/png", text)


def _jpeg(text: str) -> str | None:
    return clean_picture("image/jpeg", text)


TYPES: dict[str, Callable[[str], str | None]] = {
    "text/plain": _terminal,
    "text/html": _html,
    "text/markdown": clean_markdown,
    "image/png": _png,
    "image/jpeg": _jpeg,
}
CLEANERS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "stream": _stream,
    "error": _error,
    "display_data": _display,
    "execute_result": _result,
}
