"""The readable copy of a hand-in: one page that anybody can open, print and keep, with the receipt on top."""

from __future__ import annotations

from collections import Counter

from npqml_widgets.documents.shared.printing import Block, Heading, Page, Paragraph, Terms, Typed, to_html
from npqml_widgets.handin.preflight import Preflight, TaskLook
from npqml_widgets.handin.receipt import Receipt, short_hash
from npqml_widgets.keeping.clock import in_england


def receipt_lines(receipt: Receipt) -> list[tuple[str, str]]:
    """Return what a receipt says to a person, as pairs of a label and words: what, whose, when, and a short number."""
    there = in_england(receipt.when)
    counts = Counter(one.state for one in receipt.tasks)
    tasks = [("Tasks", ", ".join(f"{count} {state}" for state, count in counts.items()))] if counts else []
    return [
        ("Module", f"{receipt.module} {receipt.title}".strip()),
        ("Candidate", receipt.candidate or "no id was given"),
        ("Packed", f"{there:%A} {there.day} {there:%B} {there.year} at {there:%H:%M}"),
        *tasks,
        ("Number to quote", short_hash(receipt.sha256)),
    ]


def technical_lines(receipt: Receipt) -> list[tuple[str, str]]:
    """Return what a provider may want to know of a receipt besides, as pairs of a label and words."""
    lines = [
        ("The whole number (SHA-256)", receipt.sha256),
        ("Packed, to the second (UTC)", f"{receipt.when:%Y-%m-%d %H:%M:%S}"),
        ("Notebook", receipt.notebook or "none"),
        ("Files", f"{len(receipt.files)}: {', '.join(receipt.files)}"),
    ]
    return [*lines, ("Cohort", receipt.cohort)] if receipt.cohort else lines


def answers_copy(receipt: Receipt, found: Preflight) -> bytes:
    """Return the page: the receipt, then each task with its answer; nothing in it is fetched or run."""
    keep = "Keep this page. Your feedback names the number of the file that was marked: it is the number below."
    tasks = (block for task in found.tasks for block in _task(task))
    title = f"What was handed in: {receipt.module} {receipt.title}".strip()
    technical = (Heading("Technical details"), Terms(tuple(technical_lines(receipt))))
    return to_html(Page(title, (Paragraph(keep), Terms(tuple(receipt_lines(receipt))), *tasks, *technical))).encode()


def _task(task: TaskLook) -> list[Block]:
    blocks: list[Block] = [Heading(task.title), Paragraph(f"{task.state.capitalize()}.")]
    blocks += [Paragraph(task.why)] if task.why else []
    blocks += [Terms(task.lines)] if task.lines else []
    blocks += [Paragraph("Typed in the cell:"), Typed(task.source)] if task.source else []
    return blocks
