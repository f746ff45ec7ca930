"""What the form shows beside its controls: how the evidence stands, how to ask, what came back, one row."""

from __future__ import annotations

from html import escape

from npqml_widgets.documents.shared.printing import Page, html_of, to_text
from npqml_widgets.documents.sponsor.answer import STATEMENT
from npqml_widgets.documents.sponsor.consistency import SponsorWarning
from npqml_widgets.documents.sponsor.model import Evidence, SponsorComments
from npqml_widgets.documents.sponsor.printing import NOTHING_YET, answer_blocks, summary, title_of
from npqml_widgets.documents.sponsor.verdict import unchecked
from npqml_widgets.forms.shared.words import READABLE, as_list

BEGIN = (
    "Begin under Settings: your name, the id that your provider gave you, your sponsor, and when your project began.",
    "Then press “Add a row”: one thing that was done, with whom, on which day, and where your sponsor can look.",
    "Three rows with a date and a place say more than ten without. The worked example on this page shows a "
    "finished sheet.",
    "Then ask your sponsor: the tab says how. The boxes for comments are theirs, and nobody can type in them here.",
)
ASK = (
    "Look at To mend first. What is wrong now, your sponsor will see.",
    "Below the form, press “Save the sponsor's form (HTML)”. It is one file with your evidence in it. Send it as an "
    "attachment; it opens in any browser and needs no network.",
    "Your sponsor opens it in the page that the provider has sent to them, which shows your evidence and seals their "
    "answer. Who has no such page can fill in yours: that answer has no seal.",
    "They write a comment on each criterion, confirm the statement if it is so, and save an answer file.",
    "The answer comes back to you: choose it under “Bring in a file”, below the form. It is kept as it is, under What "
    "came back, and goes along when you hand in.",
    "Where mail lets no web page through, zip it, or send the Excel form. An answer from Excel cannot be sealed: it is "
    "called “not verified” until your provider has asked your sponsor.",
    "Never ask for the provider's page. Whoever has it can speak as your sponsor.",
)
AFTERWARDS = (
    "If you change the evidence afterwards, that is said here, in print and to whoever marks, row by row. Better: send "
    "a new form."
)


def heading(sheet: SponsorComments) -> str:
    """Return the title and how the sheet stands, or what to do first while it has no row."""
    title = f'<h2 dir="auto" style="font-size: 1.3em">{escape(title_of(sheet))}</h2>'
    if not sheet.evidence and not sheet.answers:
        return title + as_list("Nothing is here yet.", BEGIN)
    return title + note(f"{summary(sheet)} {came_in_short(sheet)}")


def came_in_short(sheet: SponsorComments) -> str:
    """Say in a sentence whether anything has come back."""
    return f"{unchecked(sheet).heading}." if sheet.answers else "Nothing has come back from the sponsor yet."


def how_to_ask() -> str:
    """Return how the sponsor is asked, step by step, and what they are asked to confirm."""
    said = f"What your sponsor is asked to confirm: “{STATEMENT}” The wording is ours: no official form could be found."
    return as_list("", ASK) + note(AFTERWARDS) + note(said)


def came_back(sheet: SponsorComments) -> str:
    """Return what came back, to be read only."""
    if not sheet.answers:
        return note(NOTHING_YET)
    return READABLE.format("\n".join(html_of(block, 3) for block in answer_blocks(sheet, unchecked(sheet))))


def came_back_as_text(sheet: SponsorComments) -> str:
    """Return what came back in plain words."""
    _, *others = answer_blocks(sheet, unchecked(sheet))  # its heading is the page's title here
    return to_text(Page(unchecked(sheet).heading, tuple(others)))


def about(row: Evidence, found: tuple[SponsorWarning, ...]) -> str:
    """Return what does not add up in one row."""
    return as_list("To mend:", (warning.words for warning in found if warning.row == row.id))


def note(words: str) -> str:
    """Return a sentence or two as a paragraph."""
    return READABLE.format(f"<p>{escape(words)}</p>")
