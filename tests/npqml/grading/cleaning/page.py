"""A page as a provider opens it, and what is live in it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import nbformat
from nbconvert.exporters import HTMLExporter
from nbformat import v4

EXPORTER = HTMLExporter(template_name="basic")  # the same cells without the page's own scripts around them
FORBIDDEN = set(
    "applet audio base body button embed form frame frameset head html iframe link math meta noscript object script"
    " select style svg template textarea title video".split()
)
ADDRESSES = {"action", "background", "cite", "data", "formaction", "href", "poster", "src", "srcset", "xlink:href"}
BUILT_IN = re.compile(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/=]+")
PLAIN_STYLE = re.compile(r"text-align: ?(left|right|center)")
HARMFUL_MATHS = re.compile(r"\\(href|style|class|cssId|require|unicode|includegraphics|def)(?![A-Za-z])")


class Live(HTMLParser):
    """Collects what is live in a page that has no scripts of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in FORBIDDEN or (tag == "input" and dict(attrs).get("type") != "checkbox"):
            self.found.append(tag)
        for name, value in attrs:
            if self._is_live(tag, name, value or ""):
                self.found.append(f"{tag} {name}={value}")

    def _is_live(self, tag: str, name: str, value: str) -> bool:
        if name in ADDRESSES:
            # As a browser reads it: blanks inside and control characters before it do not count.
            address = re.sub(r"[\t\n\r]", "", value).lstrip("".join(map(chr, range(33))))
            scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", address)
            if tag == "img":
                return not BUILT_IN.fullmatch(value)
            if scheme:
                return scheme[1].lower() not in ("http", "https", "mailto")
            return address.startswith("/") or ".." in address.split("#")[0]
        if name == "id":
            return value != "" and not value.startswith("cell-id=") and "%E2%81%A0" not in value
        if name == "style":
            return not PLAIN_STYLE.fullmatch(value)
        return name.startswith(("on", "data-")) or name in ("name", "srcdoc", "srcset", "ping", "target")

    def handle_data(self, data: str) -> None:
        # MathJax looks at the words of a page.
        self.found += [found[0] for found in HARMFUL_MATHS.finditer(data)]

    def handle_comment(self, data: str) -> None:
        self.found.append(f"<!--{data}")

    handle_decl = handle_pi = unknown_decl = handle_comment


def page_of(markdown: str = "", outputs: list[dict[str, Any]] | None = None) -> str:
    cells = [v4.new_markdown_cell(markdown)] if outputs is None else [v4.new_code_cell("1", outputs=outputs)]
    notebook = nbformat.from_dict(v4.new_notebook(cells=cells))
    nbformat.validate(notebook)
    return EXPORTER.from_notebook_node(notebook)[0]


def live(page: str) -> list[str]:
    reader = Live()
    reader.feed(page)
    reader.close()
    return reader.found
