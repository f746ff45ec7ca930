"""What stands on the printed page: the evidence by criterion, what came back and how far it can be relied on."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from npqml_widgets.documents.criteria import criteria
from npqml_widgets.documents.shared.dates import as_said, moment_as_said
from npqml_widgets.documents.shared.printing import (
    Block,
    Bullets,
    Heading,
    Page,
    Paragraph,
    Quote,
    Table,
    Terms,
    printable,
)
from npqml_widgets.documents.sponsor.answer import STATEMENT, Answer, answer_in
from npqml_widgets.documents.sponsor.consistency import warnings
from npqml_widgets.documents.sponsor.evidence_tables import evidence_table
from npqml_widgets.documents.sponsor.model import Received, SponsorComments
from npqml_widgets.documents.sponsor.seal import EXAMPLE, number_of
from npqml_widgets.documents.sponsor.since import as_seen, changed_since
from npqml_widgets.documents.sponsor.verdict import Verdict, unchecked

TITLE = "Evidence for the sponsor"
NOTHING_YET = "Nothing has come back yet. The boxes for comments are the sponsor's own: nobody can type in them here."
UNREADABLE = "What came back cannot be read."
AS_SEEN = "These rows as the sponsor saw them."
NO_COMMENT = "No comment."


def printed(sheet: SponsorComments, today: date | None = None, verdict: Verdict | None = None) -> Page:
    """Return the sheet as a page to print; without a verdict of the provider what came back is not verified."""
    faults = tuple(warning.words for warning in warnings(sheet, today))
    blocks: tuple[Block, ...] = (
        Terms(about(sheet)),
        Paragraph(summary(sheet)),
        Heading("Evidence"),
        *evidence_blocks(sheet),
        *answer_blocks(sheet, verdict or unchecked(sheet)),
        Heading("What does not add up"),
        Bullets(faults) if faults else Paragraph("Nothing was found."),
    )
    return Page(title_of(sheet), blocks, across=True)


def title_of(sheet: SponsorComments) -> str:
    """Return the title to print."""
    title = printable(sheet.title.strip())
    return f"{TITLE}: {title}" if title else TITLE


def about(sheet: SponsorComments) -> tuple[tuple[str, str], ...]:
    """Return whose evidence it is and who is asked, as far as that is known."""
    pairs = (
        ("Candidate", ", ".join(filter(str.strip, (sheet.name, sheet.candidate)))),
        ("School or setting", sheet.setting),
        ("Asked as sponsor", ", ".join(filter(str.strip, (sheet.sponsor, sheet.role)))),
    )
    return tuple((label, words) for label, words in pairs if words.strip())


def summary(sheet: SponsorComments) -> str:
    """Return in a sentence how much evidence there is, for how many criteria, and over which days."""
    rows = [row for row in sheet.evidence if row.what.strip()]
    if not rows:
        return "There is no evidence yet."
    ready = sum(bool(row.day and row.place.strip()) for row in rows)
    named = sorted({row.criterion for row in rows if row.criterion})
    days = sorted(row.day for row in rows if row.day)
    over = f", from {as_said(days[0])} to {as_said(days[-1])}" if len(set(days)) > 1 else ""
    pieces = f"{len(rows)} piece{'' if len(rows) == 1 else 's'} of evidence"
    return f"{pieces} for {', '.join(named) or 'no criterion'}{over}; {ready} of {len(rows)} with a date and a place."


def evidence_blocks(sheet: SponsorComments) -> tuple[Block, ...]:
    """Return the evidence as a table for each criterion, those first that the sponsor is asked about."""
    texts = {criterion.id: criterion.text for criterion in criteria()}
    others = sorted({row.criterion for row in sheet.evidence if row.criterion} - set(sheet.criteria))
    tables = [evidence_table(sheet.evidence, name, texts.get(name, "")) for name in (*sheet.criteria, *others)]
    tables.append(evidence_table([row for row in sheet.evidence if not row.criterion]))
    return tuple(table for table in tables if table.rows) or (Paragraph("There is no evidence yet."),)


def answer_blocks(sheet: SponsorComments, verdict: Verdict) -> tuple[Block, ...]:
    """Return what came back, whole, under a heading that says how far it can be relied on; earlier answers below."""
    heading = Heading(verdict.heading)
    if sheet.answer is None:
        return heading, Paragraph(NOTHING_YET)
    answer = answer_in(sheet.answer)
    said = [Paragraph(words) for words in verdict.words]
    if answer is None:
        return heading, *said, Paragraph(UNREADABLE)
    since, then = changed_since(sheet, answer), as_seen(sheet, answer)
    changed: list[Block] = [Paragraph(since)] if since and since not in verdict.words else []
    changed += [evolve(evidence_table(then), caption=AS_SEEN)] if then else []
    return heading, *said, *changed, *_of(sheet.answer, answer), *_earlier(sheet)


def _of(received: Received, answer: Answer) -> tuple[Block, ...]:
    comments: list[Block] = []
    for criterion in answer.request.criteria:
        words = answer.comment_on(criterion)
        comments += [Heading(f"On {criterion}"), Quote(words) if words.strip() else Paragraph(NO_COMMENT)]
    lines = (
        ("Signed", ", ".join(filter(None, (answer.name.strip(), answer.role.strip())))),
        ("Date given", as_said(answer.day) if answer.day else "none"),
        ("Statement", f"{'Confirmed' if answer.confirms else 'Not confirmed'}: {STATEMENT}"),
        ("Came back", came_words(received)),
    )
    return (*comments, Terms(lines))


def came_words(received: Received) -> str:
    """Return how an answer came, and the number by which it is known again."""
    sealed = "with a seal" if received.seal not in ("", EXAMPLE) else "without a seal"
    when = f" on {moment_as_said(received.came)}" if received.came else ""
    number = number_of(received.content)
    said = " ".join(number[start : start + 4] for start in (0, 4, 8))
    return f"as {received.filename or 'a file'}{when}, {sealed}; number {said}"


def _earlier(sheet: SponsorComments) -> tuple[Block, ...]:
    if len(sheet.answers) < 2:
        return ()
    rows = []
    for received in reversed(sheet.answers[:-1]):
        answer = answer_in(received)
        name = answer.name if answer else UNREADABLE
        day = as_said(answer.day) if answer and answer.day else ""
        words = "\n\n".join(f"{comment.criterion}: {comment.words}" for comment in answer.comments) if answer else ""
        rows.append((name, day, came_words(received), words))
    caption = "Earlier answers: they are kept, and do not count."
    return Heading("Earlier answers"), Table(
        caption, ("Signed", "Date given", "Came", "Comments"), tuple(rows), wide=True
    )
