"""The sponsor's form as one HTML file: opens in any browser, asks nothing of any network, needs no Jupyter."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from npqml_widgets.documents.shared.printing import html_of, printable
from npqml_widgets.documents.sponsor.answer import LONGEST, STATEMENT, Request, criteria_of
from npqml_widgets.documents.sponsor.evidence_tables import evidence_list, intro
from npqml_widgets.documents.sponsor.seal import ABOUT, CHECK_DIGITS, KEY_DIGITS
from npqml_widgets.keeping.plain import to_plain


@cache
def _page() -> Template:
    return Template(Path(__file__).with_suffix(".html").read_text(encoding="utf-8"))


def write_form(request: Request) -> str:
    """Return the page that a sponsor fills in, with the evidence in it."""
    data = {"about": ABOUT, "request": to_plain(request), "key": KEY_DIGITS, "check": CHECK_DIGITS}
    return _page().substitute(
        title=_shown(f"Sponsor's comments: {request.name.strip() or 'a candidate'}"),
        intro="\n".join(f"<p>{_shown(words)}</p>" for words in intro(request)),
        evidence="\n".join(html_of(block, 3) for block in evidence_list(request)),
        comments="\n".join(_comment(criterion.id, criterion.text) for criterion in criteria_of(request)),
        statement=_shown(STATEMENT),
        longest=LONGEST,
        # Inside a script element only "<" could end it early.
        data=json.dumps(data).replace("<", "\\u003c"),
    )


def _comment(criterion: str, text: str) -> str:
    name = f"comment-{criterion}"
    return (
        f'<p class="asked"><label for="{escape(name)}">Your comment on {_shown(criterion)}</label>\n'
        f'<span class="help" id="{escape(name)}-help">{_shown(text)}</span>\n'
        f'<textarea id="{escape(name)}" data-criterion="{escape(criterion)}" rows="6" maxlength="{LONGEST}" '
        f'aria-describedby="{escape(name)}-help"></textarea></p>'
    )


def _shown(text: str) -> str:
    return escape(printable(text))
