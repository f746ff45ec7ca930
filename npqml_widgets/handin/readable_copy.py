"""The readable copy of a hand-in: one page that anybody can open, print and keep, with the receipt on top."""

from __future__ import annotations

from html import escape

from npqml_widgets.handin.preflight import Preflight, TaskLook
from npqml_widgets.handin.receipt import Receipt, short_hash

STYLE = """
body { margin: 0 auto; padding: 1rem 1.25rem 3rem; max-width: 46rem; color: #1b1b1f; background: #fff;
  font: 1.0625rem/1.55 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; } h2 { font-size: 1.2rem; margin: 1.8rem 0 0.4rem; }
dl { display: grid; grid-template-columns: minmax(7rem, 12rem) 1fr; gap: 0.3rem 1rem; margin: 0.5rem 0; }
dt { color: #4d4d57; } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line; }
pre { padding: 0.6rem; background: #f3f4f8; overflow-wrap: anywhere; white-space: pre-wrap; }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; } dt { margin-top: 0.4rem; } }
@media print { h2 { break-after: avoid; } }
"""


def receipt_lines(receipt: Receipt) -> list[tuple[str, str]]:
    """Return what a receipt says, as pairs of a label and words."""
    there = receipt.when.astimezone()
    lines = [
        ("Module", f"{receipt.module} {receipt.title}".strip()),
        ("Candidate", receipt.candidate or "no id was given"),
        ("Packed", f"{there.day} {there:%B} {there.year} at {there:%H:%M:%S}"),
        ("Number of this content", short_hash(receipt.sha256)),
        ("The whole number", receipt.sha256),
        ("Notebook", receipt.notebook or "none"),
        ("Files", f"{len(receipt.files)}: {', '.join(receipt.files)}"),
    ]
    return [*lines, ("Cohort", receipt.cohort)] if receipt.cohort else lines


def answers_copy(receipt: Receipt, found: Preflight) -> bytes:
    """Return the page: the receipt, then each task with its answer; nothing in it is fetched or run."""
    title = f"What was handed in: {receipt.module} {receipt.title}".strip()
    tasks = "\n".join(_task(one) for one in found.tasks)
    page = f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>{escape(title)}</h1>
<p>Keep this page. Your feedback names the number of the file that was marked: it is the number below.</p>
{_list(receipt_lines(receipt))}
{tasks}
</main>
</body>
</html>
"""
    return page.encode("utf-8", "replace")


def _task(one: TaskLook) -> str:
    typed = f"<p>Typed in the cell:</p>\n<pre>{escape(one.source)}</pre>" if one.source else ""
    why = f"<p>{escape(one.why)}</p>" if one.why else ""
    lines = _list(list(one.lines)) if one.lines else ""
    state = f"<p>{escape(one.state.capitalize())}.</p>"
    return f"<section>\n<h2>{escape(one.title)}</h2>\n{state}\n{why}{lines}{typed}\n</section>"


def _list(lines: list[tuple[str, str]]) -> str:
    rows = "".join(f"<dt>{escape(label)}</dt><dd>{escape(words)}</dd>\n" for label, words in lines)
    return f"<dl>\n{rows}</dl>"
