"""A case as numbered cards on A4, for a table of people without a screen: one HTML file that needs nothing else."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable

from npqml_widgets.documents.scenario.model import WORDS_A_MINUTE, Case, Choice, End, Situation
from npqml_widgets.documents.shared.printing import html_page
from npqml_widgets.keeping.authored import CITED

_STYLE = """
body { max-width: 180mm; font-size: 12pt }
h1 { font-size: 20pt } h2 { font-size: 14pt; margin: 0 0 .4em } h3 { font-size: 12pt; margin: 1em 0 .3em }
section.card { border: 1.5pt solid #1a1a1a; border-radius: 3mm; padding: 5mm 6mm; margin: 0 0 6mm; break-inside: avoid }
.slips { display: grid; grid-template-columns: 1fr 1fr; gap: 3mm }
section.small { padding: 3mm 5mm; margin: 0; font-size: 11pt } section.small p { margin: .5em 0 }
.new-page { break-before: page }
ol.ways { list-style: upper-alpha; padding-left: 1.6em } ol.ways li { margin: .5em 0; break-inside: avoid }
a { color: #0b4f8a } :target { outline: 3pt solid #0b4f8a; outline-offset: 2pt }
@media print { a { color: inherit; text-decoration: none; font-weight: bold } }
"""


def cards(case: Case) -> str:
    """Return a case as one HTML page of numbered cards; each way on says "go to card 7" and links to it.

    First the situations and ends, then a small card for each choice with the reaction to it, last the reasoning, to be
    given out afterwards. The numbers are the same each time and give nothing away by their order.
    """
    numbers = _numbers(case)
    body = [_cover(case, numbers), *_inside(case, numbers), _reasoning(case, numbers), _sources(case)]
    return html_page(f"{case.title}: cards", "\n".join(body), _STYLE)


def _numbers(case: Case) -> dict[str, int]:
    """Number the nodes from 1, the start first, then the choices; the rest by a hash, so that no order shows."""

    def shuffled(ids: Iterable[str]) -> list[str]:
        return sorted(ids, key=lambda one: hashlib.sha256(f"{case.id} {one}".encode()).hexdigest())

    nodes = [case.start, *shuffled({*case.situations, *case.ends} - {case.start})]
    order = [*(f"node {one}" for one in nodes), *(f"choice {one}" for one in shuffled(case.choices))]
    return {key: number for number, key in enumerate(order, 1)}


def _inside(case: Case, numbers: dict[str, int]) -> Iterable[str]:
    nodes = sorted(case.nodes, key=lambda one: numbers[f"node {one.id}"])
    for node in nodes:
        number = numbers[f"node {node.id}"]
        body = _ends(node) if isinstance(node, End) else _ways(node, numbers)
        yield f"{_card(number, node.title)}{paragraphs(node.text)}{body}</section>"
    yield '<h2 class="new-page">What happens next: cut along the frames</h2><div class="slips">'
    for choice in sorted((two for _, two in case.choices.values()), key=lambda one: numbers[f"choice {one.id}"]):
        yield _reaction(choice, numbers)
    yield "</div>"


def _cover(case: Case, numbers: dict[str, int]) -> str:
    who = "".join(f"<li><strong>{html.escape(one)}</strong>: {cited(words)}</li>" for one, words in case.people.items())
    last = max(numbers.values())
    return (
        f"<h1>{html.escape(case.title)}</h1>{paragraphs(case.about)}"
        f"<h2>Who is who</h2><ul>{who}</ul><h2>What this is not</h2>{paragraphs(case.not_this)}"
        f"<h2>How to use the cards</h2><p>There are {last} cards. Lay them face down in order. Start with "
        f"{_link(1, 'card 1')}. Talk before you choose, and write down why you chose. About {case.minutes} minutes "
        f"of reading ({WORDS_A_MINUTE} words a minute); allow as much again to talk. Give out the last section, "
        "“The reasoning”, only when every table has come to an end.</p>"
    )


def _card(number: int, title: str, kind: str = "card") -> str:
    return (
        f'<section class="{kind}" id="card-{number}" aria-labelledby="name-{number}">'
        f'<h2 id="name-{number}">Card {number}: {html.escape(title)}</h2>'
    )


def _ways(situation: Situation, numbers: dict[str, int]) -> str:
    ways = []
    for choice in situation.offered:
        number = numbers[f"choice {choice.id}"]
        ways.append(f"<li>{cited(choice.words)} {_link(number, f'Go to card {number}')}.</li>")
    return f'<p>What do you do?</p><ol class="ways">{"".join(ways)}</ol>'


def _reaction(choice: Choice, numbers: dict[str, int]) -> str:
    on = numbers[f"node {choice.next}"]
    minutes = f"Cost: {choice.minutes} minute{'s' if choice.minutes > 1 else ''}." if choice.minutes else ""
    cost = [minutes, cited(choice.trust)]
    said = " ".join(filter(None, cost))
    return (
        f"{_card(numbers[f'choice {choice.id}'], 'what happens', 'card small')}{paragraphs(choice.reaction)}"
        f"{f'<p>{said}</p>' if said else ''}<p>{_link(on, f'Go to card {on}')}.</p></section>"
    )


def _ends(end: End) -> str:
    return f"<p><strong>This is an end.</strong></p><h3>Looking back</h3>{paragraphs(end.review)}"


def _reasoning(case: Case, numbers: dict[str, int]) -> str:
    parts = ['<h2 class="new-page">The reasoning (for afterwards)</h2><p>No choice earns a mark. “One reasoned way” '
             "is one way that can be argued for well, and not the only one.</p>"]  # fmt: skip
    for one in sorted(case.situation, key=lambda each: numbers[f"node {each.id}"]):
        rows = []
        for choice in one.offered:
            sign = "<strong>One reasoned way.</strong> " if choice.id in case.path else ""
            rows.append(f"<li>{cited(choice.words)} {sign}<br>{cited(choice.think)}</li>")
        number = numbers[f"node {one.id}"]
        parts.append(f'<h3>Card {number}: {html.escape(one.title)}</h3><ol class="ways">{"".join(rows)}</ol>')
    return "".join(parts)


def _sources(case: Case) -> str:
    rows = "".join(f"<li>{html.escape(words)}</li>" for words in case.sources.values())
    return f"<h2>Sources</h2><ul>{rows}</ul>" if rows else ""


def _link(number: int, words: str) -> str:
    return f'<a href="#card-{number}">{words}</a>'


def paragraphs(text: str) -> str:
    """Return a text as HTML paragraphs, parted where it has an empty line; citations are left out."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
    return "".join(f"<p>{cited(part)}</p>" for part in parts)


def cited(text: str) -> str:
    """Return a text as HTML without its citations: the sources are listed once, at the end."""
    return html.escape(" ".join(CITED.sub("", text).split()))
