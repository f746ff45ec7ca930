"""The sponsor's form as one HTML file: opens in any browser, asks nothing of any network, needs no Jupyter.

It comes in two kinds from one template. The candidate's has the evidence in it and no key. The provider's has the key
in it: the sponsor opens the candidate's file there, and sees what is sealed, since nothing of the candidate's runs.
"""

from __future__ import annotations

import json
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from npqml_widgets.documents.criteria import criteria
from npqml_widgets.documents.shared.printing import printable
from npqml_widgets.documents.sponsor.answer import LONGEST, STATEMENT, Request
from npqml_widgets.documents.sponsor.evidence_tables import OTHERS, WHAT_IS_ASKED
from npqml_widgets.documents.sponsor.seal import ABOUT
from npqml_widgets.keeping.plain import to_plain

FROM_CANDIDATE = (
    "Has the provider of the course sent you a page of your own? Then do not fill in this one: open the provider's "
    "page, and choose this file in it. Only there can your answer be sealed.",
    "Without it, fill in this page. Your answer is then called “not verified” until the provider has asked you.",
)
FROM_PROVIDER = (
    "This page is from the provider of the course, for you alone. It seals your answer: we can tell that it is yours, "
    "and that nobody has changed a letter. Do not pass it on, to the candidate least of all. Lost it, or it was seen? "
    "Tell us: we make a new one.",
    "Save it. When {name} sends you a file with evidence, open this page and choose that file below. Nothing leaves "
    "this page by itself.",
)


@cache
def _page() -> Template:
    return Template(Path(__file__).with_suffix(".html").read_text(encoding="utf-8"))


def write_form(request: Request) -> str:
    """Return the candidate's page, with the evidence in it; what is answered there has no seal."""
    name = request.name.strip() or "a candidate"
    return _written(name, FROM_CANDIDATE, {"request": to_plain(request), "candidate": "", "key": ""})


def write_sealing_page(candidate: str, name: str, key: str) -> str:
    """Return the provider's page for the sponsor of a candidate, which seals with the key in it."""
    said = tuple(words.format(name=name) for words in FROM_PROVIDER)
    return _written(name, said, {"request": None, "candidate": candidate, "key": key})


def _written(name: str, intro: tuple[str, ...], data: dict[str, Any]) -> str:
    texts = {criterion.id: criterion.text for criterion in criteria()}
    about = {"about": ABOUT, "criteria": texts, "others": OTHERS, "longest": LONGEST}
    return _page().substitute(
        title=_shown(f"Sponsor's comments: {name}"),
        intro="\n".join(f"<p>{_shown(words)}</p>" for words in intro),
        asked="\n".join(f"<p>{_shown(words)}</p>" for words in WHAT_IS_ASKED),
        statement=_shown(STATEMENT),
        # Inside a script element only "<" could end it early.
        data=json.dumps(about | data).replace("<", "\\u003c"),
    )


def _shown(text: str) -> str:
    return escape(printable(text))
